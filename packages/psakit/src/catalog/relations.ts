import { lazy, resourceNamed, resources, schema } from './tables.js';
import type { Resource } from './types.js';

/** What a reference means: where the records it may name are kept, and how it shows them. */
export interface ReferenceTarget {
  /** In the order in which they are looked through; most references have one. */
  readonly resources: readonly Resource[];
  /** Begins the reference's link: `member` for `member_href`. Absent where it follows from the field. */
  readonly link?: string | undefined;
  /** What a record is called in messages: `Service Status`. */
  readonly title: string;
  /** Members of the reference that the record calls otherwise: `sort` is its `sortOrder`. */
  readonly shown: Readonly<Record<string, string>>;
}

/** Where a reference's schema does not end in the name of the entity it means. Source for all: PROTOCOL 8. */
interface Exception {
  readonly resources: readonly string[];
  readonly link?: string;
  readonly title?: string;
  readonly shown?: Readonly<Record<string, string>>;
}

const at = (resource: string, more: Omit<Exception, 'resources'> = {}): Exception => ({
  resources: [resource],
  ...more,
});

const EXCEPTIONS: Readonly<Record<string, Exception>> = {
  AdjustmentReference: at('procurement/adjustments'),
  BatchReference: at('finance/accounting/batches'),
  BillingDeliveryReference: at('finance/deliveryMethods'),
  BillingTermsReference: at('finance/billingTerms', { link: 'billingTerms' }),
  BillingUnitReference: at('system/departments', { link: 'department' }),
  // PROTOCOL 5: "Service Status 17 not found for Service Board 21"
  BoardReference: at('service/boards', { title: 'Service Board' }),
  CampaignSubTypeReference: at('marketing/campaigns/subTypes'),
  CurrencyReference: at('finance/currencies'),
  DocumentReference: at('system/documents'),
  EmailConnectorParsingTypeReference: at('system/parsingTypes'),
  EmailTemplateReference: at('service/emailTemplates'),
  ExpenseDetailReference: at('expense/entries', { link: 'expense' }),
  GenericBoardTeamReference: at('service/boards/teams', { link: 'team' }),
  GenericIdIdentifierReference: at('system/members', { link: 'member' }),
  ImapSetupReference: at('system/imaps'),
  IvItemReference: at('procurement/catalog', { link: 'catalogItem' }),
  KBCategoryReference: at('service/knowledgeBaseCategories', { link: 'category' }),
  LocaleReference: at('system/info/locales'),
  ManagementSolutionReference: at('company/managementItSolutions'),
  MarketDescriptionReference: at('company/marketDescriptions', { link: 'market' }),
  NoteTypeReference: at('company/noteTypes'),
  OpportunityProbabilityReference: at('sales/probabilities', {
    link: 'probability',
    shown: { name: 'probability' },
  }),
  OpportunitySalesRoleReference: at('sales/roles', { link: 'role' }),
  OwnerLevelReference: at('system/locations', { link: 'location' }),
  PaymentMethodReference: at('expense/paymentTypes'),
  PriorityReference: at('service/priorities', { shown: { sort: 'sortOrder' } }),
  ProductCategoryReference: at('procurement/categories', { link: 'category' }),
  ProductReference: at('procurement/products'),
  ProductSubCategoryReference: at('procurement/subcategories', { link: 'subcategory' }),
  ProductTypeReference: at('procurement/types'),
  ProjectBoardReference: at('service/boards', { link: 'board', title: 'Project Board' }),
  ProjectRoleReference: at('project/securityRoles'),
  RelationshipReference: at('company/contacts/relationships'),
  ReminderReference: at('schedule/reminderTimes', { link: 'reminder' }),
  SalesOrderReference: at('sales/orders'),
  ScheduleEntryReference: at('schedule/entries', { link: 'schedule' }),
  ScheduleStatusReference: at('schedule/statuses', { link: 'status' }),
  ServiceCodeReference: at('service/codes', { link: 'code' }),
  ServiceItemReference: at('service/boards/items', { link: 'item' }),
  ServiceLocationReference: at('service/locations', { link: 'location' }),
  ServiceSourceReference: at('service/sources', { link: 'source' }),
  ServiceStatusReference: at('service/boards/statuses', { link: 'status', shown: { sort: 'sortOrder' } }),
  ServiceSubTypeReference: at('service/boards/subtypes', { link: 'subType' }),
  ServiceTeamReference: at('service/teams', { link: 'team' }),
  ServiceTypeReference: at('service/boards/types', { link: 'type' }),
  SiteReference: at('company/companies/sites', { link: 'site' }),
  SystemDepartmentReference: at('system/departments', { link: 'department', title: 'Department' }),
  SystemLocationReference: at('system/locations', { link: 'location', title: 'Location' }),
  SystemMenuEntryReference: at('system/menuEntries'),
  // Service and project tickets share one sequence of ids (PROTOCOL 8.2).
  TicketReference: { resources: ['service/tickets', 'project/tickets'], link: 'ticket' },
  TimeZoneReference: at('system/timeZoneSetups'),
};

