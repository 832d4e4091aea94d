import { requireResource } from 'psakit/catalog';
import type { DeliveryState, DeliveryTry } from '../../api/index.js';
import type { JsonRecord, Store, Write } from '../../store/index.js';
import { ENDED, KEPT, OWED, toEntry, type QueuedDelivery } from './outbox.js';
import { CALLBACKS } from './registration.js';

/** The waits before the second and the third try (PROTOCOL 7.5, documented), in milliseconds. */
const RETRY_MS = [2_000, 4_000];

/** Answers after which it is tried again (PROTOCOL 7.5). Everything else that is not 2xx ends the delivery. */
const TRY_AGAIN: readonly number[] = [404, 409, 419, 429];

/** A callback that has failed for so long is switched off (PROTOCOL 7.5). */
const SWITCH_OFF_MS = 3 * 24 * 60 * 60 * 1000;

/** What follows from a try: it is put off, or it ends and is remembered. */
export async function afterTry(
  store: Store,
  delivery: QueuedDelivery,
  made: DeliveryTry,
  now: number,
): Promise<readonly Write[]> {
  const tried = { ...delivery, tries: [...delivery.tries, made] };
  const { status = 0 } = made;
  if (status >= 200 && status < 300) {
    return [...ended(tried, 'delivered', now), ...(await recovered(store, delivery.callbackId))];
  }
  const pause = RETRY_MS[delivery.tries.length];
  if (pause !== undefined && TRY_AGAIN.includes(status)) {
    return [{ kind: 'requeue', queue: OWED, id: delivery.id, due: now + pause, entry: toEntry(tried) }];
  }
  return [...ended(tried, 'failed', now), ...(await failed(store, delivery.callbackId, now))];
}

/** The end of a delivery that is not sent at all. */
export function blocked(delivery: QueuedDelivery, now: number): readonly Write[] {
  const error = 'Not sent: the receiver is not on this machine, and its host is not among those allowed.';
  const tries = [{ at: new Date(now).toISOString(), error }];
  return ended({ ...delivery, tries }, 'blocked', now);
}

function ended(delivery: QueuedDelivery, state: DeliveryState, now: number): readonly Write[] {
  return [
    { kind: 'dequeue', queue: OWED, id: delivery.id },
    { kind: 'enqueue', queue: ENDED, due: now, entry: toEntry({ ...delivery, state }), keep: KEPT },
  ];
}

/** Under which a store remembers since when a callback has failed; empty where it does not. */
const failingName = (callbackId: number): string => `${CALLBACKS}/${callbackId} fails since`;

async function recovered(store: Store, callbackId: number): Promise<readonly Write[]> {
  const name = failingName(callbackId);
  return (await store.meta(name)) ? [{ kind: 'meta', name, value: '' }] : [];
}

async function failed(store: Store, callbackId: number, now: number): Promise<readonly Write[]> {
  const name = failingName(callbackId);
  const since = await store.meta(name);
  if (!since) return [{ kind: 'meta', name, value: String(now) }];
  const resource = requireResource(CALLBACKS);
  const stored = await store.get(resource, [], callbackId);
  if (now - Number(since) < SWITCH_OFF_MS || !stored) return [];
  const record = { ...(JSON.parse(stored.json) as JsonRecord), inactiveFlag: true };
  return [
    { kind: 'put', resource, record },
    { kind: 'meta', name, value: '' },
  ];
}
