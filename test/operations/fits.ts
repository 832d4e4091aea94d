import { schema, type Field, type FieldType, type Shape } from 'psakit/catalog';

/** What in an answer is not as the catalog says, each with its place; empty where all is. */
export function misfits(shape: Shape | undefined, value: unknown): readonly string[] {
  if (!shape) return [];
  if (shape.array) {
    if (!Array.isArray(value)) return ['is no array'];
    return value.flatMap((item: unknown, index) =>
      misfitsOf(shape.type ?? 'object', shape.schema, item, `[${index}]`),
    );
  }
  return misfitsOf(shape.type ?? (shape.schema === undefined ? 'any' : 'object'), shape.schema, value, '');
}

function misfitsOf(
  type: FieldType,
  name: string | undefined,
  value: unknown,
  place: string,
): readonly string[] {
  if (value === null || value === undefined) return [];
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean' ? [] : [`${place} is no boolean`];
    case 'integer':
      return Number.isInteger(value) ? [] : [`${place} is no integer`];
    case 'number':
      return typeof value === 'number' ? [] : [`${place} is no number`];
    case 'string':
    case 'uuid':
      return typeof value === 'string' ? [] : [`${place} is no text`];
    case 'datetime':
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value)
        ? []
        : [`${place} is no moment`];
    case 'object':
    case 'reference':
      return structure(name, value, place);
    default:
      return [];
  }
}

function structure(name: string | undefined, value: unknown, place: string): readonly string[] {
  const entity = name === undefined ? undefined : schema(name);
  if (!entity) return [];
  if (typeof value !== 'object' || Array.isArray(value)) return [`${place} is no ${entity.name}`];
  return Object.entries(value!).flatMap(([member, inner]: [string, unknown]) => {
    const field = entity.fields.find((known) => known.name === member);
    if (!field) return [`${place}/${member} is not of ${entity.name}`];
    return misfitsOfField(field, inner, `${place}/${member}`);
  });
}

function misfitsOfField(field: Field, value: unknown, place: string): readonly string[] {
  if (value === null) return [];
  if (field.type !== 'array') return misfitsOf(field.type, field.schema, value, place);
  if (!Array.isArray(value)) return [`${place} is no array`];
  return value.flatMap((item: unknown, index) =>
    misfitsOf(field.items ?? 'any', field.schema, item, `${place}[${index}]`),
  );
}
