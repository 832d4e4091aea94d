import { needed, saveChanged } from '../save.js';
import { onSheet, SHEET_KINDS } from '../time/sheets.js';
import { textOf } from '../values.js';
import { recordId, succeeded, type Action, type ActionTable } from './action.js';

const TIME = 'time/entries';
const EXPENSES = 'expense/entries';

/**
 * The way of time sheets and expense reports: submitted, approved by tier, rejected, taken back. Their
 * entries have the same status, but for those that were billed (*assumed*, with the names of the status
 * enumeration).
 */
export const APPROVALS: ActionTable = {
  'POST /time/sheets/{id}/submit': becomes(TIME, () => 'PendingApproval', 'submitted'),
  'POST /time/sheets/{id}/approve': becomes(TIME, approvedBy, 'approved'),
  'POST /time/sheets/{id}/reject': becomes(TIME, () => 'Rejected', 'rejected'),
  'POST /time/sheets/{id}/reverse': becomes(TIME, () => 'Open', 'reversed'),
  'POST /expense/reports/{id}/submit': becomes(EXPENSES, () => 'PendingApproval', 'submitted'),
  'POST /expense/reports/{id}/approve': becomes(EXPENSES, approvedBy, 'approved'),
  'POST /expense/reports/{id}/reject': becomes(EXPENSES, () => 'Rejected', 'rejected'),
  'POST /expense/reports/{id}/reverse': becomes(EXPENSES, () => 'Open', 'reversed'),
};

function approvedBy(approvalType: unknown): string {
  if (approvalType === 'Tier2Update') return 'ApprovedByTierTwo';
  return approvalType === 'Billing' ? 'ReadyToBill' : 'ApprovedByTierOne';
}

/** What was billed or given up is not undone by what happens to its sheet. */
const SETTLED = new Set(['Billed', 'BilledAgreement', 'WrittenOff']);

function becomes(
  entries: typeof TIME | typeof EXPENSES,
  statusOf: (approvalType: unknown) => string,
  done: string,
): Action {
  const kind = SHEET_KINDS[entries];
  const { sheets, called } = kind;
  return async (call) => {
    const { body, draft, save } = call;
    const id = recordId(call);
    const sheet = await needed(draft, sheets, [], id);
    const status = statusOf(body['approvalType']);
    await saveChanged(save, draft, sheets, [], sheet, { status });
    const where = onSheet(kind, sheet);
    // Approval is not a change that a locked entry refuses, so nobody is asked.
    for (const entry of await draft.list(entries, { where, limit: 100_000 })) {
      if (!SETTLED.has(textOf(entry, 'status') ?? '')) draft.change(entries, [], entry, { status });
    }
    return succeeded(`The ${called} was ${done}.`);
  };
}
