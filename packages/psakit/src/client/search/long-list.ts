import type { FieldPath, Literal, NumberLiteral } from '../../conditions/index.js';
import { printCompact } from '../../conditions/index.js';
import { invalidArgument, type PsaError } from '../../core/index.js';
import type { Filter } from '../format.js';
import { LONGEST_URL, type ListPlan } from '../list-plan.js';
import type { LoadSource } from '../source.js';
import { addFields } from './extra-fields.js';
import { findSearch } from './find-search.js';
import { chainSources, mergeSources, type MergeOptions, type Part } from './merge.js';
import { openSearch, type SearchContext } from './open-search.js';
import { readOrder } from './order.js';
import { splitWhere } from './split.js';

/** What asking for a long list needs of its reader. */
export interface LongListContext extends SearchContext {
  /** The pages of a plan that fits. */
  open(plan: ListPlan): LoadSource;
  /** Whether a plan's URL is short enough. */
  fits(plan: ListPlan): boolean;
  /** Of the whole plan, in characters. */
  readonly urlLength: number;
}

/**
 * A listing whose filter makes no URL (PROTOCOL 2.7): written closer, moved to the search of the collection
 * where it has one, or split at a list of values.
 *
 * @throws {PsaError} `INVALID_ARGUMENT` where none of these is possible.
 */
export function openLongList(plan: ListPlan, context: LongListContext): LoadSource {
  const close = { ...plan, filters: plan.filters.map(writeClose) };
  if (plan.parts !== undefined) return openParts(close, context);
  if (context.fits(close)) return context.open(close);
  // A search takes none of the parameters of a list.
  const search = Object.keys(plan.query).length === 0 ? findSearch(plan.resource) : undefined;
  if (search !== undefined && context.fits({ ...plan, filters: [], orderBy: undefined })) {
    return openSearch(close, search, context);
  }
  return openParts(close, context);
}

/** The filters of a count in parts that fit; `undefined` where they cannot be split. */
export function splitFilters(
  filters: readonly Filter[],
  fits: (part: readonly Filter[]) => boolean,
): readonly (readonly Filter[])[] | undefined {
  const close = filters.map(writeClose);
  return fits(close) ? [close] : splitWhere(close, { fits });
}

function writeClose(filter: Filter): Filter {
  return filter.condition === undefined ? filter : { ...filter, text: printCompact(filter.condition) };
}

function openParts(plan: ListPlan, context: LongListContext): LoadSource {
  const { resource, cursor, pageSize } = plan;
  const { key } = resource;
  const orderBy = plan.orderBy ?? key;
  const order = orderBy === undefined ? undefined : readOrder(orderBy, resource);
  const { fields, strip } = addFields(plan.fields, [
    ...(order?.fields ?? []),
    ...(key === undefined ? [] : [key]),
  ]);
  const byKey = plan.mode === 'forward-only' || orderBy === key;
  const partOf = (filters: readonly Filter[]): ListPlan => ({ ...plan, fields, filters });
  let inSequence = order === undefined;
  const split = splitWhere(plan.filters, {
    fits: (filters) => context.fits(partOf(filters)),
    arrange: (field, values) => {
      if (!byKey || !isKey(field, key) || !values.every(isNumber)) return values;
      inSequence = true;
      return inOrder(values, cursor);
    },
  });
  const partsOf = plan.mode === 'numbered' ? markOf(plan) : undefined;
  if (plan.parts !== undefined && !fitsParts(plan, split?.length, partsOf)) throw strangeParts();
  if (split === undefined) throw tooLong(context.urlLength);
  if (cursor !== undefined && 'page' in cursor) throw numberedParts();
  const sources = split.map((filters, index): Part => {
    const read = plan.parts?.[index];
    if (read === null) return { next: undefined, read: 0 };
    const part = partOf(filters);
    if (read === undefined || read === 0) return { next: context.open(part), read: 0 };
    const place = { page: Math.floor(read / pageSize) + 1, skip: read % pageSize };
    return { next: context.open({ ...part, cursor: place }), read };
  });
  const cursorAfter: MergeOptions['cursorAfter'] = (record, parts) => {
    if (plan.mode === 'numbered') return { parts, partsOf };
    const id = key === undefined ? undefined : record[key];
    return typeof id === 'number' || typeof id === 'string' ? { pageId: id } : undefined;
  };
  // Without an order, or where the parts are themselves in order, none has to wait for another.
  if (order === undefined || inSequence) return chainSources(sources, { cursorAfter, strip });
  return mergeSources(sources, {
    compare: order.compare,
    pageSize,
    keyOf: (record) => (key === undefined ? undefined : record[key]),
    cursorAfter,
    strip,
  });
}

/** Whether `parts` are of this listing, and count the records of as many parts, by number. */
function fitsParts(plan: ListPlan, count: number | undefined, partsOf: string | undefined): boolean {
  const { mode, parts } = plan;
  const isPlace = (read: unknown): boolean =>
    read === null || (Number.isSafeInteger(read) && Number(read) >= 0);
  const isOurs = mode === 'numbered' && plan.partsOf === partsOf;
  return isOurs && Array.isArray(parts) && parts.length === count && parts.every(isPlace);
}

/** A short text that another filter, `orderBy` or `fields` all but surely changes: FNV-1a of what is asked. */
function markOf({ filters, orderBy, fields }: ListPlan): string {
  let mark = 0x811c9dc5;
  for (const text of JSON.stringify([filters.map(({ text }) => text), orderBy, fields])) {
    mark = Math.imul(mark ^ (text.codePointAt(0) ?? 0), 0x01000193);
  }
  return (mark >>> 0).toString(36);
}

function isKey({ path }: FieldPath, key: string | undefined): boolean {
  return path.length === 1 && path[0]?.toLowerCase() === key?.toLowerCase();
}

function isNumber(literal: Literal): literal is NumberLiteral {
  return literal.kind === 'number';
}

/** Ids from the lowest; those before the place where the listing goes on are not asked for again. */
function inOrder(values: readonly NumberLiteral[], cursor: ListPlan['cursor']): readonly Literal[] {
  const after = cursor !== undefined && 'pageId' in cursor ? Number(cursor.pageId) : NaN;
  return values.filter(({ value }) => !(value <= after)).sort((a, b) => a.value - b.value);
}

function tooLong(urlLength: number): PsaError {
  return invalidArgument(
    `The request would make a URL of ${urlLength} characters, and PSA takes ${LONGEST_URL}.`,
    'Ask for fewer fields or shorten the filter. A long list of values is sent in parts where it stands alone ' +
      'or beside other comparisons with and, as in company/id in (1, 2, …); not in, or, and childWhere cannot be ' +
      'split: ask several times, or filter what comes with evaluate of psakit/conditions.',
  );
}

function numberedParts(): PsaError {
  return invalidArgument(
    'page and skip mean nothing here: the filter is too long for a URL and is sent in parts.',
    'Start at the beginning, or go on with the cursor of a page of this list.',
  );
}

function strangeParts(): PsaError {
  return invalidArgument(
    'parts is none of this list: it says where a list goes on that is sent in as many parts.',
    'Give it with the filter, orderBy and fields of the list whose cursor it is from, or start at the beginning.',
  );
}
