import { requireResource } from 'psakit/catalog';
import { recordPath } from '../../records/index.js';
import type { JsonRecord, RecordKey } from '../../store/index.js';
import { textOf } from './values.js';

/** Another record as a record shows it: `{ id, name, _info: { board_href: '/service/boards/1' } }`. */
export interface ShownReference {
  readonly [member: string]: unknown;
  readonly id: RecordKey;
  readonly _info: Readonly<Record<string, string>>;
}

/**
 * Refers to a record of the store. The name is whatever the record calls itself by; companies, members and
 * the like also show their identifier.
 *
 * @param link what `_info` calls the link, `board` for `board_href`.
 */
export function referenceTo(
  resource: string,
  record: JsonRecord,
  link: string,
  parents: readonly RecordKey[] = [],
): ShownReference {
  const id = record['id'] as RecordKey;
  return {
    id,
    ...(WITH_IDENTIFIER.has(resource) && typeof record['identifier'] === 'string'
      ? { identifier: record['identifier'] }
      : {}),
    ...calledBy(resource, record),
    _info: { [`${link}_href`]: recordPath(requireResource(resource), parents, id) },
  };
}

const WITH_IDENTIFIER = new Set([
  'company/companies',
  'company/countries',
  'company/states',
  'system/members',
  'system/departments',
  'procurement/catalog',
  'schedule/types',
]);

const TICKETS = new Set(['service/tickets', 'project/tickets']);

function calledBy(resource: string, record: JsonRecord): JsonRecord {
  if (TICKETS.has(resource)) return { summary: record['summary'] };
  if (resource === 'schedule/types') return {};
  return { name: nameOf(record) };
}

/** What a record is called: its name, description or summary, or the name of a person. */
export function nameOf(record: JsonRecord): string {
  const person = [textOf(record, 'firstName'), textOf(record, 'lastName')].filter(Boolean).join(' ');
  return (
    textOf(record, 'name') ??
    textOf(record, 'description') ??
    textOf(record, 'summary') ??
    (person === '' ? (textOf(record, 'identifier') ?? '') : person)
  );
}
