import type { JsonRecord } from '../../store/index.js';
import { SAVED, type Concern } from './concern.js';
import type { Draft } from './draft.js';
import { newGuid } from './guid.js';
import { memberReference } from './members.js';
import { all, equals, IS_DEFAULT } from './query.js';
import { nameOf, referenceTo } from './references.js';
import { invalidField, notFoundField } from './refusals.js';
import { filledIn, idOf, numberOf, ownId, rounded, textOf } from './values.js';

/** Kinds of record that a schedule type means, by the letter that identifies it (PROTOCOL 8.2, live). */
const KINDS: Readonly<Record<string, { readonly resources: readonly string[]; readonly called: string }>> = {
  C: { resources: ['sales/activities'], called: 'Activity' },
  S: { resources: ['service/tickets', 'project/tickets'], called: 'Ticket' },
};

/**
 * A schedule entry is about a record of the kind its type implies, else `Activity 123456 not found`
 * (PROTOCOL 5, recorded). Member, status, name and place have defaults, and it does
 * not end before it begins (*assumed*).
 */
export const SCHEDULE_ENTRIES: Concern = {
  about: ['schedule/entries'],
  on: SAVED,
  apply: async ({ record }, draft) => {
    const type = await draft.get('schedule/types', [], idOf(record, 'type'));
    const subject = await subjectOf(record, type, draft);
    const status = await draft.first('schedule/statuses', { where: IS_DEFAULT });
    const start = Date.parse(textOf(record, 'dateStart') ?? '');
    const end = Date.parse(textOf(record, 'dateEnd') ?? '');
    if (end < start) throw invalidField('schedule', 'dateEnd', 'The end must not be before the start.');
    return filledIn(
      Number.isNaN(start) || Number.isNaN(end)
        ? record
        : { ...record, hours: rounded((end - start) / 3_600_000) },
      {
        member: await memberReference(draft),
        name: subject && nameFor(subject),
        status: status && referenceTo('schedule/statuses', status, 'status'),
        where: subject?.['serviceLocation'] ?? type?.['where'],
        doneFlag: false,
        acknowledgedFlag: false,
        ownerFlag: false,
        meetingFlag: false,
        allowScheduleConflictsFlag: false,
        mobileGuid: newGuid(ownId(record), draft.now),
      },
    );
  },
};

async function subjectOf(
  record: JsonRecord,
  type: JsonRecord | undefined,
  draft: Draft,
): Promise<JsonRecord | undefined> {
  const kind = KINDS[textOf(type, 'identifier') ?? ''];
  const id = numberOf(record, 'objectId');
  if (!kind || id === undefined) return undefined;
  for (const resource of kind.resources) {
    const found = await draft.get(resource, [], id);
    if (found) return found;
  }
  throw notFoundField('schedule', 'objectId', `${kind.called} ${id} not found`);
}

function nameFor(subject: JsonRecord): string {
  const company = subject['company'] as JsonRecord | undefined;
  const text = textOf(subject, 'summary');
  if (text === undefined) return nameOf(subject);
  return `${textOf(company, 'name') ?? ''} / #${ownId(subject)} ${text}`.slice(0, 250);
}

/** `resources` of a ticket: the members who are scheduled on it, by identifier (PROTOCOL 8.2). */
export const TICKET_RESOURCES: Concern = {
  about: ['schedule/entries'],
  on: ['create', 'replace', 'update', 'delete'],
  apply: async ({ kind, record, before }, draft) => {
    const now = kind === 'delete' ? undefined : record;
    const tickets = new Set([before ?? record, record].map(ticketOf));
    for (const id of tickets) {
      if (id !== undefined) await listResources(id, ownId(record), now, draft);
    }
    return undefined;
  },
};

/** The ticket that an entry is about. */
function ticketOf(entry: JsonRecord): number | undefined {
  const type = entry['type'] as JsonRecord | undefined;
  return type?.['identifier'] === 'S' || type?.['id'] === 4 ? numberOf(entry, 'objectId') : undefined;
}

async function listResources(
  ticket: number,
  changed: number,
  entry: JsonRecord | undefined,
  draft: Draft,
): Promise<void> {
  const kept = await draft.list('schedule/entries', {
    where: all(equals('type/id', 4), equals('objectId', ticket)),
  });
  const entries = kept.filter((each) => ownId(each) !== changed);
  if (entry && ticketOf(entry) === ticket) entries.push(entry);
  const members = entries
    .map((each) => textOf(each['member'] as JsonRecord | undefined, 'identifier'))
    .filter((identifier) => identifier !== undefined);
  const resources = members.length === 0 ? undefined : [...new Set(members)].join(', ');
  for (const place of ['service/tickets', 'project/tickets']) {
    const record = await draft.get(place, [], ticket);
    if (record && record['resources'] !== resources) draft.change(place, [], record, { resources });
  }
}
