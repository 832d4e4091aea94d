import type { JsonRecord } from '../../../store/index.js';
import type { Concern } from '../concern.js';
import { equals } from '../query.js';
import { referenceTo } from '../references.js';
import { idOf, numberOf, textOf } from '../values.js';

/**
 * The service level of a ticket: that of its agreement, else the default one, and what is due next by its
 * priority, in the recorded words `Resolve by Tue 10/04 11:00 PM UTC-05` (PROTOCOL 6.5). Goals are counted
 * in hours around the clock from the moment the ticket came in, and told in UTC (*assumed*: a real PSA
 * counts the hours of a calendar, in the time zone of the site).
 */
export const SLA: Concern = {
  about: ['service/tickets'],
  on: ['create', 'replace', 'update'],
  apply: async ({ record, before }, draft) => {
    const agreement = await draft.get('finance/agreements', [], idOf(record, 'agreement'));
    const id = idOf(record, 'sla') ?? idOf(agreement, 'sla');
    const sla =
      (await draft.get('service/SLAs', [], id)) ??
      (await draft.first('service/SLAs', { where: equals('defaultFlag', true) }));
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
    const entered = textOf(record, 'escalationStartDateUTC') ?? textOf(info, 'dateEntered') ?? draft.now;
    return {
      ...record,
      sla: record['sla'] ?? referenceTo('service/SLAs', sla, 'sla'),
      slaStatus: slaStatus(record, goals ?? sla, entered),
    };
  },
};

const STAGES = [
  { at: 'dateResponded', hours: 'respondHours', words: 'Respond by' },
  { at: 'dateResplan', hours: 'planWithin', words: 'Plan by' },
  { at: 'dateResolved', hours: 'resolutionHours', words: 'Resolve by' },
] as const;

function slaStatus(record: JsonRecord, goals: JsonRecord, entered: string): string {
  const next = STAGES.find(({ at }) => textOf(record, at) === undefined);
  if (!next || record['closedFlag'] === true) return 'Resolved';
  const due = Date.parse(entered) + (numberOf(goals, next.hours) ?? 0) * 3_600_000;
  return `${next.words} ${goalText(new Date(due))}`;
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

function goalText(goal: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const hour = goal.getUTCHours();
  const time = `${two(((hour + 11) % 12) + 1)}:${two(goal.getUTCMinutes())} ${hour < 12 ? 'AM' : 'PM'}`;
  return `${WEEKDAYS[goal.getUTCDay()] ?? ''} ${two(goal.getUTCMonth() + 1)}/${two(goal.getUTCDate())} ${time} UTC+00`;
}
