import type { ResourceAddress } from '../catalog/index.js';
import { PsaError } from '../core/index.js';
import type { CountOptions, GetOptions, JsonRecord, ListOptions, RecordId } from './collection.js';
import { formatFields, formatFilters, formatOrder } from './format.js';
import { Listing, type LoadedPage, type LoadOptions, type LoadPage, type Progress } from './list-request.js';
import { choosePaging, readPage } from './pages.js';
import { fillPath, type ListQuery } from './query.js';
import { badResponse } from './response.js';
import type { Transport } from './transport.js';
import { FORWARD_ONLY, REQUEST_HEADERS, toQuery } from './wire.js';

/** The most a page may hold (PROTOCOL 3), and what is asked for unless told otherwise. */
const MOST_PER_PAGE = 1000;

/** The part of a listing's query that no page changes. */
type ListTexts = Omit<ListQuery, 'page' | 'pageId' | 'pageSize'>;

/** Asks for the records of one collection: pages, single records, counts. */
export class Reader {
  readonly #address: ResourceAddress;
  readonly #transport: Transport;

  constructor(address: ResourceAddress, transport: Transport) {
    this.#address = address;
    this.#transport = transport;
  }

  /**
   * How the pages of a listing are loaded.
   *
   * @throws {PsaError} for options that are wrong or contradict each other.
   */
  pages(options: ListOptions<JsonRecord>): LoadPage<JsonRecord> {
    const start = beginning(options);
    const texts = this.#format(options);
    return (progress = start, how) => this.#load(options, texts, progress, how);
  }

  async get(id: RecordId, options: GetOptions): Promise<JsonRecord> {
    const { resource, parents } = this.#address;
    if (resource.itemPath === undefined) {
      throw new PsaError({
        code: 'INVALID_ARGUMENT',
        message: `The API has no path to one record of ${resource.name}.`,
        hint: 'List them instead, with a condition that selects the one.',
      });
    }
    const { fields, check = 'error', signal, lane } = options;
    const path = fillPath(resource.itemPath, [...parents, id]);
    const query = toQuery({ fields: formatFields(fields, resource, check) });
    const response = await this.#transport.send({ method: 'GET', path, query, signal, lane });
    const body = response.json();
    if (typeof body !== 'object' || body === null || Array.isArray(body)) {
      throw badResponse(response, 'something other than one record');
    }
    return body as JsonRecord;
  }

  async count(options: CountOptions<JsonRecord>): Promise<number> {
    const { resource } = this.#address;
    if (!resource.countable) return this.#countByPages(options);
    const { check = 'error', signal, lane } = options;
    const response = await this.#transport.send({
      method: 'GET',
      path: `${this.#path()}/count`,
      query: toQuery(formatFilters(options, resource, check)),
      signal,
      lane,
    });
    const body = response.json();
    const count = typeof body === 'object' && body !== null && 'count' in body ? body.count : undefined;
    if (typeof count !== 'number') throw badResponse(response, 'something other than a count');
    return count;
  }

  /** A few collections have no count of their own; their pages are counted, with as little in them as can be. */
  async #countByPages(options: CountOptions<JsonRecord>): Promise<number> {
    const { key } = this.#address.resource;
    let count = 0;
    const fields = key === undefined ? undefined : [key];
    const listing = new Listing(this.pages({ ...options, fields }), options);
    for await (const page of listing.pages()) count += page.items.length;
    return count;
  }

  #path(): string {
    return fillPath(this.#address.resource.path, this.#address.parents);
  }

  /** What is the same on every page. */
  #format(options: ListOptions<JsonRecord>): ListTexts {
    const { resource } = this.#address;
    const { check = 'error', fields, orderBy } = options;
    const numbered = choosePaging(resource, options) === 'numbered';
    return {
      ...formatFilters(options, resource, check),
      orderBy: numbered ? formatOrder(orderBy, resource, check) : undefined,
      fields: formatFields(fields, resource, check),
    };
  }

  async #load(
    options: ListOptions<JsonRecord>,
    texts: ListTexts,
    { cursor, before, pages, received }: Progress,
    { lane, signal }: LoadOptions,
  ): Promise<LoadedPage<JsonRecord>> {
    const { resource } = this.#address;
    const { limit = Infinity } = options;
    const mode = choosePaging(resource, options);
    const left = limit - received;
    // Page numbers count pages of one size; a pageId does not care.
    const pageSize = Math.min(readPageSize(options), mode === 'forward-only' ? left : limit);
    const start = cursor ?? (mode === 'numbered' ? { page: 1 } : {});
    const response = await this.#transport.send({
      method: 'GET',
      path: this.#path(),
      query: toQuery({ ...texts, pageSize, ...start }),
      headers: mode === 'forward-only' ? { [REQUEST_HEADERS.paginationType]: FORWARD_ONLY } : {},
      signal,
      lane,
    });
    const content = readPage(mode, response, { cursor, before }, { resource, pageSize });
    const cut = content.items.length > left;
    const items = cut ? content.items.slice(0, left) : content.items;
    const index = pages + 1;
    const sum = received + items.length;
    return {
      items,
      index,
      received: sum,
      total: content.total,
      cursor: cut ? undefined : content.next,
      next:
        content.next === undefined || sum >= limit
          ? undefined
          : { cursor: content.next, before: content.keys, pages: index, received: sum },
    };
  }
}

function beginning(options: ListOptions<JsonRecord>): Progress {
  const { page, pageId, limit } = options;
  checkWhole('page', page, Infinity);
  checkWhole('limit', limit, Infinity);
  const cursor = pageId !== undefined ? { pageId } : page !== undefined ? { page } : undefined;
  return { cursor, before: new Set(), pages: 0, received: 0 };
}

function readPageSize({ pageSize = MOST_PER_PAGE }: ListOptions<JsonRecord>): number {
  checkWhole('pageSize', pageSize, MOST_PER_PAGE);
  return pageSize;
}

function checkWhole(name: string, value: number | undefined, most: number): void {
  if (value === undefined || (Number.isSafeInteger(value) && value >= 1 && value <= most)) return;
  throw new PsaError({
    code: 'INVALID_ARGUMENT',
    message: `${name} must be a whole number from 1${most === Infinity ? '' : ` to ${most}`}, not ${String(value)}.`,
    hint: `Leave ${name} out for the default.`,
  });
}
