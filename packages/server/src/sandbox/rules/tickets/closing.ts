import type { JsonRecord } from '../../../store/index.js';
import { SAVED, type Concern } from '../concern.js';
import { flagOf, idOf } from '../values.js';
import { TICKETS } from './place.js';

/**
 * What follows from the status of a ticket: a closed one sets `closedFlag`, `closedDate` and `closedBy`, any
 * other clears them (PROTOCOL 8.2; that reopening clears is *assumed*), and the first status of each stage
 * of escalation says when the ticket was responded to, planned and resolved (*assumed*).
 */
export const CLOSING: Concern = {
  about: TICKETS,
  on: SAVED,
  apply: async ({ record, before }, draft) => {
    const [board, statusId] = [idOf(record, 'board'), idOf(record, 'status')];
    if (board === undefined || statusId === undefined) return undefined;
    const status = await draft.get('service/boards/statuses', [board], statusId);
    if (!status) return undefined;
    const closedFlag = flagOf(status, 'closedStatus');
    const closed: JsonRecord = closedFlag
      ? {
          closedFlag,
          closedDate: record['closedDate'] ?? draft.now,
          closedBy: record['closedBy'] ?? draft.by,
        }
      : { closedFlag, closedDate: undefined, closedBy: undefined };
    return { ...record, ...closed, ...milestones(record, before, status['escalationStatus'], draft) };
  },
};

const STAGES = [
  { stage: 'Responded', at: 'dateResponded', by: 'respondedBy' },
  { stage: 'ResolutionPlan', at: 'dateResplan', by: 'resplanBy' },
  { stage: 'Resolved', at: 'dateResolved', by: 'resolvedBy' },
] as const;

/** Service tickets keep when each stage was first reached; reaching one is reaching those before it. */
function milestones(
  record: JsonRecord,
  before: JsonRecord | undefined,
  escalation: unknown,
  { now, by }: { readonly now: string; readonly by: string },
): JsonRecord {
  if (record['recordType'] === undefined) return {};
  const reached = STAGES.findIndex(({ stage }) => stage === escalation);
  const dates: Record<string, unknown> = {};
  for (const [index, stage] of STAGES.entries()) {
    if (index <= reached) {
      dates[stage.at] = record[stage.at] ?? before?.[stage.at] ?? now;
      dates[stage.by] = record[stage.by] ?? before?.[stage.by] ?? by;
    } else if (stage.stage === 'Resolved' && escalation !== 'NoEscalation') {
      dates[stage.at] = undefined;
      dates[stage.by] = undefined;
    }
  }
  return dates;
}
