import { requireResource } from 'psakit/catalog';
import type { JsonRecord, RecordFilter, RecordKey, Store } from '../../store/index.js';

/** More documents than any ticket has. */
const MOST = 10_000;

/** `/documents` of a ticket: a reference to each of its documents, called as their title (PROTOCOL 6.9). */
export async function ticketDocuments(
  store: Store,
  parents: readonly RecordKey[],
): Promise<readonly JsonRecord[]> {
  const resource = requireResource('system/documents');
  const id = Number(parents[0]);
  if (!Number.isInteger(id)) return [];
  const conditions: RecordFilter['conditions'] = {
    kind: 'and',
    items: [
      {
        kind: 'compare',
        field: { kind: 'field', path: ['recordType'] },
        operator: '=',
        value: { kind: 'text', value: 'Ticket' },
      },
      {
        kind: 'compare',
        field: { kind: 'field', path: ['recordId'] },
        operator: '=',
        value: { kind: 'number', value: id, raw: String(id) },
      },
    ],
  };
  const found = await store.list({ resource, conditions, limit: MOST });
  return found.map(({ json }) => referenceTo(JSON.parse(json) as JsonRecord));
}

function referenceTo({ id, title, _info }: JsonRecord): JsonRecord {
  return {
    id,
    name: title,
    _info: { ...(_info as JsonRecord), document_href: `/system/documents/${String(id)}` },
  };
}
