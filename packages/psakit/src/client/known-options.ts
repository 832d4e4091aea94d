import type { OptionAliases, OptionKinds } from '../core/index.js';
import type { ActionOptions } from './actions.js';
import type { CallOptions, CountOptions, GetOptions, ListOptions } from './collection.js';
import type { TransportRequest } from './request.js';

/*
 * The options of every door of the client, by which a misspelt one, and one of another kind, is refused
 * (`checkOptionKinds`).
 */

export const CALL_OPTIONS: OptionKinds<CallOptions> = {
  signal: 'AbortSignal',
  lane: ['interactive', 'bulk'],
  deadlineMs: 'number',
  onWait: 'function',
};

export const GET_OPTIONS: OptionKinds<GetOptions> = {
  fields: 'array',
  check: ['error', 'off'],
  ...CALL_OPTIONS,
};

/** A bundle and a search have no place for parameters of a list, and are never sent in parts. */
export type Bundled<Options> = Omit<Options, 'query' | 'parts' | 'partsOf'>;

export const BUNDLED_COUNT_OPTIONS: OptionKinds<Bundled<CountOptions<unknown>>> = {
  where: true,
  childWhere: true,
  customWhere: true,
  check: ['error', 'off'],
  ...CALL_OPTIONS,
};

export const BUNDLED_LIST_OPTIONS: OptionKinds<Bundled<ListOptions<unknown>>> = {
  fields: 'array',
  orderBy: 'string',
  pageSize: 'number',
  limit: 'number',
  page: 'number',
  skip: 'number',
  pageId: true,
  readAhead: 'boolean',
  onPage: 'function',
  ...BUNDLED_COUNT_OPTIONS,
};

export const COUNT_OPTIONS: OptionKinds<CountOptions<unknown>> = {
  ...BUNDLED_COUNT_OPTIONS,
  query: 'object',
};

export const LIST_OPTIONS: OptionKinds<ListOptions<unknown>> = {
  ...BUNDLED_LIST_OPTIONS,
  query: 'object',
  parts: 'array',
  partsOf: 'string',
};

export const ACTION_OPTIONS: OptionKinds<ActionOptions> = { query: 'object', ...CALL_OPTIONS };

/** What `psa.request` takes. */
export const REQUEST_OPTIONS: OptionKinds<Omit<TransportRequest, 'method' | 'path'>> = {
  query: 'object',
  headers: 'object',
  body: true,
  rawBody: true,
  repeatable: 'boolean',
  ...CALL_OPTIONS,
};

/** What writes do with what the catalog does not know. */
export const UNKNOWN_POLICIES = ['error', 'warn', 'allow'] as const;

/** Filters by the names the API and other clients give them. */
export const FILTER_ALIASES: OptionAliases = {
  conditions: 'where',
  condition: 'where',
  filter: 'where',
  childConditions: 'childWhere',
  customFieldConditions: 'customWhere',
};
