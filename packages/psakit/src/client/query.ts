import { invalidArgument } from '../core/index.js';

/** What a listing asks of the server, as texts and numbers. */
export interface ListQuery {
  readonly conditions?: string | undefined;
  readonly childConditions?: string | undefined;
  readonly customFieldConditions?: string | undefined;
  readonly orderBy?: string | undefined;
  readonly fields?: string | undefined;
  readonly pageSize?: number | undefined;
  readonly page?: number | undefined;
  readonly pageId?: number | string | undefined;
}

/** Query parameters by name; `undefined` ones are left out. */
export type QueryValues = Readonly<Record<string, string | number | boolean | undefined>>;

/** `?a=1&b=2`, or an empty text where nothing has a value. */
export function formatQuery(values: QueryValues): string {
  const parts = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeQueryText(name)}=${encodeQueryText(String(value))}`],
  );
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

/**
 * Percent-encodes what PROTOCOL 2.7 and MISSION list, quotes and `*` included, and keeps `/`, `,` and `:`
 * as they are, which are legal in a query, so that a URL in a log can be read.
 */
function encodeQueryText(text: string): string {
  return encodeText(text)
    .replace(/['*]/g, (character) => (character === "'" ? '%27' : '%2A'))
    .replaceAll('%2F', '/')
    .replaceAll('%2C', ',')
    .replaceAll('%3A', ':');
}

/**
 * Fills the braces of a path template, outermost first.
 *
 * @throws {PsaError} `INVALID_ARGUMENT` for a value that cannot be a path segment.
 */
export function fillPath(template: string, values: readonly (number | string)[]): string {
  let index = 0;
  return template.replace(/\{\w+\}/g, () => encodeSegment(values[index++]));
}

/**
 * A path as it goes below `/apis/3.0`.
 *
 * @throws {PsaError} `INVALID_ARGUMENT` for a URL, a path that climbs out or has `/apis/3.0` in it, or a query in
 * the path.
 */
export function normalizePath(path: string): string {
  const isWhole = /^[a-z][a-z\d+.-]*:/i.test(path) || /(?:^|\/)apis\/3\.0(?:\/|$)/i.test(path);
  const isText = typeof (path as unknown) === 'string';
  if (isText && !isWhole && !/[?#\\\s]/.test(path) && !climbs(path)) return `/${path.replace(/^\/+/, '')}`;
  throw invalidArgument(
    `"${path}" is not a path below /apis/3.0.`,
    'Give the path alone, such as /service/tickets/54321, and what follows the ? as query.',
  );
}

/** Dot segments, encoded or not, are resolved before a URL is sent. */
function climbs(path: string): boolean {
  return path.split('/').some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment));
}

/** A variable that is not set is the usual reason for an id that is none. */
function encodeSegment(value: unknown): string {
  if (typeof value === 'string' ? !/^(?:\s*|\.{1,2})$/.test(value) : Number.isSafeInteger(value)) {
    return encodeText(String(value));
  }
  const given = typeof value === 'object' && value !== null ? 'An object' : `"${String(value)}"`;
  throw invalidArgument(
    `${given} is not the id of a record.`,
    'See that the variable is set: an id is a whole number, or for a few resources a text such as a member identifier.',
  );
}

function encodeText(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    throw invalidArgument(
      'A text holds half of a surrogate pair, which no URL can carry.',
      'Take the broken character out of the text.',
    );
  }
}
