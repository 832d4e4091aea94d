// The client: chains, collections, pages, and how requests are sent.
export { Psa } from './psa.js';
export type { PsaOptions, RequestOptions } from './psa.js';
export type { Fetch } from './attempt.js';
export type {
  CallOptions,
  Collection,
  CountOptions,
  Cursor,
  FilterOptions,
  GetOptions,
  JsonRecord,
  ListOptions,
  PageInfo,
  RecordId,
} from './collection.js';
export type { PsaTree } from './generated/tree.js';
export type { ListRequest, Page } from './list-request.js';
export type { QueryValues } from './query.js';
export type { PsaResponse } from './response.js';
export { readSettings, SETTING_VARIABLES } from './settings.js';
export type { Environment, Settings, SettingsOptions } from './settings.js';
export { DEFAULT_CODEBASE, DEFAULT_SITE, parseSite } from './site.js';
export type { Site, SiteOptions } from './site.js';
export type { Checking, ChildWhere, ConditionInput, CustomWhere, Where } from './where.js';
