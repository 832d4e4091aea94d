import type { CallbackAction, CallbackType } from 'psakit/callbacks';
import type { DeliveryState, DeliveryTry } from '../../api/index.js';
import type { JsonRecord, QueuedEntry } from '../../store/index.js';

/** Deliveries that are owed, and those that came to an end. */
export const OWED = 'callbacks';
export const ENDED = 'callbacks/ended';

/** How many deliveries are remembered after they ended. */
export const KEPT = 1000;

/** One message to one receiver. */
export interface Delivery {
  readonly messageId: string;
  /** The registration it is owed to. */
  readonly callbackId: number;
  readonly url: string;
  readonly type: CallbackType;
  readonly action: CallbackAction;
  readonly recordId: number;
  /** Identifier and id of the member who made the change. */
  readonly member: string;
  readonly memberId: number;
  /** The record as it was then, as JSON with relative hrefs; null for a deleted one. */
  readonly entity: string | null;
  readonly state: DeliveryState;
  readonly tries: readonly DeliveryTry[];
}

/** A delivery with its place in the queue. */
export interface QueuedDelivery extends Delivery {
  readonly id: number;
}

export function readDelivery({ id, entry }: QueuedEntry): QueuedDelivery {
  return { ...(entry as unknown as Delivery), id };
}

/** A delivery as a queue keeps it: without its place. */
export function toEntry(delivery: Delivery & { readonly id?: number }): JsonRecord {
  const entry: Record<string, unknown> = { ...delivery };
  delete entry['id'];
  return entry;
}
