import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { where } from '../../conditions/index.js';
import type { Collection, Cursor, JsonRecord, ListOptions } from '../index.js';
import { createTestPsa } from '../testing/create-psa.js';
import { fakeTables, type FakeTables } from '../testing/fake-tables.js';

const COMPANIES = 'company/companies';
const TICKETS = 'service/tickets';

function setUp(
  name: string,
  rows: readonly JsonRecord[],
): { server: FakeTables; table: Collection<JsonRecord> } {
  const server = fakeTables({ [name]: rows });
  const { psa } = createTestPsa({ fetch: server.fetch, budget: 'off' });
  return { server, table: psa.collection(name) };
}

const range = (count: number, from = 1): number[] =>
  Array.from({ length: count }, (_, index) => from + index);

/** Companies with repeated names, types and no-ones. */
function companies(count: number): JsonRecord[] {
  return range(count).map((id) => ({
    id: id * 7 + 10_000,
    name: id % 5 === 0 ? `Acme ${id % 20}` : `company ${(id * 31) % 97}`,
    dateAcquired: id % 3 === 0 ? undefined : `2024-01-${String((id % 28) + 1).padStart(2, '0')}T00:00:00Z`,
    territory: id % 4 === 0 ? undefined : { id: 1000 + (id % 90), name: `T${id % 90}` },
    status: { id: id % 6, name: 'x' },
  }));
}

describe('a filter of many ids', () => {
  test('goes in as few requests as the URL allows, each record once, in order of id', async () => {
    const rows = companies(1000);
    const { server, table } = setUp(COMPANIES, rows);
    const ids = rows.map(({ id }) => Number(id)).reverse();
    const found = await table.list({ where: where`id in ${[...ids, ...ids]}` }).all();
    expect(found.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
    // 1,000 ids of five digits and a comma, some 300 a URL.
    expect(server.requests).toHaveLength(4);
    for (const { url } of server.requests) expect(url.length).toBeLessThanOrEqual(1950);
  });

  test('that fit without the spaces between them go in one', async () => {
    const { server, table } = setUp(COMPANIES, companies(10));
    await table.list({ where: where`id in ${range(250, 10_000)}` });
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]?.query.get('conditions')).toContain('in (10000,10001,');
  });

  test('stops asking where the limit is reached, and its cursor goes on there', async () => {
    const rows = companies(1000);
    const { server, table } = setUp(COMPANIES, rows);
    const all = rows.map(({ id }) => Number(id));
    const options: ListOptions<JsonRecord> = { where: where`id in ${all}`, fields: ['name'] };
    const page = await table.list({ ...options, limit: 5 });
    expect(page.items).toHaveLength(5);
    expect(page.items[0]).toEqual({ name: rows[0]?.['name'] });
    expect(page.cursor).toEqual({ pageId: all[4] });
    expect(server.requests).toHaveLength(1);
    const rest = await table.list({ ...options, ...page.cursor }).all();
    expect([...page.items, ...rest]).toEqual(rows.map(({ name }) => ({ name })));
  });

  test('is counted in parts', async () => {
    const rows = companies(900);
    const { server, table } = setUp(COMPANIES, rows);
    const ids = rows.map(({ id }) => Number(id));
    expect(await table.count({ where: where`id in ${[...ids, ...ids.slice(5)]}` })).toBe(900);
    expect(server.requests.map(({ path }) => path)).toEqual([
      `${COMPANIES}/count`,
      `${COMPANIES}/count`,
      `${COMPANIES}/count`,
    ]);
  });

  test('of alternatives with = is the same', async () => {
    const { server, table } = setUp(COMPANIES, companies(400));
    const ids = range(400).map((id) => id * 7 + 10_000);
    const found = await table.list({ where: ids.map((id) => `id = ${id}`).join(' or ') }).all();
    expect(found).toHaveLength(400);
    expect(server.requests).toHaveLength(2);
  });
});

