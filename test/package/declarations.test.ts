import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import ts from 'typescript';
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

/** Every door as it is declared, and as its source exports it. */
const files = doors.map((door) => ({
  declared: join(root, `packages/psakit/types${door || '/index'}.d.ts`),
  source: join(root, `packages/psakit/src${door}/index.ts`),
}));

const compiler = { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.NodeNext, types: [] };

// Doors share their declarations: what one needs of another must not become a name that users see.
test('each door declares the names that its source exports, and no others', () => {
  const program = ts.createProgram(
    files.flatMap(({ declared, source }) => [declared, source]),
    compiler,
  );
  const checker = program.getTypeChecker();
  const namesIn = (file: string): readonly string[] => {
    const source = program.getSourceFile(file);
    const door = source && checker.getSymbolAtLocation(source);
    if (!door) throw new TypeError(`${file} exports nothing`);
    return checker.getExportsOfModule(door).map(({ name }) => name);
  };
  for (const { declared, source } of files) {
    expect(namesIn(declared).toSorted(), declared).toEqual(namesIn(source).toSorted());
  }
});

test('a program that does not build conditions does not read every name of a resource', () => {
  const read = (door: string): readonly string[] =>
    ts
      .createProgram([join(root, `packages/psakit/types/${door}.d.ts`)], compiler)
      .getSourceFiles()
      .map(({ fileName }) => basename(fileName));
  expect(read('conditions')).toContain('where.d.ts');
  expect(read('index')).toContain('client.d.ts');
  expect(read('index')).not.toContain('where.d.ts');
});
