// The door of psakit: the client and what it throws. The rest is behind subpaths, so that importing this
// costs little: psakit/conditions (parse, check, where, ...), psakit/catalog, psakit/budget, psakit/core.
export { Psa } from './client/index.js';
export type {
  CallOptions,
  Collection,
  CountOptions,
  Cursor,
  Fetch,
  GetOptions,
  JsonRecord,
  ListOptions,
  ListRequest,
  Page,
  PageInfo,
  PsaOptions,
  PsaResponse,
  RecordId,
  RequestOptions,
} from './client/index.js';
export { createBudget } from './budget/index.js';
export type { Budget, BudgetOptions, BudgetState, Lane } from './budget/index.js';
export type { Condition } from './conditions/index.js';
// The records most programs name; every other one is `Entities['…']`. Types only, so they cost nothing.
export type {
  Activity,
  Addition,
  Agreement,
  Board,
  BoardStatus,
  CatalogItem,
  Company,
  CompanyConfiguration,
  CompanySite,
  Contact,
  Entities,
  ExpenseEntry,
  Invoice,
  Member,
  Opportunity,
  Order,
  Priority,
  ProductItem,
  Project,
  ProjectPhase,
  ProjectTicket,
  PurchaseOrder,
  ScheduleEntry,
  ServiceNote,
  Ticket,
  TimeEntry,
} from './catalog/index.js';
export { ERROR_CODES, isPsaError, PsaError } from './core/index.js';
export type { Clock, FieldError, Issue, PsaErrorCode } from './core/index.js';
