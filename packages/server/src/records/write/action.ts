import { schema, type Operation } from 'psakit/catalog';
import { parseJson } from '../json/parse.js';
import { invalidObject } from '../refusal.js';
import { PATCH_SCHEMA } from '../wire.js';
import { checkRequired, readStructure } from './body.js';
import { readPatch } from './patch.js';
import { createFaults, misfit, typeName, type Sent } from './sent.js';

/**
 * The body of an operation that is no change of one record, read as strictly as all bodies are: an object
 * or an array of the operation's schema, its names as the catalog spells them. The steps of a PATCH have
 * an `op` in lower case. `undefined` where the operation takes no body, or none was sent.
 *
 * @throws ServerRefusal 500 with a text of the server's JSON reader, or 400 `InvalidObject`.
 */
export function readAction({ body, method }: Operation, text: string): unknown {
  const value = parseJson(text);
  if (value === undefined || value === null) return undefined;
  const entity = schema(body?.schema ?? (method === 'PATCH' ? PATCH_SCHEMA : ''));
  if (!entity) return value;
  const name = typeName(entity.name);
  const faults = createFaults(name.charAt(0).toLowerCase() + name.slice(1));
  const sent: Sent = { value, text, path: [] };
  const read = (part: Sent): unknown => {
    const record = readStructure(entity, part, faults);
    checkRequired(entity, record, (field) => field.required, faults);
    return record;
  };
  let result: unknown;
  if (entity.name === PATCH_SCHEMA) {
    result = readPatch(sent, faults).map(({ op, path, sent: { value: change } }) => ({
      op,
      path: path.join('/'),
      value: change,
    }));
  } else if (body?.array === true) {
    if (!Array.isArray(value)) throw misfit(sent, `System.Collections.Generic.List\`1[${name}]`, 'array');
    result = value.map((item: unknown, index) => read({ value: item, text, path: [index] }));
  } else result = read(sent);
  if (faults.found.length > 0)
    throw invalidObject(name.charAt(0).toLowerCase() + name.slice(1), faults.found);
  return result;
}
