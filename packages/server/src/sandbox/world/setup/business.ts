import { reference, type Reference } from '../references.js';
import { setupRows } from '../rows.js';
import { calendarRows } from './calendar.js';
import type { Part } from '../types.js';

/** The tables of finance, sales, projects and the calendar. */
export interface BusinessSetup {
  readonly billingCycle: Reference;
  readonly billingTerms: Reference;
  readonly billingStatuses: Readonly<Record<'open' | 'paid', Reference>>;
  readonly opportunityStatuses: Readonly<Record<'open' | 'won' | 'lost', Reference>>;
  readonly opportunityTypes: readonly Reference[];
  readonly stages: readonly Reference[];
  readonly probabilities: readonly Reference[];
  readonly ratings: readonly Reference[];
  readonly activityTypes: readonly Reference[];
  readonly activityStatuses: Readonly<Record<'open' | 'closed', Reference>>;
  readonly projectStatuses: Readonly<Record<'open' | 'closed', Reference>>;
  readonly projectType: Reference;
  readonly phaseStatuses: Readonly<Record<'open' | 'closed', Reference>>;
  readonly scheduleTypes: Readonly<Record<'activity' | 'ticket', ScheduleType>>;
  readonly scheduleStatuses: Readonly<Record<'firm' | 'tentative', Reference>>;
}

/** A schedule type as entries refer to it: by its one letter. */
export interface ScheduleType {
  readonly id: number;
  readonly identifier: string;
  readonly _info: Readonly<Record<string, string>>;
}

const list = (link: string, path: string, names: readonly string[]): readonly Reference[] =>
  names.map((name, index) => reference(link, path, index + 1, name));
const pair = (
  link: string,
  path: string,
  names: readonly [string, string],
): readonly [Reference, Reference] => [
  reference(link, path, 1, names[0]),
  reference(link, path, 2, names[1]),
];
const scheduleType = (id: number, identifier: string): ScheduleType => ({
  id,
  identifier,
  _info: { type_href: `/schedule/types/${id}` },
});

const PERCENT = [10, 25, 50, 75, 90];
const STAGES = ['Lead', 'Qualified', 'Proposal', 'Negotiation', 'Verbal'];

/** System ids: type 1 belongs to sales activities and 4 to service tickets (PROTOCOL 8.2). */
const SCHEDULE_TYPES: readonly (readonly [number, string, string])[] = [
  [1, 'C', 'Sales Activity'],
  [2, 'H', 'Holiday'],
  [3, 'V', 'Vacation'],
  [4, 'S', 'Service'],
  [5, 'K', 'Sick'],
];

function tables(): BusinessSetup {
  const [open, paid] = pair('status', '/finance/billingStatuses', ['Open', 'Paid']);
  const [activityOpen, activityClosed] = pair('status', '/sales/activities/statuses', ['Open', 'Closed']);
  const [projectOpen, projectClosed] = pair('status', '/project/statuses', ['In Progress', 'Completed']);
  const [phaseOpen, phaseClosed] = pair('status', '/project/phaseStatuses', ['In Progress', 'Completed']);
  const [firm, tentative] = pair('status', '/schedule/statuses', ['Firm', 'Tentative']);
  const opportunity = (id: number, name: string): Reference =>
    reference('status', '/sales/opportunities/statuses', id, name);
  return {
    billingCycle: reference('billingCycle', '/finance/billingCycles', 2, 'Monthly'),
    billingTerms: reference('billingTerms', '/finance/billingTerms', 1, 'Net 30 days'),
    billingStatuses: { open, paid },
    opportunityStatuses: {
      open: opportunity(1, 'Open'),
      won: opportunity(2, 'Won'),
      lost: opportunity(3, 'Lost'),
    },
    opportunityTypes: list('type', '/sales/opportunities/types', ['Managed Services', 'Hardware', 'Project']),
    stages: list('stage', '/sales/stages', STAGES),
    probabilities: list('probability', '/sales/probabilities', PERCENT.map(String)),
    ratings: list('rating', '/sales/opportunities/ratings', ['Hot', 'Warm', 'Cold']),
    activityTypes: list('type', '/sales/activities/types', ['Call', 'Email', 'Meeting', 'Quote']),
    activityStatuses: { open: activityOpen, closed: activityClosed },
    projectStatuses: { open: projectOpen, closed: projectClosed },
    projectType: reference('type', '/project/projectTypes', 1, 'Implementation'),
    phaseStatuses: { open: phaseOpen, closed: phaseClosed },
    scheduleTypes: { activity: scheduleType(1, 'C'), ticket: scheduleType(4, 'S') },
    scheduleStatuses: { firm, tentative },
  };
}

