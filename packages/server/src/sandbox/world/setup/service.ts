import { reference, type Reference } from '../references.js';
import { setupRows } from '../rows.js';
import type { Part } from '../types.js';

export interface Priority extends Reference {
  readonly sort: number;
  readonly level: string;
}

/** What an SLA promises for one priority, in working minutes from the moment a ticket comes in. */
export interface Promised {
  readonly respond: number;
  readonly plan: number;
  readonly resolve: number;
}

/** The global tables of the service module. */
export interface ServiceSetup {
  /** By id - 1; `priority/id <= 2` are the urgent ones. */
  readonly priorities: readonly Priority[];
  /** By id - 1. */
  readonly promises: readonly Promised[];
  readonly sources: Readonly<Record<'phone' | 'email' | 'portal' | 'alert', Reference>>;
  readonly locations: Readonly<Record<'onSite' | 'remote', Reference>>;
  readonly sla: Reference;
}

const LEVELS: readonly (readonly [name: string, level: string, color: string, hours: readonly number[]])[] = [
  ['Priority 1 - Critical', 'Critical', 'Red', [0.5, 1, 4]],
  ['Priority 2 - High', 'High', 'Orange', [1, 4, 8]],
  ['Priority 3 - Medium', 'Medium', 'Yellow', [4, 12, 24]],
  ['Priority 4 - Low', 'Low', 'Green', [8, 24, 60]],
];

const PRIORITIES: readonly Priority[] = LEVELS.map(([name, level], index) =>
  reference('priority', '/service/priorities', index + 1, name, { sort: index + 1, level }),
);

const source = (id: number, name: string): Reference => reference('source', '/service/sources', id, name);

const SETUP: ServiceSetup = {
  priorities: PRIORITIES,
  promises: LEVELS.map(([, , , [respond = 0, plan = 0, resolve = 0]]) => ({
    respond: respond * 60,
    plan: plan * 60,
    resolve: resolve * 60,
  })),
  sources: {
    phone: source(1, 'Call'),
    email: source(2, 'Email Connector'),
    portal: source(3, 'Portal'),
    alert: source(4, 'RMM Alert'),
  },
  locations: {
    onSite: reference('location', '/service/locations', 1, 'On-Site'),
    remote: reference('location', '/service/locations', 4, 'Remote'),
  },
  sla: reference('sla', '/service/SLAs', 1, 'Standard'),
};

/** Priorities, sources, service locations, the SLA, severities, impacts and task codes. */
export function* serviceSetupPart(): Part<ServiceSetup> {
  const { sources, locations, sla } = SETUP;
  yield* setupRows(
    'service/priorities',
    LEVELS.map(([name, level, color], index) => ({
      id: index + 1,
      name,
      color,
      sortOrder: index + 1,
      defaultFlag: level === 'Medium',
      urgencySortOrder: String(index + 1),
      level,
    })),
  );
  yield* setupRows(
    'service/sources',
    Object.values(sources).map(({ id, name }) => ({ id, name, defaultFlag: name === 'Call' })),
  );
  yield* setupRows(
    'service/locations',
    Object.values(locations).map(({ id, name }) => ({
      id,
      name,
      where: name === 'Remote' ? 'Remote' : 'OnSite',
      defaultFlag: name === 'Remote',
    })),
  );
  const levels = ['High', 'Medium', 'Low'].map((name, index) => ({
    id: index + 1,
    name,
    description: name,
    defaultFlag: name === 'Medium',
  }));
  yield* setupRows('service/severities', levels);
  yield* setupRows('service/impacts', levels);
  yield* setupRows('service/codes', [
    { id: 1, name: 'Diagnose', description: 'Find the cause' },
    { id: 2, name: 'Fix', description: 'Make it work' },
    { id: 3, name: 'Follow up', description: 'Ask whether it does' },
  ]);
  yield* slaRows(sla);
  return SETUP;
}

function* slaRows(sla: Reference): Part<undefined> {
  const [critical, high, medium, low] = PRIORITIES;
  yield* setupRows('service/SLAs', [
    {
      id: sla.id,
      name: sla.name,
      basedOn: 'MyCalendar',
      defaultFlag: true,
      applicationOrder: 1,
      hiImpactHiUrgency: critical,
      hiImpactMedUrgency: high,
      hiImpactLowUrgency: medium,
      medImpactHiUrgency: high,
      medImpactMedUrgency: medium,
      medImpactLowUrgency: low,
      lowImpactHiUrgency: medium,
      lowImpactMedUrgency: low,
      lowImpactLowUrgency: low,
      respondHours: 4,
      respondPercent: 90,
      planWithin: 12,
      planWithinPercent: 90,
      resolutionHours: 24,
      resolutionPercent: 90,
    },
  ]);
  yield* setupRows(
    'service/SLAs/priorities',
    LEVELS.map(([, , , [respondHours, planWithin, resolutionHours]], index) => ({
      id: index + 1,
      priority: PRIORITIES[index],
      respondHours,
      respondPercent: 90,
      planWithin,
      planWithinPercent: 90,
      resolutionHours,
      resolutionPercent: 90,
      sla,
    })),
    sla.id,
  );
  return undefined;
}
