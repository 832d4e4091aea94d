import { parseFields } from '../../conditions/index.js';
import type { JsonRecord } from '../collection.js';

/** A `fields` list with more in it than the caller asked for. */
export interface ExtraFields {
  readonly fields: string | undefined;
  /** The record as the caller asked for it. */
  readonly strip: (record: JsonRecord) => JsonRecord;
}

/** Adds to a `fields` list what a merge has to see. */
export function addFields(fields: string | undefined, needed: readonly string[]): ExtraFields {
  if (fields === undefined) return { fields, strip: (record) => record };
  const asked = parseFields(fields).map(({ path }) => path.map((name) => name.toLowerCase()));
  const added = [...new Set(needed)]
    .map((path) => path.split('/'))
    .filter((names) => !asked.some((path) => path.every((name, at) => name === names[at]?.toLowerCase())));
  if (added.length === 0) return { fields, strip: (record) => record };
  return {
    fields: [fields, ...added.map((names) => names.join('/'))].join(','),
    strip: (record) => added.reduce(without, record),
  };
}

/** The record without one member; an object that held nothing else goes, too. */
function without(record: JsonRecord, [name = '', ...rest]: readonly string[]): JsonRecord {
  const { [name]: member, ...others } = record;
  if (rest.length === 0 || typeof member !== 'object' || member === null) return others;
  const left = without(member as JsonRecord, rest);
  return Object.keys(left).length === 0 ? others : { ...record, [name]: left };
}
