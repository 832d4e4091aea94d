import type { JsonRecord } from '../../../store/index.js';
import { recordedLinks } from '../links.js';
import type { Random } from '../random.js';
import type { Timeline } from '../timeline.js';
import type { TicketContext } from './cast.js';
import type { Phase } from './projects.js';
import type { Ticket } from './service-ticket.js';

/** Writes the tickets of projects down: another schema and place than service tickets, the same ids. */
export function projectTicketRecord(
  ticket: Ticket,
  phase: Phase,
  context: TicketContext,
  time: Timeline,
  random: Random,
): JsonRecord {
  const { id, cast, life } = ticket;
  const { organisation, service } = context;
  const { company, contact, kind, owner, priority } = cast;
  const { board, issue } = kind;
  const { site } = contact;
  const agreement = company.agreement?.reference;
  const closed = life.closed !== undefined;
  return {
    id,
    summary: ticket.summary,
    isIssueFlag: false,
    board: board.reference,
    status: board.statuses[life.stage],
    workRole: organisation.workRoles.engineer,
    workType: organisation.workTypes.remote,
    project: phase.project,
    phase: phase.reference,
    wbsCode: `${phase.wbsCode}.${(id % 20) + 1}`,
    company: company.reference,
    site: site.reference,
    siteName: site.reference.name,
    addressLine1: site.addressLine1,
    city: site.city,
    stateIdentifier: site.state.identifier,
    zip: site.zip,
    country: organisation.country,
    contact: contact.reference,
    contactName: contact.reference.name,
    contactPhoneNumber: contact.phone,
    contactPhoneExtension: contact.extension,
    contactEmailAddress: contact.email,
    type: issue.typeRef,
    subType: issue.subTypeRef,
    item: issue.itemRef,
    owner: ticket.unassigned ? undefined : owner.reference,
    priority,
    serviceLocation: service.locations.remote,
    source: cast.source,
    budgetHours: 4,
    agreement,
    agreementType: agreement?.type,
    allowAllClientsPortalView: false,
    customerUpdatedFlag: false,
    automaticEmailContactFlag: false,
    automaticEmailResourceFlag: false,
    automaticEmailCcFlag: false,
    closedDate: life.closed === undefined ? undefined : time.text(life.closed),
    closedBy: closed ? owner.reference.identifier : undefined,
    closedFlag: closed,
    actualHours: ticket.hours,
    approved: closed,
    subBillingMethod: 'ActualRates',
    resources: ticket.resources,
    billTime: 'Billable',
    billExpenses: 'Billable',
    billProducts: 'Billable',
    lagDays: 0,
    lagNonworkingDaysFlag: false,
    location: organisation.locations[0],
    department: organisation.departments.projects,
    duration: 0,
    mobileGuid: random.guid(),
    currency: organisation.currency,
    customFields: context.fields.ticket,
    _info: {
      lastUpdated: time.text(ticket.lastUpdated),
      updatedBy: life.responded === undefined ? ticket.enteredBy : owner.reference.identifier,
      dateEntered: time.text(life.entered),
      enteredBy: ticket.enteredBy,
      ...recordedLinks('project/tickets', id),
    },
  };
}
