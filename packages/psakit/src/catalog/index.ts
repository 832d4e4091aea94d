// The API's facts: resources, operations and fields, from generated data that is read when it is first
// asked for. The data comes from `npm run catalog`, corrected by overrides/.
export { CATALOG_VERSION } from './generated/data.js';
export { operations, requireResource, resourceNamed, resources, schema, schemas } from './tables.js';
export { fieldPaths, findField } from './fields.js';
export { matchPath, pathTree } from './paths.js';
export {
  alsoRequired,
  entityName,
  errorName,
  referenceTarget,
  sequenceOf,
  titleFields,
  uniqueFields,
} from './relations.js';
export type { ReferenceTarget } from './relations.js';
export { childCollections, resolveResource } from './resolve.js';
export type { ResourceAddress } from './resolve.js';
export type {
  Field,
  FieldMatch,
  FieldType,
  HttpMethod,
  Operation,
  Parameter,
  PathMatch,
  PathNode,
  Resource,
  ResourceView,
  Schema,
  Shape,
  Verb,
} from './types.js';
export type {
  CreateOnlyNames,
  IsNamed,
  MomentNames,
  Named,
  RequiredNames,
  WritableNames,
  WriteOnlyMembers,
  Written,
} from './written.js';
// The records most programs name; every other one is `Entities['…']`.
export type {
  Activity,
  Addition,
  Agreement,
  Board,
  BoardStatus,
  CallbackEntry,
  CatalogItem,
  Company,
  CompanyConfiguration,
  CompanySite,
  Contact,
  DocumentInfo,
  Entities,
  ExpenseEntry,
  InfoMap,
  Invoice,
  Member,
  Open,
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
} from './generated/entities.js';
export type { ResourceEntities } from './generated/resource-entities.js';
