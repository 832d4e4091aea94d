import type { Resource } from '../catalog/index.js';
import type { Cursor, JsonRecord, PageCursor } from './collection.js';
import type { LoadOptions } from './list-request.js';
import { readPage, type PagingMode } from './pages.js';
import type { PsaResponse } from './response.js';

/** One page of records, before a `limit` is applied, and how the next one is had. */
export interface SourcePage {
  readonly items: readonly JsonRecord[];
  /** Records in all, where the server says so. */
  readonly total: number | undefined;
  /** Where the records go on after the first `count` of this page; absent where there are none, or no place. */
  cursorAfter(count: number): Cursor | undefined;
  /** Absent after the last page. */
  readonly next: LoadSource | undefined;
}

/** Asks for a page, of which no more than `left` records are wanted. */
export type LoadSource = (how: LoadOptions, left: number) => Promise<SourcePage>;

/** Where a page begins: at a page number, or behind an id. */
export interface PageQuery {
  readonly page?: number | undefined;
  readonly pageId?: number | string | undefined;
  readonly pageSize: number;
}

/** What a source reads. */
export interface SourceOptions {
  readonly resource: Resource;
  readonly mode: PagingMode;
  readonly pageSize: number;
  /** Where to begin. */
  readonly cursor: PageCursor | undefined;
  /** Sends the request for one page. */
  send(page: PageQuery, how: LoadOptions): Promise<PsaResponse>;
}

/** The pages of one listing, as the API gives them. */
export function openSource(options: SourceOptions): LoadSource {
  const { cursor } = options;
  const skip = cursor !== undefined && 'page' in cursor ? (cursor.skip ?? 0) : 0;
  return loadAt(options, { cursor, before: new Set(), skip, total: undefined });
}

interface Place {
  readonly cursor: PageCursor | undefined;
  /** Keys of the records on the page before. */
  readonly before: ReadonlySet<unknown>;
  /** Records at the beginning of the page that were read already. */
  readonly skip: number;
  /** What an earlier page said of the records in all. */
  readonly total: number | undefined;
}

function loadAt(options: SourceOptions, place: Place): LoadSource {
  const { resource, mode } = options;
  return async (how, left) => {
    // Page numbers count pages of one size; an id does not care.
    const pageSize = mode === 'numbered' ? options.pageSize : Math.min(options.pageSize, left);
    const { cursor, before, skip } = place;
    const page = cursor !== undefined && 'page' in cursor ? cursor.page : 1;
    const start = mode === 'numbered' ? { page } : cursor;
    const response = await options.send({ pageSize, ...pickPlace(start) }, how);
    const content = readPage(mode, response, { cursor, before }, { resource, pageSize });
    const { next, keys } = content;
    const total = place.total ?? content.total;
    const items = skip === 0 ? content.items : content.items.slice(skip);
    const cursorAfter = (count: number): Cursor | undefined => {
      if (count >= items.length) {
        return next !== undefined && 'page' in next ? { ...next, pageSize } : next;
      }
      if (mode === 'numbered') return { page, pageSize, skip: skip + count };
      const key = resource.key === undefined ? undefined : items[count - 1]?.[resource.key];
      return typeof key === 'number' || typeof key === 'string' ? { pageId: key } : undefined;
    };
    return {
      items,
      total,
      cursorAfter,
      next: next && loadAt(options, { cursor: next, before: keys, skip: 0, total }),
    };
  };
}

function pickPlace(cursor: PageCursor | undefined): Omit<PageQuery, 'pageSize'> {
  if (cursor === undefined) return {};
  return 'page' in cursor ? { page: cursor.page } : { pageId: cursor.pageId };
}
