import { findField, type Resource } from 'psakit/catalog';
import type { Comparison, Condition } from 'psakit/conditions';
import { invalidArgument } from './errors.js';
import type { QueryParameters } from './parameters.js';

/**
 * Conditions of a request together with what the collection's own parameters ask for, such as
 * `/system/documents?recordType=Ticket&recordId=5`. Which those are is a fact of the catalog.
 *
 * @param also what an operation with code of its own asks for besides.
 * @throws PsaError 400 `InvalidArgument` for a text where a number belongs.
 */
export function narrowed(
  conditions: Condition | undefined,
  resource: Resource,
  parameters: QueryParameters,
  also?: Condition,
): Condition | undefined {
  const items: Condition[] = [conditions, also].filter((item) => item !== undefined);
  for (const field of resource.narrowedBy) {
    const text = parameters.get(field.toLowerCase());
    if (text !== undefined) items.push(equals(resource, field, text));
  }
  return items.length > 1 ? { kind: 'and', items } : items[0];
}

function equals(resource: Resource, field: string, text: string): Comparison {
  const isInteger = findField(resource, field)?.field.type === 'integer';
  if (isInteger && !/^-?\d{1,15}$/.test(text)) throw invalidArgument(field, text, 'a valid integer');
  return {
    kind: 'compare',
    field: { kind: 'field', path: [field] },
    operator: '=',
    value: isInteger ? { kind: 'number', value: Number(text), raw: text } : { kind: 'text', value: text },
  };
}
