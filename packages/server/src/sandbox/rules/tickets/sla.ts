import type { JsonRecord } from '../../../store/index.js';
import type { Concern } from '../concern.js';
import { equals, IS_DEFAULT } from '../query.js';
import { hoursBehind } from '../../world/index.js';
import { referenceTo } from '../references.js';
import { idOf, numberOf, rounded, textOf } from '../values.js';
import { afterHours, localDay, minutesBetween, serviceHours, type ServiceHours } from './service-hours.js';

/**
 * The service level of a ticket: that of its agreement, else the default one, and what is due next by its
 * priority, in the recorded words `Resolve by Tue 10/04 11:00 PM UTC-05` (PROTOCOL 6.5). Goals are counted
 * from the moment the ticket came in, in the hours of the calendar that the service level is based on, but for its
 * holidays, and told in the provider's own time (*assumed*: nothing but the words is recorded). So are the times it
 * took to respond, to plan and to resolve; the ticket is in its service level as long as none came after its goal.
 */
export const SLA: Concern = {
  about: ['service/tickets'],
  on: ['create', 'replace', 'update'],
  apply: async ({ record, before }, draft) => {
    const agreement = await draft.get('finance/agreements', [], idOf(record, 'agreement'));
    const id = idOf(record, 'sla') ?? idOf(agreement, 'sla');
    const sla =
      (await draft.get('service/SLAs', [], id)) ?? (await draft.first('service/SLAs', { where: IS_DEFAULT }));
    if (!sla) return undefined;
    const priority = idOf(record, 'priority');
    const [goals] =
      priority === undefined
        ? []
        : await draft.list('service/SLAs/priorities', {
            parents: [Number(sla['id'])],
            where: equals('priority/id', priority),
          });
    const info = before?.['_info'] as JsonRecord | undefined;
    const open = await serviceHours(sla, record, draft);
    const entered = textOf(record, 'escalationStartDateUTC') ?? textOf(info, 'dateEntered') ?? draft.now;
    return {
      ...record,
      sla: record['sla'] ?? referenceTo('service/SLAs', sla, 'sla'),
      ...counted(record, goals ?? sla, { start: Date.parse(entered), open }),
    };
  },
};

interface Stage {
  /** When it was reached, in tickets. */
  readonly at: string;
  /** Its goal, in service levels and their priorities. */
  readonly goal: string;
  readonly words: string;
  /** How long it took, in tickets. */
  readonly minutes: string;
  readonly hours: string;
}

const STAGES: readonly Stage[] = [
  {
    at: 'dateResponded',
    goal: 'respondHours',
    words: 'Respond by',
    minutes: 'respondMinutes',
    hours: 'respondedHours',
  },
  {
    at: 'dateResplan',
    goal: 'planWithin',
    words: 'Plan by',
    minutes: 'resPlanMinutes',
    hours: 'resplanHours',
  },
  {
    at: 'dateResolved',
    goal: 'resolutionHours',
    words: 'Resolve by',
    minutes: 'resolveMinutes',
    hours: 'resolutionHours',
  },
];

/** From when on goals are counted, and in which hours. */
interface Counting {
  readonly start: number;
  readonly open: ServiceHours | undefined;
}

/** What a ticket says of its goals. */
function counted(record: JsonRecord, goals: JsonRecord, { start, open }: Counting): JsonRecord {
  const next = STAGES.find(({ at }) => textOf(record, at) === undefined);
  const done = !next || record['closedFlag'] === true;
  if (Number.isNaN(start)) return { slaStatus: done ? 'Resolved' : next.words };
  const due = ({ goal }: Stage): number => afterHours(start, numberOf(goals, goal) ?? 0, open);
  const took: Record<string, unknown> = {};
  let isInSla = true;
  for (const stage of STAGES) {
    const reached = Date.parse(textOf(record, stage.at) ?? '');
    if (Number.isNaN(reached)) {
      took[stage.minutes] = 0;
      took[stage.hours] = undefined;
      continue;
    }
    const minutes = minutesBetween(start, reached, open);
    took[stage.minutes] = Math.round(minutes);
    took[stage.hours] = rounded(minutes / 60);
    if (reached > due(stage)) isInSla = false;
  }
  return { slaStatus: done ? 'Resolved' : `${next.words} ${goalText(due(next))}`, isInSla, ...took };
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** In the provider's own time. */
function goalText(due: number): string {
  const behind = hoursBehind(localDay(due));
  const goal = new Date(due - behind * 3_600_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const hour = goal.getUTCHours();
  const time = `${two(((hour + 11) % 12) + 1)}:${two(goal.getUTCMinutes())} ${hour < 12 ? 'AM' : 'PM'}`;
  return `${WEEKDAYS[goal.getUTCDay()] ?? ''} ${two(goal.getUTCMonth() + 1)}/${two(goal.getUTCDate())} ${time} UTC-${two(behind)}`;
}
