import { defineConfig } from 'vitest/config';

// Nothing special is needed: a sandbox without a socket is as fast as a mock, so that tests may run side by side.
export default defineConfig({ test: { testTimeout: 30_000 } });
