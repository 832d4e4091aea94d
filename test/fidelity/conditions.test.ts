import { check, evaluate, parse } from 'psakit/conditions';
import { resourceNamed } from 'psakit/catalog';
import { describe, expect } from 'vitest';
import { query, useSandbox } from '../support/sandbox.js';
import { verifies } from './verifies.js';

const world = useSandbox();

interface TicketAnswer extends Record<string, unknown> {
  readonly id: number;
}

/** Everything both sides say about a filter on tickets: the server's ids, the client's, and evaluate's. */
async function selected(conditions: string): Promise<readonly TicketAnswer[]> {
  const psa = world.client();
  const all = await psa.collection('service/tickets').list().all();
  const byClient = await psa.collection('service/tickets').list({ where: conditions }).all();
  const byServer = await world.json<TicketAnswer[]>(
    `/service/tickets${query({ conditions, pageSize: 1000 })}`,
  );
  const resource = resourceNamed('service/tickets');
  const byMeaning = all.filter((ticket) => evaluate(parse(conditions), ticket, { resource }));
  expect(byClient.map((ticket) => ticket['id'])).toEqual(byMeaning.map((ticket) => ticket['id']));
  expect(byServer.map((ticket) => ticket.id)).toEqual(byClient.slice(0, 1000).map((ticket) => ticket['id']));
  return byClient as unknown as readonly TicketAnswer[];
}

const idOf = (ticket: TicketAnswer, name: string): number | undefined =>
  (ticket[name] as { id?: number } | undefined)?.id;
const nameOf = (ticket: TicketAnswer, name: string): string =>
  (ticket[name] as { name?: string } | undefined)?.name ?? '';
const entered = (ticket: TicketAnswer): string =>
  (ticket['_info'] as { dateEntered?: string }).dateEntered ?? '';

/** Some ticket of the world, to take ids from. */
async function some(): Promise<TicketAnswer> {
  const [ticket] = await world.json<TicketAnswer[]>(
    `/service/tickets${query({ conditions: 'company != null and contact != null', pageSize: 1 })}`,
  );
  expect(ticket).toBeDefined();
  return ticket!;
}

describe('operators', () => {
  verifies('conditions:equals', async () => {
    const status = idOf(await some(), 'status');
    const tickets = await selected(`status/id=${status}`);
    expect(tickets.length).toBeGreaterThan(0);
    expect(tickets.every((ticket) => idOf(ticket, 'status') === status)).toBe(true);
  });

  verifies('conditions:not-equals', async () => {
    const status = idOf(await some(), 'status');
    const tickets = await selected(`status/id!=${status}`);
    expect(tickets.length).toBeGreaterThan(0);
    expect(tickets.every((ticket) => idOf(ticket, 'status') !== status)).toBe(true);
  });

  verifies('conditions:less', async () => {
    const tickets = await selected('priority/id<3');
    expect(tickets.length).toBeGreaterThan(0);
    expect(tickets.every((ticket) => (idOf(ticket, 'priority') ?? 9) < 3)).toBe(true);
  });

  verifies('conditions:less-or-equal', async () => {
    const [below, equal, both] = await Promise.all(
      ['priority/id<2', 'priority/id=2', 'priority/id<=2'].map((conditions) => selected(conditions)),
    );
    expect(equal!.length).toBeGreaterThan(0);
    expect(both!.length).toBe(below!.length + equal!.length);
  });

  verifies('conditions:greater', async () => {
    const all = await selected('id > 0');
    const day = entered(all[Math.floor(all.length / 2)]!).slice(0, 10);
    const tickets = await selected(`dateEntered>${day}`);
    expect(tickets.length).toBeGreaterThan(0);
    expect(tickets.length).toBeLessThan(all.length);
    expect(tickets.every((ticket) => entered(ticket) > `${day}T00:00:00Z`)).toBe(true);
  });

  verifies('conditions:greater-or-equal', async () => {
    const moment = entered(await some());
    const [after, from] = [
      await selected(`dateEntered>[${moment}]`),
      await selected(`dateEntered>=[${moment}]`),
    ];
    expect(from.length).toBeGreaterThan(after.length);
    expect((await selected(`dateEntered>=${moment.slice(0, 10)}`)).length).toBeGreaterThanOrEqual(
      from.length,
    );
  });

  verifies('conditions:contains', async () => {
    const tickets = await selected('summary contains "email"');
    expect(tickets.length).toBeGreaterThan(0);
    expect(tickets.every((ticket) => String(ticket['summary']).toLowerCase().includes('email'))).toBe(true);
  });

  verifies('conditions:like', async () => {
    const contains = await selected('summary contains "email"');
    expect((await selected('summary like "%email%"')).map((t) => t.id)).toEqual(contains.map((t) => t.id));
    const [company] = await world.json<{ identifier: string }[]>('/company/companies?pageSize=1');
    const start = company!.identifier.slice(0, 2);
    const companies = await world.json<{ identifier: string }[]>(
      `/company/companies${query({ conditions: `identifier like "${start}%"` })}`,
    );
    expect(companies.length).toBeGreaterThan(0);
    expect(companies.every((c) => c.identifier.toLowerCase().startsWith(start.toLowerCase()))).toBe(true);
  });

  verifies('conditions:in', async () => {
    const [one, two, both] = await Promise.all(
      ['priority/id = 1', 'priority/id = 2', 'priority/id in (1,2)'].map((conditions) =>
        selected(conditions),
      ),
    );
    expect(both!.length).toBe(one!.length + two!.length);
  });

  verifies('conditions:not-in', async () => {
    const status = idOf(await some(), 'status');
    const tickets = await selected(`status/id not in (${status})`);
    expect(tickets.map((t) => t.id)).toEqual((await selected(`status/id != ${status}`)).map((t) => t.id));
  });

  verifies('conditions:and-or', async () => {
    const ticket = await some();
    const [company, status] = [idOf(ticket, 'company'), idOf(ticket, 'status')];
    const tickets = await selected(`(status/id=${status} or status/id=999999) and company/id=${company}`);
    expect(tickets.map((t) => t.id)).toContain(ticket.id);
    expect(tickets.every((t) => idOf(t, 'company') === company && idOf(t, 'status') === status)).toBe(true);
  });
});

