import { requireResource, resources, type Resource } from 'psakit/catalog';
import {
  openSqliteStore,
  type JsonRecord,
  type RecordFilter,
  type RecordKey,
  type Store,
  type Write,
} from '../../../store/index.js';
import { nextTurn } from '../../../api/index.js';
import { ticketDocuments } from '../../answers/ticket-documents.js';
import { equals } from '../query.js';
import { createUsageFinder } from '../usages.js';
import { allNotes } from './all-notes.js';
import { createMapped, type Mapped } from './mapped.js';
import { AGREEMENT_RECAP } from './recap.js';
import { SALES } from './sales.js';
import { STOCK } from './stock.js';
import { ticketChangeLog } from './ticket-change-log.js';
import { UNPOSTED } from './unposted.js';
import { usageRows, usageTargets } from './usage-rows.js';

/** Works out the records of a collection that nobody writes. */
export type Shown = (store: Store, parents: readonly RecordKey[]) => Promise<readonly JsonRecord[]>;

/** More rows than a collection has: all of them. */
const ALL = 10_000_000;

/** How many rows are put into a store in one turn: others have theirs in between. */
const AT_ONCE = 500;

/**
 * A store that also answers the collections which are worked out from others: the uses of a record, all notes of a
 * ticket, what has not been posted, and so on. Conditions, order and pages apply to them as to any other: where each
 * row is made of one record they are asked of the records, else the rows of one answer are put into a store of their
 * own for a moment. What was imported into a collection that PSA makes of other records is answered beside what is
 * worked out, and in place of a row of the same id.
 */
export function withShownCollections(store: Store): Store {
  const shown = shownCollections();
  const mapped = mappedCollections();
  const made = new Set([...mapped.keys(), ...Object.keys(MADE)]);

  const rowsOf = async (filter: RecordFilter): Promise<readonly JsonRecord[]> => {
    const { resource, parents = [] } = filter;
    const worked =
      (await mapped.get(resource.name)?.rows(filter, store)) ??
      (await shown.get(resource.name)?.(store, parents)) ??
      [];
    if (!made.has(resource.name)) return worked;
    const imported = await store.list({ resource, parents, limit: ALL });
    const ids = new Set<unknown>(resource.key === undefined ? [] : imported.map(({ id }) => id));
    return [
      ...worked.filter((record) => !ids.has(record[resource.key ?? 'id'])),
      ...imported.map(({ json }) => JSON.parse(json) as JsonRecord),
    ];
  };
  const asked = async <T>(
    filter: RecordFilter,
    ask: (scratch: Store, resource: Resource) => Promise<T>,
  ): Promise<T> => {
    const { resource, parents = [] } = filter;
    if (!shown.has(resource.name) && !mapped.has(resource.name)) return ask(store, resource);
    const scratch = await openSqliteStore(':memory:');
    try {
      const own: Resource = { ...resource, view: undefined };
      const writes = (await rowsOf(filter)).map((record): Write => ({
        kind: 'put',
        resource: own,
        parents,
        record,
      }));
      await applyInTurns(writes, scratch);
      return await ask(scratch, own);
    } finally {
      await scratch.close();
    }
  };
  const listed: Store['list'] = (query) =>
    asked(query, (asker, resource) => asker.list({ ...query, resource }));
  const counted: Store['count'] = (filter) =>
    asked(filter, (asker, resource) => asker.count({ ...filter, resource }));
  /** What the mapping answers by itself: of a collection into which nothing was imported. */
  const mappedOr = async <T>(
    resource: Resource,
    ask: (mapping: Mapped) => Promise<T> | undefined,
    otherwise: () => Promise<T>,
  ): Promise<T> => {
    const mapping = (await store.lastId(resource)) === 0 ? mapped.get(resource.name) : undefined;
    return (mapping && (await ask(mapping))) ?? otherwise();
  };
  return {
    list: (query) => {
      const { resource } = query;
      if (!mapped.has(resource.name)) return listed(query);
      return mappedOr(
        resource,
        (mapping) => mapping.list(query, store),
        () => listed(query),
      );
    },
    count: (filter) => {
      const { resource } = filter;
      if (!mapped.has(resource.name)) return counted(filter);
      return mappedOr(
        resource,
        (mapping) => mapping.count(filter, store),
        () => counted(filter),
      );
    },
    get: (resource, parents, id) => {
      // Of rows that are made of records the one is enough.
      const conditions = mapped.has(resource.name) ? equals('id', Number(id)) : undefined;
      return asked({ resource, parents, conditions }, (asker, own) => asker.get(own, parents, id));
    },
    lastId: (resource) => store.lastId(resource),
    revisions: () => {
      const of = store.revisions();
      return (resource) => (shown.has(resource.name) || mapped.has(resource.name) ? undefined : of(resource));
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

async function applyInTurns(writes: readonly Write[], store: Store): Promise<void> {
  for (let start = 0; start < writes.length; start += AT_ONCE) {
    await store.apply({ writes: writes.slice(start, start + AT_ONCE) });
    await nextTurn();
  }
}

/** Collections that PSA makes of other records, a row of one or several. */
const MADE: Readonly<Record<string, Shown>> = { ...SALES, ...STOCK };

function mappedCollections(): ReadonlyMap<string, Mapped> {
  const mappings = { ...UNPOSTED, 'finance/agreementrecap': AGREEMENT_RECAP };
  return new Map(
    Object.entries(mappings).map(([name, mapping]) => [name, createMapped(requireResource(name), mapping)]),
  );
}

function shownCollections(): ReadonlyMap<string, Shown> {
  const found = new Map<string, Shown>([
    ['service/tickets/allNotes', allNotes('service/tickets')],
    ['project/tickets/allNotes', allNotes('project/tickets')],
    ['service/tickets/documents', ticketDocuments],
    ['project/tickets/documents', ticketDocuments],
    ['service/tickets/changelogs', ticketChangeLog],
    ...Object.entries(MADE),
  ]);
  const usagesOf = createUsageFinder();
  const targets = usageTargets();
  for (const { name, path } of resources()) {
    const target = targets.get(path);
    if (target) found.set(name, usageRows(target, path.endsWith('/list'), usagesOf));
  }
  return found;
}
