/**
 * How hard to try. CI leaves it alone; `npm run bench -- chaos=200` sets it to the number of times that a server is
 * killed, and everything else grows with it.
 */
const wanted = Number(process.env['PSAKIT_CHAOS'] ?? '');

/** Whether this is the long run, which also measures time. */
export const isLongRun = Number.isInteger(wanted) && wanted > 0;

/** A number of things to do: a few in CI, in proportion to what was asked for in the long run. */
export function scaled(inCi: number, forEachKill: number): number {
  return isLongRun ? Math.max(inCi, Math.round(wanted * forEachKill)) : inCi;
}

/** Tells a figure of the long run. */
export function tell(figure: string): void {
  if (isLongRun) process.stdout.write(`chaos: ${figure}\n`);
}
