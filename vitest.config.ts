import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string): string => fileURLToPath(new URL(`./packages/${path}`, import.meta.url));

// Tests read the TypeScript sources, so that a failure points at the line that was written.
export default defineConfig({
  resolve: {
    alias: [
      { find: /^psakit$/, replacement: source('psakit/src/index.ts') },
      { find: /^psakit\/(.+)$/, replacement: source('psakit/src/$1/index.ts') },
      { find: /^@psakit\/server$/, replacement: source('server/src/index.ts') },
      { find: /^@psakit\/server\/(.+)$/, replacement: source('server/src/$1/index.ts') },
    ],
  },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'scripts/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    // CI counts from this report; see .ci/run.
    reporters: process.env['CI'] ? ['default', 'json'] : ['default'],
    outputFile: { json: '.tmp/vitest.json' },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
