import { resources, type Resource } from 'psakit/catalog';
import {
  openSqliteStore,
  type JsonRecord,
  type RecordFilter,
  type RecordKey,
  type Store,
} from '../../../store/index.js';
import { ticketDocuments } from '../../answers/ticket-documents.js';
import { allNotes } from './all-notes.js';
import { usageRows, usageTargets } from './usage-rows.js';
import { createUsageFinder } from '../usages.js';

/** Works out the records of a collection that nobody writes. */
export type Shown = (store: Store, parents: readonly RecordKey[]) => Promise<readonly JsonRecord[]>;

/**
 * A store that also answers the collections which are worked out from others: the uses of a record, and all
 * notes of a ticket. Conditions, order and pages apply to them as to any other, since the records of one
 * answer are put into a store of their own for a moment.
 */
export function withShownCollections(store: Store): Store {
  const shown = shownCollections();
  const asked = async <T>(
    filter: RecordFilter,
    ask: (scratch: Store, resource: Resource) => Promise<T>,
  ): Promise<T> => {
    const { resource, parents = [] } = filter;
    const records = shown.get(resource.name);
    if (!records) return ask(store, resource);
    const scratch = await openSqliteStore(':memory:');
    try {
      const own: Resource = { ...resource, view: undefined };
      const rows = await records(store, parents);
      await scratch.apply({
        writes: rows.map((record) => ({ kind: 'put', resource: own, parents, record })),
      });
      return await ask(scratch, own);
    } finally {
      await scratch.close();
    }
  };
  return {
    list: (query) => asked(query, (asker, resource) => asker.list({ ...query, resource })),
    count: (filter) => asked(filter, (asker, resource) => asker.count({ ...filter, resource })),
    get: (resource, parents, id) => asked({ resource, parents }, (asker, own) => asker.get(own, parents, id)),
    lastId: (resource) => store.lastId(resource),
    revisions: () => {
      const of = store.revisions();
      return (resource) => (shown.has(resource.name) ? undefined : of(resource));
    },
    apply: (batch) => store.apply(batch),
    write: (batch) => store.write(batch),
    settled: () => store.settled(),
    meta: (name) => store.meta(name),
    blob: (name) => store.blob(name),
    queued: (queue, limit) => store.queued(queue, limit),
    blobs: () => store.blobs(),
    close: () => store.close(),
  };
}

function shownCollections(): ReadonlyMap<string, Shown> {
  const found = new Map<string, Shown>([
    ['service/tickets/allNotes', allNotes('service/tickets')],
    ['project/tickets/allNotes', allNotes('project/tickets')],
    ['service/tickets/documents', ticketDocuments],
    ['project/tickets/documents', ticketDocuments],
  ]);
  const usagesOf = createUsageFinder();
  const targets = usageTargets();
  for (const { name, path } of resources()) {
    const target = targets.get(path);
    if (target) found.set(name, usageRows(target, path.endsWith('/list'), usagesOf));
  }
  return found;
}
