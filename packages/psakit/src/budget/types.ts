import type { Clock } from '../core/index.js';

/** Which queue a request waits in: someone is looking at the screen, or nobody is. */
export type Lane = 'interactive' | 'bulk';

/** What an answer says about the limits of the server; absent members were not said. */
export interface LimitReport {
  /** Requests the server allows in its window (`X-RateLimit-Limit`). */
  readonly limit?: number | undefined;
  /** Requests the server has left for this API member (`X-RateLimit-Remaining`). */
  readonly remaining?: number | undefined;
  /** Milliseconds until the server counts anew (`X-RateLimit-Reset`). */
  readonly resetMs?: number | undefined;
  /** Present on a 429: nobody may send for this many milliseconds. */
  readonly blockedMs?: number | undefined;
}

/** The right to send one request. Exactly one of its methods is to be called, when it is over. */
export interface Lease {
  /** The request was answered, or given up after it was sent. The slot comes back one window later. */
  settle(report?: LimitReport): void;
  /** The request was never sent. The slot comes back at once. */
  cancel(): void;
}

/**
 * Why a request waits: `limit`, every slot of the window is taken; `refused`, the server answered 429 and
 * asked for silence; `concurrency`, enough requests are on their way at once.
 */
export type WaitReason = 'limit' | 'refused' | 'concurrency';

/** That a request waits, why, and for how long at least. */
export interface Wait {
  readonly reason: WaitReason;
  /** Milliseconds, at least; 0 where nobody can tell. */
  readonly waitMs: number;
  /** Requests that wait before it. */
  readonly ahead: number;
}

/** How much of the budget is used at this moment. */
export interface BudgetState {
  /** Requests allowed in any window; `Infinity` where there is no limit. */
  readonly limit: number;
  /** Slots taken: in flight, answered less than a window ago, or used by others as the server reports. */
  readonly used: number;
  readonly remaining: number;
  /** Requests that wait for their turn. */
  readonly waiting: number;
  /** Why they wait; absent where none does. */
  readonly reason?: WaitReason | undefined;
  /** Milliseconds until the next slot comes back; 0 where none is taken. */
  readonly resetMs: number;
}

/** How a request waits for its turn. */
export interface AcquireOptions {
  /** `interactive` unless told otherwise. */
  readonly lane?: Lane | undefined;
  /** Gives up waiting; the promise rejects with `ABORTED`. */
  readonly signal?: AbortSignal | undefined;
  /** For a request that was refused and is sent again: it has waited already and goes first. */
  readonly again?: boolean | undefined;
  /** Gives up with `TIMEOUT` as soon as the turn is known to be further off than this many milliseconds. */
  readonly maxWaitMs?: number | undefined;
  /** Told when the request has to wait, and again when the reason changes. */
  readonly onWait?: ((wait: Wait) => void) | undefined;
}

/** Says when a request may be sent. One budget may serve any number of clients of the same API member. */
export interface Budget {
  /**
   * Waits for a turn.
   *
   * @throws {PsaError} `ABORTED` when the signal fires first; `TIMEOUT` where the turn would come too late.
   */
  acquire(options?: AcquireOptions): Promise<Lease>;
  state(): Promise<BudgetState>;
}

/** What a store answers when asked for a slot: one, or how long to wait before asking again. */
export type TakeResult =
  | { readonly granted: true; readonly slot: number }
  | {
      readonly granted: false;
      readonly waitMs: number;
      /** `limit` unless the store says otherwise. */
      readonly reason?: WaitReason | undefined;
    };

/** What a store knows; the queue in front of it adds who is waiting. */
export type StoreState = Omit<BudgetState, 'waiting' | 'reason'>;

/**
 * Where slots are counted. The store of this folder lives in the process; one that is shared by
 * processes or machines counts by its own clock and takes back the slots of processes that died.
 */
export interface BudgetStore {
  take(): Promise<TakeResult>;
  settle(slot: number, report: LimitReport): Promise<void>;
  cancel(slot: number): Promise<void>;
  state(): Promise<StoreState>;
}

/** Everything has a default. */
export interface BudgetOptions {
  /** Requests in any window; 60 unless told otherwise (MISSION, Limits). `Infinity` for no limit. */
  readonly limit?: number | undefined;
  /** Length of the window in milliseconds; 60,000 unless told otherwise. */
  readonly windowMs?: number | undefined;
  /** Requests in flight at once; 4 unless told otherwise (PROTOCOL 4: what a live integration settled on). */
  readonly concurrency?: number | undefined;
  readonly clock?: Clock | undefined;
  /** Where slots are counted; in this process unless told otherwise. `limit` and `windowMs` are then its own. */
  readonly store?: BudgetStore | undefined;
}
