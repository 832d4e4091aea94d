import { schema, type Field, type FieldType, type Schema } from 'psakit/catalog';
import type { JsonRecord } from '../../store/index.js';
import { unknownMember } from '../json/parse.js';
import { REFUSAL_CODES } from '../wire.js';
import { readScalar } from './scalar.js';
import { misfit, place, typeName, type Faults, type Sent } from './sent.js';

/**
 * A structure as the server reads it: names in any case, as the catalog spells them afterwards; values of
 * the catalog's types, converted where the server's JSON reader converts them.
 *
 * @throws ServerRefusal 500 with a text of that reader (PROTOCOL 1.6 and 5) for an unknown name or a value
 *   that cannot be converted. What is wrong with a field's value otherwise is added to `faults`.
 */
export function readStructure(entity: Schema, sent: Sent, faults: Faults, prefix = ''): JsonRecord {
  const { value } = sent;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw misfit(sent, typeName(entity.name), Array.isArray(value) ? 'object' : undefined);
  }
  const record: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    const at: Sent = { value: member, text: sent.text, path: [...sent.path, name] };
    const field = entity.field(name);
    if (!field) throw unknownMember(name, typeName(entity.name), place(at, 'name'));
    record[field.name] = readField(field, at, faults, `${prefix}${field.name}`);
  }
  return record;
}

/** One member's value, as {@link readStructure} reads it; null stays null. */
export function readField(field: Field, sent: Sent, faults: Faults, label = field.name): unknown {
  if (sent.value === null) return null;
  if (field.type === 'array') return readArray(field, sent, faults, label);
  return readValue(field, field.type, sent, faults, label);
}

/** One item of an array's value. */
export function readItem(field: Field, sent: Sent, faults: Faults, label = field.name): unknown {
  return readValue(field, field.items ?? 'any', sent, faults, label);
}

function readArray(field: Field, sent: Sent, faults: Faults, label: string): unknown {
  if (!Array.isArray(sent.value)) throw misfit(sent, listName(field), 'array');
  return sent.value.map((value: unknown, index) =>
    readItem(field, { value, text: sent.text, path: [...sent.path, index] }, faults, label),
  );
}

function readValue(field: Field, type: FieldType, sent: Sent, faults: Faults, label: string): unknown {
  if (type === 'map' || type === 'any' || type === 'array' || sent.value === null) return sent.value;
  const structure = type === 'reference' || type === 'object' ? schema(field.schema ?? '') : undefined;
  if (structure) {
    const record = readStructure(structure, sent, faults, `${label}/`);
    // What a client sends back of a link is not believed: references are looked up anew.
    return type === 'reference' ? without(record, '_info') : record;
  }
  if (type === 'reference' || type === 'object') return sent.value;
  return readScalar(field, type, sent, faults, label);
}

function without(record: JsonRecord, unwanted: string): JsonRecord {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== unwanted));
}

function listName(field: Field): string {
  return `System.Collections.Generic.List\`1[${typeName(field.schema ?? field.items ?? 'Object')}]`;
}

/**
 * Adds a fault for each required member that a structure lacks, in it and in what it holds.
 *
 * @param needs whether a member is required of this write.
 */
export function checkRequired(
  entity: Schema,
  record: JsonRecord,
  needs: (field: Field) => boolean,
  faults: Faults,
): void {
  for (const field of entity.fields) {
    if (!needs(field) || field.readOnly) continue;
    const value = record[field.name];
    if (!isMissing(field, value)) continue;
    // Recorded for a reference: "The assignTo/id field is required." with field assignTo (PROTOCOL 5).
    const named = field.type === 'reference' ? `${field.name}/id` : field.name;
    faults.add(REFUSAL_CODES.missing, `The ${named} field is required.`, field.name);
  }
}

/** A blank text is none, and a reference that names nothing. */
function isMissing(field: Field, value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  return field.type === 'reference' && isEmptyReference(value);
}

/** Whether a reference says nothing but its links, which is how empty ones are answered (PROTOCOL 6.4). */
export function isEmptyReference(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(
    ([name, member]) => name === '_info' || member === null || member === undefined || member === '',
  );
}
