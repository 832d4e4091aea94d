import type { JsonRecord } from '../../../store/index.js';
import { memberReference } from '../members.js';
import type { Concern } from '../concern.js';
import { ownId, textOf, without } from '../values.js';
import { TICKETS } from './place.js';

const TEXTS = [
  { member: 'initialDescription', flag: 'detailDescriptionFlag' },
  { member: 'initialInternalAnalysis', flag: 'internalAnalysisFlag' },
  { member: 'initialResolution', flag: 'resolutionFlag' },
] as const;

/**
 * `initialDescription`, `initialInternalAnalysis` and `initialResolution` of a new ticket become notes and
 * are not kept on it, nor are the control flags (PROTOCOL 6.5).
 */
export const FIRST_NOTES: Concern = {
  about: TICKETS,
  on: ['create', 'replace', 'update'],
  apply: async ({ kind, record, resource }, draft) => {
    const id = ownId(record);
    for (const { member, flag } of TEXTS) {
      const text = textOf(record, member);
      if (kind !== 'create' || text === undefined) continue;
      await draft.create(`${resource.name}/notes`, [id], {
        ...(await ticketNote(id, text, flag, draft)),
        ...(resource.name === 'service/tickets' ? { dateCreated: draft.now, createdBy: draft.by } : {}),
      });
    }
    return without(
      record,
      ...TEXTS.map(({ member }) => member),
      'processNotifications',
      'skipCallback',
      'contactEmailLookup',
    );
  },
};

/** A note of the member who asks, shown to the customer unless it is internal. */
async function ticketNote(
  ticketId: number,
  text: string,
  flag: (typeof TEXTS)[number]['flag'],
  draft: Parameters<Concern['apply']>[1],
): Promise<JsonRecord> {
  return {
    ticketId,
    text,
    detailDescriptionFlag: flag === 'detailDescriptionFlag',
    internalAnalysisFlag: flag === 'internalAnalysisFlag',
    resolutionFlag: flag === 'resolutionFlag',
    issueFlag: false,
    member: await memberReference(draft),
    customerUpdatedFlag: false,
    processNotifications: true,
    internalFlag: flag === 'internalAnalysisFlag',
    externalFlag: flag !== 'internalAnalysisFlag',
  };
}
