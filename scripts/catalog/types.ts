import type { FieldType, Problems, ValueType } from './model.js';

export type Json = Readonly<Record<string, unknown>>;

/** Whether a JSON value is an object. */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The vendor's `Company.Configuration` is our `CompanyConfiguration`: a name a compiler can use. */
export function schemaName(name: string): string {
  return name.replace(/[.[\]`+ -]/g, '');
}

const TEXT_FORMATS: Readonly<Record<string, FieldType>> = {
  'date-time': 'datetime',
  date: 'date',
  uuid: 'uuid',
  binary: 'binary',
  byte: 'binary',
  uri: 'string',
  email: 'string',
  password: 'string',
};

/**
 * The type a JSON schema describes. A reference is another record, named by the convention that its
 * schema ends in `Reference`; every other named schema is a structure that belongs to the record.
 */
export function readType(schema: Json, where: string, problems: Problems): ValueType {
  const only = soleMember(schema);
  if (only !== undefined) return readType(only, where, problems);
  if (typeof schema['$ref'] === 'string') {
    const name = schemaName(schema['$ref'].replace('#/components/schemas/', ''));
    return { type: name.endsWith('Reference') ? 'reference' : 'object', schema: name };
  }
  const format = typeof schema['format'] === 'string' ? schema['format'] : undefined;
  switch (schema['type']) {
    case 'string': {
      const type = format === undefined ? 'string' : TEXT_FORMATS[format];
      if (type === undefined) {
        problems.add(
          where,
          `The text format "${String(format)}" is new.`,
          'Add it to scripts/catalog/types.ts.',
        );
      }
      return { type: type ?? 'string' };
    }
    case 'integer':
    case 'boolean':
      return { type: schema['type'] };
    case 'number':
      return { type: 'number' };
    case 'array': {
      const items = readType(isObject(schema['items']) ? schema['items'] : {}, `${where}[]`, problems);
      return { type: 'array', items: items.type, schema: items.type === 'array' ? undefined : items.schema };
    }
    case 'object':
      return { type: isObject(schema['properties']) ? 'object' : 'map' };
    case undefined:
      if (
        Object.keys(schema).every((key) => ['nullable', 'description'].includes(key) || key.startsWith('x-'))
      ) {
        return { type: 'any' };
      }
  }
  problems.add(where, `Its type is ${JSON.stringify(schema)}.`, 'Teach scripts/catalog/types.ts this form.');
  return { type: 'any' };
}

/** `allOf` (or `oneOf`, `anyOf`) around one schema is that schema: the vendor's way to add `nullable`. */
function soleMember(schema: Json): Json | undefined {
  for (const key of ['allOf', 'oneOf', 'anyOf']) {
    const members: unknown = schema[key];
    if (Array.isArray(members) && members.length === 1 && isObject(members[0])) return members[0];
  }
  return undefined;
}
