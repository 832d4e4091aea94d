import type { JsonRecord } from '../../store/index.js';

/** The id of what a reference member of a record means; undefined where it is not set. */
export function idOf(record: JsonRecord | undefined, member: string): number | undefined {
  const reference = record?.[member];
  if (typeof reference !== 'object' || reference === null) return undefined;
  const id = (reference as JsonRecord)['id'];
  return typeof id === 'number' ? id : undefined;
}

/** A member that is a text with something in it. */
export function textOf(record: JsonRecord | undefined, member: string): string | undefined {
  const value = record?.[member];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function numberOf(record: JsonRecord | undefined, member: string): number | undefined {
  const value = record?.[member];
  return typeof value === 'number' ? value : undefined;
}

/** Whether a flag is set; one that is not there is not. */
export function flagOf(record: JsonRecord | undefined, member: string): boolean {
  return record?.[member] === true;
}

/** The objects of an array member; empty where there is none. */
export function itemsOf(record: JsonRecord | undefined, member: string): readonly JsonRecord[] {
  const value = record?.[member];
  return Array.isArray(value)
    ? value.filter((item): item is JsonRecord => typeof item === 'object' && item !== null)
    : [];
}

/** The whole numbers of an array member. */
export function idsOf(record: JsonRecord | undefined, member: string): readonly number[] {
  const value = record?.[member];
  return Array.isArray(value) ? value.filter((item): item is number => Number.isInteger(item)) : [];
}

/** The record's own id. */
export function ownId(record: JsonRecord): number {
  return numberOf(record, 'id') ?? 0;
}

/** The record without some members. */
export function without(record: JsonRecord, ...members: readonly string[]): JsonRecord {
  const rest: Record<string, unknown> = {};
  for (const name in record) if (!members.includes(name)) rest[name] = record[name];
  return rest;
}

/** Members for those that a record does not have or has as null: the first of the defaults that has one counts. */
export function filledIn(record: JsonRecord, ...defaults: readonly JsonRecord[]): JsonRecord {
  const filled: Record<string, unknown> = { ...record };
  for (const members of defaults) {
    for (const name in members) {
      const value = members[name];
      if (value !== undefined) filled[name] ??= value;
    }
  }
  return filled;
}

/** To two places, as hours and money are kept. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
