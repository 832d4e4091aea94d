import { expect, test } from 'vitest';
import { smallWorld } from '../testing/small-world.js';
import { AS_OF } from './index.js';

const world = smallWorld();

interface Ref {
  readonly id: number;
  readonly name: string;
}
interface TicketLike {
  readonly [name: string]: unknown;
  readonly id: number;
  readonly status: Ref;
  readonly board: Ref;
  readonly company: Ref;
  readonly contact: Ref;
  readonly site: Ref;
  readonly type: Ref;
  readonly subType: Ref;
  readonly item: Ref;
  readonly team?: Ref;
  readonly owner?: Ref & { readonly identifier: string };
  readonly priority: Ref;
  readonly dateResponded?: string;
  readonly dateResolved?: string;
  readonly closedDate?: string;
  readonly _info: Readonly<Record<string, string>>;
}

const service = world.of('service/tickets') as unknown as readonly TicketLike[];
const project = world.of('project/tickets') as unknown as readonly TicketLike[];
const all = [...service, ...project];

/** Local hour and weekday of the provider, by the rules of the platform, not by the world's own. */
const clock = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/New_York',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
function isOfficeHours(instant: string): boolean {
  const parts = new Map(clock.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  const hour = Number(parts.get('hour'));
  return !['Sat', 'Sun'].includes(parts.get('weekday') ?? '') && hour >= 8 && hour < 18;
}

function datesOf(ticket: TicketLike): string[] {
  return [
    ticket._info['dateEntered'],
    ticket.dateResponded,
    ticket['dateResplan'],
    ticket.dateResolved,
    ticket.closedDate,
  ].filter((date) => date !== undefined) as string[];
}

const statusOf = (ticket: TicketLike): Readonly<Record<string, unknown>> =>
  world.at('service/boards/statuses', [ticket.board.id], ticket.status.id)!;

test('a ticket is closed exactly where its status closes, and then has the date and the member', () => {
  for (const ticket of all) {
    const { closedFlag, closedDate, closedBy } = ticket as Record<string, unknown>;
    expect(closedFlag).toBe(statusOf(ticket)['closedStatus']);
    expect([closedDate !== undefined, closedBy !== undefined]).toEqual([closedFlag, closedFlag]);
  }
});

test('dates rise from entered to closed, and nothing happens after the as-of moment', () => {
  for (const ticket of all) {
    const dates = datesOf(ticket);
    expect(dates).toEqual([...dates].sort());
    expect(ticket._info['lastUpdated']! >= dates.at(-1)!).toBe(true);
    expect(ticket._info['lastUpdated']! <= AS_OF).toBe(true);
  }
});

test('ids rise with the moment of entry', () => {
  const entered = all.sort((a, b) => a.id - b.id).map((ticket) => ticket._info['dateEntered']!);
  expect(entered).toEqual([...entered].sort());
});

test('work is done in office hours; emergencies now and then at night', () => {
  const atNight = all.filter((ticket) => !datesOf(ticket).every(isOfficeHours));
  expect(atNight.length).toBeGreaterThan(0);
  expect(atNight.length).toBeLessThan(all.length / 50);
  expect(new Set(atNight.map((ticket) => ticket.priority.id))).toEqual(new Set([1]));
});

test('a new ticket has nobody yet; every other one has an owner, of its team', () => {
  for (const ticket of all) {
    const isNew = ticket.status.name === 'New';
    expect(ticket.owner === undefined).toBe(isNew);
    expect(ticket['resources'] === undefined).toBe(isNew);
    if (!ticket.owner || !ticket.team) continue;
    const team = world.at('service/boards/teams', [ticket.board.id], ticket.team.id)!;
    expect(team['members']).toContain(ticket.owner.id);
    expect(String(ticket['resources']).split(', ')).toContain(ticket.owner.identifier);
  }
});

test('contact and site belong to the company; type, subtype and item go together on the board', () => {
  const triples = new Set(
    world
      .of('service/boards/typeSubTypeItemAssociations')
      .map((row) => ['board', 'type', 'subType', 'item'].map((name) => (row[name] as Ref).id).join(' ')),
  );
  for (const ticket of all) {
    expect((world.at('company/contacts', [], ticket.contact.id)!['company'] as Ref).id).toBe(
      ticket.company.id,
    );
    expect(world.at('company/companies/sites', [ticket.company.id], ticket.site.id)).toBeDefined();
    expect(triples).toContain([ticket.board.id, ticket.type.id, ticket.subType.id, ticket.item.id].join(' '));
  }
});

test('actual hours are the sum of the time entries, which lie within the life of the ticket', () => {
  const hours = new Map<unknown, number>();
  const byId = new Map(all.map((ticket) => [ticket.id, ticket]));
  for (const entry of world.of('time/entries')) {
    hours.set(entry['chargeToId'], (hours.get(entry['chargeToId']) ?? 0) + Number(entry['actualHours']));
    const { dateResponded, dateResolved, closedDate, _info } = byId.get(Number(entry['chargeToId']))!;
    expect(String(entry['timeStart']) >= (dateResponded ?? _info['dateEntered']!)).toBe(true);
    expect(String(entry['timeEnd']) <= (dateResolved ?? closedDate ?? AS_OF)).toBe(true);
    const lasted = Date.parse(String(entry['timeEnd'])) - Date.parse(String(entry['timeStart']));
    expect(lasted).toBe(Number(entry['actualHours']) * 3_600_000);
  }
  for (const ticket of all) expect(ticket['actualHours']).toBe(hours.get(ticket.id) ?? 0);
});

test('project tickets have project and phase, service tickets their record type; one sequence of ids', () => {
  for (const ticket of project) {
    const phase = world.at(
      'project/projects/phases',
      [(ticket['project'] as Ref).id],
      (ticket['phase'] as Ref).id,
    );
    expect(phase).toBeDefined();
    const { closedFlag } = world.at('project/projects', [], (ticket['project'] as Ref).id)!;
    if (closedFlag === true) expect(ticket['closedFlag']).toBe(true);
  }
  expect(new Set(service.map((ticket) => ticket['recordType']))).toEqual(new Set(['ServiceTicket']));
  const ids = all.map((ticket) => ticket.id).sort((a, b) => a - b);
  expect(ids).toEqual(ids.map((_, index) => ids[0]! + index));
  expect(world.at('service/tickets', [], 54_321)).toBeDefined();
});

test('a parent says that it has children, and they go as it goes', () => {
  const children = service.filter((ticket) => ticket['parentTicketId'] !== undefined);
  const parents = new Set(children.map((ticket) => ticket['parentTicketId']));
  expect(children.length).toBeGreaterThan(0);
  for (const ticket of service) {
    if (parents.has(ticket.id)) expect(ticket['hasChildTicket']).toBe(true);
    const parent = world.at('service/tickets', [], Number(ticket['parentTicketId'])) as
      TicketLike | undefined;
    if (parent)
      expect([ticket.company, ticket.status, ticket.closedDate]).toEqual([
        parent.company,
        parent.status,
        parent.closedDate,
      ]);
  }
});

test('scheduled tickets have an entry in the days to come; every entry is for something that exists', () => {
  const entries = world.of('schedule/entries');
  for (const entry of entries) {
    const { id, identifier } = entry['type'] as { id: number; identifier: string };
    expect([id, identifier]).toEqual(identifier === 'S' ? [4, 'S'] : [1, 'C']);
    const objectId = Number(entry['objectId']);
    const target =
      id === 1
        ? world.at('sales/activities', [], objectId)
        : (world.at('service/tickets', [], objectId) ?? world.at('project/tickets', [], objectId));
    expect(target).toBeDefined();
    expect(String(entry['dateStart']) >= AS_OF).toBe(entry['doneFlag'] === false);
  }
  for (const ticket of all.filter((each) => each.status.name === 'Scheduled')) {
    expect(entries.some((entry) => entry['objectId'] === ticket.id && entry['doneFlag'] === false)).toBe(
      true,
    );
  }
});