/**
 * What a record is called in messages: the entity's own name, as in `Ticket 5 not found`. A name that the
 * specification says twice, as in `ContactContactTypeAssociationContactTypeAssociation`, is said once (*assumed*).
 */
export function entityName(entity: string): string {
  return entity.slice(entity.lastIndexOf('.') + 1).replace(/^.*?([A-Z]\w+)\1$/, '$1');
}

/** What errors call a record otherwise than by its entity's name (PROTOCOL 5, recorded). */
const IN_ERRORS: Readonly<Record<string, string>> = { Addition: 'Addition', ScheduleEntry: 'schedule' };

/** What a record is called as the `resource` of an error, lower camel: `ticket`. */
export function errorName(entity: string): string {
  const name = entityName(entity);
  return IN_ERRORS[name] ?? name.charAt(0).toLowerCase() + name.slice(1);
}

const targets = lazy(() => new Map<string, ReferenceTarget | undefined>());

/** What a reference of a schema such as `BoardReference` means; `undefined` where it names no records. */
export function referenceTarget(schemaName: string): ReferenceTarget | undefined {
  const known = targets();
  if (!known.has(schemaName)) known.set(schemaName, findTarget(schemaName));
  return known.get(schemaName);
}

function findTarget(schemaName: string): ReferenceTarget | undefined {
  const exception = EXCEPTIONS[schemaName];
  const bare = schemaName.replace(/Reference$/, '');
  const title = exception?.title ?? bare.replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
  const found = exception ? exception.resources.map(resourceNamed) : [keepersByEntity().get(bare)];
  const kept = found.filter((resource) => resource !== undefined);
  return kept.length === 0
    ? undefined
    : { resources: kept, link: exception?.link, title, shown: exception?.shown ?? {} };
}

/** Of two that keep records of an entity, the first by path. */
const keepersByEntity = lazy(() => {
  const found = new Map<string, Resource>();
  for (const resource of resources()) {
    if (!resource.view && !found.has(resource.entity)) found.set(resource.entity, resource);
  }
  return found;
});

/** Members that say what a record is called, the first one that its schema has counts. */
const TITLES: readonly (readonly string[])[] = [
  ['name'],
  ['firstName', 'lastName'],
  ['description'],
  ['summary'],
  ['caption'],
  ['title'],
  ['identifier'],
];

/** The members that together make the `name` of a reference to a record of this entity. */
export function titleFields(entity: string): readonly string[] {
  const fields = schema(entity);
  return TITLES.find((names) => names.every((name) => fields?.field(name) !== undefined)) ?? [];
}

/** Collections whose records get their ids from one sequence (PROTOCOL 8.2, JUNDIS#134, live). */
const SEQUENCES: Readonly<Record<string, readonly string[]>> = {
  'service/tickets': ['service/tickets', 'project/tickets'],
  'project/tickets': ['service/tickets', 'project/tickets'],
};

/** The resources that share the ids of a resource which keeps records, itself included, always in one order. */
export function sequenceOf(resource: Resource): readonly Resource[] {
  const names = SEQUENCES[resource.name];
  return names ? names.map(resourceNamed).filter((found) => found !== undefined) : [resource];
}

/** Members that no two records of a collection may share (PROTOCOL 8.2). */
const UNIQUE: Readonly<Record<string, readonly string[]>> = {
  'company/companies': ['identifier'],
  'procurement/catalog': ['identifier'],
  'schedule/types': ['identifier'],
  'system/members': ['identifier'],
};

/** The members of a collection's records whose values are not to occur twice. */
export function uniqueFields(resource: Resource): readonly string[] {
  return UNIQUE[resource.name] ?? [];
}

/** Members that the specification leaves open and the server asks for (PROTOCOL 5, AMP, live). */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  Contact: ['firstName'],
};

/** The members of an entity that a server asks for beside those that the specification requires. */
export function alsoRequired(entity: string): readonly string[] {
  return REQUIRED[entity] ?? [];
}
