import type { Company } from '../customers/company.js';
import { setupRows } from '../rows.js';
import type { Board } from '../setup/boards.js';
import type { ServiceSetup } from '../setup/service.js';
import type { Part } from '../types.js';

/** A template for work that comes back: what a ticket that is made of it says. */
export function* templatesPart(
  board: Board,
  company: Company,
  { locations, sources }: Pick<ServiceSetup, 'locations' | 'sources'>,
): Part<undefined> {
  yield* setupRows('service/templates', [
    {
      id: 1,
      name: 'Monthly check',
      summary: 'Monthly check of servers and backups',
      problem: 'Check free space, updates, backups and warranties, and write down what was found.',
      board: board.reference,
      location: board.location,
      status: board.statuses.new,
      serviceLocation: locations.remote,
      source: sources.phone,
      company: company.reference,
      templateFlag: true,
      assignedNotifyFlag: false,
      severity: 'Low',
      impact: 'Low',
    },
  ]);
  return undefined;
}