describe('names and values', () => {
  verifies('conditions:nested', async () => {
    const ticket = await some();
    const company = idOf(ticket, 'company');
    expect((await selected(`company/id=${company}`)).map((t) => t.id)).toContain(ticket.id);
    expect((await selected('status/name="New"')).every((t) => nameOf(t, 'status') === 'New')).toBe(true);
    const [contact] = await world.json<{ id: number; firstName: string }[]>(
      `/company/contacts${query({ conditions: `id=${idOf(ticket, 'contact')}` })}`,
    );
    const named = `contact/firstName contains "${contact!.firstName}"`;
    expect(check(parse(named), resourceNamed('service/tickets')!)).toEqual([]);
    const theirs = await world.json<TicketAnswer[]>(
      `/service/tickets${query({ conditions: named, pageSize: 1000 })}`,
    );
    expect(theirs.map((t) => t.id)).toContain(ticket.id);
    expect(theirs.every((t) => nameOf(t, 'contact').includes(contact!.firstName))).toBe(true);
    const { count } = await world.json<{ count: number }>(
      `/service/tickets/count${query({ conditions: `id = 0 or ${named} and closedFlag = true` })}`,
    );
    expect(count).toBe(theirs.filter((t) => t['closedFlag'] === true).length);
    expect(await world.client().service.tickets.count({ where: named })).toBe(theirs.length);
  });

  verifies('conditions:dates', async () => {
    const day = entered(await some()).slice(0, 10);
    const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
    const range = await selected(`dateEntered>=[${day}T00:00:00Z] and dateEntered<[${next}T00:00:00Z]`);
    expect(range.length).toBeGreaterThan(0);
    expect(range.every((t) => entered(t).startsWith(day))).toBe(true);
    expect((await selected(`dateEntered>=[${day}] and dateEntered<[${next}]`)).length).toBe(range.length);
  });

  verifies('conditions:null-reference', async () => {
    const all = await selected('id > 0');
    const without = await selected('agreement = null');
    const others = await selected('agreement != null');
    expect(without.length).toBeGreaterThan(0);
    expect(others.length).toBeGreaterThan(0);
    expect(without.length + others.length).toBe(all.length);
  });

  verifies('conditions:null-unknown', () => {
    const condition = parse('assignedResource!=null');
    expect(condition).toMatchObject({ kind: 'compare', operator: '!=', value: { kind: 'null' } });
    const [issue] = check(condition, resourceNamed('service/tickets')!);
    expect(issue?.message).toContain('assignedResource');
    expect(issue?.cure).toMatch(/resources/);
  });

  verifies('conditions:encoded', async () => {
    const company = idOf(await some(), 'company');
    const encoded = await world.json<TicketAnswer[]>(
      `/service/tickets?conditions=company/id%3D${company}%20and%20status/id!%3D5&pageSize=1000`,
    );
    expect(encoded.map((t) => t.id)).toEqual(
      (await selected(`company/id=${company} and status/id!=5`)).map((t) => t.id),
    );
  });

  verifies('conditions:case-free', async () => {
    const lower = await selected('closedFlag = false and board/id = 1');
    expect((await selected('ClosedFlag = False AND Board/ID = 1')).map((t) => t.id)).toEqual(
      lower.map((t) => t.id),
    );
    expect(lower.length).toBeGreaterThan(0);
  });

  verifies('conditions:text-case-free', async () => {
    expect((await selected('summary contains "EMAIL"')).length).toBe(
      (await selected('summary contains "email"')).length,
    );
    const names = (conditions: string): Promise<{ name: string }[]> =>
      world.json(`/company/companies${query({ conditions, pageSize: 1000 })}`);
    const upper = await names('name contains "MÜLLER"');
    expect(upper.length).toBeGreaterThan(0);
    expect(upper).toEqual(await names('name contains "müller"'));
  });

  verifies('conditions:quotes', async () => {
    const double = await selected('status/name="New"');
    expect((await selected("status/name='New'")).map((t) => t.id)).toEqual(double.map((t) => t.id));
  });

  verifies('conditions:wildcards', async () => {
    const percent = await selected('summary like "%email%"');
    expect((await selected('summary like "*email*"')).map((t) => t.id)).toEqual(percent.map((t) => t.id));
  });

  verifies('conditions:booleans', async () => {
    const open = await selected('closedFlag = false');
    expect((await selected('closedFlag = FALSE')).length).toBe(open.length);
    expect((await selected('closedFlag = True')).every((t) => t['closedFlag'] === true)).toBe(true);
  });

  verifies('conditions:time-stamps', async () => {
    const { lastUpdated } = (await some())['_info'] as { lastUpdated: string };
    const plain = await selected(`lastUpdated >= [${lastUpdated}]`);
    expect((await selected(`_info/LastUpdated >= [${lastUpdated}]`)).map((t) => t.id)).toEqual(
      plain.map((t) => t.id),
    );
    expect(plain.length).toBeGreaterThan(0);
  });

  verifies('conditions:empty-result', async () => {
    expect(await world.json(`/service/tickets${query({ conditions: 'id < 0' })}`)).toEqual([]);
  });
});

