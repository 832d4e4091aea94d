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
  /** Where to go on after a record, up to which so much was read of each part; `null` of one that is over. */
  readonly cursorAfter: (record: JsonRecord, places: readonly (number | null)[]) => Cursor | undefined;
  /** The record as the caller sees it. */
  readonly strip: (record: JsonRecord) => JsonRecord;
}

/** One of the sources that become one, and how far it was read. */
export interface Part {
  /** Absent where it has no more. */
  readonly next: LoadSource | undefined;
  /** Records of it that were handed over, by this listing or one before it. */
  readonly read: number;
}

/** What is loaded of a part and was not handed over. */
interface Stream extends Part {
  readonly items: readonly JsonRecord[];
  readonly at: number;
  /** Records of the part in all, as its first page said. */
  readonly total: number | undefined;
}

/**
 * Several sources in one order. It holds one page of each at most, loads those it needs at the same time,
 * and loads none before it is needed.
 */
export function mergeSources(parts: readonly Part[], options: MergeOptions): LoadSource {
  return loadFrom(
    parts.map((part) => ({ ...part, items: [], at: 0, total: undefined })),
    new Set(),
    options,
  );
}

function loadFrom(begin: readonly Stream[], before: ReadonlySet<unknown>, options: MergeOptions): LoadSource {
  const { compare, keyOf, strip } = options;
  return async (how, left) => {
    const want = Math.min(options.pageSize, left);
    const streams = [...begin];
    const taken: { readonly record: JsonRecord; readonly index: number; readonly read: number }[] = [];
    const keys = new Set<unknown>();
    while (taken.length < want) {
      if (streams.some(isDry)) await refill(streams, (next) => next(how, left - taken.length));
      const first = firstOf(streams, compare);
      if (first === undefined) break;
      const { index, record, stream } = first;
      const read = stream.read + 1;
      streams[index] = { ...stream, at: stream.at + 1, read };
      const key = keyOf(record);
      // A record that changes while it is read may move from one part into another.
      if (key !== undefined && (keys.has(key) || before.has(key))) continue;
      keys.add(key);
      taken.push({ record, index, read });
    }
    const more = streams.some((stream) => !isOver(stream));
    return {
      items: taken.map(({ record }) => strip(record)),
      total: sum(streams.map(({ total }) => total)),
      cursorAfter: (count) => {
        const last = taken[count - 1];
        const whole = count >= taken.length;
        if (last === undefined || (whole && !more)) return undefined;
        const reads = begin.map(({ read }) => read);
        for (const { index, read } of taken.slice(0, count)) reads[index] = read;
        const places = streams.map((stream, index) => (whole && isOver(stream) ? null : (reads[index] ?? 0)));
        return options.cursorAfter(last.record, places);
      },
      next: more ? loadFrom(streams, keys, options) : undefined,
    };
  };
}

/** Whether any record may come first, for all that is known of this source. */
function isDry({ items, at, next }: Stream): boolean {
  return at >= items.length && next !== undefined;
}

function isOver({ items, at, next }: Stream): boolean {
  return at >= items.length && next === undefined;
}

/** `undefined` where one of them is. */
function sum(totals: readonly (number | undefined)[]): number | undefined {
  return totals.reduce(
    (all, total) => (all === undefined || total === undefined ? undefined : all + total),
    0,
  );
}

/** Loads the next page of every source that has run out of records: any of them may hold the first one. */
async function refill(streams: Stream[], load: (next: LoadSource) => Promise<SourcePage>): Promise<void> {
  await Promise.all(
    streams.map(async (start, index) => {
      let stream = start;
      while (stream.at >= stream.items.length && stream.next !== undefined) {
        const { items, next, total } = await load(stream.next);
        stream = { ...stream, items, at: 0, next, total };
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
  parts: readonly Part[],
  options: Pick<MergeOptions, 'cursorAfter' | 'strip'>,
): LoadSource {
  return async (how, left) => {
    const index = parts.findIndex(({ next }) => next !== undefined);
    const { next, read = 0 } = parts[index] ?? {};
    if (next === undefined) return { items: [], total: undefined, cursorAfter: () => undefined, next };
    const page = await next(how, left);
    const after = (count: number): readonly Part[] =>
      parts.map((part, at) => {
        if (at !== index) return part;
        return { next: count < page.items.length ? next : page.next, read: read + count };
      });
    const rest = after(page.items.length);
    const more = rest.some((part) => part.next !== undefined);
    // A part without records is passed over.
    if (page.items.length === 0 && more) return chainSources(rest, options)(how, left);
    return {
      items: page.items.map(options.strip),
      total: undefined,
      cursorAfter: (count) => {
        const last = page.items[count - 1];
        if (last === undefined || (count >= page.items.length && !more)) return undefined;
        const places = after(count).map((part) => (part.next === undefined ? null : part.read));
        return options.cursorAfter(last, places);
      },
      next: more ? chainSources(rest, options) : undefined,
    };
  };
}
