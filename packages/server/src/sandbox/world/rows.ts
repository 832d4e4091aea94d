import type { JsonRecord } from '../../store/index.js';
import type { Part, WorldRecord } from './types.js';

/** `_info` of what was set up when the provider started with PSA. */
export const SETUP_INFO = {
  lastUpdated: '2022-01-10T14:30:00Z',
  updatedBy: 'zAdmin',
  dateEntered: '2019-12-02T15:00:00Z',
  enteredBy: 'zAdmin',
} as const;

export function row(resource: string, record: JsonRecord, ...parents: readonly number[]): WorldRecord {
  return { resource, parents, record };
}

/** The rows of a setup table, with `_info`. */
export function* setupRows(
  resource: string,
  records: readonly JsonRecord[],
  ...parents: readonly number[]
): Part<undefined> {
  for (const record of records) yield { resource, parents, record: { ...record, _info: SETUP_INFO } };
  return undefined;
}

/** A value that the world's own tables promise to be there. */
export function known<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError('The tables of the world do not fit together.');
  return value;
}
