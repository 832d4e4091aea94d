import { findField, type Resource } from '../../catalog/index.js';
import { compareText, parseInstant, parseOrderBy } from '../../conditions/index.js';
import type { JsonRecord } from '../collection.js';

/** Negative when `a` comes first. */
export type CompareRecords = (a: JsonRecord, b: JsonRecord) => number;

/** An order that records can be compared by. */
export interface RecordOrder {
  readonly compare: CompareRecords;
  /** The fields it reads, as a `fields` list names them. */
  readonly fields: readonly string[];
}

interface Term {
  readonly names: readonly string[];
  readonly isMoment: boolean;
  readonly sign: 1 | -1;
}

/**
 * The order of an `orderBy` text as psakit has it: nulls first when ascending, texts by code point of their
 * folded form (SPEC.md of conditions; that PSA orders texts the same is *assumed*).
 */
export function readOrder(orderBy: string, resource: Resource): RecordOrder {
  const terms = parseOrderBy(orderBy).map(({ field, descending }): Term => {
    const match = findField(resource, field.path);
    return {
      names: match?.names ?? field.path,
      isMoment: match?.field.type === 'datetime' || match?.field.type === 'date',
      sign: descending ? -1 : 1,
    };
  });
  return {
    fields: terms.map(({ names }) => names.join('/')),
    compare: (a, b) => {
      for (const { names, isMoment, sign } of terms) {
        const order = compareValues(valueAt(a, names), valueAt(b, names), isMoment);
        if (order !== 0) return sign * order;
      }
      return 0;
    },
  };
}

function valueAt(record: JsonRecord, names: readonly string[]): unknown {
  let value: unknown = record;
  for (const name of names) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as JsonRecord)[name];
  }
  return value;
}

function compareValues(a: unknown, b: unknown, isMoment: boolean): number {
  const [noA, noB] = [a === undefined || a === null, b === undefined || b === null];
  if (noA || noB) return Number(noB) - Number(noA);
  if (typeof a === 'string' && typeof b === 'string') {
    const [left, right] = isMoment ? [parseInstant(a), parseInstant(b)] : [];
    return left === undefined || right === undefined ? compareText(a, b) : left - right;
  }
  return Number(a) - Number(b);
}
