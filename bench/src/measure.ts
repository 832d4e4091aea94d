import { performance } from 'node:perf_hooks';

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** Milliseconds that one call took. */
export async function timed(run: () => unknown): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/**
 * Runs A and B in turn, so that a machine whose speed drifts slows both, and gives the median of each
 * and of the ratios B/A, pair by pair: how many times as fast A is.
 */
export async function paired(
  rounds: number,
  a: () => unknown,
  b: () => unknown,
): Promise<{ a: number; b: number; ratio: number }> {
  const times: { a: number; b: number }[] = [];
  await a();
  await b();
  for (let round = 0; round < rounds; round++) times.push({ a: await timed(a), b: await timed(b) });
  return {
    a: median(times.map((t) => t.a)),
    b: median(times.map((t) => t.b)),
    ratio: median(times.map((t) => t.b / t.a)),
  };
}

/** One line of a report: what, the figure, and what it is held to. */
export function report(what: string, figure: string, aim = ''): void {
  process.stdout.write(`${what.padEnd(58)} ${figure.padStart(16)}${aim ? `   aim ${aim}` : ''}\n`);
}
