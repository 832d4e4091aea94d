import type { Resource } from 'psakit/catalog';
import type { Comparison, Condition } from 'psakit/conditions';
import { invalidArgument } from './errors.js';
import type { QueryParameters } from './parameters.js';

/** A query parameter of one collection's own, and the field it must equal. */
interface OwnParameter {
  readonly field: string;
  readonly type: 'integer' | 'string';
}

/** Parameters beside the general ones that narrow a collection, by resource (PROTOCOL 6.9). */
const OWN_PARAMETERS: ReadonlyMap<string, readonly OwnParameter[]> = new Map([
  [
    'system/documents',
    [
      { field: 'recordType', type: 'string' },
      { field: 'recordId', type: 'integer' },
    ],
  ],
]);

/**
 * Conditions of a request together with what the collection's own parameters ask for, such as
 * `/system/documents?recordType=Ticket&recordId=5`.
 *
 * @throws PsaError 400 `InvalidArgument` for a text where a number belongs.
 */
export function narrowed(
  conditions: Condition | undefined,
  resource: Resource,
  parameters: QueryParameters,
): Condition | undefined {
  const items: Condition[] = conditions ? [conditions] : [];
  for (const parameter of OWN_PARAMETERS.get(resource.name) ?? []) {
    const text = parameters.get(parameter.field.toLowerCase());
    if (text !== undefined) items.push(equals(parameter, text));
  }
  return items.length > 1 ? { kind: 'and', items } : items[0];
}

function equals({ field, type }: OwnParameter, text: string): Comparison {
  if (type === 'integer' && !/^-?\d{1,15}$/.test(text)) throw invalidArgument(field, text, 'a valid integer');
  return {
    kind: 'compare',
    field: { kind: 'field', path: [field] },
    operator: '=',
    value:
      type === 'integer' ? { kind: 'number', value: Number(text), raw: text } : { kind: 'text', value: text },
  };
}
