import type { Store } from '../../store/index.js';
import type { ImportedCollection } from './check.js';

/** Writes imported records, all or none. A record that exists is replaced by the one given. */
export async function applyImport(store: Store, collections: readonly ImportedCollection[]): Promise<void> {
  const writes = collections.flatMap(({ resource, parents, records }) =>
    records.map((record) => ({ kind: 'put' as const, resource, parents, record })),
  );
  if (writes.length > 0) await store.apply({ writes });
}
