import { existsSync } from 'node:fs';
import { createSandbox } from '@psakit/server/sandbox';

// The local PSA in a process of its own, as a user runs it. A database that exists brings its world.
// `full` as third word: no write is answered before it is on the disk.
const [size, db, synchronous] = process.argv.slice(2);
const sandbox = await createSandbox({
  rateLimit: 'off',
  synchronous: synchronous === 'full' ? 'full' : 'normal',
  ...(db === undefined ? {} : { db }),
  ...(db !== undefined && existsSync(db)
    ? {}
    : { size: size === 'medium' || size === 'large' ? size : 'small' }),
});
process.send?.({ port: Number(new URL(sandbox.url).port) });
