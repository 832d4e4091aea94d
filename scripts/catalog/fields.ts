import type { Field, Problems, Schema } from './model.js';
import type { FieldOverrides } from './overrides.js';

const FILE = 'overrides/fields.json';

/** A text field of such a name may hold a moment; the overrides must say whether it does. */
const SPEAKS_OF_TIME = /date|time|utc|deadline|expir|birthday|anniversary|lastlogin|(?:start|end)$/i;

/**
 * The schemas with the facts the specification lacks: which texts are moments, what only the server
 * writes, members that were met in recorded answers. A text that may be a moment and that no override
 * decides becomes a problem.
 */
export function correctFields(
  schemas: readonly Schema[],
  overrides: FieldOverrides,
  problems: Problems,
): Schema[] {
  const corrected = schemas.map((schema) => ({
    name: schema.name,
    aliases: overrides.aliases.filter((alias) => alias.schema === schema.name),
    fields: [...schema.fields, ...addedTo(schema, overrides)].map((field) =>
      correctField(schema, field, overrides, problems),
    ),
  }));
  checkNames(corrected, overrides, problems);
  return corrected;
}

function addedTo(schema: Schema, overrides: FieldOverrides): Field[] {
  return overrides.added
    .filter(
      (entry) => entry.schema === schema.name && !schema.fields.some(({ name }) => name === entry.field),
    )
    .map((entry) => ({
      name: entry.field,
      type: entry.type,
      schema: entry.of,
      required: false,
      requiredOnUpdate: false,
      nullable: true,
      readOnly: entry.readOnly ?? entry.filterOnly ?? false,
      filterOnly: entry.filterOnly,
      writeOnly: false,
    }));
}

function correctField(schema: Schema, field: Field, overrides: FieldOverrides, problems: Problems): Field {
  const isListed = (list: FieldOverrides['readOnly']): boolean =>
    list.some(
      (entry) => (entry.schema === '*' || entry.schema === schema.name) && entry.names.includes(field.name),
    );
  return {
    ...field,
    ...typeOf(schema, field, overrides, problems),
    readOnly: field.readOnly || isListed(overrides.readOnly),
    writeOnly: field.writeOnly || isListed(overrides.writeOnly),
    createOnly: isListed(overrides.createOnly),
  };
}

function typeOf(
  schema: Schema,
  field: Field,
  overrides: FieldOverrides,
  problems: Problems,
): Pick<Field, 'type'> {
  const own = overrides.types.find(
    (entry) => entry.schema === schema.name && entry.fields.includes(field.name),
  );
  if (own !== undefined) return { type: own.type };
  if (field.type !== 'string' || field.enum !== undefined || !SPEAKS_OF_TIME.test(field.name)) return field;
  const moment = overrides.moments.find(({ names }) => names.includes(field.name));
  if (moment !== undefined) return { type: moment.type };
  if (!overrides.notMoments.some(({ names }) => names.includes(field.name))) {
    problems.add(
      `schema ${schema.name}, field ${field.name}`,
      'By its name this text may be a date or time, and the document does not say.',
      `Add it to "moments" or "notMoments" in ${FILE}.`,
    );
  }
  return field;
}

/** Every name in the overrides, and every schema a field leads to, must exist. */
function checkNames(schemas: readonly Schema[], overrides: FieldOverrides, problems: Problems): void {
  const known = new Map(
    schemas.map(({ name, fields }) => [name, new Set(fields.map((field) => field.name))]),
  );
  const check = (list: string, schema: string, names: readonly string[]): void => {
    if (schema === '*') return;
    for (const name of names) {
      if (known.get(schema)?.has(name) !== true) {
        problems.add(
          `${FILE}, ${list}`,
          `There is no field ${name} of ${schema}.`,
          'Correct or remove the entry.',
        );
      }
    }
  };
  overrides.types.forEach(({ schema, fields }) => {
    check('types', schema, fields);
  });
  overrides.readOnly.forEach(({ schema, names }) => {
    check('readOnly', schema, names);
  });
  overrides.writeOnly.forEach(({ schema, names }) => {
    check('writeOnly', schema, names);
  });
  overrides.createOnly.forEach(({ schema, names }) => {
    check('createOnly', schema, names);
  });
  overrides.added.forEach(({ schema, field }) => {
    check('added', schema, [field]);
  });
  overrides.aliases.forEach(({ schema, path }) => {
    check('aliases', schema, path.split('/').slice(0, 1));
  });
  for (const { name, fields } of schemas) {
    for (const field of fields) {
      if (field.schema !== undefined && !known.has(field.schema)) {
        problems.add(
          `schema ${name}, field ${field.name}`,
          `It leads to ${field.schema}, which the document does not define.`,
          'Add the schema to the document, or give the field a type in "types" of overrides/fields.json.',
        );
      }
    }
  }
}
