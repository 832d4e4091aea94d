import { malformedJson } from './errors.js';
import type { FilterTexts } from './filters.js';

/**
 * Conditions and order from the body of a search: an object whose names count in any case (PROTOCOL 2.7).
 * Names it does not know and values that are `null` are passed over (*assumed*).
 *
 * @throws PsaError 500 with a text of the server's JSON reader (PROTOCOL 5) for what is no such object.
 */
export function parseSearchBody(text: string): FilterTexts {
  const value = parseJson(text);
  if (value === undefined || value === null) return new Map();
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw malformedJson(
      `Error converting value ${JSON.stringify(value)} to type 'FilterValues'. Path '', line 1, position 1.`,
    );
  }
  const texts = new Map<string, string>();
  for (const [name, member] of Object.entries(value)) {
    if (typeof member === 'string') texts.set(name.toLowerCase(), member);
    else if (member !== null) {
      throw malformedJson(
        `Error converting value ${JSON.stringify(member)} to type 'System.String'. Path '${name}'.`,
      );
    }
  }
  return texts;
}

/** The value of a JSON text; `undefined` for an empty one. */
function parseJson(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw malformedJson(readerMessage(text, error));
  }
}

/**
 * The recorded sentence, `Unexpected character encountered while parsing value: {…` (PROTOCOL 5), with the
 * place where reading stopped; the rest of the sentence is *assumed*.
 */
function readerMessage(text: string, error: unknown): string {
  const position = stopsAt(text, error);
  const before = text.slice(0, position).split('\n');
  const place = `Path '', line ${before.length}, position ${before.at(-1)?.length ?? 0}.`;
  const character = text[position];
  if (character === undefined) return `Unexpected end when reading JSON. ${place}`;
  return `Unexpected character encountered while parsing value: ${character}. ${place}`;
}

/** Where the engine says that it stopped; the end of the text where it does not say. */
function stopsAt(text: string, error: unknown): number {
  const found = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
  if (found !== undefined) return Number(found);
  const token = error instanceof Error ? /^Unexpected token '?(.)'?/.exec(error.message)?.[1] : undefined;
  const index = token === undefined ? -1 : text.indexOf(token);
  return index < 0 ? text.length : index;
}
