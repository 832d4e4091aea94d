import type { Operation, ResourceAddress } from '../catalog/index.js';
import { checkOptionKinds, invalidArgument } from '../core/index.js';
import { pickCall } from './call.js';
import type {
  CountOptions,
  GetOptions,
  JsonRecord,
  ListOptions,
  RecordId,
  SearchOptions,
} from './collection.js';
import { formatFieldsOfOne, formatFilters, readFilters, type Filter } from './format.js';
import { BUNDLED_LIST_OPTIONS, COUNT_OPTIONS, FILTER_ALIASES, GET_OPTIONS } from './known-options.js';
import { limitPages } from './limit.js';
import { LONGEST_URL, planList, type ListPlan } from './list-plan.js';
import { Listing, type LoadPage } from './list-request.js';
import { fillPath, formatQuery, type ListQuery, type QueryValues } from './query.js';
import { checkListQuery } from './query-names.js';
import { badResponse } from './response.js';
import { openSource, type LoadSource } from './source.js';
import type { Transport } from './transport.js';
import { FORWARD_ONLY, REQUEST_HEADERS, toQuery } from './wire.js';

/** As long as what comes in the place of it for any page. */
const SOME_PAGE: ListQuery = { pageSize: 1000, pageId: 999_999_999_999 };

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
    const plan = planList(this.#address.resource, options);
    const fits = plan.parts === undefined && this.#fits(plan);
    return limitPages(fits ? this.#open(plan) : this.#openLong(plan), plan.limit);
  }

  /** The same by way of the search of the collection. */
  search(operation: Operation, options: SearchOptions<JsonRecord>): LoadPage<JsonRecord> {
    checkOptionKinds(options, BUNDLED_LIST_OPTIONS, 'search', FILTER_ALIASES);
    const plan = planList(this.#address.resource, options);
    const load: LoadSource = async (how, left) => {
      const { openSearch } = await import('./search/index.js');
      const context = { parents: this.#address.parents, transport: this.#transport };
      return openSearch(plan, operation, context)(how, left);
    };
    return limitPages(load, plan.limit);
  }

  async get(id: RecordId, options: GetOptions): Promise<JsonRecord> {
    const { resource, parents } = this.#address;
    if (resource.itemPath === undefined) {
      throw invalidArgument(
        `The API has no path to one record of ${resource.name}.`,
        'List them instead, with a condition that selects the one.',
      );
    }
    checkOptionKinds(options, GET_OPTIONS, 'get');
    const { fields, check = 'error' } = options;
    const path = fillPath(resource.itemPath, [...parents, id]);
    const query = toQuery({ fields: formatFieldsOfOne(fields, resource, check) });
    const response = await this.#transport.send({ method: 'GET', path, query, ...pickCall(options) });
    const body = response.json();
    if (typeof body !== 'object' || body === null || Array.isArray(body)) {
      throw badResponse(response, 'something other than one record');
    }
    return body as JsonRecord;
  }

  async count(options: CountOptions<JsonRecord>): Promise<number> {
    const { resource } = this.#address;
    checkOptionKinds(options, COUNT_OPTIONS, 'count', FILTER_ALIASES);
    const { check = 'error', query = {} } = options;
    const filters = readFilters(options, resource, check);
    if (!resource.countable) return this.#countByPages(options);
    if (check === 'error') checkListQuery(query, `${resource.path}/count`);
    const path = `${this.#path()}/count`;
    const fits = (part: readonly Filter[]): boolean =>
      this.#urlLength(path, { ...query, ...toQuery(formatFilters(part)) }) <= LONGEST_URL;
    if (fits(filters)) {
      return this.#countOf(filters, options);
    }
    const { splitFilters } = await import('./search/index.js');
    const parts = splitFilters(filters, fits);
    // A search answers no count; its pages can be counted.
    if (parts === undefined) return this.#countByPages(options);
    // No record has two values in one field, so the parts share none.
    const counts = await Promise.all(parts.map((part) => this.#countOf(part, options)));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  async #countOf(filters: readonly Filter[], options: CountOptions<JsonRecord>): Promise<number> {
    const response = await this.#transport.send({
      method: 'GET',
      path: `${this.#path()}/count`,
      query: { ...options.query, ...toQuery(formatFilters(filters)) },
      ...pickCall(options),
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

  #fits(plan: ListPlan): boolean {
    return this.#lengthOf(plan) <= LONGEST_URL;
  }

  #lengthOf(plan: ListPlan): number {
    return this.#urlLength(this.#path(), { ...plan.query, ...toQuery({ ...textsOf(plan), ...SOME_PAGE }) });
  }

  #urlLength(path: string, query: QueryValues): number {
    return this.#transport.apiUrl.length + path.length + formatQuery(query).length;
  }

  #open(plan: ListPlan): LoadSource {
    const texts = textsOf(plan);
    return openSource({
      ...plan,
      send: (page, how) =>
        this.#transport.send({
          method: 'GET',
          path: this.#path(),
          query: { ...plan.query, ...toQuery({ ...texts, ...page }) },
          headers: plan.mode === 'forward-only' ? { [REQUEST_HEADERS.paginationType]: FORWARD_ONLY } : {},
          ...pickCall(how),
        }),
    });
  }

  /** A filter that no URL can hold; how to ask nevertheless is loaded when it is needed. */
  #openLong(plan: ListPlan): LoadSource {
    return async (how, left) => {
      const { openLongList } = await import('./search/index.js');
      const source = openLongList(plan, {
        parents: this.#address.parents,
        transport: this.#transport,
        open: (part) => this.#open(part),
        fits: (part) => this.#fits(part),
        urlLength: this.#lengthOf(plan),
      });
      return source(how, left);
    };
  }
}

/** What is the same on every page. */
function textsOf({ filters, orderBy, fields }: ListPlan): ListQuery {
  return { ...formatFilters(filters), orderBy, fields };
}
