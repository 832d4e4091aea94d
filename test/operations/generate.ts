import { alsoRequired, referenceTarget, schema, type Field, type Resource } from 'psakit/catalog';

/** A record that was looked for, to be named in another one. */
export interface Found {
  readonly id: number | string;
  /** Keys of the records above it. */
  readonly parents: readonly (number | string)[];
}

/** Finds a record that a reference may name, or makes one; `undefined` where there can be none. */
export type Pick = (
  targets: readonly Resource[],
  body: Readonly<Record<string, unknown>>,
) => Promise<Found | undefined>;

let names = 0;

/**
 * A body that the catalog takes for a schema: all that is required, and whatever text may be filled in
 * freely. References name records that exist.
 */
export async function validBody(entity: string, pick: Pick): Promise<Record<string, unknown>> {
  const body: Record<string, unknown> = {};
  const fields = schema(entity)?.fields ?? [];
  // Records above others first, so that a status is one of the board that the body names.
  for (const field of [...fields].sort((a, b) => depth(a) - depth(b))) {
    if (field.readOnly || !isWanted(entity, field)) continue;
    const value = await validValue(field, field.type, body, pick);
    if (value !== undefined) body[field.name] = value;
  }
  return body;
}

function depth(field: Field): number {
  return referenceTarget(field.schema ?? '')?.resources[0]?.parents.length ?? 0;
}

function isWanted(entity: string, field: Field): boolean {
  return field.required || field.requiredOnUpdate || alsoRequired(entity).includes(field.name);
}

async function validValue(
  field: Field,
  type: Field['type'],
  body: Readonly<Record<string, unknown>>,
  pick: Pick,
): Promise<unknown> {
  if (field.enum !== undefined) return field.enum[0];
  switch (type) {
    case 'boolean':
      return true;
    case 'integer':
    case 'number':
      return 1;
    case 'datetime':
      return field.name.toLowerCase().includes('end') ? '2024-05-01T17:00:00Z' : '2024-05-01T09:00:00Z';
    case 'date':
      return '2024-05-01T00:00:00Z';
    case 'uuid':
      return '00000000-0000-4000-8000-000000000001';
    case 'string':
      return validText(field);
    case 'reference': {
      const targets = referenceTarget(field.schema ?? '')?.resources;
      if (!targets) return { id: 1 };
      const found = await pick(targets, body);
      return found && { id: found.id };
    }
    case 'object':
      return validBody(field.schema ?? '', pick);
    case 'array': {
      const item = await validValue(field, field.items ?? 'any', body, pick);
      return item === undefined ? [] : [item];
    }
    default:
      return undefined;
  }
}

function validText(field: Field): string {
  const name = field.name.toLowerCase();
  if (name.includes('url') || name.includes('link')) return 'https://127.0.0.1/hook?id=';
  if (name.includes('email')) return 'someone@example.com';
  if (name.includes('color')) return '#336699';
  const number = (++names).toString(36);
  return `t${number}`.slice(0, field.maxLength ?? 50);
}
