import { abortedError, PsaError } from '../core/index.js';
import type { AcquireOptions, Lease, Wait, WaitReason } from './types.js';

/** What a {@link Waiter} is made of. */
export interface WaiterOptions {
  readonly options: AcquireOptions;
  /** Milliseconds that only move forward. */
  readonly ticks: () => number;
  readonly resolve: (lease: Lease) => void;
  readonly reject: (error: Error) => void;
  /** Called when it leaves the queue without a turn. */
  readonly onLeave: (waiter: Waiter) => void;
}

/** One request in the queue: it knows how long it may wait, and whom to tell that it does. */
export class Waiter {
  readonly #of: WaiterOptions;
  readonly #since: number;
  #told: WaitReason | undefined;

  constructor(of: WaiterOptions) {
    this.#of = of;
    this.#since = of.ticks();
    of.options.signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  grant(lease: Lease): void {
    this.#letGo();
    this.#of.resolve(lease);
  }

  refuse(error: Error): void {
    this.#letGo();
    this.#of.reject(error);
  }

  /** Says that it waits, or gives up where that would take too long. */
  tell(wait: Wait): void {
    const { maxWaitMs = Infinity, onWait } = this.#of.options;
    const left = maxWaitMs - (this.#of.ticks() - this.#since);
    if (wait.waitMs > left) {
      this.#of.onLeave(this);
      this.refuse(tooLate(wait, maxWaitMs));
      return;
    }
    if (wait.reason === this.#told) return;
    this.#told = wait.reason;
    try {
      onWait?.(wait);
    } catch (error) {
      // The listener's mistake is its caller's to see, and nobody else's to wait for.
      this.#of.onLeave(this);
      this.refuse(error as Error);
    }
  }

  readonly #onAbort = (): void => {
    const { signal } = this.#of.options;
    this.#of.onLeave(this);
    if (signal) this.refuse(abortedError(signal));
  };

  #letGo(): void {
    this.#of.options.signal?.removeEventListener('abort', this.#onAbort);
  }
}

const REASONS: Readonly<Record<WaitReason, string>> = {
  limit: 'the limit of requests is used up',
  refused: 'the server asked for silence (429)',
  concurrency: 'enough requests are on their way',
};

function tooLate({ reason, waitMs, ahead }: Wait, maxWaitMs: number): PsaError {
  const others = ahead === 0 ? '' : `, with ${ahead} waiting before it`;
  return new PsaError({
    code: 'TIMEOUT',
    message: `The request was not sent: ${REASONS[reason]} for another ${seconds(waitMs)}${others}, and it may wait no longer than ${seconds(maxWaitMs)}.`,
    hint: 'Allow more time (deadlineMs), come back later, or raise the budget if PSA allows more.',
    retryable: true,
  });
}

function seconds(ms: number): string {
  return `${Math.ceil(ms / 100) / 10} s`;
}
