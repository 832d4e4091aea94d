import type { FieldPath, Literal, NumberLiteral } from '../../conditions/index.js';
import { printCompact } from '../../conditions/index.js';
import { PsaError } from '../../core/index.js';
import type { Cursor, JsonRecord } from '../collection.js';
import type { Filter } from '../format.js';
import { LONGEST_URL, type ListPlan } from '../list-plan.js';
import type { LoadSource } from '../source.js';
import { addFields } from './extra-fields.js';
import { findSearch } from './find-search.js';
import { chainSources, mergeSources } from './merge.js';
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
  const { resource, cursor } = plan;
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
  if (split === undefined) throw tooLong(context.urlLength);
  if (cursor !== undefined && 'page' in cursor) throw numberedParts();
  const sources = split.map((filters) => context.open(partOf(filters)));
  const cursorAfter = (record: JsonRecord): Cursor | undefined => {
    const id = key === undefined ? undefined : record[key];
    const usable = plan.mode === 'forward-only' && (typeof id === 'number' || typeof id === 'string');
    return usable ? { pageId: id } : undefined;
  };
  // Without an order, or where the parts are themselves in order, none has to wait for another.
  if (order === undefined || inSequence) return chainSources(sources, { cursorAfter, strip });
  return mergeSources(sources, {
    compare: order.compare,
    pageSize: plan.pageSize,
    keyOf: (record) => (key === undefined ? undefined : record[key]),
    cursorAfter,
    strip,
  });
}

function isKey({ path }: FieldPath, key: string | undefined): boolean {
  return path.length === 1 && path[0]?.toLowerCase() === key?.toLowerCase();
}

function isNumber(literal: Literal): literal is NumberLiteral {
  return literal.kind === 'number';
}

/** Ids from the lowest; those before the place where the listing goes on are not asked for again. */
function inOrder(values: readonly NumberLiteral[], cursor: Cursor | undefined): readonly Literal[] {
  const after = cursor !== undefined && 'pageId' in cursor ? Number(cursor.pageId) : NaN;
  return values.filter(({ value }) => !(value <= after)).sort((a, b) => a.value - b.value);
}

function tooLong(urlLength: number): PsaError {
  return new PsaError({
    code: 'INVALID_ARGUMENT',
    message: `The request would make a URL of ${urlLength} characters, and PSA takes ${LONGEST_URL}.`,
    hint:
      'Ask for fewer fields or shorten the filter. A long list of values is sent in parts where it stands alone ' +
      'or beside other comparisons with and, as in company/id in (1, 2, …); not in, or, and childWhere cannot be ' +
      'split: ask several times, or filter what comes with evaluate of psakit/conditions.',
  });
}

function numberedParts(): PsaError {
  return new PsaError({
    code: 'INVALID_ARGUMENT',
    message: 'page and skip mean nothing here: the filter is too long for a URL and is sent in parts.',
    hint: 'Start at the beginning, leave orderBy out to go on with a pageId, or put where to go on into the filter.',
  });
}
