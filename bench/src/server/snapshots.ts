import { createSandbox } from '@psakit/server/sandbox';
import { median, report, timed } from '../measure.js';

/** Keeping the state of the small world, and putting it back. */
export async function benchSnapshots(): Promise<void> {
  const sandbox = await createSandbox();
  try {
    const taken: number[] = [];
    const restored: number[] = [];
    for (let round = 0; round < 15; round++) {
      taken.push(await timed(() => sandbox.admin.snapshot('clean')));
      restored.push(await timed(() => sandbox.admin.restore('clean')));
    }
    report('snapshot: small world, taken', `${median(taken).toFixed(1)} ms`, '< 50 ms');
    report('snapshot: small world, restored', `${median(restored).toFixed(1)} ms`, '< 50 ms');
  } finally {
    await sandbox.close();
  }
}
