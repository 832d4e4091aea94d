import type { Cursor, JsonRecord } from '../collection.js';
import type { LoadSource, SourcePage } from '../source.js';
import type { CompareRecords } from './order.js';

/** How sources become one. */
export interface MergeOptions {
  /** The order each of them is in. */
  readonly compare: CompareRecords;
  readonly pageSize: number;
  /** What identifies a record; `undefined` where nothing does. */
  readonly keyOf: (record: JsonRecord) => unknown;
  /** Where to go on after a record. */
  readonly cursorAfter: (record: JsonRecord) => Cursor | undefined;
  /** The record as the caller sees it. */
  readonly strip: (record: JsonRecord) => JsonRecord;
}

/** What is loaded of a source and was not handed over. */
interface Stream {
  readonly items: readonly JsonRecord[];
  readonly at: number;
  readonly next: LoadSource | undefined;
}

/**
 * Several sources in one order. It holds one page of each at most, loads those it needs at the same time,
 * and loads none before it is needed.
 */
export function mergeSources(sources: readonly LoadSource[], options: MergeOptions): LoadSource {
  return loadFrom(
    sources.map((next) => ({ items: [], at: 0, next })),
    new Set(),
    options,
  );
}

function loadFrom(begin: readonly Stream[], before: ReadonlySet<unknown>, options: MergeOptions): LoadSource {
  const { compare, keyOf, strip } = options;
  return async (how, left) => {
    const want = Math.min(options.pageSize, left);
    const streams = [...begin];
    const taken: JsonRecord[] = [];
    const keys = new Set<unknown>();
    while (taken.length < want) {
      if (streams.some(isDry)) await refill(streams, (next) => next(how, left - taken.length));
      const first = firstOf(streams, compare);
      if (first === undefined) break;
      const { index, record, stream } = first;
      streams[index] = { ...stream, at: stream.at + 1 };
      const key = keyOf(record);
      // A record that changes while it is read may move from one part into another.
      if (key !== undefined && (keys.has(key) || before.has(key))) continue;
      keys.add(key);
      taken.push(record);
    }
    const more = streams.filter(({ items, at, next }) => at < items.length || next !== undefined);
    return {
      items: taken.map(strip),
      total: undefined,
      cursorAfter: (count) => {
        const last = taken[count - 1];
        const ends = count >= taken.length && more.length === 0;
        return last === undefined || ends ? undefined : options.cursorAfter(last);
      },
      next: more.length === 0 ? undefined : loadFrom(more, keys, options),
    };
  };
}

/** Whether any record may come first, for all that is known of this source. */
function isDry({ items, at, next }: Stream): boolean {
  return at >= items.length && next !== undefined;
}

/** Loads the next page of every source that has run out of records: any of them may hold the first one. */
async function refill(streams: Stream[], load: (next: LoadSource) => Promise<SourcePage>): Promise<void> {
  await Promise.all(
    streams.map(async (start, index) => {
      let stream = start;
      while (stream.at >= stream.items.length && stream.next !== undefined) {
        const { items, next } = await load(stream.next);
        stream = { items, at: 0, next };
      }
      streams[index] = stream;
    }),
  );
}

function firstOf(
  streams: readonly Stream[],
  compare: CompareRecords,
): { index: number; record: JsonRecord; stream: Stream } | undefined {
  let first: { index: number; record: JsonRecord; stream: Stream } | undefined;
  for (const [index, stream] of streams.entries()) {
    const record = stream.items[stream.at];
    if (record === undefined) continue;
    if (first === undefined || compare(record, first.record) < 0) first = { index, record, stream };
  }
  return first;
}

/** Sources one after the other, each asked only when the one before has ended. */
export function chainSources(
  sources: readonly LoadSource[],
  options: Pick<MergeOptions, 'cursorAfter' | 'strip'>,
): LoadSource {
  return async (how, left) => {
    for (const [index, source] of sources.entries()) {
      const page = await source(how, left);
      const rest = [...(page.next === undefined ? [] : [page.next]), ...sources.slice(index + 1)];
      // A part without records is passed over.
      if (page.items.length === 0 && rest.length > 0) continue;
      return {
        items: page.items.map(options.strip),
        total: undefined,
        cursorAfter: (count) => {
          const last = page.items[count - 1];
          const ends = count >= page.items.length && rest.length === 0;
          return last === undefined || ends ? undefined : options.cursorAfter(last);
        },
        next: rest.length === 0 ? undefined : chainSources(rest, options),
      };
    }
    return { items: [], total: undefined, cursorAfter: () => undefined, next: undefined };
  };
}
