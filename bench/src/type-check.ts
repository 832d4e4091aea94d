import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { paired, report } from './measure.js';

const root = new URL('../../', import.meta.url);

/** The first TypeScript block of the README. */
function readmeProgram(): string {
  const program = /```ts\n([\s\S]*?)```/.exec(readFileSync(new URL('README.md', root), 'utf8'))?.[1];
  if (program === undefined) throw new TypeError('README.md has no TypeScript program');
  return program;
}

/** What the README's program adds to `tsc --noEmit` over an empty program. */
export async function benchTypeCheck(): Promise<void> {
  const folder = new URL('.tmp/type-check/', root);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL('empty.mts', folder), 'console.log(1);\nexport {};\n');
  writeFileSync(new URL('readme.mts', folder), readmeProgram());
  const tsc = (file: string) => (): void => {
    execFileSync(
      process.execPath,
      [
        fileURLToPath(new URL('node_modules/typescript/bin/tsc', root)),
        ...[
          '--ignoreConfig',
          '--noEmit',
          '--strict',
          '--module',
          'nodenext',
          '--target',
          'es2023',
          '--skipLibCheck',
        ],
        ...['--types', 'node', file],
      ],
      { cwd: fileURLToPath(folder), stdio: 'inherit' },
    );
  };
  const { a, b } = await paired(5, tsc('empty.mts'), tsc('readme.mts'));
  report('types: tsc --noEmit, empty program', `${(a / 1000).toFixed(2)} s`);
  report("types: tsc --noEmit, the README's program", `${(b / 1000).toFixed(2)} s`);
  report('types: added', `${((b - a) / 1000).toFixed(2)} s`, '<= 0.8 s');
}
