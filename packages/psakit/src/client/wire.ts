import { LONGEST_PAUSE_MS, type LimitReport } from '../budget/index.js';
import type { ListQuery } from './query.js';

/** Names of request headers. */
export const REQUEST_HEADERS = {
  authorization: 'Authorization',
  clientId: 'clientId',
  accept: 'Accept',
  contentType: 'Content-Type',
  paginationType: 'pagination-type',
  userType: 'x-cw-usertype',
} as const;

/** The value of `pagination-type` that asks for pages by `pageId` (PROTOCOL 3). */
export const FORWARD_ONLY = 'forward-only';

/** What is sent and, unless a version is asked for, accepted. */
export const JSON_TYPE = 'application/json';

/** The media type that asks for one version of the models (PROTOCOL 1.6). */
export function versionedType(version: string): string {
  return `application/vnd.connectwise.com+json; version=${version}`;
}

/** Query parameters of a listing by our names. */
const QUERY_NAMES: Readonly<Record<keyof ListQuery, string>> = {
  conditions: 'conditions',
  childConditions: 'childConditions',
  customFieldConditions: 'customFieldConditions',
  orderBy: 'orderBy',
  fields: 'fields',
  pageSize: 'pageSize',
  page: 'page',
  pageId: 'pageId',
};

/** The names of those parameters; every GET takes them, and `fields` every answer (PROTOCOL 2.6, 3). */
export const LIST_PARAMETERS: readonly string[] = Object.values(QUERY_NAMES);

/** The query parameters of a listing, in the order the API's documents list them. */
export function toQuery(query: ListQuery): Record<string, string | number | undefined> {
  return Object.fromEntries(
    Object.entries(QUERY_NAMES).map(([name, wire]) => [wire, query[name as keyof ListQuery]]),
  );
}

/** The server's name for the request (PROTOCOL 1.8). */
export function readRequestId(headers: Headers): string | undefined {
  return headers.get('x-cw-request-id') ?? undefined;
}

/** Records in all; only some servers say (MISSION, Pages; PROTOCOL 3). */
export function readTotal(headers: Headers): number | undefined {
  return readCount(headers, 'X-Total-Count');
}

/** What an answer says about the limits (MISSION, Limits). */
export function readLimits(headers: Headers): LimitReport {
  const seconds = readCount(headers, 'X-RateLimit-Reset');
  return {
    limit: readCount(headers, 'X-RateLimit-Limit'),
    remaining: readCount(headers, 'X-RateLimit-Remaining'),
    // A window of the server's that never ends would be believed for as long.
    resetMs: seconds === undefined ? undefined : Math.min(seconds * 1000, LONGEST_PAUSE_MS),
  };
}

/**
 * `Retry-After` in milliseconds: seconds, or a date. A date is compared with the server's own clock where the
 * answer tells it: ours may be set to anything.
 */
export function readRetryAfter(headers: Headers, now: number): number | undefined {
  const text = headers.get('Retry-After')?.trim();
  if (text === undefined || text === '') return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  // `-5` is a date to some engines.
  const date = /[a-z:]/i.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(date)) return undefined;
  const answered = Date.parse(headers.get('Date') ?? '');
  return Math.max(0, date - (Number.isNaN(answered) ? now : answered));
}

/** The media type of a body, without its parameters; empty where the answer names none. */
export function readMediaType(headers: Headers): string {
  return (headers.get('Content-Type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** Whether the body is a file to be kept, whatever its type. */
export function isAttachment(headers: Headers): boolean {
  return /^\s*attachment\b/i.test(headers.get('Content-Disposition') ?? '');
}

/** How many bytes the body has; `undefined` where that is not said, or said of its compressed form. */
export function readBodyLength(headers: Headers): number | undefined {
  return headers.has('Content-Encoding') ? undefined : readCount(headers, 'Content-Length');
}

/** Where a redirect leads. */
export function readLocation(headers: Headers): string | undefined {
  return headers.get('Location') ?? undefined;
}

function readCount(headers: Headers, name: string): number | undefined {
  const text = headers.get(name)?.trim();
  const count = text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
  return Number.isSafeInteger(count) ? count : undefined;
}

/** What the `Link` header says of the next page; never a host or a path (PROTOCOL 3). */
export interface NextLink {
  readonly page?: string | undefined;
  /** Empty on the last page of a forward-only listing. */
  readonly pageId?: string | undefined;
}

/**
 * The `rel="next"` entry of a `Link` header: `undefined` where there is no header, or nothing in it that can
 * be read, `none` where there is one without a next page.
 */
export function readNextLink(headers: Headers): NextLink | 'none' | undefined {
  const text = headers.get('Link');
  if (text === null || text.trim() === '') return undefined;
  let readable = false;
  // A URL in angle brackets cannot hold `>`; commas inside it are no separators.
  for (const [, url = '', parameters = ''] of text.matchAll(/<([^>]*)>([^<]*)/g)) {
    readable ||= /;\s*rel\s*=/i.test(parameters);
    if (!/;\s*rel\s*=\s*"?next"?\s*(?:[;,]|$)/i.test(parameters)) continue;
    const query = new URLSearchParams(url.slice(url.indexOf('?') + 1));
    return { page: readParameter(query, 'page'), pageId: readParameter(query, 'pageId') };
  }
  return readable ? 'none' : undefined;
}

/** Parameter names are the same in any case (PROTOCOL 2.4). */
function readParameter(query: URLSearchParams, name: string): string | undefined {
  for (const [key, value] of query) if (key.toLowerCase() === name.toLowerCase()) return value;
  return undefined;
}

/** Where keys for a member are minted (PROTOCOL 1.2). */
export const TOKENS_PATH = '/system/members/{memberIdentifier}/tokens';

/** Keys that act for a member. */
export interface MemberKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

/** What asks for keys. */
export function toTokenBody(memberIdentifier: string): Readonly<Record<string, string>> {
  return { memberIdentifier };
}

/** The keys in the answer; nothing where there are none. */
export function readToken(body: unknown): MemberKeys | undefined {
  const { publicKey, privateKey } = (body ?? {}) as Readonly<Record<string, unknown>>;
  return typeof publicKey === 'string' && typeof privateKey === 'string'
    ? { publicKey, privateKey }
    : undefined;
}
