import { errorName, schema, type Operation } from 'psakit/catalog';
import { parseJson } from '../json/parse.js';
import { joinedRefusal, type ServerRefusal } from '../refusal.js';
import { PATCH_SCHEMA } from '../wire.js';
import { checkRequired, readStructure } from './body.js';
import { readPatch } from './patch.js';
import { createFaults, misfit, typeName, type Sent } from './sent.js';

/** The body of an operation that is no change of one record. */
export interface ActionBody {
  /** An object or an array, or `undefined` where the operation takes no body, or none was sent. */
  readonly value: unknown;
  /** All that is wrong with the body, and what rules have against it besides, as one; `undefined` where nothing is. */
  refusal(refusals: readonly ServerRefusal[]): ServerRefusal | undefined;
}

/**
 * The body of an operation that is no change of one record, read as strictly as all bodies are: an object
 * or an array of the operation's schema, its names as the catalog spells them. The steps of a PATCH have
 * an `op` in lower case, and what is wrong with them is told of what the operation answers.
 *
 * @throws ServerRefusal 500 with a text of the server's JSON reader.
 */
export function readAction({ body, method, response }: Operation, text: string): ActionBody {
  const value = parseJson(text);
  const entity = schema(body?.schema ?? (method === 'PATCH' ? PATCH_SCHEMA : ''));
  const isPatch = entity?.name === PATCH_SCHEMA;
  const called = errorName((isPatch ? response?.schema : entity?.name) ?? PATCH_SCHEMA);
  const faults = createFaults(called);
  const missing = createFaults(called);
  const read = (): unknown => {
    if (value === undefined || value === null) return undefined;
    if (!entity) return value;
    const sent: Sent = { value, text, path: [] };
    const structure = (part: Sent): unknown => {
      const record = readStructure(entity, part, faults);
      checkRequired(entity, record, (field) => field.required, missing);
      return record;
    };
    if (isPatch) {
      return readPatch(sent, faults).map(({ op, path, sent: { value: change } }) => ({
        op,
        path: path.join('/'),
        value: change,
      }));
    }
    if (body?.array !== true) return structure(sent);
    const list = `System.Collections.Generic.List\`1[${typeName(entity.name)}]`;
    if (!Array.isArray(value)) throw misfit(sent, list, 'array');
    return value.map((item: unknown, index) => structure({ value: item, text, path: [index] }));
  };
  return {
    value: read(),
    refusal: (refusals) => joinedRefusal(called, { sent: faults.found, missing: missing.found }, refusals),
  };
}
