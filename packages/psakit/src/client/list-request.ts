import type { Lane } from '../budget/index.js';
import { pickCall } from './call.js';
import { INSPECT } from './chains.js';
import type { CallOptions, Cursor, ListOptions } from './collection.js';
import { describeListing } from './describe-listing.js';
import { linkAbort } from './link-abort.js';

/** One page of a listing. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Whether `next()` answers a page: there are more records, and `limit` is not reached. */
  readonly hasMore: boolean;
  /**
   * Where the server's records go on after this page, to be spread into the options of the same list; absent
   * on its last one.
   */
  readonly cursor?: Cursor | undefined;
  /**
   * Records in all, without regard to `limit`, where the server says so (`X-Total-Count`): not of forward-only
   * pages, and of a list in parts only where all parts are asked at once, which an `orderBy` makes them. `count()`
   * always knows.
   */
  readonly total?: number | undefined;
  /** The next page, or `undefined` after the last. */
  next(): Promise<Page<T> | undefined>;
}

/** A listing that has not been sent: await it for one page, iterate it for every record. */
export interface ListRequest<T> extends PromiseLike<Page<T>>, AsyncIterable<T> {
  /** Every record, in one array. */
  all(): Promise<T[]>;
  /** Every page as it comes. */
  pages(): AsyncIterable<Page<T>>;
}

/** One page as it was loaded. */
export interface LoadedPage<T> extends Pick<Page<T>, 'items' | 'cursor' | 'total'> {
  /** Absent where there is nothing more to ask for. */
  readonly next: LoadPage<T> | undefined;
  readonly index: number;
  readonly received: number;
}

/** How a page is asked for. */
export interface LoadOptions extends CallOptions {
  readonly lane: Lane;
  readonly signal: AbortSignal | undefined;
}

/** Asks for one page; the listing decides when. */
export type LoadPage<T> = (how: LoadOptions) => Promise<LoadedPage<T>>;

/** A listing whose first page is asked for, and whose options are read, when somebody waits for it. */
export function openListing<T>(
  name: string,
  options: ListOptions<T>,
  open: () => Promise<LoadPage<T>>,
): ListRequest<T> {
  // Options that are no object are refused when they are read, as others are.
  const usable = typeof options === 'object' ? { ...options } : {};
  return new Listing(async (how) => (await open())(how), usable, name);
}

/** Awaits, iterates and collects pages, and reads one page ahead while the caller works. */
export class Listing<T> implements ListRequest<T> {
  readonly #load: LoadPage<T>;
  readonly #options: ListOptions<T>;
  readonly #name: string;
  #first: Promise<Page<T>> | undefined;
  #sent = false;

  /** @param name of what is listed, for whoever looks at the listing itself. */
  constructor(load: LoadPage<T>, options: ListOptions<T>, name = 'records') {
    this.#load = (how) => {
      this.#sent = true;
      return load(how);
    };
    this.#options = options;
    this.#name = name;
  }

  then<Result = Page<T>, Refusal = never>(
    onPage?: ((page: Page<T>) => Result | PromiseLike<Result>) | null,
    onError?: ((reason: unknown) => Refusal | PromiseLike<Refusal>) | null,
  ): Promise<Result | Refusal> {
    this.#first ??= this.#page(this.#load);
    return this.#first.then(onPage, onError);
  }

  async *pages(): AsyncGenerator<Page<T>, void, undefined> {
    const { lane = 'bulk', readAhead = true } = this.#options;
    // Leaving the loop, by whatever way, gives up the page that is on its way.
    const stop = linkAbort(this.#options.signal);
    const start = (load: LoadPage<T>): Promise<LoadedPage<T>> => {
      const coming = load({ ...pickCall(this.#options), lane, signal: stop.signal });
      coming.catch(() => undefined);
      return coming;
    };
    try {
      let coming: Promise<LoadedPage<T>> | undefined = start(this.#load);
      while (coming !== undefined) {
        const loaded: LoadedPage<T> = await coming;
        coming = readAhead && loaded.next !== undefined ? start(loaded.next) : undefined;
        yield this.#deliver(loaded);
        if (!readAhead && loaded.next !== undefined) coming = start(loaded.next);
      }
    } finally {
      stop.abort();
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const page of this.pages()) yield* page.items;
  }

  async all(): Promise<T[]> {
    const records: T[] = [];
    for await (const page of this.pages()) for (const record of page.items) records.push(record);
    return records;
  }

  /** What `console.log` shows: what would be asked for, and whether it was. */
  [INSPECT](): string {
    return describeListing(this.#name, this.#options, this.#sent);
  }

  async #page(load: LoadPage<T>): Promise<Page<T>> {
    const { lane = 'interactive', signal } = this.#options;
    return this.#deliver(await load({ ...pickCall(this.#options), lane, signal }));
  }

  #deliver(loaded: LoadedPage<T>): Page<T> {
    const { items, cursor, total, next, index, received } = loaded;
    const hasMore = next !== undefined;
    this.#options.onPage?.({ index, items: items.length, received, hasMore, total });
    return {
      items,
      hasMore,
      cursor,
      total,
      next: () => (next === undefined ? Promise.resolve(undefined) : this.#page(next)),
    };
  }
}
