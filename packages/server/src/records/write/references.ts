import { matchPath, referenceTarget, schema, titleFields, type Field, type Resource } from 'psakit/catalog';
import type { JsonRecord, RecordFilter, RecordKey } from '../../store/index.js';
import type { KnownRecords } from '../known.js';
import { recordPath } from '../paths.js';
import { isEmptyReference } from './body.js';
import { linkName, recordsAbove, type Above, type Owner } from './target.js';

/** What became of a reference. */
export type Resolved =
  | { readonly kind: 'expanded'; readonly value: JsonRecord }
  /** It stays as it was sent: the catalog or the record does not say what it means. */
  | { readonly kind: 'open' }
  /** There is no such record. `key` is the member that names it. */
  | { readonly kind: 'missing'; readonly message: string; readonly key: string };

/** Looks up what references mean. */
export interface References {
  /**
   * A reference by `id`, `identifier` or `name`, of which the first counts, as the member `field` shows it
   * (PROTOCOL 6.2 and 6.5). Records below others are looked for below those that `owner` names.
   */
  resolve(field: Pick<Field, 'name' | 'schema'>, value: JsonRecord, owner: Owner): Promise<Resolved>;
}

type Condition = NonNullable<RecordFilter['conditions']>;

/** Records of one name that are looked at for the one that belongs to the owner. */
const NAMESAKES = 50;

/** Looks references up among records. */
export function createReferences(records: KnownRecords): References {
  return {
    resolve: async (field, value, owner) => {
      const kind = field.schema ?? '';
      const target = referenceTarget(kind);
      const wanted = wantedKey(value);
      if (!target || !wanted || isEmptyReference(value)) return { kind: 'open' };
      let missing: Resolved = { kind: 'open' };
      for (const resource of target.resources) {
        const above = recordsAbove(resource, owner, field.name);
        if (!above) continue;
        const parents = above.map(({ key }) => key);
        const found = await find(records, resource, parents, wanted, owner);
        if (found) return { kind: 'expanded', value: expanded(field, kind, resource, parents, found) };
        if (missing.kind === 'open' && (await isKept(records, resource, parents))) {
          missing = { kind: 'missing', message: notFound(target.title, wanted, above), key: wanted.member };
        }
      }
      return missing;
    },
  };
}

interface Wanted {
  readonly member: 'id' | 'identifier' | 'name';
  readonly value: RecordKey;
}

function wantedKey(value: JsonRecord): Wanted | undefined {
  const { id, identifier, name } = value;
  if (typeof id === 'number') return { member: 'id', value: id };
  if (typeof identifier === 'string' && identifier !== '') return { member: 'identifier', value: identifier };
  if (typeof name === 'string' && name !== '') return { member: 'name', value: name };
  return undefined;
}

/** `Service Status 17 not found for Service Board 21` (PROTOCOL 5, recorded). */
function notFound(title: string, wanted: Wanted, above: readonly Above[]): string {
  const inside = above.at(-1);
  return `${title} ${wanted.value} not found${inside ? ` for ${inside.title} ${inside.key}` : ''}`;
}

async function find(
  records: KnownRecords,
  resource: Resource,
  parents: readonly RecordKey[],
  wanted: Wanted,
  owner: Owner,
): Promise<JsonRecord | undefined> {
  if (wanted.member === 'id') return records.get(resource, parents, wanted.value);
  const conditions = named(resource, wanted);
  if (!conditions) return undefined;
  const namesakes = await records.list({ resource, parents, conditions, limit: NAMESAKES });
  return namesakes.find((record) => belongTogether(record, owner.record)) ?? namesakes[0];
}

/** Of records with one name, one that refers to something the owner refers to as well (*assumed*). */
function belongTogether(record: JsonRecord, owner: JsonRecord): boolean {
  return Object.entries(record).some(([name, value]) => {
    const id = (value as JsonRecord | null)?.['id'];
    return id !== undefined && id === (owner[name] as JsonRecord | null | undefined)?.['id'];
  });
}

/** The condition that a record is called so. */
function named(resource: Resource, { member, value }: Wanted): Condition | undefined {
  const fields = member === 'name' ? titleFields(resource.entity) : [member];
  if (fields.some((name) => schema(resource.entity)?.field(name) === undefined)) return undefined;
  const words = fields.length < 2 ? [String(value)] : splitName(String(value));
  const items = fields.map((name, index): Condition => ({
    kind: 'compare',
    field: { kind: 'field', path: [name] },
    operator: '=',
    value: { kind: 'text', value: words[index] ?? '' },
  }));
  return items.length > 1 ? { kind: 'and', items } : items[0];
}

function splitName(name: string): readonly string[] {
  const space = name.indexOf(' ');
  return space < 0 ? [name, ''] : [name.slice(0, space), name.slice(space + 1)];
}

/**
 * Whether records of a collection can be missed: where nobody can put any in, and there are none, a
 * reference to one is taken as it is (*assumed*).
 */
async function isKept(
  records: KnownRecords,
  resource: Resource,
  parents: readonly RecordKey[],
): Promise<boolean> {
  if (matchPath(resource.path.replace(/\{\w+\}/g, '0'))?.operations.POST !== undefined) return true;
  return (await records.list({ resource, parents, limit: 1 })).length > 0;
}

/** The members that the reference's schema has, taken from the record it means, with the link to it. */
function expanded(
  field: Pick<Field, 'name'>,
  kind: string,
  resource: Resource,
  parents: readonly RecordKey[],
  record: JsonRecord,
): JsonRecord {
  const key = record[resource.key ?? ''] as RecordKey;
  const value: Record<string, unknown> = {};
  for (const { name, type } of schema(kind)?.fields ?? []) {
    const source = referenceTarget(kind)?.shown[name] ?? name;
    const shown = name === '_info' ? undefined : shownAs(source, resource, record);
    if (shown === undefined || shown === null) continue;
    value[name] = type === 'string' && typeof shown === 'number' ? String(shown) : shown;
  }
  return { ...value, _info: { [linkName(field.name, kind)]: recordPath(resource, parents, key) } };
}

function shownAs(name: string, resource: Resource, record: JsonRecord): unknown {
  if (name === 'id') return record[resource.key ?? 'id'];
  const own = record[name];
  if (own !== undefined && own !== null) return typeof own === 'object' ? (own as JsonRecord)['name'] : own;
  if (name !== 'name') return undefined;
  const words = titleFields(resource.entity).map((title) => record[title]);
  const text = words.filter((word) => typeof word === 'string' && word !== '').join(' ');
  return text === '' ? undefined : text;
}
