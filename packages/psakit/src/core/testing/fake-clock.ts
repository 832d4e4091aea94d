import { abortedError, type Clock } from '../index.js';

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

/** A clock that stands still until the test moves it. */
export class FakeClock implements Clock {
  #now: number;
  /** What `set` moved the clock by. */
  #shift = 0;
  #sleepers: Sleeper[] = [];
  /** Every wait that was begun, in milliseconds. */
  readonly sleeps: number[] = [];

  constructor(now = 1_700_000_000_000) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  /** Time that passed, whatever the clock was set to. */
  ticks(): number {
    return this.#now - this.#shift;
  }

  /** Waits that are not over. */
  get sleeping(): number {
    return this.#sleepers.length;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(abortedError(signal));
        return;
      }
      this.sleeps.push(ms);
      const sleeper: Sleeper = {
        due: this.ticks() + ms,
        wake: () => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      const onAbort = (): void => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        if (signal) reject(abortedError(signal));
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#sleepers.push(sleeper);
    });
  }

  /** Sets the clock without waking anyone, as an operator does. */
  set(now: number): void {
    this.#shift += now - this.#now;
    this.#now = now;
  }

  /** Moves on, waking each sleeper at its time and letting what follows from it happen. */
  async advance(ms: number): Promise<void> {
    const end = this.ticks() + ms;
    await settled();
    for (;;) {
      const next = this.#nextSleeper();
      if (next === undefined || next.due > end) break;
      await this.#wakeOne(next);
    }
    this.#passTo(end);
    await settled();
  }

  /** Moves on from sleeper to sleeper until the promise is settled. */
  async runUntil<T>(promise: Promise<T>): Promise<T> {
    const over = new AbortController();
    const done = (): void => {
      over.abort();
    };
    promise.then(done, done);
    for (;;) {
      await settled();
      if (over.signal.aborted) return promise;
      // Without a sleeper something real is awaited, such as a module that is being loaded.
      const next = this.#nextSleeper();
      if (next !== undefined) await this.#wakeOne(next);
    }
  }

  #passTo(ticks: number): void {
    this.#now += Math.max(0, ticks - this.ticks());
  }

  #nextSleeper(): Sleeper | undefined {
    return this.#sleepers.reduce<Sleeper | undefined>(
      (first, sleeper) => (first === undefined || sleeper.due < first.due ? sleeper : first),
      undefined,
    );
  }

  async #wakeOne(sleeper: Sleeper): Promise<void> {
    this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
    this.#passTo(sleeper.due);
    sleeper.wake();
    await settled();
  }
}

/** Lets every promise that can go on do so. */
export async function settled(): Promise<void> {
  // The library is compiled without Node's types; tests run on Node.
  const { setImmediate } = globalThis as unknown as { setImmediate: (resume: () => void) => void };
  for (let turn = 0; turn < 3; turn++) {
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
  }
}
