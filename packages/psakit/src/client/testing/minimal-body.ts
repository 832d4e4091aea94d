import { schema, type Field, type Operation, type Shape } from '../../catalog/index.js';

/** The least body that an operation takes: what is required, and for a PATCH one change. */
export function minimalBody({ method, body, response }: Operation): unknown {
  if (body === undefined) return undefined;
  if (method === 'PATCH') return minimalPatch(response);
  const record = minimalRecord(body.schema);
  return body.array ? [record] : record;
}

function minimalPatch(response: Shape | undefined): unknown {
  const field = schema(response?.schema ?? '')?.fields.find(
    ({ readOnly, writeOnly, name }) => !readOnly && !writeOnly && name !== 'id',
  );
  return [{ op: 'replace', path: field?.name ?? 'name', value: field && minimalValue(field, field.type) }];
}

function minimalRecord(name: string | undefined): Record<string, unknown> {
  const fields = schema(name ?? '')?.fields ?? [];
  const needed = fields.filter(
    ({ required, requiredOnUpdate, readOnly }) => (required || requiredOnUpdate) && !readOnly,
  );
  return Object.fromEntries(needed.map((field) => [field.name, minimalValue(field, field.type)]));
}

function minimalValue(field: Field, type: Field['type']): unknown {
  if (field.enum !== undefined) return field.enum[0];
  switch (type) {
    case 'boolean':
      return true;
    case 'integer':
    case 'number':
      return 1;
    case 'datetime':
    case 'date':
      return '2024-05-01T00:00:00Z';
    case 'uuid':
      return '00000000-0000-4000-8000-000000000001';
    case 'reference':
      return { id: 1 };
    case 'object':
      return minimalRecord(field.schema);
    case 'array':
      return [minimalValue(field, field.items ?? 'any')];
    case 'map':
      return {};
    default:
      return 'x';
  }
}
