import { execFileSync } from 'node:child_process';
import { median, report } from '../measure.js';

const DOOR = new URL('../../../packages/server/dist/sandbox/index.js', import.meta.url).href;

/** What a fresh process needs until a sandbox serves: from the image of the build, and without it. */
export function benchStart(): void {
  // Another seed has no image: its world is made.
  for (const [what, options, aim] of [
    ['from the image', '', '< 300 ms'],
    ['without it', '{ seed: 2 }', '< 2 s'],
  ] as const) {
    const runs = Array.from({ length: 9 }, () => timesOf(options));
    report(`start: small world ${what}`, `${median(runs.map((run) => run.create)).toFixed(0)} ms`, aim);
    report('  with the import', `${median(runs.map((run) => run.all)).toFixed(0)} ms`);
    report('  with the start of Node', `${median(runs.map((run) => run.process)).toFixed(0)} ms`);
  }
}

function timesOf(options: string): { create: number; all: number; process: number } {
  const code = `const start = performance.now();
    const { createSandbox } = await import(${JSON.stringify(DOOR)});
    const imported = performance.now();
    const sandbox = await createSandbox(${options});
    const end = performance.now();
    console.log(JSON.stringify({ create: end - imported, all: end - start }));
    await sandbox.close();`;
  const before = performance.now();
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
  return { ...(JSON.parse(output) as { create: number; all: number }), process: performance.now() - before };
}
