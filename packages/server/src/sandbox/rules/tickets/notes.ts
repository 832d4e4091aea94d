import { SAVED, type Concern } from '../concern.js';
import { errorResource } from '../labels.js';
import { memberReference } from '../members.js';
import { missingField } from '../refusals.js';
import { filledIn, flagOf, textOf } from '../values.js';

/**
 * A note of a ticket: needs a text (PROTOCOL 8.2), is of the member who asks unless it is of a contact or of
 * another member, a discussion unless told, and internal when it is an analysis (the last three *assumed*).
 */
export const NOTES: Concern = {
  about: ['service/tickets/notes', 'project/tickets/notes'],
  on: SAVED,
  apply: async ({ kind, resource, parents, record }, draft) => {
    if (textOf(record, 'text') === undefined) throw missingField(errorResource(resource), 'text');
    const internal = flagOf(record, 'internalAnalysisFlag');
    const discussed = !internal && !flagOf(record, 'resolutionFlag');
    const whole = filledIn(record, {
      ticketId: parents[0],
      detailDescriptionFlag: discussed,
      internalAnalysisFlag: false,
      resolutionFlag: false,
      issueFlag: false,
      customerUpdatedFlag: false,
      processNotifications: true,
      internalFlag: internal,
      externalFlag: !internal,
    });
    if (kind !== 'create') return whole;
    return filledIn(whole, {
      member: record['contact'] === undefined ? await memberReference(draft) : undefined,
      ...(resource.name === 'service/tickets/notes' ? { dateCreated: draft.now, createdBy: draft.by } : {}),
    });
  },
};

/** Below a ticket, tasks say whose they are. */
export const TASKS: Concern = {
  about: ['service/tickets/tasks', 'project/tickets/tasks'],
  on: SAVED,
  apply: ({ parents, record }) =>
    filledIn(record, { ticketId: parents[0], summary: textOf(record, 'notes') }),
};
