import { execFileSync } from 'node:child_process';
import { paired, report } from './measure.js';

/** What `import 'psakit'` adds to the start of a bare Node. */
export async function benchImport(): Promise<void> {
  const door = new URL('../../packages/psakit/lib/index.js', import.meta.url).href;
  const node = (code: string) => (): void => {
    execFileSync(process.execPath, ['--input-type=module', '-e', code], { stdio: 'ignore' });
  };
  const { a, b } = await paired(21, node(''), node(`import ${JSON.stringify(door)}`));
  report('import: bare Node', `${a.toFixed(1)} ms`);
  report("import: with import 'psakit'", `${b.toFixed(1)} ms`);
  report('import: added', `${(b - a).toFixed(1)} ms`, '<= 20 ms');
}