describe('parts by another field', () => {
  const territories = range(90).map((id) => 999 + id);
  // Long enough that even the short list beside it has to be split.
  const padding = where`name != ${'x'.repeat(1500)}`;

  test.each<ListOptions<JsonRecord>>([
    {},
    { limit: 30 },
    { pageSize: 7 },
    { pageSize: 7, limit: 25, fields: ['name'] },
    { pageId: 10_700, pageSize: 40 },
    { orderBy: 'name' },
    { orderBy: 'name desc, id', pageSize: 9, limit: 60 },
    { orderBy: 'territory/name, dateAcquired desc', fields: ['id', 'territory/id'] },
    { orderBy: 'dateAcquired', fields: ['status/id'], pageSize: 50 },
  ])('are merged as if there were none: %j', async (options) => {
    const { server, table } = setUp(COMPANIES, companies(300));
    const list = where`territory/id in ${territories}`;
    const whole = await table.list({ ...options, where: list }).all();
    const before = server.requests.length;
    const merged = await table.list({ ...options, where: where.all([list, padding]) }).all();
    expect(merged).toEqual(whole);
    expect(server.requests.length - before).toBeGreaterThan(1);
    expect(whole.length).toBeGreaterThan(20);
  });

  test('have pages whose cursor goes on behind an id, or in each part where it was', async () => {
    const { table } = setUp(COMPANIES, companies(300));
    const filter = where.all([where`territory/id in ${territories}`, padding]);
    const byId = await table.list({ where: filter, pageSize: 10 });
    expect(byId).toMatchObject({ hasMore: true, cursor: { pageId: byId.items.at(-1)?.['id'] } });
    const second = await byId.next();
    expect(await table.list({ where: filter, ...byId.cursor, pageSize: 10 })).toMatchObject({
      items: second?.items,
    });
    const options = { where: filter, orderBy: 'name', fields: ['name'] };
    const whole = await table.list(options).all();
    const read: JsonRecord[] = [];
    let cursor: Cursor | undefined;
    do {
      const page = await table.list({ ...options, ...cursor, limit: 70 });
      read.push(...page.items);
      cursor = JSON.parse(JSON.stringify(page.cursor ?? null)) as Cursor | undefined;
    } while (cursor);
    expect(read).toEqual(whole);
    await expect(table.list({ where: filter, page: 2 })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      hint: expect.stringContaining('cursor'),
    });
  });
});

describe('parts that are counted', () => {
  const rows = companies(900);
  const ids = rows.map(({ id }) => Number(id));
  const where = `id in (${ids.join(',')})`;

  test('have their records in all where all of them are asked, and no total where they wait', async () => {
    const { table } = setUp(COMPANIES, rows);
    const page = await table.list({ where, orderBy: 'name', limit: 5 });
    expect(page).toMatchObject({ total: 900, cursor: { parts: expect.any(Array) as unknown } });
    expect((await table.list({ where, limit: 5 })).total).toBeUndefined();
    expect((await table.list({ where, orderBy: 'id', limit: 5 })).total).toBeUndefined();
  });

  test('go on one after the other where they are in order by themselves', async () => {
    const { server, table } = setUp(COMPANIES, rows);
    const page = await table.list({ where, orderBy: 'id', pageSize: 350 });
    expect(page.cursor).toEqual({ parts: [null, 0, 0], partsOf: expect.any(String) as unknown });
    const second = await table.list({ where, orderBy: 'id', ...page.cursor, limit: 200 });
    expect(second.cursor).toMatchObject({ parts: [null, 200, 0] });
    const before = server.requests.length;
    const rest = await table.list({ where, orderBy: 'id', ...second.cursor }).all();
    expect(server.requests).toHaveLength(before + 2);
    expect([...page.items, ...second.items, ...rest].map(({ id }) => id)).toEqual(ids);
  });

  test.each<ListOptions<JsonRecord>>([
    { where: 'id > 5', orderBy: 'name', parts: [5, 5, 5] },
    { where, orderBy: 'name', parts: [5, 5] },
    { where, orderBy: 'name', parts: [5, -1, 5] },
    { where, parts: [5, 5, 5] },
  ])('refuse the cursor of another list: %#', async (options) => {
    const { server, table } = setUp(COMPANIES, rows);
    await expect(table.list(options)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining('parts is none of this list'),
      hint: expect.stringContaining('orderBy and fields'),
    });
    expect(server.requests).toHaveLength(0);
  });

  test.each<ListOptions<JsonRecord>>([
    { where: where.replace(/\d+/, '90001') },
    { orderBy: 'phoneNumber' },
    { orderBy: 'name desc' },
    { fields: ['id'] },
  ])('refuse the cursor of a list in as many parts: %#', async (other) => {
    const { server, table } = setUp(COMPANIES, rows);
    const list = { where, orderBy: 'name', pageSize: 5 };
    const { cursor } = await table.list(list);
    await table.list({ ...list, ...cursor });
    const before = server.requests.length;
    await expect(table.list({ ...list, ...other, ...cursor })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining('parts is none of this list'),
    });
    expect(server.requests).toHaveLength(before);
  });
});

