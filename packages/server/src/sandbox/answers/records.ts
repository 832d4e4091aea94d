import { requireResource } from 'psakit/catalog';
import { entityName, recordNotFound, type SpecialCall } from '../../api/index.js';
import type { JsonRecord, RecordFilter, RecordKey } from '../../store/index.js';

/** Records that an answer is made of: a field, as a path, and the value it is to have. */
export interface Wanted {
  readonly field?: readonly string[] | undefined;
  readonly value?: RecordKey | undefined;
  readonly parents?: readonly RecordKey[] | undefined;
  readonly limit?: number | undefined;
}

/** Records of a resource, in order of their ids; at most 1000 unless told. */
export async function recordsOf(call: SpecialCall, name: string, wanted: Wanted = {}): Promise<JsonRecord[]> {
  const { field, value, parents, limit = 1000 } = wanted;
  const conditions: RecordFilter['conditions'] =
    field === undefined || value === undefined
      ? undefined
      : {
          kind: 'compare',
          field: { kind: 'field', path: field },
          operator: '=',
          value:
            typeof value === 'number'
              ? { kind: 'number', value, raw: String(value) }
              : { kind: 'text', value },
        };
  const { store } = call.services.reading;
  const found = await store.list({ resource: requireResource(name), parents, conditions, limit });
  return found.map(({ json }) => JSON.parse(json) as JsonRecord);
}

/** The record whose id is a parameter of the path. */
export async function recordAt(call: SpecialCall, name: string, parameter = 'id'): Promise<JsonRecord> {
  const resource = requireResource(name);
  const id = call.match.parameters[parameter] ?? '';
  const found = await call.services.reading.store.get(resource, [], id);
  if (!found) throw recordNotFound(entityName(resource), id);
  return JSON.parse(found.json) as JsonRecord;
}

/** A path parameter as a number. */
export function idAt(call: SpecialCall, parameter: string): number {
  return Number(call.match.parameters[parameter]);
}
