import type { Lane } from '../budget/index.js';
import type { ListRequest } from './list-request.js';
import type { Checking, ChildWhere, CustomWhere, Where } from './where.js';

/** A record of any resource, for callers that do not know which until they run. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** What identifies a record: a number almost everywhere, a text for a few (such as a member's identifier). */
export type RecordId = number | string;

/** Members of every call. */
export interface CallOptions {
  /** Gives the call up, waiting or sent; it rejects with `ABORTED`. */
  readonly signal?: AbortSignal | undefined;
  /** Which queue of the budget to wait in. Single calls are `interactive`, whole iterations `bulk`. */
  readonly lane?: Lane | undefined;
}

/** What selects records: the three conditions of the API (PROTOCOL 2). */
export interface FilterOptions<T> extends CallOptions {
  /** `conditions`: a text, a condition, or a function of the record's fields. */
  readonly where?: Where<T> | undefined;
  /** `childConditions`: array members and child collections. */
  readonly childWhere?: ChildWhere<T> | undefined;
  /** `customFieldConditions`. */
  readonly customWhere?: CustomWhere | undefined;
  /**
   * `error` (the default) checks names and values against the catalog before anything is sent; `off` sends
   * texts as they are, for a tenant that knows fields the catalog does not.
   */
  readonly check?: Checking | undefined;
}

/** What `count` takes. */
export type CountOptions<T> = FilterOptions<T>;

/** What `get` takes. */
export interface GetOptions extends CallOptions {
  /** The fields to answer, e.g. `['id', 'status/name']`; all unless told otherwise. */
  readonly fields?: readonly string[] | undefined;
  readonly check?: Checking | undefined;
}

/** What `onPage` is told after each page. */
export interface PageInfo {
  /** The page, from 1. */
  readonly index: number;
  /** Records on this page and on all pages so far. */
  readonly items: number;
  readonly received: number;
  readonly hasMore: boolean;
  /** Records in all, where the server says so. */
  readonly total?: number | undefined;
}

/** Where a listing goes on. Spread it into the options of the same list to resume there. */
export type Cursor = { readonly pageId: RecordId } | { readonly page: number };

/** What `list` takes. */
export interface ListOptions<T> extends FilterOptions<T> {
  /** The fields to answer, e.g. `['id', 'summary', 'status/name']`; all unless told otherwise. */
  readonly fields?: readonly string[] | undefined;
  /** e.g. `priority/id asc, dateEntered desc`. Without it pages are forward-only, where the resource allows. */
  readonly orderBy?: string | undefined;
  /** Records per request, at most 1000 (the default). */
  readonly pageSize?: number | undefined;
  /** Records in all; the rest is never asked for. */
  readonly limit?: number | undefined;
  /** Start at this page, from 1. Pages are then read by number. */
  readonly page?: number | undefined;
  /** Start after this id, forward-only. */
  readonly pageId?: RecordId | undefined;
  /** Whether an iteration asks for the next page while you work on this one; it does unless told otherwise. */
  readonly readAhead?: boolean | undefined;
  readonly onPage?: ((info: PageInfo) => void) | undefined;
}

/** A collection of records, e.g. `psa.service.tickets`. */
export interface Collection<T> {
  /**
   * The records that fit. Nothing is sent until the result is awaited (one page) or iterated (all).
   *
   * ```ts
   * for await (const ticket of psa.service.tickets.list({ where: 'status/name = "New"' })) { … }
   * ```
   */
  list(options?: ListOptions<T>): ListRequest<T>;
  /**
   * One record.
   *
   * @throws {PsaError} `NOT_FOUND` where there is none.
   */
  get(id: RecordId, options?: GetOptions): Promise<T>;
  /** How many records fit. */
  count(options?: CountOptions<T>): Promise<number>;
}
