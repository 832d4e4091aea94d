import type { OptionAliases, OptionNames } from '../core/index.js';
import type { ActionOptions } from './actions.js';
import type { CallOptions, CountOptions, GetOptions, ListOptions } from './collection.js';
import type { TransportRequest } from './request.js';

/*
 * The options of every door of the client, by which a misspelt one is refused (`checkOptionNames`).
 */

export const CALL_OPTIONS: OptionNames<CallOptions> = {
  signal: true,
  lane: true,
  deadlineMs: true,
  onWait: true,
};

export const GET_OPTIONS: OptionNames<GetOptions> = { fields: true, check: true, ...CALL_OPTIONS };

/** A bundle and a search have no place for parameters of a list, and are never sent in parts. */
export type Bundled<Options> = Omit<Options, 'query' | 'parts'>;

export const BUNDLED_COUNT_OPTIONS: OptionNames<Bundled<CountOptions<unknown>>> = {
  where: true,
  childWhere: true,
  customWhere: true,
  check: true,
  ...CALL_OPTIONS,
};

export const BUNDLED_LIST_OPTIONS: OptionNames<Bundled<ListOptions<unknown>>> = {
  fields: true,
  orderBy: true,
  pageSize: true,
  limit: true,
  page: true,
  skip: true,
  pageId: true,
  readAhead: true,
  onPage: true,
  ...BUNDLED_COUNT_OPTIONS,
};

export const COUNT_OPTIONS: OptionNames<CountOptions<unknown>> = { ...BUNDLED_COUNT_OPTIONS, query: true };

export const LIST_OPTIONS: OptionNames<ListOptions<unknown>> = {
  ...BUNDLED_LIST_OPTIONS,
  query: true,
  parts: true,
};

export const ACTION_OPTIONS: OptionNames<ActionOptions> = { query: true, ...CALL_OPTIONS };

/** What `psa.request` takes. */
export const REQUEST_OPTIONS: OptionNames<Omit<TransportRequest, 'method' | 'path'>> = {
  query: true,
  headers: true,
  body: true,
  rawBody: true,
  repeatable: true,
  ...CALL_OPTIONS,
};

/** Filters by the names the API and other clients give them. */
export const FILTER_ALIASES: OptionAliases = {
  conditions: 'where',
  condition: 'where',
  filter: 'where',
  childConditions: 'childWhere',
  customFieldConditions: 'customWhere',
};
