import { isPsaError, PsaError } from './errors.js';

/** The only way psakit learns the time or waits, so that a test can own both. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /**
   * Milliseconds since whenever, which no one sets: what lengths of time are measured with. Without it they
   * are measured with `now`, which a clock that is set forward makes too long.
   */
  ticks?(): number;
  /** Resolves after `ms` milliseconds; rejects with `ABORTED` when the signal fires first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The error for a wait or request that its caller gave up; the signal's own where its reason is one. */
export function abortedError(signal: AbortSignal): PsaError {
  if (isPsaError(signal.reason)) return signal.reason;
  return new PsaError({
    code: 'ABORTED',
    message: 'The request was given up by its AbortSignal.',
    hint: 'Whoever holds the signal stopped it. To try again, call with a signal that has not fired.',
    cause: signal.reason,
  });
}

/** The longest wait a timer can count, some 24 days; beyond it timers fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The clock of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  ticks: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(abortedError(signal));
        return;
      }
      const onAbort = (): void => {
        clearTimeout(timer);
        if (signal) reject(abortedError(signal));
      };
      const timer = setTimeout(
        () => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        },
        Math.min(ms, LONGEST_TIMER_MS),
      );
      signal?.addEventListener('abort', onAbort, { once: true });
    }),
};

/** Milliseconds that only move forward: the clock's ticks, or its time with every step back taken out. */
export function createTicks(clock: Clock): () => number {
  if (clock.ticks !== undefined) return () => clock.ticks?.() ?? 0;
  let last = clock.now();
  let setBack = 0;
  return () => {
    const raw = clock.now();
    if (raw < last) setBack += last - raw;
    last = raw;
    return raw + setBack;
  };
}
