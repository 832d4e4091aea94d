import { jsonPlace, jsonRefusal, parseJson, unknownMember } from '../records/index.js';
import type { FilterTexts } from './filters.js';
import { PARAMETERS, SEARCH_BODY } from './wire.js';

/** The members a search body may have (PROTOCOL 2.7). */
const MEMBERS: ReadonlySet<string> = new Set([
  PARAMETERS.conditions,
  PARAMETERS.orderBy,
  PARAMETERS.childConditions,
  PARAMETERS.customFieldConditions,
]);

/**
 * Conditions and order from the body of a search: an object whose names count in any case (PROTOCOL 2.7).
 * `null` is no value. Any other name is refused, as all bodies are read strictly (PROTOCOL 1.6; that a
 * search body is no exception is *assumed*).
 *
 * @throws PsaError 500 with a text of the server's JSON reader (PROTOCOL 5) for what is no such object.
 */
export function parseSearchBody(text: string): FilterTexts {
  const value = parseJson(text);
  if (value === undefined || value === null) return new Map();
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw jsonRefusal(
      `Error converting value ${JSON.stringify(value)} to type '${SEARCH_BODY}'. Path '', line 1, position 1.`,
    );
  }
  const placeOf = (name: string): string => jsonPlace(text, [name], 'name');
  const texts = new Map<string, string>();
  for (const [name, member] of Object.entries(value)) {
    const key = name.toLowerCase();
    if (!MEMBERS.has(key)) throw unknownMember(name, SEARCH_BODY, placeOf(name));
    if (typeof member === 'string') texts.set(key, member);
    else if (member !== null) {
      throw jsonRefusal(
        `Error converting value ${JSON.stringify(member)} to type 'System.String'. ${placeOf(name)}.`,
      );
    }
  }
  return texts;
}
