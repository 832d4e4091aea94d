import type { Random } from '../random.js';
import { row } from '../rows.js';
import { API_MEMBER, type Member } from '../setup/members.js';
import { LAST_WORKDAY, WORKDAY_MINUTES } from '../timeline.js';
import type { Part, Scene, WorldRecord } from '../types.js';
import { FOLLOW_UPS, TASKS, WORK_NOTES } from '../words/issues.js';
import type { TicketContext } from './cast.js';
import type { Work } from './life-cycle.js';
import type { Phase } from './projects.js';
import { scheduleRows } from './schedule.js';
import type { Ticket } from './service-ticket.js';
import type { Sheets } from './sheets.js';

/** Writes down what lies below a ticket: notes, tasks, devices; and time and calendar entries for it. */
export class ChildWriter {
  readonly #random: Random;
  readonly #scene: Scene;
  readonly #context: TicketContext;
  readonly #sheets: Sheets;

  constructor(random: Random, scene: Scene, context: TicketContext, sheets: Sheets) {
    this.#random = random;
    this.#scene = scene;
    this.#context = context;
    this.#sheets = sheets;
  }

  *rows(ticket: Ticket, phase: Phase | undefined): Part<undefined> {
    const random = this.#random;
    const { scale } = this.#scene;
    const path = phase ? 'project/tickets' : 'service/tickets';
    const link = {
      id: ticket.id,
      summary: ticket.summary,
      _info: { ticket_href: `/${path}/${ticket.id}` },
    };
    yield* this.#notes(ticket, path, phase !== undefined, random.around(scale.notes));
    for (const work of ticket.life.work) yield this.#timeEntry(ticket, phase, link, work);
    yield* this.#schedule(ticket);
    for (let n = random.around(scale.tasks); n > 0; n--) yield this.#task(ticket, path, n);
    if (random.chance(scale.ticketConfigurations)) yield this.#configuration(ticket, path);
    return undefined;
  }

