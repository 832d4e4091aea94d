import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { root } from '../support/psa.js';
import { run } from '../support/run.js';

const folder = join(root, '.tmp', 'declarations');
const doors = ['', '/core', '/catalog', '/conditions', '/budget', '/client', '/callbacks'];

beforeAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'doors.mts'), doors.map((door) => `import 'psakit${door}';\n`).join(''));
});

// A program of Node has the types of Node, and often not those of the DOM.
test('the declarations are sound where a program has them checked, without the DOM', async () => {
  const options = ['--ignoreConfig', '--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023'];
  const types = ['--lib', 'es2023', '--types', 'node', '--skipLibCheck', 'false'];
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  expect(await run(process.execPath, [tsc, ...options, ...types, 'doors.mts'], { cwd: folder })).toBe('');
});
