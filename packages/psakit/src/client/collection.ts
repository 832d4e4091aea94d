import type { Lane, Wait } from '../budget/index.js';
import type { ListRequest } from './list-request.js';
import type { QueryValues } from './query.js';
import type { Reading, Selected } from './selected.js';
import type { Checking, ChildWhere, CustomWhere, Where } from './where.js';
import type {
  Changes,
  CreateOptions,
  Creation,
  DeleteOptions,
  PatchOperation,
  Planned,
  PlannedRequest,
  Replacement,
  UpdateOptions,
  WriteOptions,
} from './writes/index.js';

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
  /**
   * Milliseconds for each request of the call, all in all: waiting for the budget, every try, the pauses between.
   * It fails with `TIMEOUT` when they are over or its turn would come too late, and as the last try did where the
   * pause before another would be too long.
   */
  readonly deadlineMs?: number | undefined;
  /** Told when a request has to wait for its turn, and why. */
  readonly onWait?: ((wait: Wait) => void) | undefined;
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
   * Query parameters of the operation that are no options here, e.g. `{ recordType: 'Ticket', recordId: 5 }` of
   * `psa.system.documents`. They are held against the specification unless `check` is `off`.
   */
  readonly query?: QueryValues | undefined;
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

/**
 * Where pages go on. A page number counts pages of one size, so that comes along, and how many records of the
 * page were read already.
 */
export type PageCursor =
  | { readonly pageId: RecordId }
  | { readonly page: number; readonly pageSize?: number | undefined; readonly skip?: number | undefined };

/** Where a listing goes on. Spread it into the options of the same list to resume there. */
export type Cursor =
  PageCursor | { readonly parts: readonly (number | null)[]; readonly partsOf?: string | undefined };

/** What `list` takes. */
export interface ListOptions<T> extends FilterOptions<T> {
  /** The fields to answer, e.g. `['id', 'summary', 'status/name']`; all unless told otherwise. */
  readonly fields?: readonly string[] | undefined;
  /**
   * e.g. `priority/id asc, dateEntered desc`. Without it pages are forward-only, where the resource allows.
   * Where a filter is too long for a URL and is sent in parts, the parts are merged in this order as psakit
   * compares texts (SPEC.md of conditions).
   */
  readonly orderBy?: string | undefined;
  /** Records per request, at most 1000 (the default). */
  readonly pageSize?: number | undefined;
  /** Records in all; the rest is never asked for. `Infinity` is no limit, as is none. */
  readonly limit?: number | undefined;
  /** Start at this page, from 1. Pages are then read by number. */
  readonly page?: number | undefined;
  /** Records to leave out at the beginning of that page; a cursor says how many. */
  readonly skip?: number | undefined;
  /** Start after this id, forward-only. */
  readonly pageId?: RecordId | undefined;
  /**
   * From the cursor of a list that was sent in parts: how many records of each part were read, `null` of one that
   * has no more.
   */
  readonly parts?: readonly (number | null)[] | undefined;
  /** What tells the list that `parts` are of: the same filter, `orderBy` and `fields`. They are refused elsewhere. */
  readonly partsOf?: string | undefined;
  /** Whether an iteration asks for the next page while you work on this one; it does unless told otherwise. */
  readonly readAhead?: boolean | undefined;
  readonly onPage?: ((info: PageInfo) => void) | undefined;
}

/** What `search` takes: that of `list`, but for parameters of the list operation. */
export type SearchOptions<T> = Omit<ListOptions<T>, 'query' | 'parts' | 'partsOf'>;

/**
 * Lists by the search of a collection, e.g. `psa.service.tickets.search`, whose filters travel in the body
 * (PROTOCOL 2.7). It is as `list` is, and only reads, so it is repeated as one. `list` goes there by itself where a
 * filter is too long for a URL.
 *
 * @example await psa.service.tickets.search({ where: where`id in ${ids}`, fields: ['id'] }).all()
 */
export type Search<T> = <const Fields extends readonly string[] = readonly []>(
  options?: SearchOptions<T> & Reading<T, Fields>,
) => ListRequest<Selected<T, Fields>>;

/*
 * What collections can do, verb by verb: a collection of the chains has those that the API has an operation
 * for. Everything is one of these few generics, so that a compiler reads little.
 */

