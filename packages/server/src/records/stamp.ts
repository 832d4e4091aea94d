import { childCollections, schema, type Resource } from 'psakit/catalog';
import type { JsonRecord, RecordKey } from '../store/index.js';
import { recordPath } from './paths.js';

/** Who writes, and when. */
export interface Stamp {
  /** UTC, to the second. */
  readonly now: string;
  /** A member's identifier. */
  readonly by: string;
}

/**
 * A record with the `_info` a write gives it (PROTOCOL 6.5): when and by whom it was entered and last
 * changed, all of them texts, and the links to what lies below it.
 *
 * @param before the record as it was; absent for a new one.
 * @param recorded the links of such a record where they are known, instead of those to what lies below it.
 */
export function stamped(
  resource: Resource,
  parents: readonly RecordKey[],
  record: JsonRecord,
  before: JsonRecord | undefined,
  { now, by }: Stamp,
  recorded?: JsonRecord,
): JsonRecord {
  // A few kinds of records have none.
  if (schema(resource.entity)?.field('_info') === undefined) return record;
  const entered = before ? {} : { dateEntered: now, enteredBy: by };
  const info = before?.['_info'] as JsonRecord | undefined;
  const members = recorded
    ? { ...withoutLinks(info), ...entered, lastUpdated: now, updatedBy: by, ...recorded }
    : { ...childLinks(resource, parents, record), ...info, ...entered, lastUpdated: now, updatedBy: by };
  return { ...record, _info: members };
}

function withoutLinks(info: JsonRecord = {}): JsonRecord {
  return Object.fromEntries(Object.entries(info).filter(([name]) => !name.endsWith('_href')));
}

/** Collections below a record that are about it rather than its own, and get no link. */
const NO_LINK = new Set(['usages', 'info', 'count']);

/** The last segment of a path, right below a record: none of `/system/members/{id}/usages/list`. */
const NAME_BELOW_RECORD = /\}\/([^/]+)$/;

/**
 * The `<child>_href` members of a record's `_info`, relative to `/apis/3.0`: the collections that the
 * catalog has below it (*assumed* where no links are recorded).
 */
function childLinks(resource: Resource, parents: readonly RecordKey[], record: JsonRecord): JsonRecord {
  const id = record[resource.key ?? ''];
  if (typeof id !== 'number' && typeof id !== 'string') return {};
  const own = recordPath(resource, parents, id);
  const names = [...childCollections(resource).values()]
    .map((child) => NAME_BELOW_RECORD.exec(child.path)?.[1] ?? '')
    .filter((name) => name !== '' && !NO_LINK.has(name));
  return Object.fromEntries(names.map((name) => [`${name}_href`, `${own}/${name}`]));
}

/** A record without the members that are sent and never answered. */
export function withoutWriteOnly(resource: Resource, record: JsonRecord): JsonRecord {
  const hidden = schema(resource.entity)?.fields.filter((field) => field.writeOnly && field.name in record);
  if (!hidden || hidden.length === 0) return record;
  const names = new Set(hidden.map((field) => field.name));
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.has(name)));
}
