import { createTicks, type Clock } from '../core/index.js';
import type { BudgetStore, LimitReport, StoreState, TakeResult } from './types.js';

/** What a {@link SlidingLog} counts by; `windowMs` in milliseconds. */
export interface SlidingLogOptions {
  readonly limit: number;
  readonly windowMs: number;
  readonly clock: Clock;
}

/**
 * Counts slots in this process. A slot is taken when a request starts and comes back one window after
 * its answer: the server counts a request when it arrives, which is somewhere between the two, so no
 * window of the server's ever holds more than `limit` arrivals.
 */
export class SlidingLog implements BudgetStore {
  readonly #limit: number;
  readonly #windowMs: number;
  readonly #now: () => number;
  readonly #inFlight = new Set<number>();
  /** When each answered request gives its slot back, soonest first; entries before `#head` have. */
  #returns: number[] = [];
  #head = 0;
  #lastSlot = 0;
  #serverLimit = Infinity;
  /** Slots that others use, as the server's last report has it, and until when to believe that. */
  #others = { count: 0, until: 0 };
  #blockedUntil = 0;

  constructor(options: SlidingLogOptions) {
    this.#limit = options.limit;
    this.#windowMs = options.windowMs;
    this.#now = createTicks(options.clock);
  }

  take(): Promise<TakeResult> {
    const now = this.#now();
    this.#forget(now);
    if (now < this.#blockedUntil) {
      return Promise.resolve({ granted: false, waitMs: this.#blockedUntil - now, reason: 'refused' });
    }
    if (this.#used() >= this.#effectiveLimit()) {
      return Promise.resolve({ granted: false, waitMs: this.#nextReturn(now), reason: 'limit' });
    }
    this.#lastSlot += 1;
    this.#inFlight.add(this.#lastSlot);
    return Promise.resolve({ granted: true, slot: this.#lastSlot });
  }

  settle(slot: number, report: LimitReport): Promise<void> {
    if (this.#inFlight.delete(slot)) {
      const now = this.#now();
      this.#returns.push(now + this.#windowMs);
      this.#forget(now);
      this.#learn(report, now);
    }
    return Promise.resolve();
  }

  cancel(slot: number): Promise<void> {
    this.#inFlight.delete(slot);
    return Promise.resolve();
  }

  state(): Promise<StoreState> {
    const now = this.#now();
    this.#forget(now);
    const limit = this.#effectiveLimit();
    const used = this.#used();
    const blocked = now < this.#blockedUntil;
    return Promise.resolve({
      limit,
      used,
      remaining: blocked ? 0 : Math.max(0, limit - used),
      resetMs: blocked ? this.#blockedUntil - now : used === 0 ? 0 : this.#nextReturn(now),
    });
  }

  #used(): number {
    return this.#inFlight.size + this.#returns.length - this.#head + this.#others.count;
  }

  /** The server may allow less than we were told, never more. */
  #effectiveLimit(): number {
    return Math.max(1, Math.min(this.#limit, this.#serverLimit));
  }

  /** Milliseconds until a slot may come back. Slots in flight have no date: their settling wakes the queue. */
  #nextReturn(now: number): number {
    const dates = [this.#returns[this.#head], this.#others.count > 0 ? this.#others.until : undefined];
    const soonest = Math.min(...dates.filter((date) => date !== undefined), now + this.#windowMs);
    return Math.max(1, soonest - now);
  }

  #forget(now: number): void {
    while ((this.#returns[this.#head] ?? Infinity) <= now) this.#head += 1;
    // Cut off in bulk, so that a long log costs nothing per request.
    if (this.#head > 256 && this.#head * 2 > this.#returns.length) {
      this.#returns = this.#returns.slice(this.#head);
      this.#head = 0;
    }
    if (this.#others.until <= now) this.#others = { count: 0, until: 0 };
  }

  #learn(report: LimitReport, now: number): void {
    if (report.blockedMs !== undefined) {
      this.#blockedUntil = Math.max(this.#blockedUntil, now + report.blockedMs);
    }
    if (report.limit !== undefined) this.#serverLimit = report.limit;
    if (report.limit === undefined || report.remaining === undefined) return;
    const counted = report.limit - report.remaining;
    const own = this.#inFlight.size + this.#returns.length - this.#head;
    const count = Math.max(0, counted - own);
    this.#others = { count, until: count === 0 ? 0 : now + (report.resetMs ?? this.#windowMs) };
  }
}
