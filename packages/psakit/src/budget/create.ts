import {
  abortedError,
  checkAtLeastOne,
  checkOptionKinds,
  createTicks,
  systemClock,
  type Clock,
  type OptionKinds,
} from '../core/index.js';
import { Lanes } from './lanes.js';
import { SlidingLog } from './sliding-log.js';
import type {
  AcquireOptions,
  Budget,
  BudgetOptions,
  BudgetState,
  BudgetStore,
  Lease,
  LimitReport,
  WaitReason,
} from './types.js';
import { Waiter } from './waiter.js';

const BUDGET_OPTIONS: OptionKinds<BudgetOptions> = {
  limit: 'number',
  windowMs: 'number',
  concurrency: 'number',
  clock: 'object',
  store: 'object',
};

/**
 * A budget: at most `limit` requests in any window, at most `concurrency` at once, and nobody sends
 * while the server has asked for silence. Give the same budget to every client of an API member, since
 * the server counts them together.
 *
 * @throws {PsaError} `INVALID_ARGUMENT` for a limit, window or concurrency that is not a positive number.
 */
export function createBudget(options: BudgetOptions = {}): Budget {
  checkOptionKinds(options, BUDGET_OPTIONS, 'createBudget');
  const { limit = 60, windowMs = 60_000, concurrency = 4, clock = systemClock } = options;
  checkAtLeastOne("The budget's limit", limit);
  checkAtLeastOne("The budget's windowMs", windowMs);
  checkAtLeastOne("The budget's concurrency", concurrency);
  const store = options.store ?? new SlidingLog({ limit, windowMs, clock });
  return new QueuedBudget(store, concurrency, clock);
}

class QueuedBudget implements Budget {
  readonly #store: BudgetStore;
  readonly #concurrency: number;
  readonly #clock: Clock;
  readonly #ticks: () => number;
  readonly #waiting = new Lanes<Waiter>();
  #active = 0;
  /** After a 429 one request goes alone, so that one refusal does not become many. */
  #probing = false;
  /** Counts 429s: only a request sent after the last one can tell that it is over. */
  #refusals = 0;
  #pumping = false;
  /** Counts what may have changed the answer to "is there a slot?". */
  #changes = 0;
  #wake = new AbortController();
  /** Why nobody was let through the last time, and until when at least. */
  #held: { readonly reason: WaitReason; readonly until: number } | undefined;

  constructor(store: BudgetStore, concurrency: number, clock: Clock) {
    this.#store = store;
    this.#concurrency = concurrency;
    this.#clock = clock;
    this.#ticks = createTicks(clock);
  }

  acquire(options: AcquireOptions = {}): Promise<Lease> {
    const { signal } = options;
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(abortedError(signal));
        return;
      }
      const waiter = new Waiter({
        options,
        ticks: this.#ticks,
        resolve,
        reject,
        onLeave: (leaver) => {
          this.#waiting.remove(leaver);
          if (this.#waiting.size === 0) this.#nudge();
        },
      });
      this.#waiting.add(waiter, options);
      void this.#pump();
      this.#tell([waiter], this.#waiting.size - 1);
    });
  }

  async state(): Promise<BudgetState> {
    const state = { ...(await this.#store.state()), waiting: this.#waiting.size };
    const reason = this.#waiting.size === 0 ? undefined : this.#holding()?.reason;
    return reason === undefined ? state : { ...state, reason };
  }

  /** What keeps the next request from being sent, as far as is known. */
  #holding(): { readonly reason: WaitReason; readonly until: number } | undefined {
    if (this.#held !== undefined) return this.#held;
    return this.#isFull() ? { reason: 'concurrency', until: 0 } : undefined;
  }

  #isFull(): boolean {
    return this.#active >= (this.#probing ? 1 : this.#concurrency);
  }

  /** Tells who waits what for; those for whom it takes too long give up. */
  #tell(waiters: readonly Waiter[], before = 0): void {
    const holding = this.#holding();
    if (holding === undefined) return;
    const waitMs = Math.max(0, holding.until - this.#ticks());
    waiters.forEach((waiter, index) => {
      waiter.tell({ reason: holding.reason, waitMs, ahead: before + index });
    });
  }

  /** Hands out slots while there are any; at most one pump runs. */
  async #pump(): Promise<void> {
    if (this.#pumping) return;
    this.#pumping = true;
    let heldBack = false;
    while (this.#waiting.size > 0 && !this.#isFull()) {
      const seen = this.#changes;
      try {
        const result = await this.#store.take();
        if (!result.granted) {
          if (seen !== this.#changes) continue;
          const { waitMs, reason = 'limit' } = result;
          this.#held = { reason, until: this.#ticks() + waitMs };
          heldBack = true;
          this.#tell(this.#waiting.all());
          // Whoever was told may have given up.
          if (this.#waiting.size > 0) await this.#pause(waitMs);
          continue;
        }
        this.#held = undefined;
        const waiter = this.#waiting.next();
        if (waiter === undefined) {
          await this.#store.cancel(result.slot);
          continue;
        }
        this.#active += 1;
        waiter.grant(this.#createLease(result.slot));
      } catch (error) {
        this.#waiting.next()?.refuse(error as Error);
      }
    }
    this.#pumping = false;
    if (!heldBack) return;
    this.#held = undefined;
    this.#tell(this.#waiting.all());
  }

  /** Sleeps until the time is over or something changed. */
  async #pause(ms: number): Promise<void> {
    this.#wake = new AbortController();
    const { signal } = this.#wake;
    try {
      await this.#clock.sleep(ms, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  #nudge(): void {
    this.#changes += 1;
    this.#wake.abort();
    void this.#pump();
  }

  #createLease(slot: number): Lease {
    let open = true;
    const refusalsBefore = this.#refusals;
    const finish = (finished: Promise<void>): void => {
      this.#active -= 1;
      // A store that cannot note the end of a request will say so when it is next asked for a slot.
      const wake = (): void => {
        this.#nudge();
      };
      finished.then(wake, wake);
    };
    return {
      settle: (report: LimitReport = {}) => {
        if (!open) return;
        open = false;
        if (report.blockedMs !== undefined) {
          this.#refusals += 1;
          this.#probing = true;
        } else if (refusalsBefore === this.#refusals) this.#probing = false;
        finish(this.#store.settle(slot, report));
      },
      cancel: () => {
        if (!open) return;
        open = false;
        finish(this.#store.cancel(slot));
      },
    };
  }
}
