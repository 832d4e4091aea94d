import type { JsonRecord } from './collection.js';
import type { LoadPage } from './list-request.js';
import type { LoadSource } from './source.js';

/** The pages of a source up to a number of records; the rest is never asked for. */
export function limitPages(source: LoadSource, limit: number, index = 1, before = 0): LoadPage<JsonRecord> {
  return async (how) => {
    const left = limit - before;
    const page = await source(how, left);
    const items = page.items.length > left ? page.items.slice(0, left) : page.items;
    const received = before + items.length;
    const ends = page.next === undefined || received >= limit;
    return {
      items,
      index,
      received,
      total: page.total,
      cursor: page.cursorAfter(items.length),
      next: ends ? undefined : limitPages(page.next, limit, index + 1, received),
    };
  };
}
