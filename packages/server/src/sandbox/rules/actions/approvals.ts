import { equals } from '../query.js';
import { needed, saveChanged } from '../save.js';
import { recordId, succeeded, type Action, type ActionTable } from './action.js';

const SHEETS = { resource: 'time/sheets', entries: 'time/entries', member: 'timeSheet' } as const;
const REPORTS = { resource: 'expense/reports', entries: 'expense/entries', member: 'expenseReport' } as const;

type Kind = typeof SHEETS | typeof REPORTS;

/**
 * The way of time sheets and expense reports: submitted, approved by tier, rejected, taken back. Their
 * entries have the same status (*assumed*, with the names of the status enumeration).
 */
export const APPROVALS: ActionTable = {
  'POST /time/sheets/{id}/submit': becomes(SHEETS, () => 'PendingApproval', 'submitted'),
  'POST /time/sheets/{id}/approve': becomes(SHEETS, approvedBy, 'approved'),
  'POST /time/sheets/{id}/reject': becomes(SHEETS, () => 'Rejected', 'rejected'),
  'POST /time/sheets/{id}/reverse': becomes(SHEETS, () => 'Open', 'reversed'),
  'POST /expense/reports/{id}/submit': becomes(REPORTS, () => 'PendingApproval', 'submitted'),
  'POST /expense/reports/{id}/approve': becomes(REPORTS, approvedBy, 'approved'),
  'POST /expense/reports/{id}/reject': becomes(REPORTS, () => 'Rejected', 'rejected'),
  'POST /expense/reports/{id}/reverse': becomes(REPORTS, () => 'Open', 'reversed'),
};

function approvedBy(approvalType: unknown): string {
  if (approvalType === 'Tier2Update') return 'ApprovedByTierTwo';
  return approvalType === 'Billing' ? 'ReadyToBill' : 'ApprovedByTierOne';
}

function becomes(kind: Kind, statusOf: (approvalType: unknown) => string, done: string): Action {
  return async (call) => {
    const { body, draft, save } = call;
    const id = recordId(call);
    const record = await needed(draft, kind.resource, [], id);
    const status = statusOf(body['approvalType']);
    await saveChanged(save, draft, kind.resource, [], record, { status });
    const where = equals(`${kind.member}/id`, id);
    // Approval is not a change that a locked entry refuses, so nobody is asked.
    for (const entry of await draft.list(kind.entries, { where, limit: 100_000 })) {
      draft.change(kind.entries, [], entry, { status });
    }
    return succeeded(
      `${kind.resource === 'time/sheets' ? 'The time sheet' : 'The expense report'} was ${done}.`,
    );
  };
}
