import type { Resource } from 'psakit/catalog';
import { fold } from 'psakit/conditions';
import { PsaError } from 'psakit/core';
import type { SqlValue } from '../../sqlite/index.js';
import { instantText } from '../instant.js';
import { normalKey } from '../keys.js';
import type { Column, ColumnType, TablePlan } from '../table-plan.js';
import type { JsonRecord, RecordKey } from '../types.js';
import { rowName } from './schema.js';

/** A record taken apart: the values of `storedColumns`, and the row number where the key is it. */
export interface ExtractedRow {
  readonly row: number | undefined;
  readonly values: SqlValue[];
}

/** Takes records of one table apart. */
export type Extractor = (parents: readonly RecordKey[], record: JsonRecord, json: string) => ExtractedRow;

/** One value to read: from the record (`owner` absent) or from a structure of it. */
interface Step {
  readonly owner: string | undefined;
  readonly name: string;
  readonly type: ColumnType;
  readonly stored: boolean;
  readonly folded: boolean;
}

/**
 * The extractor of a table. Where each value lies is worked out once, here: a record of 230 columns
 * is then one walk over a flat list.
 */
export function createExtractor(plan: TablePlan): Extractor {
  const row = rowName(plan);
  const steps = plan.columns.map((column) => stepOf(column, row));
  const keyName = plan.key?.names[0];
  return (parents, record, json) => {
    checkParents(plan.resource, parents);
    const values: SqlValue[] = [];
    for (const parent of parents) values.push(normalKey(parent));
    let owner: unknown;
    let ownerName: string | undefined;
    for (const step of steps) {
      let value: unknown;
      if (step.owner === undefined) value = record[step.name];
      else {
        if (step.owner !== ownerName) {
          ownerName = step.owner;
          owner = record[ownerName];
        }
        value = isStructure(owner) ? owner[step.name] : undefined;
      }
      const stored = value === undefined || value === null ? null : columnValue(value, step.type);
      if (step.stored) values.push(stored);
      if (step.folded) values.push(typeof stored === 'string' ? fold(stored) : null);
    }
    values.push(json);
    return { row: keyName === undefined ? undefined : checkKey(plan, record[keyName], row), values };
  };
}

function stepOf(column: Column, row: string): Step {
  const [first = '', second] = column.names;
  return {
    owner: second === undefined ? undefined : first,
    name: second ?? first,
    type: column.type,
    stored: column.path !== row,
    folded: column.folded,
  };
}

/** The stored form of a value, null where it is not what the catalog says. */
export function columnValue(value: unknown, type: ColumnType): SqlValue {
  switch (type) {
    case 'text':
      return typeof value === 'string' ? value : null;
    case 'integer':
    case 'number':
      return typeof value === 'number' ? value : null;
    case 'boolean':
      return typeof value === 'boolean' ? Number(value) : null;
    case 'instant':
      return typeof value === 'string' ? (instantText(value) ?? null) : null;
  }
}

function isStructure(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null;
}

/** Checks the key; answers it where it is the row number. */
function checkKey(plan: TablePlan, key: unknown, row: string): number | undefined {
  if (plan.numericKey) {
    if (Number.isSafeInteger(key)) return row === plan.key?.path ? (key as number) : undefined;
  } else if (typeof key === 'string') return undefined;
  throw new PsaError({
    code: 'INVALID_ARGUMENT',
    message: `A record of ${plan.name} cannot be stored: its "${plan.key?.path ?? ''}" is ${key === undefined ? 'absent' : JSON.stringify(key)}.`,
    hint: `Give it ${plan.numericKey ? 'a whole number' : 'a text'} that no other record of the collection has.`,
  });
}

/** Throws where the number of path parameters is not the resource's. */
export function checkParents(resource: Resource, parents: readonly RecordKey[]): void {
  if (parents.length === resource.parents.length) return;
  throw new PsaError({
    code: 'INVALID_ARGUMENT',
    message: `${resource.name} lies under ${resource.parents.length} records, and ${parents.length} are named.`,
    hint: `Name the values of ${resource.path}.`,
  });
}
