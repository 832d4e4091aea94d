import type { DeliveryInfo } from '../../api/index.js';
import type { Store } from '../../store/index.js';
import { ENDED, KEPT, OWED, readDelivery, toEntry } from './outbox.js';

/** What is owed and what came to an end, the newest first; the last 1,000 of these. */
export async function listDeliveries(store: Store): Promise<readonly DeliveryInfo[]> {
  const entries = [...(await store.queued(ENDED, KEPT)), ...(await store.queued(OWED, KEPT))];
  return entries.reverse().map((entry) => {
    const { messageId, callbackId, url, type, action, recordId, member, memberId, state, tries } =
      readDelivery(entry);
    const at = new Date(entry.due).toISOString();
    return { messageId, callbackId, url, type, action, recordId, member, memberId, state, tries, at };
  });
}

/** Owes a delivery that ended once more: the same message, with no tries. Says whether there is one. */
export async function redeliver(store: Store, messageId: string, now: number): Promise<boolean> {
  const entries = (await store.queued(ENDED, KEPT)).map(readDelivery);
  const ended = entries.findLast((delivery) => delivery.messageId === messageId);
  if (!ended) return false;
  const entry = toEntry({ ...ended, state: 'owed', tries: [] });
  await store.apply({ writes: [{ kind: 'enqueue', queue: OWED, due: now, entry }] });
  return true;
}
