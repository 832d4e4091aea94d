import { referenceTarget, schema, type Field, type Schema } from 'psakit/catalog';
import type { JsonRecord } from '../../store/index.js';
import { REFUSAL_CODES } from '../wire.js';
import { isEmptyReference } from './body.js';
import type { References } from './references.js';
import type { Faults } from './sent.js';
import type { Owner } from './target.js';

/**
 * A record with the references of some of its members expanded: those that have no link yet, which are
 * the ones a client sent. One that names no record is a fault (PROTOCOL 5: `NotFound` in field `status/id`).
 */
export async function withReferences(
  owner: Owner,
  entity: Schema,
  names: ReadonlySet<string>,
  references: References,
  faults: Faults,
): Promise<JsonRecord> {
  const fields = entity.fields.filter(({ name }) => names.has(name));
  let record = owner.record;
  // Those that stand alone first: others are looked for below what they mean.
  for (const field of fields.toSorted((a, b) => depthOf(a) - depthOf(b))) {
    const value = record[field.name];
    if (typeof value !== 'object' || value === null) continue;
    const context = { owner: { ...owner, record }, references, faults };
    record = { ...record, [field.name]: await expandField(field, field.type, value, field.name, context) };
  }
  return record;
}

interface Expanding {
  readonly owner: Owner;
  readonly references: References;
  readonly faults: Faults;
}

/** How many records stand above the one that a reference means. */
function depthOf(field: Field): number {
  if (field.type !== 'reference') return Number.MAX_SAFE_INTEGER;
  return referenceTarget(field.schema ?? '')?.resources[0]?.parents.length ?? 0;
}

async function expandField(
  field: Field,
  type: Field['type'],
  value: unknown,
  label: string,
  context: Expanding,
): Promise<unknown> {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    for (const item of value as readonly unknown[]) {
      items.push(await expandField(field, field.items ?? 'any', item, label, context));
    }
    return items;
  }
  if (type === 'reference') return expandReference(field, value as JsonRecord, label, context);
  if (type !== 'object') return value;
  const structure: Record<string, unknown> = { ...value };
  for (const member of schema(field.schema ?? '')?.fields ?? []) {
    const inner = structure[member.name];
    if (typeof inner !== 'object' || inner === null) continue;
    structure[member.name] = await expandField(
      member,
      member.type,
      inner,
      `${label}/${member.name}`,
      context,
    );
  }
  return structure;
}

async function expandReference(
  field: Field,
  value: JsonRecord,
  label: string,
  { owner, references, faults }: Expanding,
): Promise<unknown> {
  if (value['_info'] !== undefined || isEmptyReference(value)) return value;
  const resolved = await references.resolve(field, value, owner);
  if (resolved.kind === 'expanded') return resolved.value;
  if (resolved.kind === 'missing') {
    faults.add(REFUSAL_CODES.notFound, resolved.message, `${label}/${resolved.key}`);
  }
  return value;
}
