import type { Clock } from '../core/index.js';

/** Fires when nothing has happened for a while. */
export interface Watchdog {
  /** Something happened. */
  readonly touch: () => void;
  readonly stop: () => void;
}

/** What a watchdog is made of; `timeoutMs` in milliseconds. */
export interface WatchdogOptions {
  readonly clock: Clock;
  readonly ticks: () => number;
  readonly timeoutMs: number;
  readonly onSilence: () => void;
}

/** Starts to watch. */
export function startWatchdog({ clock, ticks, timeoutMs, onSilence }: WatchdogOptions): Watchdog {
  const done = new AbortController();
  let touchedAt: number | undefined;
  const watch = async (ms: number): Promise<void> => {
    await clock.sleep(ms, done.signal);
    if (touchedAt === undefined) {
      onSilence();
      return;
    }
    const left = touchedAt + timeoutMs - ticks();
    touchedAt = undefined;
    await watch(Math.max(1, left));
  };
  // Rejects when it is stopped, and then nobody minds.
  watch(timeoutMs).catch(() => undefined);
  return {
    touch: () => {
      touchedAt = ticks();
    },
    stop: () => {
      done.abort();
    },
  };
}
