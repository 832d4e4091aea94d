import { abortedError, type Clock } from 'psakit/core';

interface Sleeper {
  readonly ms: number;
  readonly wake: () => void;
}

/**
 * A clock on which every pause is over at once, and time has passed by as much. Only waits of one length, the
 * time a try is allowed, last until the test says that they are over: real bytes take real time.
 */
export class InstantClock implements Clock {
  readonly #timeoutMs: number;
  #ticks = 0;
  #set = 1_700_000_000_000;
  #latest: Sleeper | undefined;

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
  }

  now(): number {
    return this.#set + this.#ticks;
  }

  ticks(): number {
    return this.#ticks;
  }

  /** Sets the clock, as an operator does; no time passes. */
  jump(ms: number): void {
    this.#set += ms;
  }

  /** What ends the try that was begun last, in this turn of the event loop. */
  takeTimeout(): () => void {
    const sleeper = this.#latest;
    return () => sleeper?.wake();
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(abortedError(signal));
        return;
      }
      const due = this.#ticks + ms;
      const onAbort = (): void => {
        if (signal) reject(abortedError(signal));
      };
      const wake = (): void => {
        signal?.removeEventListener('abort', onAbort);
        if (signal?.aborted) return;
        this.#ticks = Math.max(this.#ticks, due);
        resolve();
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      if (ms === this.#timeoutMs) this.#latest = { ms, wake };
      else setImmediate(wake);
    });
  }
}
