import { abortedError, type Clock } from 'psakit/core';

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

/** A clock that moves only as its test says: from one sleeper to the next. */
export interface TestClock extends Clock {
  /** Sets the clock, waking nobody, as an operator does; who sleeps then sleeps as long as before. */
  jump(ms: number): void;
  /** Moves on until the promise is settled or the time is over. */
  run(ms: number, until?: Promise<unknown>): Promise<void>;
}

/** Lets every promise that can go on do so. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A clock for tests of what happens over minutes. */
export function createTestClock(): TestClock {
  let elapsed = 0;
  let offset = 1_700_000_000_000;
  const sleepers = new Set<Sleeper>();
  return {
    now: () => elapsed + offset,
    jump: (ms) => {
      offset += ms;
    },
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const onAbort = (): void => {
          sleepers.delete(sleeper);
          if (signal) reject(abortedError(signal));
        };
        const sleeper: Sleeper = {
          due: elapsed + ms,
          wake: () => {
            signal?.removeEventListener('abort', onAbort);
            resolve();
          },
        };
        signal?.addEventListener('abort', onAbort, { once: true });
        sleepers.add(sleeper);
      }),
    run: async (ms, until) => {
      const end = elapsed + ms;
      const over = new AbortController();
      const stop = (): void => {
        over.abort();
      };
      until?.then(stop, stop);
      for (;;) {
        await settled();
        const due = Math.min(end, ...[...sleepers].map((sleeper) => sleeper.due));
        if (over.signal.aborted) return;
        elapsed = Math.max(elapsed, due);
        const awake = [...sleepers].filter((sleeper) => sleeper.due <= elapsed);
        if (awake.length === 0) return;
        for (const sleeper of awake) {
          sleepers.delete(sleeper);
          sleeper.wake();
        }
      }
    },
  };
}