describe('the server’s texts', () => {
  const TAIL =
    'String values should be enclosed with double or single quotes; DateTime values should be enclosed in square brackets; ' +
    'numbers should consist of only digits, and optionally a decimal point and a negation sign; boolean values should be ' +
    'indicated with the keywords true or false; null values should be indicated by the keyword null.';
  const refused = (conditions: string): Promise<{ code: string; message: string }> =>
    world.json(`/schedule/entries${query({ conditions })}`, { status: 400 });

  verifies('conditions:unknown-name', async () => {
    expect(await refused('typeids="1"')).toEqual({
      code: 'ApiFindCondition',
      message: 'typeids is not a recognized name.',
    });
    const invoices = `/finance/invoices${query({ conditions: 'invoiceDate>[2024-01-01]' })}`;
    expect(await world.json(invoices, { status: 400 })).toEqual({
      code: 'ApiFindCondition',
      message: 'invoiceDate is not a recognized name.',
    });
  });

  verifies('conditions:syntax', async () => {
    const { code, message } = await refused('type/id=4ANDobjectId=945370');
    expect(code).toBe('ApiFindCondition');
    expect(message.replace(/\r?\n/, '\n')).toBe(
      `Condition Syntax Error (Line 1, Character 9) - Unrecognized value: 4ANDobjectId\n${TAIL}`,
    );
  });

  verifies('conditions:type', async () => {
    const { code, message } = await refused('doneFlag = 1');
    expect(code).toBe('ApiFindCondition');
    expect(message).toBe(`Expected a boolean value, not a numeric. ${TAIL}`);
  });
});
