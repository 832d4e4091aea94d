import type { JsonRecord } from '../../../store/index.js';
import type { Concern } from '../concern.js';
import type { Draft } from '../draft.js';
import { newGuid } from '../guid.js';
import { IS_DEFAULT } from '../query.js';
import { referenceTo } from '../references.js';
import { filledIn, idOf, ownId } from '../values.js';
import { TICKETS } from './place.js';

/**
 * What a new ticket gets from its board and from the service tables (PROTOCOL 6.6): location, department,
 * work role and work type of the board, its default team and type; the default priority, source, service
 * location, severity and impact. From where exactly each comes is *assumed*.
 */
export const TICKET_DEFAULTS: Concern = {
  about: TICKETS,
  on: ['create'],
  apply: async ({ record, resource }, draft) => {
    const board = await draft.get('service/boards', [], idOf(record, 'board'));
    const found: JsonRecord = {
      location: board?.['location'],
      department: board?.['department'],
      workRole: board?.['workRole'],
      workType: board?.['workType'],
      priority: await defaultPriority(draft),
      source: await defaultOf('service/sources', 'source', draft),
      serviceLocation: await defaultOf('service/locations', 'location', draft),
      billTime: board?.['billTime'] ?? 'NoDefault',
      billExpenses: board?.['billExpense'] ?? 'NoDefault',
      billProducts: board?.['billProduct'] ?? 'NoDefault',
      mobileGuid: newGuid(ownId(record), draft.now),
    };
    if (resource.name !== 'service/tickets') return filledIn(record, found, ALWAYS, ON_PROJECT_TICKETS);
    const team = await defaultTeam(idOf(record, 'board'), draft);
    return filledIn(record, found, { team, escalationStartDateUTC: draft.now }, ALWAYS, ON_SERVICE_TICKETS);
  },
};

const ALWAYS: JsonRecord = {
  subBillingMethod: 'ActualRates',
  actualHours: 0,
  allowAllClientsPortalView: false,
  customerUpdatedFlag: false,
  automaticEmailContactFlag: false,
  automaticEmailResourceFlag: false,
  automaticEmailCcFlag: false,
  approved: false,
  lagDays: 0,
  lagNonworkingDaysFlag: false,
  duration: 0,
};

const ON_PROJECT_TICKETS: JsonRecord = { isIssueFlag: false };

const ON_SERVICE_TICKETS: JsonRecord = {
  recordType: 'ServiceTicket',
  severity: 'Medium',
  impact: 'Medium',
  estimatedExpenseCost: 0,
  estimatedExpenseRevenue: 0,
  estimatedProductCost: 0,
  estimatedProductRevenue: 0,
  estimatedTimeCost: 0,
  estimatedTimeRevenue: 0,
  billingMethod: 'ActualRates',
  hasChildTicket: false,
  hasMergedChildTicketFlag: false,
  requestForChangeFlag: false,
  resolveMinutes: 0,
  resPlanMinutes: 0,
  respondMinutes: 0,
  isInSla: true,
  escalationLevel: 0,
  minutesBeforeWaiting: 0,
  respondedSkippedMinutes: 0,
  resplanSkippedMinutes: 0,
  minutesWaiting: 0,
};

async function defaultTeam(board: number | undefined, draft: Draft): Promise<JsonRecord | undefined> {
  if (board === undefined) return undefined;
  const team = await draft.first('service/boards/teams', { parents: [board], where: IS_DEFAULT });
  return team && referenceTo('service/teams', team, 'team');
}

async function defaultPriority(draft: Draft): Promise<JsonRecord | undefined> {
  const priority = await draft.first('service/priorities', { where: IS_DEFAULT });
  if (!priority) return undefined;
  const { _info, ...reference } = referenceTo('service/priorities', priority, 'priority');
  return { ...reference, sort: priority['sortOrder'], level: priority['level'], _info };
}

/** The row of a setup table that is its default, as a reference. */
export async function defaultOf(table: string, link: string, draft: Draft): Promise<JsonRecord | undefined> {
  const row = await draft.first(table, { where: IS_DEFAULT });
  return row && referenceTo(table, row, link);
}
