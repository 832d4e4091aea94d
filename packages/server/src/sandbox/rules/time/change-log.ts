import type { JsonRecord } from '../../../store/index.js';
import type { ChangeKind, Concern } from '../concern.js';
import type { Draft } from '../draft.js';
import { flagOf, idOf, numberOf, ownId, textOf } from '../values.js';

const DONE: Readonly<Record<ChangeKind, string>> = {
  create: 'Added',
  replace: 'Updated',
  update: 'Updated',
  delete: 'Deleted',
};

/**
 * `/time/changelogs`: a row for every time entry that comes, changes or goes, with what it then was, until they are
 * cleared (`DELETE /time/changelogs`). The specification has its members; when a row is written, and the words of
 * `action`, are *assumed*. What has no counterpart in a time entry is left out.
 */
export const TIME_CHANGE_LOG: Concern = {
  about: ['time/entries'],
  on: ['create', 'replace', 'update', 'delete'],
  apply: async ({ kind, record }, draft) => {
    await draft.create('time/changelogs', [], {
      action: DONE[kind],
      ...(await loggedMembers(record, draft)),
    });
    return undefined;
  },
};

async function loggedMembers(entry: JsonRecord, draft: Draft): Promise<JsonRecord> {
  const member = await draft.get('system/members', [], idOf(entry, 'member'));
  const named = (name: string): string | undefined => textOf(entry[name] as JsonRecord | undefined, 'name');
  const billable = textOf(entry, 'billableOption') === 'Billable';
  const hours = numberOf(entry, 'actualHours');
  const start = textOf(entry, 'timeStart');
  const kept = [
    'company',
    'member',
    'workType',
    'workRole',
    'agreement',
    'invoice',
    'ticket',
    'project',
    'phase',
  ];
  return {
    timeRecId: ownId(entry),
    ...Object.fromEntries([...kept, 'activity'].map((name) => [name, entry[name]])),
    ...Object.fromEntries(SAME.map((name) => [name, entry[name]])),
    chargeToRecId: numberOf(entry, 'chargeToId'),
    businessGroup: named('department'),
    companyName: named('company'),
    projectName: named('project'),
    projectPhase: named('phase'),
    serviceRequestSummary: textOf(entry['ticket'] as JsonRecord | undefined, 'summary'),
    serviceRequestStatus: textOf(entry, 'ticketStatus'),
    ticketCurrentBoard: textOf(entry, 'ticketBoard'),
    ticketSubtype: textOf(entry, 'ticketSubType'),
    timeStartUtc: start,
    timeEndUtc: textOf(entry, 'timeEnd'),
    dateStart: start && `${start.slice(0, 10)}T00:00:00Z`,
    firstName: textOf(member, 'firstName'),
    lastName: textOf(member, 'lastName'),
    memberId: textOf(member, 'identifier'),
    memberDailyCapacity: numberOf(member, 'dailyCapacity'),
    hoursActual: hours,
    billableFlag: billable,
    billableHours: billable ? hours : 0,
    nonBillableHrs: billable ? 0 : hours,
    internalNote: textOf(entry, 'internalNotes'),
    invoiceReady: numberOf(entry, 'invoiceReady') === 1,
    invoiceFlag: flagOf(entry, 'invoiceFlag'),
    invoicedhours: numberOf(entry, 'invoiceHours'),
    timeStatus: textOf(entry, 'status'),
  };
}

/** Members that an entry and its row have by the same name. */
const SAME = [
  'chargeToType',
  'billableOption',
  'locationName',
  'timeStart',
  'timeEnd',
  'hourlyRate',
  'notes',
  'projectActivity',
  'territory',
  'ticketType',
  'agreementType',
];
