import type { FaultBox } from '../faults/index.js';
import type { LimitState } from '../limiter.js';
import type { AdjustableClock } from './clock.js';
import type { RequestLog } from './request-log.js';

/** A state of the records that was kept. */
export interface SnapshotInfo {
  readonly name: string;
  /** When it was taken, by the sandbox's clock: ISO 8601. */
  readonly takenAt: string;
  /** How much it takes, in bytes. */
  readonly bytes: number;
}

/** One try to deliver a callback. */
export interface DeliveryTry {
  /** UTC, to the millisecond. */
  readonly at: string;
  /** What the receiver answered; absent where no answer came. */
  readonly status?: number | undefined;
  /** Why no answer came, or why nothing was sent. */
  readonly error?: string | undefined;
}

/** How far a delivery is. */
export type DeliveryState =
  | 'owed'
  | 'delivered'
  /** Given up after the last try. */
  | 'failed'
  /** Not sent: the receiver is not on this machine, and the operator allowed no other. */
  | 'blocked';

/** One callback message to one receiver. */
export interface DeliveryInfo {
  readonly messageId: string;
  /** The registration under `/system/callbacks`. */
  readonly callbackId: number;
  readonly url: string;
  readonly type: string;
  readonly action: string;
  readonly recordId: number;
  /** Identifier and id of the member who made the change. */
  readonly member: string;
  readonly memberId: number;
  readonly state: DeliveryState;
  readonly tries: readonly DeliveryTry[];
  /** When it is tried next, or when it ended; UTC, to the millisecond. */
  readonly at: string;
}

/** Callbacks that a sandbox sends. */
export interface CallbackControls {
  /** What is owed and what came to an end, the newest first; the last 1,000 of these. */
  list(): Promise<readonly DeliveryInfo[]>;
  /** Sends a message that came to an end once more; says whether there is one. */
  redeliver(messageId: string): Promise<boolean>;
  /** Resolves when nothing is owed any more, retries included. */
  settled(): Promise<void>;
}

/** What a test may do to a sandbox, in this process and over its admin API. */
export interface AdminControls {
  /** What is to go wrong. */
  readonly faults: FaultBox;
  /** The sandbox's time: limits, timestamps of records, retries. */
  readonly clock: AdjustableClock;
  /** What was asked. */
  readonly requests: Pick<RequestLog, 'list' | 'clear'>;
  /** What it tells those who registered for callbacks. */
  readonly callbacks: CallbackControls;
  /** How many requests each member has left. */
  readonly limits: { list(): readonly LimitState[]; clear(): void };
  /** Puts the records back to the seeded world, with what was imported. */
  reset(): Promise<void>;
  /**
   * Keeps the records as they are now, in place of an older state of that name.
   *
   * @throws PsaError `INVALID_ARGUMENT` for a name that is not letters, digits, `-` and `_`.
   */
  snapshot(name: string): Promise<SnapshotInfo>;
  /**
   * Puts the records back to a state that was kept; that stays, to be restored again.
   *
   * @throws PsaError `INVALID_ARGUMENT` where there is none of that name.
   */
  restore(name: string): Promise<void>;
  /** The states that are kept, oldest first. */
  snapshots(): readonly SnapshotInfo[];
  /** Forgets a state; says whether there was one. */
  drop(name: string): Promise<boolean>;
}
