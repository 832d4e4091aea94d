import { requireResource, schema, type Resource } from 'psakit/catalog';
import type { JsonRecord, RecordFilter, RecordQuery, Store, StoredRecord } from '../../../store/index.js';
import { nextTurn } from '../../../api/index.js';
import { everywhere } from '../everywhere.js';
import { all, type Condition } from '../query.js';

/**
 * A collection of which each row is made of one record of another collection, and has its id. Members that both have
 * by one name and of one type are the record's own.
 */
export interface Mapping {
  /** The collection of the records, whatever they lie under. */
  readonly of: string;
  /** Which of them; all unless given. */
  readonly where?: Condition | undefined;
  /** Members that are the record's own as well, by what they are called in the row. */
  readonly renamed?: Readonly<Record<string, string>> | undefined;
  /** What else a row has. */
  readonly more?: ((record: JsonRecord, store: Store) => JsonRecord | Promise<JsonRecord>) | undefined;
}

/** A mapping, ready to be asked. */
export interface Mapped {
  /**
   * A page of rows for a page of records: what is asked of members that are the record's own is asked of the records.
   * Undefined where anything else is asked.
   */
  list(query: RecordQuery, store: Store): Promise<readonly StoredRecord[]> | undefined;
  /** How many rows there are, under the same terms. */
  count(filter: RecordFilter, store: Store): Promise<number> | undefined;
  /** All rows that may be meant: of the records that fit what is asked as far as they have it. */
  rows(filter: RecordFilter, store: Store): Promise<readonly JsonRecord[]>;
}

/** How many records are read in one turn, where all of them are: others have theirs in between. */
const AT_ONCE = 500;

/** Reads the mapping of one of the catalog's resources. */
export function createMapped(resource: Resource, { of, where, renamed, more }: Mapping): Mapped {
  const source = everywhere(requireResource(of));
  const names = ownMembers(resource, source, renamed);
  const among = (conditions: Condition | undefined): Condition | undefined =>
    where && conditions ? all(where, conditions) : (where ?? conditions);
  const filterOf = (asked: RecordFilter): RecordFilter | undefined => {
    const { conditions, childConditions, customFieldConditions } = asked;
    if (childConditions ?? customFieldConditions) return undefined;
    const translated = conditions && translate(conditions, names);
    if (conditions && !translated) return undefined;
    return { resource: source, conditions: among(translated) };
  };
  const row = async (json: string, store: Store): Promise<JsonRecord> => {
    const record = JSON.parse(json) as JsonRecord;
    const own: Record<string, unknown> = {};
    for (const [name, member] of names.values()) own[name] = record[member];
    return { ...own, ...(await more?.(record, store)) };
  };
  const rowsOf = (found: readonly StoredRecord[], store: Store): Promise<readonly JsonRecord[]> =>
    Promise.all(found.map(({ json }) => row(json, store)));
  return {
    list: (query, store) => {
      const filter = filterOf(query);
      const orderBy = query.orderBy?.map(({ field, descending }) => ({
        field: ownField(field, names),
        descending,
      }));
      if (!filter || orderBy?.some(({ field }) => field === undefined)) return undefined;
      const { limit, offset, afterId } = query;
      const asked = { ...filter, orderBy: orderBy as RecordQuery['orderBy'], limit, offset, afterId };
      return store.list(asked).then(async (found) => {
        const rows = await rowsOf(found, store);
        return rows.map((record, index) => ({ id: found[index]?.id ?? 0, json: JSON.stringify(record) }));
      });
    },
    count: (asked, store) => {
      const filter = filterOf(asked);
      return filter && store.count(filter);
    },
    rows: async ({ conditions }, store) => {
      const part = conditions && translatedPart(conditions, names);
      const asked = { resource: source, conditions: among(part), limit: AT_ONCE };
      const rows: JsonRecord[] = [];
      let found = await store.list(asked);
      while (found.length > 0) {
        rows.push(...(await rowsOf(found, store)));
        await nextTurn();
        found = await store.list({ ...asked, afterId: Number(found.at(-1)?.id) });
      }
      return rows;
    },
  };
}

/** A row's member and what it is called in the record, by the row's name in lower case. */
type Names = ReadonlyMap<string, readonly [name: string, member: string]>;

function ownMembers(resource: Resource, source: Resource, renamed: Mapping['renamed']): Names {
  const names = new Map<string, readonly [string, string]>();
  const records = schema(source.entity);
  for (const { name, type } of schema(resource.entity)?.fields ?? []) {
    const member = renamed?.[name] ?? name;
    if (records?.field(member)?.type === type) names.set(name.toLowerCase(), [name, member]);
  }
  return names;
}

type Leaf = Extract<Condition, { field: unknown }>;

/** The field of the record that a field of the row is; undefined where it is none. */
function ownField(field: Leaf['field'], names: Names): Leaf['field'] | undefined {
  const [root = '', ...below] = field.path;
  const own = names.get(root.toLowerCase());
  return own && { kind: 'field', path: [own[1], ...below] };
}

function translate(condition: Condition, names: Names): Condition | undefined {
  if (condition.kind === 'and' || condition.kind === 'or') {
    const items = condition.items.map((item) => translate(item, names));
    return items.every((item) => item !== undefined) ? { ...condition, items } : undefined;
  }
  const field = ownField(condition.field, names);
  return field && { ...condition, field };
}

/** Those of the conditions that all have to hold which can be asked of the record. */
function translatedPart(condition: Condition, names: Names): Condition | undefined {
  if (condition.kind !== 'and') return translate(condition, names);
  const items = condition.items.flatMap((item) => translatedPart(item, names) ?? []);
  const [first, ...more] = items;
  return first && all(first, ...more);
}
