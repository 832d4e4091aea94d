import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { where } from '../../conditions/index.js';
import type { Collection, JsonRecord, ListOptions } from '../index.js';
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

  test('have pages with a cursor in order of id, and none in another order', async () => {
    const { table } = setUp(COMPANIES, companies(300));
    const filter = where.all([where`territory/id in ${territories}`, padding]);
    const byId = await table.list({ where: filter, pageSize: 10 });
    expect(byId).toMatchObject({ hasMore: true, cursor: { pageId: byId.items.at(-1)?.['id'] } });
    const second = await byId.next();
    expect(await table.list({ where: filter, ...byId.cursor, pageSize: 10 })).toMatchObject({
      items: second?.items,
    });
    expect(await table.list({ where: filter, pageSize: 10, orderBy: 'name' })).toMatchObject({
      hasMore: true,
      cursor: undefined,
    });
    await expect(table.list({ where: filter, page: 2 })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      hint: expect.stringContaining('pageId'),
    });
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
