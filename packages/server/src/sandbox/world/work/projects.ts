import type { Company, Contact } from '../customers/company.js';
import { history } from '../customers/records.js';
import { reference, type Reference } from '../references.js';
import { row } from '../rows.js';
import type { Board } from '../setup/boards.js';
import type { BusinessSetup } from '../setup/business.js';
import type { Member, Members } from '../setup/members.js';
import type { Organisation } from '../setup/organisation.js';
import { LAST_WORKDAY, WORKDAY_MINUTES } from '../timeline.js';
import type { Part, Scene } from '../types.js';
import type { PlannedTicket } from './arrivals.js';

export interface Phase {
  readonly reference: Reference;
  readonly project: Reference;
  readonly company: Company;
  readonly contact: Contact;
  readonly manager: Member;
  readonly closed: boolean;
  readonly wbsCode: string;
}

/** Which share of all tickets belongs to projects. */
const PROJECT_SHARE = 0.06;

const NAMES = [
  'Server replacement',
  'Microsoft 365 migration',
  'Office move',
  'Wi-Fi refresh',
  'Firewall rollout',
  'Backup redesign',
  'Windows 11 upgrade',
  'Phone system – Teams',
];

const PHASES = ['Planning', 'Build', 'Rollout', 'Handover'];

/** Projects with phases, notes and team; returns the tickets they bring, in the order of their coming in. */
export function* projectsPart(
  scene: Scene,
  context: { organisation: Organisation; members: Members; business: BusinessSetup; board: Board },
  companies: readonly Company[],
): Part<readonly PlannedTicket[]> {
  const random = scene.random.fork('projects');
  const { scale } = scene;
  const planned: PlannedTicket[] = [];
  const ticketsEach = Math.max(1, Math.round((scale.tickets * PROJECT_SHARE) / scale.projects));
  const first = LAST_WORKDAY - scale.workdays + 1;
  for (let index = 0; index < scale.projects; index++) {
    const id = 500 + index;
    const company = random.pick(companies);
    const start = random.int(first, LAST_WORKDAY - 20);
    const end = start + random.int(40, 90);
    const closed = end < LAST_WORKDAY - 30;
    const name = `${random.pick(NAMES)} ${company.reference.identifier}`;
    const project = reference('project', '/project/projects', id, name);
    const draft = {
      project,
      company,
      contact: random.pick(company.contacts),
      manager: random.pick(context.members.managers),
      closed,
    };
    yield* projectRows(scene, context, draft, start, end);
    const phases = PHASES.map((phaseName, place) => ({
      ...draft,
      reference: reference('phase', `/project/projects/${id}/phases`, id * 10 + place, phaseName),
      wbsCode: String(place + 1),
    }));
    for (const [place, phase] of phases.entries()) {
      const from = start + Math.floor(((end - start) * place) / phases.length);
      yield phaseRow(scene, context, phase, from, from + Math.floor((end - start) / phases.length));
    }
    const lastStart = Math.min(end - 12, LAST_WORKDAY - 1);
    for (let n = 0; n < ticketsEach; n++) {
      const minute = random.int(start, lastStart) * WORKDAY_MINUTES + random.int(0, 560);
      const place = Math.floor(((minute / WORKDAY_MINUTES - start) / (end - start)) * phases.length);
      const phase = phases[Math.max(0, Math.min(place, phases.length - 1))];
      if (phase) planned.push({ minute, phase });
    }
  }
  return planned.sort((a, b) => a.minute - b.minute);
}

type Draft = Pick<Phase, 'project' | 'company' | 'contact' | 'manager' | 'closed'>;