test('a split filter finds and counts what the whole one does, each record once', async () => {
  const row = fc.record({
    name: fc.constantFrom('a', 'A', 'b', 'É', 'é', 'zz top', ''),
    status: fc.option(fc.record({ id: fc.nat(2000), name: fc.constantFrom('New', 'Old') })),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { maxLength: 60 }),
      fc.constantFrom('id', 'status/id'),
      fc
        .uniqueArray(fc.nat(2000), { minLength: 500, maxLength: 900 })
        .map((values) => [...range(30), ...values, ...range(9)]),
      fc.record({
        orderBy: fc.constantFrom(undefined, 'name', 'status/id desc', 'status/name, name desc', 'id desc'),
        pageSize: fc.integer({ min: 1, max: 20 }),
        limit: fc.constantFrom(undefined, 1, 7, Infinity),
        fields: fc.constantFrom(undefined, ['name'], ['id', 'status/name']),
      }),
      async (made, field, values, options) => {
        const rows = made.map((members, index) => ({ id: index * 3 + 1, ...members }));
        const { server, table } = setUp(COMPANIES, rows);
        const chosen = new Set(values);
        const fitting = rows.filter(({ id, status }) => chosen.has(field === 'id' ? id : (status?.id ?? -1)));
        const filter = `${field} in (${values.join(',')})`;
        expect(await table.count({ where: filter })).toBe(fitting.length);
        expect(server.requests.length).toBeGreaterThan(1);
        const found = await table.list({ ...options, where: filter }).all();
        const alone = setUp(COMPANIES, fitting);
        expect(found).toEqual(await alone.table.list(options).all());
        expect(server.requests.every(({ url }) => url.length <= 1950)).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
});

describe('a collection with a search', () => {
  const tickets = range(2500).map((id) => ({ id, summary: `t${id % 7}`, status: { id: id % 9 } }));

  test('takes the filter in the body, behind the last id page by page', async () => {
    const { server, table } = setUp(TICKETS, tickets);
    const found = await table.list({ where: where`id in ${range(2200)}`, fields: ['id'] }).all();
    expect(found).toEqual(range(2200).map((id) => ({ id })));
    expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(
      Array.from({ length: 3 }, () => `POST ${TICKETS}/search`),
    );
    expect(server.requests[1]?.query.toString()).toBe('fields=id&pageSize=1000&page=1');
    expect(server.requests[1]?.body['conditions']).toMatch(/\) and id > 1000$/);
    expect(server.requests[1]?.body['orderBy']).toBe('id');
  });

  test('has cursors that any listing understands', async () => {
    const { table } = setUp(TICKETS, tickets);
    const filter = where`id in ${range(2200)}`;
    const page = await table.list({ where: filter, limit: 10 });
    expect(page.cursor).toEqual({ pageId: 10 });
    expect((await table.list({ where: filter, ...page.cursor, limit: 2 })).items).toMatchObject([
      { id: 11 },
      { id: 12 },
    ]);
  });

  test('is paged by number in another order', async () => {
    const { server, table } = setUp(TICKETS, tickets);
    const options = { where: where`id in ${range(1500)}`, orderBy: 'summary, id desc' };
    const found = await table.list(options).all();
    expect(found).toHaveLength(1500);
    expect(found[0]).toMatchObject({ summary: 't0', id: 1498 });
    expect(server.requests.map(({ query }) => query.get('page'))).toEqual(['1', '2']);
    expect(server.requests[0]?.body['orderBy']).toBe('summary, id desc');
  });

  test('takes what cannot be split, and texts nobody checked', async () => {
    const { server, table } = setUp(TICKETS, tickets);
    expect(await table.list({ where: `id not in (${range(2400).join(',')})` }).all()).toHaveLength(100);
    expect(await table.count({ where: `id not in (${range(2400).join(',')})` })).toBe(100);
    const unchecked = `id not in (${range(1300).join(' , ')})`;
    expect(await table.list({ where: unchecked, check: 'off' }).all()).toHaveLength(1200);
    expect(server.requests.at(-1)?.body['conditions']).toBe(`(${unchecked}) and id > 2300`);
  });

  test('counts a list of values in parts, which need no pages', async () => {
    const { server, table } = setUp(TICKETS, tickets);
    expect(await table.count({ where: where`id in ${range(500, 2001)}` })).toBe(500);
    expect(server.requests.map(({ path }) => path)).toEqual([`${TICKETS}/count`, `${TICKETS}/count`]);
  });
});

describe('psa.service.tickets.search', () => {
  const tickets = range(2500).map((id) => ({ id, summary: `t${id % 7}`, status: { id: id % 9 } }));
  const open = () => {
    const server = fakeTables({ [TICKETS]: tickets });
    return { server, psa: createTestPsa({ fetch: server.fetch, budget: 'off' }).psa };
  };

  test('lists page by page, narrowed and limited, and goes on with a cursor', async () => {
    const { server, psa } = open();
    const page = await psa.service.tickets.search({
      where: (t) => t.status.id.eq(3),
      fields: ['id'],
      limit: 5,
    });
    expect(page).toMatchObject({ items: [3, 12, 21, 30, 39].map((id) => ({ id })), hasMore: false });
    expect(page.cursor).toEqual({ pageId: 39 });
    const all = await psa.service.tickets.search({ pageSize: 800, ...page.cursor }).all();
    expect(all).toHaveLength(2500 - 39);
    const ids: number[] = [];
    for await (const { id } of psa.service.tickets.search({ orderBy: 'id desc', limit: 3 })) ids.push(id);
    expect(ids).toEqual([2500, 2499, 2498]);
    for await (const { total } of psa.service.tickets.search({ orderBy: 'summary' }).pages()) {
      expect(total).toBe(2500);
    }
    expect(new Set(server.requests.map(({ method, path }) => `${method} ${path}`))).toEqual(
      new Set([`POST ${TICKETS}/search`]),
    );
  });

  test('sends nothing until it is awaited, and says so', () => {
    const { server, psa } = open();
    expect(inspect(psa.service.tickets.search({ where: 'id > 5' }))).toBe(
      'ListRequest { service/tickets/search, where: id > 5; not sent, await or iterate it }',
    );
    expect(server.requests).toHaveLength(0);
  });

  test('is repeated after a lost answer', async () => {
    const { fetch } = open().server;
    let lost = 0;
    const flaky = createTestPsa({
      budget: 'off',
      fetch: (url, init) => (lost++ === 0 ? Promise.reject(new TypeError('reset')) : fetch(url, init)),
    });
    const found = flaky.psa.service.tickets.search({ where: 'id <= 4' }).all();
    await flaky.clock.advance(60_000);
    expect(await found).toHaveLength(4);
    expect(lost).toBe(2);
  });

  test.each([
    [{ conditions: 'id > 5' }, 'Here it is called where.'],
    [{ parts: [1] }, 'It takes'],
    [{ query: {} }, 'It takes'],
  ])('refuses %j', async (options, hint) => {
    const { server, psa } = open();
    await expect(psa.service.tickets.search(options as object)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringMatching(/^search has no option/),
      hint: expect.stringContaining(hint),
    });
    expect(server.requests).toHaveLength(0);
  });
});

describe('what cannot be asked', () => {
  test.each<ListOptions<JsonRecord>>([
    { where: `id not in (${range(900).join(',')})` },
    { where: `id in (${range(900).join(',')}) or name = "x"` },
    { childWhere: `types/name contains "${'x'.repeat(2000)}"` },
    { where: `name = "${'x'.repeat(2000)}"` },
    { fields: Array.from({ length: 300 }, () => 'territory/name') },
    { where: `id iin (${range(900).join(',')})`, check: 'off' },
  ])('is refused with its length and the cures', async (options) => {
    const { server, table } = setUp(COMPANIES, []);
    await expect(table.list(options)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringMatching(/URL of \d{4} characters, and PSA takes 1950/),
    });
    expect(server.requests).toHaveLength(0);
  });
});