/** Records that can be listed and counted. */
export interface Lists<T> {
  /**
   * The records that fit. Nothing is sent until the result is awaited (one page) or iterated (all).
   *
   * ```ts
   * for await (const ticket of psa.service.tickets.list({ where: 'status/name = "New"' })) { … }
   * ```
   *
   * With `fields` written out, a record has those members and no others.
   */
  list<const Fields extends readonly string[] = readonly []>(
    options?: ListOptions<T> & Reading<T, Fields>,
  ): ListRequest<Selected<T, Fields>>;
  /** How many records fit. */
  count(options?: CountOptions<T>): Promise<number>;
}

/** Records that can be read one by one. */
export interface Gets<T> {
  /**
   * One record.
   *
   * @throws {PsaError} `NOT_FOUND` where there is none.
   */
  get<const Fields extends readonly string[] = readonly []>(
    id: RecordId,
    options?: GetOptions & Reading<T, Fields>,
  ): Promise<Selected<T, Fields>>;
}

/** Records that can be made. */
export interface Creates<T> {
  /**
   * Makes a record and answers it, whole unless `fields` say otherwise. Where its answer is lost, see `verify`.
   *
   * @example const ticket = await psa.service.tickets.create({ summary: 'VPN down', company: { id: 250 } })
   * @throws {PsaError} `INVALID_RECORD` before anything is sent, `OUTCOME_UNKNOWN` where it may be there or not.
   */
  create(record: Creation<T>, options: Planned<CreateOptions<T>>): Promise<PlannedRequest>;
  create<const Fields extends readonly string[] = readonly []>(
    record: Creation<T>,
    options?: CreateOptions<T> & Reading<T, Fields>,
  ): Promise<Selected<T, Fields>>;
}

/** Records that can be changed. */
export interface Updates<T> {
  /**
   * Changes some members, each as a whole, and answers the record as it then is. Custom fields that are not
   * given keep their values; to know them, the record is read first.
   *
   * @example await psa.service.tickets.update(54321, { status: { id: 5 }, contact: null })
   * @throws {PsaError} `INVALID_RECORD` before anything is sent, `CONFLICT` where it was changed meanwhile.
   */
  update(id: RecordId, changes: Changes<T>, options: Planned<UpdateOptions>): Promise<PlannedRequest>;
  update<const Fields extends readonly string[] = readonly []>(
    id: RecordId,
    changes: Changes<T>,
    options?: UpdateOptions & Reading<T, Fields>,
  ): Promise<Selected<T, Fields>>;
  /**
   * Sends operations as they are given, for what `update` does not say, such as one element of a list.
   *
   * @example await psa.company.contacts.patch(9, [{ op: 'replace', path: 'communicationItems/0/value', value: 'a@b.c' }])
   * @throws {PsaError} `INVALID_RECORD` before anything is sent.
   */
  patch(
    id: RecordId,
    operations: readonly PatchOperation[],
    options: Planned<WriteOptions>,
  ): Promise<PlannedRequest>;
  patch<const Fields extends readonly string[] = readonly []>(
    id: RecordId,
    operations: readonly PatchOperation[],
    options?: WriteOptions & Reading<T, Fields>,
  ): Promise<Selected<T, Fields>>;
}

/** Records that can be replaced as a whole. */
export interface Replaces<T> {
  /**
   * Puts a whole record in the place of another: members left out are reset (PUT; PROTOCOL 6.2). Those that
   * only the server sets are not sent, so that a record that was read can be put back.
   *
   * @throws {PsaError} `INVALID_RECORD` before anything is sent.
   */
  replace(id: RecordId, record: Replacement<T>, options: Planned<WriteOptions>): Promise<PlannedRequest>;
  replace<const Fields extends readonly string[] = readonly []>(
    id: RecordId,
    record: Replacement<T>,
    options?: WriteOptions & Reading<T, Fields>,
  ): Promise<Selected<T, Fields>>;
}

/** Records that can be deleted. */
export interface Deletes {
  /**
   * Deletes a record.
   *
   * @throws {PsaError} `NOT_FOUND` where there is none.
   */
  delete(id: RecordId, options: Planned<DeleteOptions>): Promise<PlannedRequest>;
  delete(id: RecordId, options?: DeleteOptions): Promise<void>;
}

/** A collection that is only read, e.g. `psa.service.tickets.info`. */
export interface ReadOnlyCollection<T> extends Lists<T>, Gets<T> {}

/** A collection of records with every verb there is, e.g. `psa.service.tickets`. */
export interface Collection<T> extends ReadOnlyCollection<T>, Creates<T>, Updates<T>, Replaces<T>, Deletes {}