/** Billing, sales, project and schedule tables. */
export function* businessSetupPart(): Part<BusinessSetup> {
  const setup = tables();
  yield* financeRows(setup);
  yield* salesRows(setup);
  yield* projectRows(setup);
  yield* scheduleRows(setup);
  return setup;
}

function* financeRows(setup: BusinessSetup): Part<undefined> {
  yield* setupRows('finance/billingCycles', [
    { id: 1, identifier: 'W', name: 'Weekly', defaultFlag: false, billingOptions: 'Weekly' },
    { id: 2, identifier: 'M', name: 'Monthly', defaultFlag: true, billingOptions: 'Monthly' },
    { id: 3, identifier: 'Y', name: 'Yearly', defaultFlag: false, billingOptions: 'Yearly' },
  ]);
  yield* setupRows('finance/billingTerms', [
    { id: 1, name: 'Net 30 days', defaultFlag: true, dueDays: 30 },
    { id: 2, name: 'Due on receipt', defaultFlag: false, dueDays: 0 },
  ]);
  yield* setupRows(
    'finance/billingStatuses',
    Object.values(setup.billingStatuses).map(({ id, name }, index) => ({
      id,
      name,
      sortOrder: index + 1,
      defaultFlag: index === 0,
      closedFlag: index === 1,
      inactiveFlag: false,
      sentFlag: true,
    })),
  );
  return undefined;
}

function* salesRows(setup: BusinessSetup): Part<undefined> {
  yield* setupRows(
    'sales/opportunities/statuses',
    Object.values(setup.opportunityStatuses).map(({ id, name }) => ({
      id,
      name,
      wonFlag: name === 'Won',
      lostFlag: name === 'Lost',
      closedFlag: name !== 'Open',
      inactiveFlag: false,
      defaultFlag: name === 'Open',
    })),
  );
  yield* setupRows(
    'sales/opportunities/types',
    setup.opportunityTypes.map(({ id, name }) => ({ id, description: name, inactiveFlag: false })),
  );
  yield* setupRows(
    'sales/probabilities',
    PERCENT.map((probability, index) => ({ id: index + 1, probability })),
  );
  yield* setupRows(
    'sales/stages',
    setup.stages.map(({ id, name }, index) => ({
      id,
      name,
      probability: setup.probabilities[index],
      sequenceNumber: index + 1,
    })),
  );
  yield* setupRows(
    'sales/opportunities/ratings',
    setup.ratings.map(({ id, name }, index) => ({ id, name, sortOrder: index + 1 })),
  );
  yield* setupRows(
    'sales/activities/types',
    setup.activityTypes.map(({ id, name }, index) => ({
      id,
      name,
      points: 1,
      defaultFlag: index === 0,
      inactiveFlag: false,
      emailFlag: name === 'Email',
      memoFlag: false,
      historyFlag: false,
    })),
  );
  yield* setupRows(
    'sales/activities/statuses',
    Object.values(setup.activityStatuses).map(({ id, name }, index) => ({
      id,
      name,
      defaultFlag: index === 0,
      inactiveFlag: false,
      spawnFollowupFlag: false,
      closedFlag: index === 1,
    })),
  );
  return undefined;
}

function* projectRows(setup: BusinessSetup): Part<undefined> {
  const rows = (statuses: Readonly<Record<'open' | 'closed', Reference>>): Record<string, unknown>[] =>
    Object.values(statuses).map(({ id, name }, index) => ({
      id,
      name,
      defaultFlag: index === 0,
      inactiveFlag: false,
      closedFlag: index === 1,
    }));
  yield* setupRows('project/statuses', rows(setup.projectStatuses));
  yield* setupRows('project/phaseStatuses', rows(setup.phaseStatuses));
  const { id, name } = setup.projectType;
  yield* setupRows('project/projectTypes', [{ id, name, defaultFlag: true, inactiveFlag: false }]);
  return undefined;
}

function* scheduleRows(setup: BusinessSetup): Part<undefined> {
  yield* calendarRows();
  yield* setupRows(
    'schedule/types',
    SCHEDULE_TYPES.map(([id, identifier, name]) => ({ id, name, identifier, systemFlag: true })),
  );
  yield* setupRows(
    'schedule/statuses',
    Object.values(setup.scheduleStatuses).map(({ id, name }, index) => ({
      id,
      name,
      defaultFlag: index === 0,
      showAsTentativeFlag: index === 1,
    })),
  );
  return undefined;
}
