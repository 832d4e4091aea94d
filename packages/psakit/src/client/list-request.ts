import type { Lane } from '../budget/index.js';
import type { Cursor, ListOptions } from './collection.js';
import { linkAbort } from './link-abort.js';

/** One page of a listing. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Whether `next()` answers a page: there are more records, and `limit` is not reached. */
  readonly hasMore: boolean;
  /** Where the server's records go on after this page; absent on its last one. */
  readonly cursor?: Cursor | undefined;
  /** Records in all, where the server says so (`X-Total-Count`). */
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

/** How far a listing has come: where the next page begins, and what came before it. */
export interface Progress {
  readonly cursor: Cursor | undefined;
  /** Keys of the records on the page before. */
  readonly before: ReadonlySet<unknown>;
  readonly pages: number;
  readonly received: number;
}

/** One page as it was loaded. */
export interface LoadedPage<T> extends Pick<Page<T>, 'items' | 'cursor' | 'total'> {
  /** Absent where there is nothing more to ask for. */
  readonly next: Progress | undefined;
  readonly index: number;
  readonly received: number;
}

/** How a page is asked for. */
export interface LoadOptions {
  readonly lane: Lane;
  readonly signal: AbortSignal | undefined;
}

/** Asks for one page; the listing decides when. */
export type LoadPage<T> = (progress: Progress | undefined, options: LoadOptions) => Promise<LoadedPage<T>>;

/** Awaits, iterates and collects pages, and reads one page ahead while the caller works. */
export class Listing<T> implements ListRequest<T> {
  readonly #load: LoadPage<T>;
  readonly #options: ListOptions<T>;
  #first: Promise<Page<T>> | undefined;

  constructor(load: LoadPage<T>, options: ListOptions<T>) {
    this.#load = load;
    this.#options = options;
  }

  then<Result = Page<T>, Refusal = never>(
    onPage?: ((page: Page<T>) => Result | PromiseLike<Result>) | null,
    onError?: ((reason: unknown) => Refusal | PromiseLike<Refusal>) | null,
  ): Promise<Result | Refusal> {
    this.#first ??= this.#page(undefined);
    return this.#first.then(onPage, onError);
  }

  async *pages(): AsyncGenerator<Page<T>, void, undefined> {
    const { lane = 'bulk', readAhead = true } = this.#options;
    // Leaving the loop, by whatever way, gives up the page that is on its way.
    const stop = linkAbort(this.#options.signal);
    const load = (progress: Progress | undefined): Promise<LoadedPage<T>> => {
      const coming = this.#load(progress, { lane, signal: stop.signal });
      coming.catch(() => undefined);
      return coming;
    };
    try {
      let coming: Promise<LoadedPage<T>> | undefined = load(undefined);
      while (coming !== undefined) {
        const loaded: LoadedPage<T> = await coming;
        coming = readAhead && loaded.next !== undefined ? load(loaded.next) : undefined;
        yield this.#deliver(loaded);
        if (!readAhead && loaded.next !== undefined) coming = load(loaded.next);
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

  async #page(progress: Progress | undefined): Promise<Page<T>> {
    const { lane = 'interactive', signal } = this.#options;
    return this.#deliver(await this.#load(progress, { lane, signal }));
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
