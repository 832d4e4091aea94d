import type { Resource } from '../catalog/index.js';
import { checkOptionKinds, checkWhole } from '../core/index.js';
import type { JsonRecord, ListOptions, PageCursor } from './collection.js';
import { formatFields, formatOrder, readFilters, type Filter } from './format.js';
import { FILTER_ALIASES, LIST_OPTIONS } from './known-options.js';
import { choosePaging } from './pages.js';
import type { QueryValues } from './query.js';
import { checkListQuery } from './query-names.js';

/** The most a page may hold (PROTOCOL 3), and what is asked for unless told otherwise. */
export const MOST_PER_PAGE = 1000;

/** How long a URL may be, in characters: what a live caller found to pass (PROTOCOL 2.7). */
export const LONGEST_URL = 1950;

/** The options of a listing, read and checked. */
export interface ListPlan {
  readonly resource: Resource;
  readonly mode: 'forward-only' | 'numbered';
  readonly filters: readonly Filter[];
  /** In canonical text, ending in the key of the resource; absent where pages are forward-only. */
  readonly orderBy: string | undefined;
  readonly fields: string | undefined;
  /** What else is asked of the operation. */
  readonly query: QueryValues;
  readonly pageSize: number;
  /** Where to begin; absent: at the beginning. */
  readonly cursor: PageCursor | undefined;
  /** How far each part was read, where the listing goes on in parts. */
  readonly parts: ListOptions<unknown>['parts'];
  readonly partsOf: string | undefined;
  /** Records in all. */
  readonly limit: number;
}

/**
 * What a listing asks for.
 *
 * @throws {PsaError} for options that are wrong or contradict each other.
 */
export function planList(resource: Resource, options: ListOptions<JsonRecord>): ListPlan {
  checkOptionKinds(options, LIST_OPTIONS, 'list', FILTER_ALIASES);
  const { check = 'error', fields, orderBy, limit = Infinity, pageSize, query = {} } = options;
  if (check === 'error') checkListQuery(query, resource.path);
  checkWhole('page', options.page, 1);
  checkWhole('skip', options.skip, 0);
  checkWhole('pageSize', pageSize, 1, MOST_PER_PAGE);
  if (limit !== Infinity) checkWhole('limit', limit, 1);
  const mode = choosePaging(resource, options);
  const cursor = cursorOf(options);
  return {
    resource,
    mode,
    filters: readFilters(options, resource, check),
    orderBy: mode === 'numbered' ? formatOrder(orderBy, resource, check) : undefined,
    fields: formatFields(fields, resource, check),
    query,
    pageSize: sizeOfPages(pageSize, limit, cursor),
    cursor,
    parts: options.parts,
    partsOf: options.partsOf,
    limit,
  };
}

function cursorOf({ page, pageId, skip }: ListOptions<JsonRecord>): PageCursor | undefined {
  if (pageId !== undefined) return { pageId };
  return page === undefined && skip === undefined ? undefined : { page: page ?? 1, skip };
}

/** No more than is wanted; but page 3 of 50 records begins where it does, whatever the limit. */
function sizeOfPages(asked: number | undefined, limit: number, cursor: PageCursor | undefined): number {
  const size = asked ?? MOST_PER_PAGE;
  if (cursor === undefined || !('page' in cursor)) return Math.min(size, limit);
  const { page, skip = 0 } = cursor;
  if (page === 1) return Math.min(size, skip + limit);
  return asked ?? Math.min(size, limit);
}
