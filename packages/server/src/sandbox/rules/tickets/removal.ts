import type { Concern } from '../concern.js';
import { all, any, equals } from '../query.js';
import { inUse } from '../refusals.js';
import { removeDetails } from '../schedule-details.js';
import { ownId } from '../values.js';
import { TICKETS } from './place.js';

/**
 * A ticket goes with its schedule entries, and stays while time or expenses are charged to it (*assumed*:
 * the deletion of a ticket is documented only as leaving no trace, PROTOCOL 8.3).
 */
export const TICKET_REMOVAL: Concern = {
  about: TICKETS,
  on: ['delete'],
  apply: async ({ record, resource }, draft) => {
    const id = ownId(record);
    const types = any(equals('chargeToType', 'ServiceTicket'), equals('chargeToType', 'ProjectTicket'));
    for (const [entries, called] of [
      ['time/entries', 'time entries'],
      ['expense/entries', 'expenses'],
    ] as const) {
      if (await draft.exists(entries, { where: all(equals('chargeToId', id), types) })) {
        throw inUse(`Ticket ${id} cannot be deleted because it has ${called}.`);
      }
    }
    const scheduled = all(equals('type/id', 4), equals('objectId', id));
    for (const entry of await draft.list('schedule/entries', { where: scheduled })) {
      draft.remove('schedule/entries', [], ownId(entry));
      await removeDetails(ownId(entry), draft);
    }
    draft.remove(resource.name, [], id);
    return undefined;
  },
};
