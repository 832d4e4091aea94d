import { ServerRefusal } from '../refusal.js';

/**
 * The value of a JSON text; `undefined` for an empty one.
 *
 * @throws ServerRefusal 500 with a text of the server's JSON reader: malformed JSON is no 400 there
 *   (PROTOCOL 5, recorded).
 */
export function parseJson(text: string): unknown {
  if (text.trim() === '') return undefined;
  const value = readValue(text);
  const tooDeep = depthExceededAt(text);
  if (tooDeep !== undefined) {
    throw jsonRefusal(
      `The reader's MaxDepth of ${MAX_DEPTH} has been exceeded. Path '', ${placeOf(text, tooDeep + 1)}.`,
    );
  }
  return value;
}

/** How deep JSON may be: what JSON.NET allows unless told (*assumed* of this server, which is made with it). */
const MAX_DEPTH = 64;

function readValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw jsonRefusal(readerMessage(text, error));
  }
}

/** Where a valid JSON text opens one object or array too many in another. */
function depthExceededAt(text: string): number | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at);
    else if (character === '}' || character === ']') depth--;
    else if ((character === '{' || character === '[') && ++depth > MAX_DEPTH) return at;
  }
  return undefined;
}

/** Where the quote is that ends a string. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
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
  const place = `Path '', ${placeOf(text, position)}.`;
  const character = text[position];
  if (character === undefined) return `Unexpected end when reading JSON. ${place}`;
  return `Unexpected character encountered while parsing value: ${character}. ${place}`;
}

/** Lines count from 1, a position is the number of characters read in the line. */
function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `line ${before.length}, position ${before.at(-1)?.length ?? 0}`;
}

/** Where the engine says that it stopped; the end of the text where it does not say. */
function stopsAt(text: string, error: unknown): number {
  const found = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
  if (found !== undefined) return Number(found);
  const token = error instanceof Error ? /^Unexpected token '?(.)'?/.exec(error.message)?.[1] : undefined;
  const index = token === undefined ? -1 : text.indexOf(token);
  return index < 0 ? text.length : index;
}

/**
 * The refusal of a member that a type does not have: the recorded sentence (PROTOCOL 1.6), without a space before
 * its second half.
 *
 * @param place as `jsonPlace` says it
 */
export function unknownMember(name: string, typeName: string, place: string): ServerRefusal {
  return jsonRefusal(
    `Could not find member '${name}' on object of type '${typeName}'. ${place}.` +
      'Check your accept header to make sure you are using the correct version.',
  );
}