  /** First what the contact said, last what was done, in between what people wrote. */
  *#notes(ticket: Ticket, path: string, project: boolean, count: number): Part<undefined> {
    const random = this.#random;
    const { cast, life } = ticket;
    const { kind, slots } = cast;
    const { entered, responded, resolved } = life;
    const detail =
      kind.details.length > 0 ? random.pick(kind.details)(slots) : `${kind.issue.subType}: see the plan.`;
    const fix = kind.fixes.length > 0 ? random.pick(kind.fixes)(slots) : 'Done and documented.';
    const reported = cast.source.name !== 'RMM Alert';
    for (let n = 0; n < count; n++) {
      if (n === 0)
        yield this.#note(ticket, path, project, 'detail', detail, entered, reported ? undefined : cast.owner);
      else if (responded === undefined) return undefined;
      else if (n === count - 1 && resolved !== undefined) {
        yield this.#note(ticket, path, project, 'resolution', fix, resolved, cast.owner);
      } else {
        const text = random.pick(FOLLOW_UPS);
        yield this.#note(
          ticket,
          path,
          project,
          'internal',
          text,
          responded,
          n % 2 === 0 ? cast.owner : cast.helper,
        );
      }
    }
    return undefined;
  }

  #note(
    ticket: Ticket,
    path: string,
    project: boolean,
    kind: 'detail' | 'internal' | 'resolution',
    text: string,
    at: number,
    member: Member | undefined,
  ): WorldRecord {
    const created = this.#scene.time.text(at);
    const createdBy = member?.reference.identifier ?? API_MEMBER;
    const resource = `${path}/notes`;
    const note = {
      id: this.#scene.next('notes'),
      ticketId: ticket.id,
      text,
      detailDescriptionFlag: kind === 'detail',
      internalAnalysisFlag: kind === 'internal',
      resolutionFlag: kind === 'resolution',
      issueFlag: false,
      member: member?.reference,
      contact: member ? undefined : ticket.cast.contact.reference,
      customerUpdatedFlag: false,
      processNotifications: false,
      internalFlag: kind === 'internal',
      externalFlag: kind !== 'internal',
      _info: { lastUpdated: created, updatedBy: createdBy },
    };
    return row(resource, project ? note : { ...note, dateCreated: created, createdBy }, ticket.id);
  }

  #timeEntry(ticket: Ticket, phase: Phase | undefined, link: object, work: Work): WorldRecord {
    const { organisation } = this.#context;
    const { cast, life } = ticket;
    const { owner, kind, company } = cast;
    const { board, issue } = kind;
    const time = this.#scene.time;
    const hours = work.quarters / 4;
    const end = time.text(work.start + work.quarters * 900);
    const agreement = company.agreement?.reference;
    const department = phase ? organisation.departments.projects : organisation.departments.service;
    const isBilled = life.closed !== undefined && agreement !== undefined;
    const identifier = owner.reference.identifier;
    const onSite = board.reference.id === 4;
    const status = isBilled ? 'BilledAgreement' : life.closed === undefined ? 'Open' : 'ReadyToBill';
    return row('time/entries', {
      id: this.#scene.next('time/entries'),
      company: company.reference,
      companyType: 'Customer',
      chargeToId: ticket.id,
      chargeToType: phase ? 'ProjectTicket' : 'ServiceTicket',
      member: owner.reference,
      locationId: board.location.id,
      businessUnitId: department.id,
      location: board.location,
      department: { id: department.id, name: department.name, _info: department._info },
      workType: onSite ? organisation.workTypes.onSite : organisation.workTypes.remote,
      workRole: owner.workRole,
      agreement,
      agreementType: agreement?.type,
      timeStart: time.text(work.start),
      timeEnd: end,
      hoursDeduct: 0,
      actualHours: hours,
      billableOption: agreement && !phase ? 'DoNotBill' : 'Billable',
      notes: this.#random.pick(WORK_NOTES),
      addToDetailDescriptionFlag: false,
      addToInternalAnalysisFlag: false,
      addToResolutionFlag: false,
      emailResourceFlag: false,
      emailContactFlag: false,
      emailCcFlag: false,
      hoursBilled: hours,
      invoiceHours: hours,
      enteredBy: identifier,
      dateEntered: end,
      mobileGuid: this.#random.guid(),
      hourlyRate: 165,
      agreementHours: agreement ? hours : 0,
      invoiceReady: life.closed === undefined ? 0 : 1,
      timeSheet: this.#sheets.add(owner, work.start, work.quarters, status === 'Open'),
      status,
      ticket: link,
      project: phase?.project,
      phase: phase?.reference,
      ticketBoard: board.reference.name,
      ticketStatus: board.statuses[life.stage].name,
      ticketType: issue.type,
      ticketSubType: issue.subType,
      invoiceFlag: false,
      locationName: board.location.name,
      _info: { lastUpdated: end, updatedBy: identifier, dateEntered: end, enteredBy: identifier },
    });
  }

  /** What is scheduled lies in the next days; now and then work that was done had been scheduled. */
  *#schedule(ticket: Ticket): Part<undefined> {
    const { life } = ticket;
    const { scale, time } = this.#scene;
    if (life.stage === 'scheduled') {
      const start = (LAST_WORKDAY + this.#random.int(1, 5)) * WORKDAY_MINUTES + this.#random.int(0, 16) * 30;
      yield* this.#scheduleEntry(ticket, time.seconds(start), 4, false);
      return undefined;
    }
    const share = scale.scheduleEntries / Math.max(scale.timeEntries, 0.01);
    for (const work of life.work) {
      if (this.#random.chance(share)) yield* this.#scheduleEntry(ticket, work.start, work.quarters, true);
    }
    return undefined;
  }

  #scheduleEntry(ticket: Ticket, start: number, quarters: number, doneFlag: boolean): Part<undefined> {
    const { business, service } = this.#context;
    const { time } = this.#scene;
    const { owner, kind, company } = ticket.cast;
    const identifier = owner.reference.identifier;
    const end = start + quarters * 900;
    const updated = time.text(doneFlag ? end : ticket.lastUpdated);
    const entry = {
      objectId: ticket.id,
      name: `${company.reference.name} / #${ticket.id} ${ticket.summary}`.slice(0, 250),
      member: owner.reference,
      where: kind.board.reference.id === 4 ? service.locations.onSite : service.locations.remote,
      status: business.scheduleStatuses.firm,
      type: business.scheduleTypes.ticket,
      doneFlag,
      acknowledgedFlag: true,
      ownerFlag: true,
      meetingFlag: false,
      allowScheduleConflictsFlag: true,
      mobileGuid: this.#random.guid(),
      _info: { lastUpdated: updated, updatedBy: identifier, dateEntered: updated, enteredBy: identifier },
    };
    return scheduleRows(this.#scene, entry, start, end);
  }

  #task(ticket: Ticket, path: string, priority: number): WorldRecord {
    const { cast, life } = ticket;
    const closedFlag = life.closed !== undefined;
    const notes = this.#random.pick(TASKS);
    return row(
      `${path}/tasks`,
      {
        id: this.#scene.next('tasks'),
        ticketId: ticket.id,
        notes,
        closedFlag,
        priority,
        code: TASK_CODE,
        member: ticket.unassigned ? undefined : cast.owner.reference,
        resolution: closedFlag ? 'Done' : undefined,
        summary: notes,
        _info: {
          lastUpdated: closedFlag
            ? this.#scene.time.text(ticket.lastUpdated)
            : this.#scene.time.text(life.entered),
          updatedBy: ticket.enteredBy,
        },
      },
      ticket.id,
    );
  }

  #configuration(ticket: Ticket, path: string): WorldRecord {
    const { id, name } = ticket.cast.device;
    return row(
      `${path}/configurations`,
      {
        id,
        deviceIdentifier: name,
        _info: { configuration_href: `/company/configurations/${id}` },
      },
      ticket.id,
    );
  }
}

const TASK_CODE = { id: 2, name: 'Fix', _info: { code_href: '/service/codes/2' } } as const;
