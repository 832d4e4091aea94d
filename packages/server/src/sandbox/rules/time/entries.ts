import type { JsonRecord } from '../../../store/index.js';
import { SAVED, type Concern } from '../concern.js';
import type { Draft } from '../draft.js';
import { newGuid } from '../guid.js';
import { askingMember } from '../members.js';
import { equals } from '../query.js';
import { referenceTo } from '../references.js';
import { invalidField, missingField } from '../refusals.js';
import { filledIn, flagOf, idOf, numberOf, ownId, rounded, textOf } from '../values.js';
import { chargeMembers, chargeOf, isTicket, type Charge } from './charge.js';
import { refuseLocked } from './locked.js';

/** Recorded (PROTOCOL 5). */
const NO_TIME =
  'Please update the status of this ticket before entering time, the current status does not allow time entry.';

/**
 * A time entry (PROTOCOL 8.2): charged to a ticket, charge code, activity or the company; by the member who
 * asks unless told; work role, work type and billing from their defaults (from where exactly is *assumed*);
 * from start to end or for so many hours. Refused where the status of the ticket allows no time entry.
 */
export const TIME_ENTRIES: Concern = {
  about: ['time/entries'],
  on: SAVED,
  apply: async ({ kind, record, before }, draft) => {
    if (before) refuseLocked('timeEntry', before);
    const charge = await chargeOf('timeEntry', record, draft);
    const moved = numberOf(before, 'chargeToId') !== numberOf(charge?.record, 'id');
    if (charge && isTicket(charge) && moved) await refuseClosed(charge, draft);
    const charged: JsonRecord = {
      ...record,
      ...(charge && moved ? { ...chargeMembers(charge), ...(await ticketMembers(charge, draft)) } : {}),
    };
    const whole = kind === 'update' ? charged : await defaults(charged, charge, draft);
    return { ...whole, ...hours(whole, before) };
  },
};

async function refuseClosed({ record }: Charge, draft: Draft): Promise<void> {
  const board = idOf(record, 'board');
  const status =
    board === undefined
      ? undefined
      : await draft.get('service/boards/statuses', [board], idOf(record, 'status'));
  if (flagOf(status, 'timeEntryNotAllowed')) throw invalidField('timeEntry', 'chargeToId', NO_TIME);
}

async function ticketMembers(charge: Charge, draft: Draft): Promise<JsonRecord> {
  if (!isTicket(charge)) return {};
  const { record } = charge;
  const board = await draft.get('service/boards', [], idOf(record, 'board'));
  const name = (member: string): string | undefined =>
    textOf(record[member] as JsonRecord | undefined, 'name');
  return {
    ticketBoard: textOf(board, 'name'),
    ticketStatus: name('status'),
    ticketType: name('type'),
    ticketSubType: name('subType'),
  };
}

async function defaults(record: JsonRecord, charge: Charge | undefined, draft: Draft): Promise<JsonRecord> {
  const member =
    (await draft.get('system/members', [], idOf(record, 'member'))) ?? (await askingMember(draft));
  const own = await draft.first('company/companies', { where: equals('id', 2) });
  const ticket = charge && isTicket(charge) ? charge.record : undefined;
  const location = (ticket?.['location'] ?? member?.['defaultLocation']) as JsonRecord | undefined;
  const department = (ticket?.['department'] ?? member?.['defaultDepartment']) as JsonRecord | undefined;
  const billTime = textOf(ticket, 'billTime');
  const workType =
    member?.['workType'] ??
    (await draft
      .first('time/workTypes', { where: equals('overallDefaultFlag', true) })
      .then((row) => row && referenceTo('time/workTypes', row, 'workType')));
  return filledIn(record, {
    company: own && referenceTo('company/companies', own, 'company'),
    chargeToType: 'Company',
    member: member && referenceTo('system/members', member, 'member'),
    workRole: member?.['workRole'] ?? ticket?.['workRole'],
    workType,
    billableOption: billTime === undefined || billTime === 'NoDefault' ? 'Billable' : billTime,
    location,
    locationId: numberOf(location, 'id'),
    locationName: textOf(location, 'name'),
    department: department && { id: department['id'], name: department['name'], _info: department['_info'] },
    businessUnitId: numberOf(department, 'id'),
    hoursDeduct: 0,
    addToDetailDescriptionFlag: false,
    addToInternalAnalysisFlag: false,
    addToResolutionFlag: false,
    emailResourceFlag: false,
    emailContactFlag: false,
    emailCcFlag: false,
    enteredBy: draft.by,
    dateEntered: draft.now,
    mobileGuid: newGuid(ownId(record), draft.now),
    hourlyRate: numberOf(member, 'hourlyRate'),
    agreementHours: 0,
    invoiceReady: 0,
    invoiceFlag: false,
    status: 'Open',
  });
}

/** Start and end give the hours; start and hours give the end. */
function hours(record: JsonRecord, before: JsonRecord | undefined): JsonRecord {
  if (textOf(record, 'timeStart') === undefined) throw missingField('timeEntry', 'timeStart');
  const start = Date.parse(textOf(record, 'timeStart') ?? '');
  const end = textOf(record, 'timeEnd');
  const given = numberOf(record, 'actualHours');
  const deducted = numberOf(record, 'hoursDeduct') ?? 0;
  const hoursChanged = given !== undefined && given !== numberOf(before, 'actualHours');
  if (end !== undefined && !(before && hoursChanged && end === before['timeEnd'])) {
    const length = Date.parse(end) - start;
    if (length < 0) {
      throw invalidField('timeEntry', 'timeEnd', 'The end time must be later than the start time.');
    }
    const actualHours = rounded(length / 3_600_000 - deducted);
    return { actualHours, hoursBilled: actualHours, invoiceHours: actualHours };
  }
  if (given === undefined) throw missingField('timeEntry', 'timeEnd');
  const stop = new Date(start + (given + deducted) * 3_600_000);
  return {
    timeEnd: Number.isNaN(start) ? undefined : `${stop.toISOString().slice(0, 19)}Z`,
    hoursBilled: given,
    invoiceHours: given,
  };
}
