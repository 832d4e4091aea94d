import type { Clock } from '../core/index.js';

/** Bounds of {@link Deliveries}; `windowMs` in milliseconds. */
export interface DeliveriesOptions {
  readonly clock: Clock;
  readonly maxRemembered: number;
  readonly windowMs: number;
}

/**
 * Messages being handled and messages handled a while ago, by their MessageId. A message is handled once,
 * however often it comes: a repeat of one in hand waits for the same outcome, a repeat of one that is
 * done is done, and one that failed is handled anew.
 */
export class Deliveries {
  readonly #options: DeliveriesOptions;
  readonly #inHand = new Map<string, Promise<void>>();
  /** When each was done; the oldest first. */
  readonly #done = new Map<string, number>();

  constructor(options: DeliveriesOptions) {
    this.#options = options;
  }

  /** Handles a message unless it is a repeat. A message without an id is never taken for one. */
  handle(messageId: string | undefined, work: () => Promise<void>): Promise<void> {
    if (messageId === undefined) return work();
    this.#forgetOld();
    if (this.#done.has(messageId)) return Promise.resolve();
    const running = this.#inHand.get(messageId);
    if (running !== undefined) return running;
    const handling = work()
      .then(() => {
        this.#done.set(messageId, this.#options.clock.now());
      })
      .finally(() => {
        this.#inHand.delete(messageId);
      });
    this.#inHand.set(messageId, handling);
    return handling;
  }

  #forgetOld(): void {
    const { clock, maxRemembered, windowMs } = this.#options;
    const oldestKept = clock.now() - windowMs;
    for (const [id, at] of this.#done) {
      if (at >= oldestKept && this.#done.size <= maxRemembered) break;
      this.#done.delete(id);
    }
  }
}
