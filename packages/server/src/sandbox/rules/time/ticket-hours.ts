import type { JsonRecord } from '../../../store/index.js';
import type { Concern } from '../concern.js';
import type { Draft } from '../draft.js';
import { numberOf, rounded, textOf } from '../values.js';

/** Time charged to a ticket moves its `actualHours`, and back when it goes or is charged elsewhere. */
export const TICKET_HOURS: Concern = {
  about: ['time/entries'],
  on: ['create', 'replace', 'update', 'delete'],
  apply: async ({ kind, record, before }, draft) => {
    if (kind === 'delete') await move(record, -1, draft);
    else {
      if (before) await move(before, -1, draft);
      await move(record, 1, draft);
    }
    return undefined;
  },
};

const PLACES: Readonly<Record<string, string>> = {
  ServiceTicket: 'service/tickets',
  ProjectTicket: 'project/tickets',
};

async function move(entry: JsonRecord, sign: 1 | -1, draft: Draft): Promise<void> {
  const place = PLACES[textOf(entry, 'chargeToType') ?? ''];
  const hours = numberOf(entry, 'actualHours') ?? 0;
  const id = numberOf(entry, 'chargeToId');
  const ticket = place === undefined ? undefined : await draft.get(place, [], id);
  if (!place || !ticket || hours === 0) return;
  const actualHours = rounded((numberOf(ticket, 'actualHours') ?? 0) + sign * hours);
  draft.change(place, [], ticket, { actualHours: Math.max(0, actualHours) });
}
