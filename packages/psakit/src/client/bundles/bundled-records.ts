import type { ResourceAddress } from '../../catalog/index.js';
import { checkOptionKinds, invalidArgument, PsaError } from '../../core/index.js';
import type {
  CountOptions,
  GetOptions,
  JsonRecord,
  ListOptions,
  PageCursor,
  RecordId,
} from '../collection.js';
import { formatFieldsOfOne, formatFilters, readFilters } from '../format.js';
import {
  BUNDLED_COUNT_OPTIONS,
  BUNDLED_LIST_OPTIONS,
  FILTER_ALIASES,
  GET_OPTIONS,
  type Bundled,
} from '../known-options.js';
import { planList, type ListPlan } from '../list-plan.js';
import { Listing, type ListRequest, type LoadedPage, type LoadPage } from '../list-request.js';
import { bundleType } from './record-type.js';
import type { BundledRead, BundleResult } from './wire.js';

/** Where a collection in a bundle sends what it is asked. */
export interface BundleTarget {
  /** Puts one read into the bundle; rejects with the error of that read alone. */
  ask(read: BundledRead, kind: 'read' | 'count', path: string): Promise<BundleResult>;
  /** Pages after the first, which are requests of their own. */
  pages(address: ResourceAddress, options: ListOptions<JsonRecord>): LoadPage<JsonRecord>;
}

/** A collection whose reads wait to be sent together. */
export class BundledRecords {
  readonly #address: ResourceAddress;
  readonly #target: BundleTarget;

  constructor(address: ResourceAddress, target: BundleTarget) {
    this.#address = address;
    this.#target = target;
  }

  async get(id: RecordId, options: GetOptions = {}): Promise<JsonRecord> {
    checkOptionKinds(options, GET_OPTIONS, 'get');
    const { resource } = this.#address;
    const { fields, check = 'error' } = options;
    const query = { fields: formatFieldsOfOne(fields, resource, check) };
    const read = { ...this.#start(), id: wholeId(id), query };
    const { entities } = await this.#target.ask(read, 'read', `${resource.path}/{id}`);
    const [record] = entities;
    if (typeof record === 'object' && record !== null) return record as JsonRecord;
    throw new PsaError({
      code: 'NOT_FOUND',
      message: `The bundle holds no record ${id} of ${resource.name}.`,
      hint: 'Check the id, and that the API member may see the record.',
    });
  }

  async count(options: CountOptions<JsonRecord> = {}): Promise<number> {
    checkOptionKinds<Bundled<CountOptions<JsonRecord>>>(
      options,
      BUNDLED_COUNT_OPTIONS,
      'count in a bundle',
      FILTER_ALIASES,
    );
    const { resource } = this.#address;
    const query = formatFilters(readFilters(options, resource, options.check ?? 'error'));
    const { count } = await this.#target.ask({ ...this.#start(), query }, 'count', `${resource.path}/count`);
    return count ?? 0;
  }

  list(options: ListOptions<JsonRecord> = {}): ListRequest<JsonRecord> {
    return new Listing(() => this.#firstPage(options), options, this.#address.resource.name);
  }

  async #firstPage(options: ListOptions<JsonRecord>): Promise<LoadedPage<JsonRecord>> {
    checkOptionKinds<Bundled<ListOptions<JsonRecord>>>(
      options,
      BUNDLED_LIST_OPTIONS,
      'list in a bundle',
      FILTER_ALIASES,
    );
    const { resource } = this.#address;
    const plan = planList(resource, options);
    const read = { ...this.#start(), query: queryOf(plan) };
    const { entities } = await this.#target.ask(read, 'read', resource.path);
    const skip = plan.cursor !== undefined && 'page' in plan.cursor ? (plan.cursor.skip ?? 0) : 0;
    const items = (entities as readonly JsonRecord[]).slice(skip, skip + plan.limit);
    const cursor = entities.length < plan.pageSize ? undefined : cursorAfter(plan, items);
    const more = cursor !== undefined && items.length < plan.limit;
    return {
      items,
      total: undefined,
      index: 1,
      received: items.length,
      cursor,
      next: more
        ? this.#after(options, { ...cursor, limit: plan.limit - items.length }, items.length)
        : undefined,
    };
  }

  /** The rest of a list, in requests of its own. */
  #after(
    options: ListOptions<JsonRecord>,
    rest: ListOptions<JsonRecord>,
    before: number,
  ): LoadPage<JsonRecord> {
    const afresh = { ...options, page: undefined, pageId: undefined, skip: undefined, ...rest };
    return goOn(this.#target.pages(this.#address, afresh), before);
  }

  #start(): Pick<BundledRead, 'type' | 'parents'> {
    const { resource, parents } = this.#address;
    if (parents.length <= 2) return { type: bundleType(resource), parents: parents.map(wholeId) };
    throw invalidArgument(
      `${resource.name} lies below ${parents.length} records, and a bundle names two at most.`,
      'Read it by a request of its own.',
    );
  }
}

/** A page by number in order of the key: the same records that forward-only paging begins with. */
function queryOf({
  resource,
  mode,
  filters,
  orderBy,
  fields,
  pageSize,
  cursor,
}: ListPlan): BundledRead['query'] {
  const first = mode === 'numbered' || cursor === undefined ? { page: 1, ...cursor } : cursor;
  return {
    ...formatFilters(filters),
    orderBy: orderBy ?? resource.key,
    fields,
    pageSize,
    page: 'page' in first ? first.page : undefined,
    pageId: 'pageId' in first ? first.pageId : undefined,
  };
}

function cursorAfter(
  { mode, resource, cursor, pageSize }: ListPlan,
  items: readonly JsonRecord[],
): PageCursor | undefined {
  if (mode === 'numbered') {
    return { page: (cursor !== undefined && 'page' in cursor ? cursor.page : 1) + 1, pageSize };
  }
  const id = items.at(-1)?.[resource.key ?? ''];
  return typeof id === 'number' || typeof id === 'string' ? { pageId: id } : undefined;
}

/** Counts on where the bundle's page ended. */
function goOn(load: LoadPage<JsonRecord>, before: number): LoadPage<JsonRecord> {
  return async (how) => {
    const page = await load(how);
    return {
      ...page,
      index: page.index + 1,
      received: page.received + before,
      next: page.next && goOn(page.next, before),
    };
  };
}

function wholeId(id: RecordId): number {
  const number = Number(id);
  if (Number.isSafeInteger(number) && String(id).trim() !== '') return number;
  throw invalidArgument(
    `A bundle takes ids that are whole numbers, not ${String(id)}.`,
    'See that the variable is set; a record with another kind of id needs a request of its own.',
  );
}