function* projectRows(
  scene: Scene,
  context: { organisation: Organisation; business: BusinessSetup; board: Board },
  draft: Draft,
  start: number,
  end: number,
): Part<undefined> {
  const { organisation, business, board } = context;
  const { project, company, contact, manager, closed } = draft;
  const { id, name } = project;
  const [site] = company.sites;
  const statuses = business.projectStatuses;
  yield row('project/projects', {
    id,
    actualStart: scene.time.dateText(start),
    actualEnd: closed ? scene.time.dateText(end) : undefined,
    agreement: company.agreement?.reference,
    billExpenses: 'Billable',
    billingAmount: 0,
    billingMethod: 'ActualRates',
    billingRateType: 'WorkRole',
    billingTerms: business.billingTerms,
    billProducts: 'Billable',
    billProjectAfterClosedFlag: false,
    billTime: 'Billable',
    billToCompany: company.reference,
    billToContact: contact.reference,
    billToSite: site?.reference,
    billUnapprovedTimeAndExpense: false,
    board: board.reference,
    budgetAnalysis: 'ActualHours',
    budgetFlag: false,
    budgetHours: 80,
    company: company.reference,
    contact: contact.reference,
    description: `${name}. See the phases for scope and dates.`,
    currency: organisation.currency,
    downpayment: 0,
    estimatedStart: scene.time.dateText(start),
    estimatedEnd: scene.time.dateText(end),
    percentComplete: closed ? 1 : 0.4,
    estimatedHours: 80,
    estimatedTimeRevenue: 13_200,
    includeDependenciesFlag: false,
    includeEstimatesFlag: true,
    location: organisation.locations[0],
    department: organisation.departments.projects,
    manager: manager.reference,
    name: name.slice(0, 100),
    restrictDownPaymentFlag: false,
    scheduledStart: scene.time.dateText(start),
    scheduledEnd: scene.time.dateText(end),
    scheduledHours: 80,
    site: site?.reference,
    status: closed ? statuses.closed : statuses.open,
    closedFlag: closed,
    type: business.projectType,
    doNotDisplayInPortalFlag: false,
    _info: {
      lastUpdated: scene.time.dateText(Math.min(end, LAST_WORKDAY)),
      updatedBy: manager.reference.identifier,
      dateEntered: scene.time.dateText(start),
      enteredBy: manager.reference.identifier,
      phases_href: `/project/projects/${id}/phases`,
      notes_href: `/project/projects/${id}/notes`,
      projectTickets_href: `/project/tickets?conditions=project/id=${id}`,
    },
  });
  yield row(
    'project/projects/notes',
    {
      id: scene.next('project/projects/notes'),
      projectId: id,
      text: 'Kick-off held. Change window agreed: evenings and Saturday morning.',
      type: reference('type', '/company/noteTypes', 1, 'General'),
      flagged: false,
      _info: history(manager.reference.identifier, manager.reference.identifier, 2025, id),
    },
    id,
  );
  return undefined;
}

function phaseRow(
  scene: Scene,
  context: { organisation: Organisation; business: BusinessSetup; board: Board },
  phase: Phase,
  start: number,
  end: number,
): ReturnType<typeof row> {
  const statuses = context.business.phaseStatuses;
  const { project, manager } = phase;
  return row(
    'project/projects/phases',
    {
      id: phase.reference.id,
      projectId: project.id,
      description: phase.reference.name,
      board: context.board.reference,
      status: phase.closed ? statuses.closed : statuses.open,
      wbsCode: phase.wbsCode,
      billTime: 'Billable',
      billExpenses: 'Billable',
      billProducts: 'Billable',
      markAsMilestoneFlag: false,
      billSeparatelyFlag: false,
      billingMethod: 'ActualRates',
      scheduledHours: 20,
      scheduledStart: scene.time.dateText(start),
      scheduledEnd: scene.time.dateText(end),
      budgetHours: 20,
      locationId: context.organisation.locations[0]?.id,
      businessUnitId: context.organisation.departments.projects.id,
      billPhaseClosedFlag: false,
      billProjectClosedFlag: false,
      downpayment: 0,
      currency: context.organisation.currency,
      _info: history(manager.reference.identifier, manager.reference.identifier, 2025, phase.reference.id),
    },
    project.id,
  );
}
