import type { CallbackType } from 'psakit/callbacks';

/** Which records a type of callback is about (PROTOCOL 7.2). Both kinds of ticket arrive as `ticket` (7.3). */
const TYPES: Readonly<Record<string, CallbackType>> = {
  'sales/activities': 'activity',
  'finance/agreements': 'agreement',
  'company/companies': 'company',
  'company/configurations': 'configuration',
  'company/contacts': 'contact',
  'expense/entries': 'expense',
  'finance/invoices': 'invoice',
  'system/members': 'member',
  'sales/opportunities': 'opportunity',
  'procurement/catalog': 'productcatalog',
  'project/projects': 'project',
  'procurement/purchaseorders': 'purchaseorder',
  'schedule/entries': 'schedule',
  'company/companies/sites': 'site',
  'service/tickets': 'ticket',
  'project/tickets': 'ticket',
  'time/entries': 'time',
};

/** What a message says of a record beside what it has: of tickets, which kind they are (PROTOCOL 7.3, seen in code). */
const TOLD: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'service/tickets': { recordType: 'ServiceTicket' },
  'project/tickets': { recordType: 'ProjectTicket' },
};

/** A record of a resource as a message has it. */
export function entityOf(
  resource: string,
  record: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const told = TOLD[resource];
  return told ? { ...told, ...record } : record;
}

/**
 * The member of a record whose id a level's `objectId` is, where it is not the one of that name: for a level of one
 * type, else for all of them. What the ids of the levels ChargeToType and IntegratorTag are of is not known: records
 * have texts there, which no `objectId` meets (*assumed*: the documentation names levels, not members).
 */
const LEVEL_FIELDS: Readonly<Record<string, string>> = {
  'company type': 'types',
  'contact type': 'types',
  'purchaseorder company': 'customerCompany',
  'schedule location': 'where',
  statusid: 'status',
  vendor: 'vendorCompany',
  location: 'defaultLocation',
  securityrole: 'securityRole',
  class: 'classification',
};

/** Levels about the company that a record names: the member of that company whose id counts (*assumed*). */
const COMPANY_FIELDS: Readonly<Record<string, string>> = { 'contact territory': 'territory' };

/** The type of callback that a change of a resource's records is told by, if any. */
export function callbackTypeOf(resource: string): CallbackType | undefined {
  return TYPES[resource];
}

/** The member of its company, not of the record itself, that a level is about; undefined for every other level. */
export function companyFieldOf(type: CallbackType, level: string): string | undefined {
  return COMPANY_FIELDS[`${type} ${level}`];
}

/**
 * The ids under which a change of this record is told at a level: the record's own at the level of its type, that
 * of the reference the level is named after otherwise, or of each where there are several. `owner` is told of every
 * record.
 */
export function levelIds(
  type: CallbackType,
  level: string,
  record: Readonly<Record<string, unknown>>,
): readonly number[] {
  if (level === type) return idsOf(record['id']);
  const field = LEVEL_FIELDS[`${type} ${level}`] ?? LEVEL_FIELDS[level] ?? level;
  return [...idsOf(record[field]), ...(field === level ? [] : idsOf(record[level]))];
}

/** The id that a value is or that what it refers to has; of a list, those of all. */
export function idsOf(value: unknown): readonly number[] {
  if (Array.isArray(value)) return value.flatMap(idsOf);
  if (typeof value === 'number') return [value];
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;
  return typeof id === 'number' ? [id] : [];
}
