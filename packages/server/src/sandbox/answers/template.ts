import { schema, type Field } from 'psakit/catalog';
import type { JsonRecord } from '../../store/index.js';

/**
 * A value of a schema of which nothing is known: required members and flags, all empty. What a PSA has
 * there depends on how it is set up (*assumed*).
 */
export function emptyValue(name: string): JsonRecord {
  const members: Record<string, unknown> = {};
  for (const field of schema(name)?.fields ?? []) {
    const value = emptyMember(field);
    if (value !== undefined) members[field.name] = value;
  }
  return members;
}

function emptyMember({ type, required, enum: known }: Field): unknown {
  if (type === 'boolean') return false;
  if (type === 'array') return [];
  if (!required) return undefined;
  switch (type) {
    case 'string':
      return known?.[0] ?? '';
    case 'integer':
    case 'number':
      return 0;
    default:
      return undefined;
  }
}

/** The members of a record that a schema has: what a smaller view shows of it. */
export function shownAs(name: string, record: JsonRecord): JsonRecord {
  const shown = new Set(schema(name)?.fields.map((field) => field.name));
  return Object.fromEntries(Object.entries(record).filter(([member]) => shown.has(member)));
}
