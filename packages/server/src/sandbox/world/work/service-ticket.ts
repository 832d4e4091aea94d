import type { JsonRecord } from '../../../store/index.js';
import { recordedLinks } from '../links.js';
import type { Random } from '../random.js';
import { API_MEMBER } from '../setup/members.js';
import { IMPACT_CHOICES, TICKET_FIELD, withValue, type CustomField } from '../setup/custom-fields.js';
import type { Promised } from '../setup/service.js';
import type { Timeline } from '../timeline.js';
import type { Cast, TicketContext } from './cast.js';
import type { LifeCycle } from './life-cycle.js';

/** One ticket with everything known about it, before it is written down. */
export interface Ticket {
  readonly id: number;
  readonly summary: string;
  readonly cast: Cast;
  readonly life: LifeCycle;
  /** Hours of all its time entries. */
  readonly hours: number;
  /** Nobody has taken it on yet. */
  readonly unassigned: boolean;
  readonly resources: string | undefined;
  readonly parentId: number | undefined;
  readonly hasChildren: boolean;
  /** UTC seconds. */
  readonly lastUpdated: number;
  readonly enteredBy: string;
}

/** Writes service tickets down, with the members a real answer has (PROTOCOL 6.4 and 6.5). */
export class ServiceTicketWriter {
  readonly #random: Random;
  readonly #time: Timeline;
  readonly #context: TicketContext;

  constructor(random: Random, time: Timeline, context: TicketContext) {
    this.#random = random;
    this.#time = time;
    this.#context = context;
  }

  // A record is one literal, long as it is: its members stand in the order of a real answer.
  // eslint-disable-next-line max-lines-per-function
  record(ticket: Ticket): JsonRecord {
    const { id, cast, life } = ticket;
    const { organisation, service } = this.#context;
    const { company, contact, kind, owner, priority, promised } = cast;
    const { board, issue } = kind;
    const { site } = contact;
    const time = this.#time;
    const at = (seconds: number | undefined): string | undefined =>
      seconds === undefined ? undefined : time.text(seconds);
    const by = (seconds: number | undefined): string | undefined =>
      seconds === undefined ? undefined : owner.reference.identifier;
    const closed = life.closed !== undefined;
    const level = priority.sort <= 2 ? 'High' : priority.sort === 3 ? 'Medium' : 'Low';
    const onSite = board.reference.id === 4;
    const agreement = company.agreement?.reference;
    return {
      id,
      summary: ticket.summary,
      recordType: 'ServiceTicket',
      board: board.reference,
      status: board.statuses[life.stage],
      workRole: organisation.workRoles.technician,
      workType: onSite ? organisation.workTypes.onSite : organisation.workTypes.remote,
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
      team: cast.team.reference,
      owner: ticket.unassigned ? undefined : owner.reference,
      priority,
      serviceLocation: onSite ? service.locations.onSite : service.locations.remote,
      source: cast.source,
      budgetHours: issue.quarters / 4,
      agreement,
      agreementType: agreement?.type,
      severity: level,
      impact: level,
      allowAllClientsPortalView: false,
      customerUpdatedFlag: life.stage === 'waitingCustomer' && id % 3 === 0,
      automaticEmailContactFlag: true,
      automaticEmailResourceFlag: false,
      automaticEmailCcFlag: false,
      closedDate: at(life.closed),
      closedBy: by(life.closed),
      closedFlag: closed,
      actualHours: ticket.hours,
      approved: closed,
      estimatedExpenseCost: 0,
      estimatedExpenseRevenue: 0,
      estimatedProductCost: 0,
      estimatedProductRevenue: 0,
      estimatedTimeCost: issue.quarters * 12,
      estimatedTimeRevenue: agreement === undefined ? issue.quarters * 40 : 0,
      billingMethod: 'ActualRates',
      subBillingMethod: 'ActualRates',
      dateResolved: at(life.resolved),
      dateResplan: at(life.planned),
      dateResponded: at(life.responded),
      resolveMinutes: life.resolveMinutes,
      resPlanMinutes: life.planMinutes,
      respondMinutes: life.respondMinutes,
      isInSla:
        life.respondMinutes <= promised.respond &&
        life.planMinutes <= promised.plan &&
        life.resolveMinutes <= promised.resolve,
      resources: ticket.resources,
      parentTicketId: ticket.parentId,
      hasChildTicket: ticket.hasChildren,
      hasMergedChildTicketFlag: false,
      billTime: 'NoDefault',
      billExpenses: 'NoDefault',
      billProducts: 'NoDefault',
      lagDays: 0,
      lagNonworkingDaysFlag: false,
      duration: 0,
      location: board.location,
      department: organisation.departments.service,
      mobileGuid: this.#random.guid(),
      sla: service.sla,
      slaStatus: this.#slaStatus(life, promised),
      requestForChangeFlag: issue.type === 'Change',
      currency: organisation.currency,
      _info: this.#info(ticket),
      escalationStartDateUTC: time.text(life.entered),
      escalationLevel: 0,
      minutesBeforeWaiting: 0,
      respondedSkippedMinutes: 0,
      resplanSkippedMinutes: 0,
      respondedHours: hours(life.respondMinutes),
      respondedBy: by(life.responded),
      resplanHours: hours(life.planMinutes),
      resplanBy: by(life.planned),
      resolutionHours: hours(life.resolveMinutes),
      resolvedBy: by(life.resolved),
      minutesWaiting: 0,
      customFields: this.#customFields(ticket),
    };
  }

  /** The next goal, in the recorded form. What it says once all are met is *assumed*. */
  #slaStatus(life: LifeCycle, promised: Promised): string {
    if (life.resolved !== undefined || life.closed !== undefined) return 'Resolved';
    return life.responded === undefined
      ? `Respond by ${this.#time.goalText(life.minute + promised.respond)}`
      : `Resolve by ${this.#time.goalText(life.minute + promised.resolve)}`;
  }

  /** The links as recorded: questions to top-level collections, and children below the ticket. */
  #info({ id, cast, lastUpdated, life, enteredBy }: Ticket): Readonly<Record<string, string>> {
    return {
      lastUpdated: this.#time.text(lastUpdated),
      updatedBy: life.responded === undefined ? enteredBy : cast.owner.reference.identifier,
      dateEntered: this.#time.text(life.entered),
      enteredBy,
      ...recordedLinks('service/tickets', id),
    };
  }

  #customFields({ id, cast }: Ticket): readonly CustomField[] {
    const fields = this.#context.fields.ticket;
    const { issue } = cast.kind;
    if (issue.subType === 'Outage') {
      const known = withValue(fields, TICKET_FIELD.outage, 9000 + (id % 400));
      return withValue(known, TICKET_FIELD.impact, IMPACT_CHOICES[1 + (id % 2)] ?? null);
    }
    if (issue.type === 'Change') return withValue(fields, TICKET_FIELD.reference, `CAB-${id % 5000}`);
    if (cast.contact.title.startsWith('Chief')) return withValue(fields, TICKET_FIELD.vip, true);
    return fields;
  }
}

function hours(minutes: number): number {
  return Math.round((minutes / 60) * 100) / 100;
}

/** Who entered a ticket: people by telephone, the API member for mail, portal and alerts. */
export function enteredBy(cast: Cast): string {
  return cast.source.name === 'Call' ? cast.helper.reference.identifier : API_MEMBER;
}
