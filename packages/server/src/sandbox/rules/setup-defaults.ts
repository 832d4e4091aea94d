import type { JsonRecord } from '../../store/index.js';
import type { Concern } from './concern.js';
import { newGuid } from './guid.js';
import { IS_DEFAULT } from './query.js';
import { referenceTo } from './references.js';
import { filledIn, ownId } from './values.js';

/** What a new record of a resource gets where the request says nothing. */
interface Defaults {
  /** References to the row of a table that has `defaultFlag`: member, table, name of the link. */
  readonly rows?: readonly (readonly [member: string, table: string, link: string])[];
  readonly values?: JsonRecord;
  readonly guid?: true;
}

/** *Assumed* throughout, but that defaults are taken from configuration (PROTOCOL 6.6). */
const DEFAULTS: Readonly<Record<string, Defaults>> = {
  'company/companies': { rows: [['status', 'company/companies/statuses', 'status']] },
  'company/companies/notes': { rows: [['type', 'company/noteTypes', 'type']], values: { flagged: false } },
  'company/contacts/notes': { rows: [['type', 'company/noteTypes', 'type']], values: { flagged: false } },
  'company/configurations': {
    rows: [['status', 'company/configurations/statuses', 'status']],
    values: {
      activeFlag: true,
      billFlag: false,
      needsRenewalFlag: false,
      showRemoteFlag: false,
      showAutomateFlag: false,
    },
    guid: true,
  },
  'finance/agreements': {
    rows: [
      ['billingCycle', 'finance/billingCycles', 'billingCycle'],
      ['billingTerms', 'finance/billingTerms', 'billingTerms'],
    ],
    values: {
      cancelledFlag: false,
      restrictLocationFlag: false,
      restrictDepartmentFlag: false,
      oneTimeFlag: false,
    },
  },
  'finance/invoices': {
    rows: [
      ['status', 'finance/billingStatuses', 'status'],
      ['billingTerms', 'finance/billingTerms', 'billingTerms'],
    ],
  },
  'project/projects': {
    rows: [
      ['status', 'project/statuses', 'status'],
      ['type', 'project/projectTypes', 'type'],
    ],
    values: {
      actualHours: 0,
      billTime: 'NoDefault',
      billExpenses: 'NoDefault',
      billProducts: 'NoDefault',
      budgetAnalysis: 'ActualHours',
      budgetFlag: false,
      closedFlag: false,
      percentComplete: 0,
    },
  },
  'project/projects/notes': { rows: [['type', 'company/noteTypes', 'type']], values: { flagged: false } },
  'project/projects/phases': {
    rows: [['status', 'project/phaseStatuses', 'status']],
    values: { actualHours: 0, billTime: 'NoDefault', billExpenses: 'NoDefault', billProducts: 'NoDefault' },
  },
  'sales/activities': {
    rows: [
      ['status', 'sales/activities/statuses', 'status'],
      ['type', 'sales/activities/types', 'type'],
      ['scheduleStatus', 'schedule/statuses', 'scheduleStatus'],
    ],
    values: { notifyFlag: false },
    guid: true,
  },
  'sales/opportunities': { rows: [['status', 'sales/opportunities/statuses', 'status']] },
  'sales/opportunities/notes': { rows: [['type', 'company/noteTypes', 'type']], values: { flagged: false } },
  'sales/orders': {
    values: { billClosedFlag: false, billShippedFlag: false, total: 0, subTotal: 0, taxTotal: 0 },
  },
  'service/boards': {
    values: {
      inactiveFlag: false,
      projectFlag: false,
      sendToContactFlag: false,
      sendToResourceFlag: false,
      billTime: 'NoDefault',
      billExpense: 'NoDefault',
      billProduct: 'NoDefault',
    },
  },
  'service/boards/statuses': {
    values: {
      inactive: false,
      closedStatus: false,
      timeEntryNotAllowed: false,
      defaultFlag: false,
      displayOnBoard: true,
      escalationStatus: 'NoEscalation',
      customerPortalFlag: false,
    },
  },
  'service/tickets/tasks': { values: { closedFlag: false } },
  'project/tickets/tasks': { values: { closedFlag: false } },
};

/** Fills in what a new record lacks, by table. */
export const SETUP_DEFAULTS: Concern = {
  about: Object.keys(DEFAULTS),
  on: ['create', 'replace'],
  apply: async ({ resource, record }, draft) => {
    const { rows = [], values = {}, guid } = DEFAULTS[resource.name] ?? {};
    const found: Record<string, unknown> = { ...values };
    for (const [member, table, link] of rows) {
      if (record[member] !== undefined) continue;
      const row = await draft.first(table, { where: IS_DEFAULT });
      if (row) found[member] = referenceTo(table, row, link);
    }
    if (guid) found['mobileGuid'] = newGuid(ownId(record), draft.now);
    return filledIn(record, found);
  },
};
