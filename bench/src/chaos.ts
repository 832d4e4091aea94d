import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Times that a server is killed unless told; everything else of test/chaos grows with it. */
const KILLS = 200;

/** Runs test/chaos for as long as it takes, and prints its figures. */
export async function benchChaos(kills = KILLS): Promise<void> {
  const child = spawn('npx', ['vitest', 'run', 'test/chaos', '--no-file-parallelism'], {
    stdio: 'inherit',
    env: { ...process.env, PSAKIT_CHAOS: String(kills) },
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) process.exitCode = 1;
}
