import type { Field, Schema } from '../../catalog/index.js';
import { didYouMean } from '../../core/index.js';
import type { Finding } from './finding.js';

/** A plain object: neither null nor a list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** `The firstName field is required.`; a reference is named with its id (PROTOCOL 5). */
export function missing(name: string, path: string, cure: string): Finding {
  return { code: 'MissingRequiredField', path, message: `The ${name} field is required.`, cure };
}

/** The one above for a field of the catalog. */
export function missingField(field: Field, path: string): Finding {
  return field.type === 'reference'
    ? missing(`${path}/id`, path, `Name a record: ${path}: { id: 5 }.`)
    : missing(path, path, `Add ${path}.`);
}

/** `status/id must be a valid integer` (MISSION, Error body). */
export function invalidValue(path: string, said: string, cure: string): Finding {
  return { code: 'InvalidArgument', path, message: `${path} ${said}.`, cure };
}

/** `The field summary must be a string with a maximum length of 100.` (PROTOCOL 5). */
export function tooLong(path: string, maxLength: number, length: number): Finding {
  return {
    code: 'MaxLengthField',
    path,
    message: `The field ${path} must be a string with a maximum length of ${maxLength}.`,
    cure: `Shorten ${path} to ${maxLength} characters; it has ${length}.`,
  };
}

/** A member that no write sets; the server's text is not recorded, so these words are ours. */
export function notWritable(path: string, why: string, cure: string): Finding {
  return { code: 'InvalidField', path, message: `The ${path} field ${why}.`, cure };
}

/** `Could not find member 'x' on object of type 'Ticket'.` (PROTOCOL 1.6), with the nearest name. */
export function unknownMember(name: string, path: string, owner: Schema): Finding {
  const names = owner.fields.filter(({ readOnly }) => !readOnly).map((field) => field.name);
  const [root = '', part] = name.split('/');
  const cure =
    part !== undefined && owner.field(root) !== undefined
      ? `Write the whole member: { ${root}: { ${part}: … } }.`
      : didYouMean(name, names) || `Leave ${path} out.`;
  return {
    code: 'InvalidField',
    path,
    message: `Could not find member '${name}' on object of type '${owner.name}'. ${cure}`,
    cure,
    weight: 'unknown',
  };
}

/** A member that only a create takes, such as a text that becomes the first note (PROTOCOL 6.5). */
export function createOnly(path: string): Finding {
  return notWritable(path, 'is only taken by a create', `Leave ${path} out; add a note instead.`);
}

/** A value that is none of a field's list; where the list is an old one, that is no more than advice. */
export function unlisted(value: string, field: Field, path: string): Finding {
  const values = field.enum ?? [];
  const near = didYouMean(value, values);
  return {
    code: 'InvalidArgument',
    path,
    message: `The value '${value}' is not valid for field '${path}'. ${near || `It takes ${values.join(', ')}.`}`,
    cure: near || `Use one of ${values.join(', ')}.`,
    weight: field.enumDated === true ? 'advice' : 'unknown',
  };
}
