import { requireResource } from 'psakit/catalog';
import type { JsonRecord } from '../../../store/index.js';
import type { Draft } from '../draft.js';
import { equals } from '../query.js';
import { flagOf, idOf, numberOf, textOf } from '../values.js';
import { recordAt } from './read.js';
import type { Shown } from './store.js';

const LOG = 'service/tickets/changelogs';
const TRAIL = 'system/audittrail';
const OF_TICKETS = equals('auditType', 'Ticket');

/** Rows that are told at once; the others when these were cleared. */
const MOST = 10_000;

const DONE: Readonly<Record<string, string>> = { Created: 'Added', Updated: 'Updated', Deleted: 'Deleted' };

/**
 * `/service/tickets/changelogs`: a row for every change of a ticket that the audit trail has since the log was last
 * cleared, with what the ticket is now. Nobody writes it, so a ticket takes no longer to save for it. The
 * specification has the members; when there is a row, and the words of `action`, are *assumed*. A row's id is its
 * place in the trail.
 */
export const ticketChangeLog: Shown = async (store) => {
  const cleared = await store.lastId(requireResource(LOG));
  const trail = await store.list({
    resource: requireResource(TRAIL),
    conditions: OF_TICKETS,
    offset: cleared,
    limit: MOST,
  });
  const tickets = new Map<number, Promise<JsonRecord>>();
  return Promise.all(
    trail.map(async ({ json }, index) => {
      const change = JSON.parse(json) as JsonRecord;
      const number = Number(/#(\d+):/.exec(textOf(change, 'text') ?? '')?.[1]);
      let shown = tickets.get(number);
      if (!shown) tickets.set(number, (shown = ticketMembers(number, store)));
      const action = DONE[textOf(change, 'auditSubType') ?? ''];
      return {
        id: cleared + index + 1,
        action,
        ...(await shown),
        _info: { lastUpdated: change['enteredDate'], updatedBy: change['enteredBy'] },
      };
    }),
  );
};

/** Clears the log: the id of the last row that was cleared is all that is kept of it. */
export async function clearTicketChangeLog(draft: Draft): Promise<void> {
  const id = await draft.count(TRAIL, { where: OF_TICKETS });
  if (id > 0) draft.put(LOG, [], { id });
}

async function ticketMembers(number: number, store: Parameters<Shown>[0]): Promise<JsonRecord> {
  const service = await recordAt(store, 'service/tickets', number);
  const ticket = service ?? (await recordAt(store, 'project/tickets', number));
  const reference = (member: string): JsonRecord | undefined => ticket?.[member] as JsonRecord | undefined;
  const named = (member: string): string | undefined => textOf(reference(member), 'name');
  return {
    ticketNumber: number,
    recordType: ticket && (textOf(ticket, 'recordType') ?? (service ? 'ServiceTicket' : 'ProjectTicket')),
    summary: textOf(ticket, 'summary'),
    boardId: idOf(ticket, 'board'),
    boardName: named('board'),
    status: named('status'),
    companyIdentifier: idOf(ticket, 'company'),
    companyName: named('company'),
    contactId: idOf(ticket, 'contact'),
    contactName: named('contact'),
    priorityId: idOf(ticket, 'priority'),
    priorityName: named('priority'),
    priorityLevel: textOf(reference('priority'), 'level'),
    prioritySort: numberOf(reference('priority'), 'sort'),
    impact: textOf(ticket, 'impact'),
    severity: textOf(ticket, 'severity'),
    ownerIdentifier: idOf(ticket, 'owner'),
    ticketOwner: named('owner'),
    resourceList: textOf(ticket, 'resources'),
    teamName: named('team'),
    slaName: named('sla'),
    slaStatus: textOf(ticket, 'slaStatus'),
    closedFlag: flagOf(ticket, 'closedFlag'),
    customerUpdatedFlag: flagOf(ticket, 'customerUpdatedFlag'),
    parentTicketId: numberOf(ticket, 'parentTicketId'),
    mergedParentTicketId: idOf(ticket, 'mergedParentTicket'),
  };
}
