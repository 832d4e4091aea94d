import { requireResource } from 'psakit/catalog';
import type { JsonRecord, RecordKey, Store } from '../../../store/index.js';
import { everywhere } from '../everywhere.js';
import type { Condition } from '../query.js';

/** More records than any of these questions finds. */
const MOST = 100_000;

/** The records of a collection, whatever they lie under, that fit a condition. */
export async function recordsWhere(
  store: Store,
  name: string,
  conditions?: Condition,
): Promise<readonly JsonRecord[]> {
  const found = await store.list({ resource: everywhere(requireResource(name)), conditions, limit: MOST });
  return found.map(({ json }) => JSON.parse(json) as JsonRecord);
}

/** A record of a collection that lies under nothing. */
export async function recordAt(
  store: Store,
  name: string,
  id: RecordKey | undefined,
): Promise<JsonRecord | undefined> {
  const found = id === undefined ? undefined : await store.get(requireResource(name), [], id);
  return found && (JSON.parse(found.json) as JsonRecord);
}
