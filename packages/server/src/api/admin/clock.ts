import type { Clock } from 'psakit/core';

/** What an adjustable clock shows. */
export interface ClockState {
  /** ISO 8601, UTC, to the millisecond. */
  readonly now: string;
  /** Whether time stands still. */
  readonly frozen: boolean;
}

/** A clock that can be put to another time, stopped, and moved on. */
export interface AdjustableClock extends Clock {
  state(): ClockState;
  /** Puts it to a moment, in milliseconds since 1970. */
  set(now: number): void;
  /** Moves it on, by milliseconds; who sleeps until a time that has come is woken. */
  advance(ms: number): void;
  /** Stops it, or lets it go on from where it stands. */
  freeze(frozen: boolean): void;
}

interface Sleeper {
  readonly due: number;
  readonly wake: AbortController;
}

/**
 * A clock that goes with another until it is adjusted. Sleeping takes as long as it does on that other clock,
 * frozen or not, unless `advance` cuts it short.
 */
export function createAdjustableClock(base: Clock): AdjustableClock {
  let offset = 0;
  let frozenAt: number | undefined;
  const sleepers = new Set<Sleeper>();
  const now = (): number => frozenAt ?? base.now() + offset;
  const set = (moment: number): void => {
    offset = moment - base.now();
    if (frozenAt !== undefined) frozenAt = moment;
  };
  return {
    now,
    sleep: async (ms, signal) => {
      const sleeper: Sleeper = { due: now() + ms, wake: new AbortController() };
      sleepers.add(sleeper);
      try {
        await base.sleep(ms, signal ? AbortSignal.any([signal, sleeper.wake.signal]) : sleeper.wake.signal);
      } catch (error) {
        if (signal?.aborted || !sleeper.wake.signal.aborted) throw error;
      } finally {
        sleepers.delete(sleeper);
      }
    },
    state: () => ({ now: new Date(now()).toISOString(), frozen: frozenAt !== undefined }),
    set,
    advance: (ms) => {
      set(now() + ms);
      for (const sleeper of sleepers) if (sleeper.due <= now()) sleeper.wake.abort();
    },
    freeze: (frozen) => {
      if (frozen) {
        frozenAt ??= now();
      } else if (frozenAt !== undefined) {
        const moment = frozenAt;
        frozenAt = undefined;
        set(moment);
      }
    },
  };
}
