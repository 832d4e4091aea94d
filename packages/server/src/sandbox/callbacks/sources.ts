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

/** The member of a record whose id a level's `objectId` is, where it is not the record of that name. */
const LEVEL_FIELDS: Readonly<Record<string, string>> = {
  statusid: 'status',
  vendor: 'vendorCompany',
  location: 'defaultLocation',
  securityrole: 'securityRole',
  class: 'classification',
};

/** The type of callback that a change of a resource's records is told by, if any. */
export function callbackTypeOf(resource: string): CallbackType | undefined {
  return TYPES[resource];
}

/**
 * The ids under which a change of this record is told at a level: the record's own at the level of its type, that
 * of the reference the level is named after otherwise. `owner` is told of every record.
 */
export function levelIds(
  type: CallbackType,
  level: string,
  record: Readonly<Record<string, unknown>>,
): readonly number[] {
  if (level === type) return ids(record['id']);
  return ids(record[LEVEL_FIELDS[level] ?? level], record[level]);
}

function ids(...values: readonly unknown[]): readonly number[] {
  return values.flatMap((value) => {
    if (typeof value === 'number') return [value];
    const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;
    return typeof id === 'number' ? [id] : [];
  });
}
