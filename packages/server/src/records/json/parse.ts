import { ServerRefusal } from '../refusal.js';

/**
 * The value of a JSON text; `undefined` for an empty one.
 *
 * @throws ServerRefusal 500 with a text of the server's JSON reader: malformed JSON is no 400 there
 *   (PROTOCOL 5, recorded).
 */
export function parseJson(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw jsonRefusal(readerMessage(text, error));
  }
}

/** 500 with a text of the server's JSON reader (PROTOCOL 5, recorded). */
export function jsonRefusal(message: string): ServerRefusal {
  return new ServerRefusal({ status: 500, code: 'ConnectWiseApi', message });
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
