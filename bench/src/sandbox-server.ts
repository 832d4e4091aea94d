import { createSandbox } from '@psakit/server/sandbox';

// The local PSA in a process of its own, as a user runs it.
const [size, db] = process.argv.slice(2);
const sandbox = await createSandbox({
  size: size === 'medium' || size === 'large' ? size : 'small',
  rateLimit: 'off',
  ...(db === undefined ? {} : { db }),
});
process.send?.({ port: Number(new URL(sandbox.url).port) });
