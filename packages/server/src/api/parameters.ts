import { invalidArgument } from './errors.js';
import { PARAMETERS } from './wire.js';

/** Rows on a page unless told otherwise, and at most (PROTOCOL 3). */
export const DEFAULT_PAGE_SIZE = 25;
export const MAX_PAGE_SIZE = 1000;

/**
 * Query parameters by lower-case name. A name that occurs more than once has its values joined by commas, as ASP.NET
 * reads them (*assumed*): `fields=id&fields=summary` asks for both. An empty value is no value.
 */
export type QueryParameters = ReadonlyMap<string, string>;

export function parseQuery(query: string): QueryParameters {
  return query === '' ? new Map<string, string>() : parametersOf(new URLSearchParams(query));
}

/** Parameters out of pairs of name and value, whatever they were read from. */
export function parametersOf(pairs: Iterable<readonly [name: string, value: string]>): QueryParameters {
  const parameters = new Map<string, string>();
  for (const [name, value] of pairs) {
    if (value === '') continue;
    const key = name.toLowerCase();
    const before = parameters.get(key);
    parameters.set(key, before === undefined ? value : `${before},${value}`);
  }
  return parameters;
}

/** Which rows a request wants. */
export interface Paging {
  readonly page: number;
  readonly pageSize: number;
  /** The last id the client has seen; absent where it did not say. */
  readonly pageId?: number | undefined;
}

/**
 * @param forwardOnly whether `page` is ignored, whatever it is (PROTOCOL 3, documented).
 * @throws PsaError 400 `InvalidArgument` for a value that is no whole number in range. More than 1000 is
 *   capped without a word (PROTOCOL 3, live); the refusal of all else is the mission's.
 */
export function parsePaging(parameters: QueryParameters, forwardOnly: boolean): Paging {
  return {
    page: (forwardOnly ? undefined : wholeNumber(parameters, 'page', 1)) ?? 1,
    pageSize: Math.min(wholeNumber(parameters, 'pageSize', 1) ?? DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE),
    pageId: wholeNumber(parameters, 'pageId', 0),
  };
}

/** The largest number the API's own integers hold. */
const MAX_INT32 = 2_147_483_647;

function wholeNumber(
  parameters: QueryParameters,
  name: 'page' | 'pageSize' | 'pageId',
  least: number,
): number | undefined {
  const text = parameters.get(PARAMETERS[name])?.trim();
  if (text === undefined || text === '') return undefined;
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= MAX_INT32) return value;
  throw invalidArgument(name, text, `a valid integer from ${least} to ${MAX_INT32}`);
}
