import type { Resource } from '../catalog/index.js';
import { invalidArgument } from '../core/index.js';
import type { JsonRecord, ListOptions, PageCursor, RecordId } from './collection.js';
import { badResponse, nameOfBody, type PsaResponse } from './response.js';
import { readNextLink, readTotal } from './wire.js';

/** Where a page begins, and what the page before it held. */
export interface PageStart {
  /** Absent: at the beginning. */
  readonly cursor?: PageCursor | undefined;
  /** Keys of the records on the page before. */
  readonly before: ReadonlySet<unknown>;
}

/** What one answer holds. */
export interface PageContent {
  /** Without records that were on the page before. */
  readonly items: readonly JsonRecord[];
  /** Where the next page begins; absent after the last. */
  readonly next: PageCursor | undefined;
  readonly total: number | undefined;
  /** Keys of all records of the answer. */
  readonly keys: ReadonlySet<unknown>;
}

/**
 * The two ways the API pages (PROTOCOL 3), and a third for searches, of which nobody has said that they page
 * forward-only: the first page of the records behind an id, in its order.
 */
export type PagingMode = 'forward-only' | 'numbered' | 'behind-id';

/**
 * Forward-only where the resource allows it and the caller neither orders nor names a page: rows that
 * others insert or delete meanwhile are then neither skipped nor repeated.
 *
 * @throws {PsaError} `INVALID_ARGUMENT` for options that contradict each other.
 */
export function choosePaging<T>(
  resource: Resource,
  options: Pick<ListOptions<T>, 'orderBy' | 'page' | 'pageId' | 'skip'>,
): 'forward-only' | 'numbered' {
  const { orderBy, page, pageId, skip } = options;
  const ordered = orderBy !== undefined && orderBy.trim() !== '';
  const numbered = ordered || page !== undefined || skip !== undefined || !resource.forwardOnly;
  if (pageId === undefined || !numbered) return numbered ? 'numbered' : 'forward-only';
  throw invalidArgument(
    resource.forwardOnly
      ? 'pageId cannot be combined with orderBy, page or skip: forward-only pages come in order of id.'
      : `${resource.name} has no forward-only pages, so pageId means nothing there.`,
    resource.forwardOnly ? 'Leave one of them out.' : 'Use page instead.',
  );
}

/** The records of an answer, and where the next page begins. */
export function readPage(
  mode: PagingMode,
  response: PsaResponse,
  start: PageStart,
  asked: { readonly resource: Resource; readonly pageSize: number },
): PageContent {
  const all = readRecords(response);
  const keyOf = (record: JsonRecord): unknown => record[asked.resource.key ?? ''];
  const total = readTotal(response.headers);
  const count = all.length;
  const lastKey = keyOf(all.at(-1) ?? {});
  const next = count === 0 ? undefined : NEXT[mode](response, { ...start, ...asked, lastKey, count, total });
  return { ...withoutRepeats(all, keyOf, start), next, total };
}

/** What is known of a page that was answered. */
interface Answered {
  readonly cursor?: PageCursor | undefined;
  readonly pageSize: number;
  readonly lastKey: unknown;
  readonly count: number;
  readonly total: number | undefined;
}

const NEXT: Readonly<Record<PagingMode, (response: PsaResponse, page: Answered) => PageCursor | undefined>> =
  {
    'forward-only': (response, page) => nextById(response, page),
    numbered: (response, page) => nextByNumber(response, page),
    'behind-id': (response, page) => {
      const { cursor, lastKey } = page;
      // Each answer is the first page of what is left.
      if (nextByNumber(response, { ...page, cursor: undefined }) === undefined) return undefined;
      return advance(response, lastKey, cursor);
    },
  };

function readRecords(response: PsaResponse): readonly JsonRecord[] {
  const body = response.json();
  if (!Array.isArray(body)) {
    const what = body === undefined ? nameOfBody('') : 'JSON that is no list';
    throw badResponse(response, `${what} where a list was asked for`);
  }
  if (!body.every(isObject)) throw badResponse(response, 'a list of what are no records');
  return body;
}

function isObject(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A record is yielded once, whatever a server repeats: forward-only rows come after the id asked for, and
 * by number only the page before can slip into this one.
 */
function withoutRepeats(
  records: readonly JsonRecord[],
  keyOf: (record: JsonRecord) => unknown,
  { cursor, before }: PageStart,
): Pick<PageContent, 'items' | 'keys'> {
  const after = cursor !== undefined && 'pageId' in cursor ? Number(cursor.pageId) : NaN;
  const keys = new Set<unknown>();
  const items = records.filter((record) => {
    const key = keyOf(record);
    if (key === undefined) return true;
    const repeated = keys.has(key) || before.has(key) || (typeof key === 'number' && key <= after);
    keys.add(key);
    return !repeated;
  });
  return { items, keys };
}

/**
 * The next `pageId`: the server's, or where it sends no `Link` that can be read the last id of a full page.
 * Only an empty `pageId` says that this was the last page, so a `Link` without a next page does not.
 */
function nextById(response: PsaResponse, page: Answered): { pageId: RecordId } | undefined {
  const link = readNextLink(response.headers);
  if (link !== 'none' && link?.pageId === '') return undefined;
  const { cursor, lastKey, count, pageSize } = page;
  if (link === undefined || link === 'none') {
    return count < pageSize ? undefined : advance(response, lastKey, cursor);
  }
  if (link.pageId === undefined) {
    throw badResponse(response, 'numbered pages where forward-only ones were asked for', 'Pass page: 1.');
  }
  if (typeof lastKey === 'number' && typeof toId(link.pageId) !== 'number') {
    throw badResponse(
      response,
      `a Link to the page behind "${link.pageId.slice(0, 40)}", which is no id`,
      'Something between you and PSA rewrites its answers. Pass page: 1 to read the pages by number.',
    );
  }
  return advance(response, link.pageId, cursor);
}

/** The page behind an id. A server that does not advance would be asked for ever. */
function advance(
  response: PsaResponse,
  given: unknown,
  cursor: PageCursor | undefined,
): { pageId: RecordId } | undefined {
  if (typeof given !== 'string' && typeof given !== 'number') return undefined;
  const pageId = toId(given);
  const asked = cursor !== undefined && 'pageId' in cursor ? toId(cursor.pageId) : undefined;
  if (asked === pageId || (typeof asked === 'number' && typeof pageId === 'number' && pageId < asked)) {
    throw badResponse(response, `page ${pageId} after page ${String(asked)}: its pages would never end`);
  }
  return { pageId };
}

function toId(id: RecordId): RecordId {
  return typeof id === 'string' && /^\d{1,15}$/.test(id) ? Number(id) : id;
}

/** The next page number: the one after this, where the server says, or lets one suppose, that there is more. */
function nextByNumber(response: PsaResponse, answered: Answered): { page: number } | undefined {
  const { cursor, count, pageSize, total } = answered;
  const page = cursor !== undefined && 'page' in cursor ? cursor.page : 1;
  const link = readNextLink(response.headers);
  if (link === 'none') return undefined;
  if (link === undefined) {
    const more = total === undefined ? count >= pageSize : page * pageSize < total;
    return more ? { page: page + 1 } : undefined;
  }
  if (Number(link.page) === page + 1) return { page: page + 1 };
  throw badResponse(response, `page ${link.page ?? 'nothing'} after page ${page}: its pages would never end`);
}
