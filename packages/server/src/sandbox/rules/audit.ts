import type { Concern } from './concern.js';
import { nameOf } from './references.js';
import { ownId } from './values.js';

/** What the audit trail calls the records it follows (PROTOCOL 8.2 names none; *assumed*). */
export const AUDITED: Readonly<Record<string, string>> = {
  'company/companies': 'Company',
  'company/configurations': 'Configuration',
  'company/contacts': 'Contact',
  'finance/agreements': 'Agreement',
  'finance/invoices': 'Invoice',
  'procurement/catalog': 'ProductCatalog',
  'procurement/products': 'Product',
  'procurement/purchaseorders': 'PurchaseOrder',
  'project/projects': 'Project',
  'project/tickets': 'Ticket',
  'sales/activities': 'Activity',
  'sales/opportunities': 'Opportunity',
  'sales/orders': 'SalesOrder',
  'service/tickets': 'Ticket',
  'system/members': 'Member',
};

const DONE = { create: 'Created', replace: 'Updated', update: 'Updated', delete: 'Deleted' } as const;

/** Every change of the records that the audit trail follows leaves a row in it (words *assumed*). */
export const AUDIT: Concern = {
  about: Object.keys(AUDITED),
  on: ['create', 'replace', 'update', 'delete'],
  apply: ({ kind, resource, record, sent }, draft) => {
    const type = AUDITED[resource.name] ?? '';
    const changed = kind === 'update' && sent.size > 0 ? `: ${[...sent].join(', ')}` : '';
    draft.append('system/audittrail', {
      text: `${auditSubject(type, ownId(record))} ${nameOf(record)} ${DONE[kind].toLowerCase()}${changed}`,
      enteredDate: draft.now,
      enteredBy: draft.by,
      auditType: type,
      auditSubType: DONE[kind],
      auditSource: 'API',
    });
    return undefined;
  },
};

/** How a row names its record, by which `?type=Ticket&id=5` finds it. */
export function auditSubject(type: string, id: number | string): string {
  return `${type} #${id}:`;
}
