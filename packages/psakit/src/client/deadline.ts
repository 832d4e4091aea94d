import { abortedError, type Clock } from '../core/index.js';

/** How long a call may take, and who may end it earlier; `deadlineMs` in milliseconds. */
export interface DeadlineOptions {
  readonly clock: Clock;
  readonly ticks: () => number;
  readonly signal: AbortSignal | undefined;
  readonly deadlineMs: number;
  /** What ends the call when its time is over. */
  readonly error: () => Error;
}

/** A signal that fires with the caller's, or when the time of a call is over. */
export interface Deadline {
  readonly signal: AbortSignal | undefined;
  /** Milliseconds. */
  left(): number;
  /** Lets go of timer and listener; the signal will not fire any more. */
  close(): void;
}

/** Starts the time of a call. */
export function openDeadline(options: DeadlineOptions): Deadline {
  const { clock, ticks, signal, deadlineMs, error } = options;
  if (deadlineMs === Infinity) return { signal, left: () => Infinity, close: () => undefined };
  const controller = new AbortController();
  const timer = new AbortController();
  const end = ticks() + deadlineMs;
  const onAbort = (): void => {
    if (signal) controller.abort(abortedError(signal));
  };
  if (signal?.aborted) onAbort();
  signal?.addEventListener('abort', onAbort, { once: true });
  clock.sleep(deadlineMs, timer.signal).then(
    () => {
      controller.abort(error());
    },
    () => undefined,
  );
  return {
    signal: controller.signal,
    left: () => end - ticks(),
    close: () => {
      timer.abort();
      signal?.removeEventListener('abort', onAbort);
    },
  };
}
