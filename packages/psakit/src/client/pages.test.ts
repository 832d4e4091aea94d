import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTestPsa } from './testing/create-psa.js';
import { fakePsa, type FakePsa, type FakePsaOptions } from './testing/fake-psa.js';
import { json, scriptedFetch } from './testing/scripted-fetch.js';
import type { Collection, JsonRecord, ListOptions, ListRequest, PsaOptions } from './index.js';

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);

/** Tickets page forward-only; the audit trail by number. */
function setUp(
  options: FakePsaOptions,
  psaOptions: PsaOptions = {},
): { server: FakePsa; tickets: Collection<JsonRecord> } {
  const server = fakePsa(options);
  const { psa } = createTestPsa({ fetch: server.fetch, budget: 'off', ...psaOptions });
  return { server, tickets: psa.collection('service/tickets') };
}

async function idsOf(tickets: Collection<JsonRecord>, options: ListOptions<JsonRecord>): Promise<unknown[]> {
  return (await tickets.list(options).all()).map(({ id }) => id);
}

/** What makes a listing page by number. */
const NUMBERED = { orderBy: 'id' };

describe.each([
  ['forward-only', {}],
  ['by number', NUMBERED],
])('%s', (mode, options: ListOptions<JsonRecord>) => {
  test.each([0, 1, 999, 1000, 1001, 2000, 2001, 3000])(
    '%i records take max(1, ceil(N/1000)) requests',
    async (count) => {
      const { server, tickets } = setUp({ rows: range(1, count) });
      expect(await idsOf(tickets, options)).toEqual(range(1, count));
      expect(server.requests).toHaveLength(Math.max(1, Math.ceil(count / 1000)));
    },
  );

  test.each([0, 3, 4, 5, 8])(
    '%i records in pages of 4, from a server that sends neither Link nor total',
    async (count) => {
      const { server, tickets } = setUp({ rows: range(1, count), links: false, totals: false });
      expect(await idsOf(tickets, { ...options, pageSize: 4 })).toEqual(range(1, count));
      // Only a full page leaves it open whether there is more.
      expect(server.requests).toHaveLength(Math.floor(count / 4) + 1);
    },
  );

  test('every page carries the filters (PROTOCOL 3)', async () => {
    const { server, tickets } = setUp({ rows: range(1, 10) });
    await idsOf(tickets, {
      ...options,
      where: 'id > 0',
      childWhere: 'notes/text contains "x"',
      fields: ['id'],
      pageSize: 4,
    });
    expect(server.requests).toHaveLength(3);
    for (const query of server.requests) {
      expect(query.get('conditions')).toBe('id > 0');
      expect(query.get('childConditions')).toBe('notes/text contains "x"');
      expect(query.get('fields')).toBe('id');
      expect(query.get('pageSize')).toBe('4');
      expect(query.get('orderBy')).toBe(mode === 'by number' ? 'id' : null);
    }
  });

  test('a limit asks for no more than it needs', async () => {
    const { server, tickets } = setUp({ rows: range(1, 50) });
    expect(await idsOf(tickets, { ...options, limit: 7 })).toEqual(range(1, 7));
    expect(server.requests.map((query) => query.get('pageSize'))).toEqual(['7']);
    expect(await idsOf(tickets, { ...options, limit: 10, pageSize: 4 })).toEqual(range(1, 10));
    expect(server.requests).toHaveLength(4);
  });

  test('a cursor goes on where a page ended', async () => {
    const { tickets } = setUp({ rows: range(1, 10) });
    const page = await tickets.list({ ...options, limit: 4 });
    expect(page).toMatchObject({ hasMore: false, items: range(1, 4).map((id) => ({ id })) });
    expect(await idsOf(tickets, { ...options, ...page.cursor, pageSize: 4 })).toEqual(range(5, 10));
  });

  test('a page cut by a limit has a cursor, too, and Infinity is no limit', async () => {
    const { server, tickets } = setUp({ rows: range(1, 25) });
    const all: unknown[] = [];
    let cursor: object | undefined = {};
    while (cursor !== undefined) {
      const request: ListRequest<JsonRecord> = tickets.list({
        ...options,
        pageSize: 4,
        ...cursor,
        limit: 7,
      });
      cursor = undefined;
      for await (const page of request.pages()) {
        all.push(...page.items.map(({ id }) => id));
        ({ cursor } = page);
      }
    }
    expect(all).toEqual(range(1, 25));
    expect(server.requests.length).toBeLessThanOrEqual(12);
    expect(await idsOf(tickets, { ...options, limit: Infinity })).toEqual(range(1, 25));
  });

  test('an awaited page leads to the next, up to the last', async () => {
    const { server, tickets } = setUp({ rows: range(1, 5) });
    const request = tickets.list({ ...options, pageSize: 2 });
    const pages: unknown[] = [];
    let page = await request;
    for (let next = await page.next(); ; next = await page.next()) {
      pages.push(page.items.map(({ id }) => id));
      if (next === undefined) break;
      page = next;
    }
    expect(pages).toEqual([[1, 2], [3, 4], [5]]);
    expect(page).toMatchObject({ hasMore: false, cursor: undefined });
    expect(await request).toMatchObject({ hasMore: true });
    expect(server.requests).toHaveLength(3);
  });
});

/** What others do between two pages. */
const changes = fc.record({
  inserted: fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 4 }),
  deleted: fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 4 }),
});

test('forward-only sees every record that existed throughout, once, while others insert and delete', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.integer({ min: 1, max: 200 }), { maxLength: 60 }),
      fc.integer({ min: 1, max: 10 }),
      fc.array(changes, { maxLength: 30 }),
      async (rows, pageSize, script) => {
        const throughout = new Set(rows);
        const { tickets } = setUp({
          rows,
          afterPage: (psa) => {
            const { inserted, deleted } = script.pop() ?? { inserted: [], deleted: [] };
            for (const id of deleted) {
              psa.rows.delete(id);
              throughout.delete(id);
            }
            for (const id of inserted) psa.rows.add(id);
          },
        });
        const seen = await idsOf(tickets, { pageSize });
        expect(new Set(seen).size).toBe(seen.length);
        for (const id of throughout) expect(seen).toContain(id);
      },
    ),
    { numRuns: 100 },
  );
});

test('by number, ordered by id, sees every record once while others insert', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(60),
      fc.integer({ min: 1, max: 10 }),
      fc.array(fc.nat(5), { maxLength: 10 }),
      async (count, pageSize, script) => {
        let last = count;
        const { tickets } = setUp({
          rows: range(1, count),
          afterPage: (psa) => {
            for (let added = script.pop() ?? 0; added > 0; added--) psa.rows.add(++last);
          },
        });
        const seen = await idsOf(tickets, { ...NUMBERED, pageSize });
        expect(new Set(seen).size).toBe(seen.length);
        for (const id of range(1, count)) expect(seen).toContain(id);
      },
    ),
    { numRuns: 50 },
  );
});

test('by number, a record that slips onto the next page is not repeated', async () => {
  let inserted = false;
  const { tickets } = setUp({
    rows: range(10, 20),
    afterPage: (psa) => {
      if (!inserted) psa.rows.add(1);
      inserted = true;
    },
  });
  expect(await idsOf(tickets, { ...NUMBERED, pageSize: 3 })).toEqual(range(10, 20));
});

describe('a server that', () => {
  const LIST = /\/service\/tickets\?/;
  const page = (ids: readonly number[], link?: string): Response =>
    json(
      ids.map((id) => ({ id })),
      { headers: link === undefined ? {} : { Link: `<https://x.example/?${link}>; rel="next"` } },
    );

  async function collect(
    replies: readonly Response[],
    options: ListOptions<JsonRecord> = {},
  ): Promise<unknown[]> {
    const script = scriptedFetch(replies.map((reply) => ({ url: LIST, reply })));
    const { psa } = createTestPsa({ fetch: script.fetch });
    try {
      return await idsOf(psa.collection('tickets'), { pageSize: 2, readAhead: false, ...options });
    } finally {
      script.verify();
    }
  }

  test('repeats records is seen through', async () => {
    expect(
      await collect([page([1, 2], 'pageId=2'), page([2, 2, 3, 1], 'pageId=3'), page([3, 4, 4], 'pageId=')]),
    ).toEqual([1, 2, 3, 4]);
  });

  test.each(['pageId=2', 'pageId=1'])('does not advance is BAD_RESPONSE: %s', async (link) => {
    await expect(collect([page([1, 2], 'pageId=2'), page([1, 2], link)])).rejects.toMatchObject({
      code: 'BAD_RESPONSE',
      message: expect.stringContaining('never end'),
    });
  });

  test.each(['page=2', 'page=1', 'page=4', 'page=', 'pageId=7'])(
    'does not advance by number is BAD_RESPONSE: %s',
    async (link) => {
      await expect(collect([page([1, 2], 'page=2'), page([1, 2], link)], NUMBERED)).rejects.toMatchObject({
        code: 'BAD_RESPONSE',
      });
    },
  );

  test('answers numbered pages to a forward-only request is BAD_RESPONSE, with the way out', async () => {
    await expect(collect([page([1, 2], 'page=2')])).rejects.toMatchObject({
      code: 'BAD_RESPONSE',
      hint: 'Pass page: 1.',
    });
  });

  test('announces a page that then is empty ends there', async () => {
    expect(await collect([page([1, 2], 'pageId=2'), page([], 'pageId=9')])).toEqual([1, 2]);
    expect(await collect([page([1, 2], 'page=2'), page([], 'page=3')], NUMBERED)).toEqual([1, 2]);
  });

  test.each(['garbage', '<https://x.example/?pageId=9>; rel="prev"'])(
    'sends a Link that cannot be read is asked on behind the last id of a full page: %s',
    async (Link) => {
      const odd = (...ids: readonly number[]): Response =>
        json(
          ids.map((id) => ({ id })),
          { headers: { Link } },
        );
      expect(await collect([odd(1, 2), odd(3, 4), odd()])).toEqual([1, 2, 3, 4]);
      expect(await collect([odd(1, 2), odd(3)])).toEqual([1, 2, 3]);
    },
  );

  test('sends a Link to a page that is none is BAD_RESPONSE, with the way out', async () => {
    await expect(collect([page([1, 2], 'pageId=undefined')])).rejects.toMatchObject({
      code: 'BAD_RESPONSE',
      message: expect.stringContaining('"undefined", which is no id'),
      hint: expect.stringContaining('page: 1'),
    });
  });

  test('sends no id for want of a field is read by its Link alone', async () => {
    const nameless = (link: string): Response =>
      json([{ summary: 'same' }, { summary: 'same' }], {
        headers: { Link: `<https://x.example/?${link}>; rel="next"` },
      });
    const found = await collect([nameless('pageId=2'), nameless('pageId=')], { fields: ['summary'] });
    expect(found).toHaveLength(4);
  });

  test.each([json({ id: 1 }), json(null), new Response('')])(
    'answers no list is BAD_RESPONSE: %#',
    async (reply) => {
      await expect(collect([reply])).rejects.toMatchObject({ code: 'BAD_RESPONSE' });
    },
  );
});

describe('how pages are asked for', () => {
  async function firstQuery(resource: string, options: ListOptions<JsonRecord>): Promise<string> {
    const script = scriptedFetch([{ url: /./, reply: json([]) }]);
    const { psa } = createTestPsa({ fetch: script.fetch });
    await psa.collection(resource).list(options);
    const [sent] = script.sent;
    const type = sent?.headers['pagination-type'];
    return `${new URL(sent?.url ?? '').search}${type === undefined ? '' : ` ${type}`}`;
  }

  test.each([
    ['tickets', {}, '?pageSize=1000 forward-only'],
    ['tickets', { orderBy: ' ' }, '?pageSize=1000 forward-only'],
    ['tickets', { pageId: 77, pageSize: 25 }, '?pageSize=25&pageId=77 forward-only'],
    ['tickets', { page: 3 }, '?orderBy=id&pageSize=1000&page=3'],
    ['tickets', { page: 3, pageSize: 50, limit: 7 }, '?orderBy=id&pageSize=50&page=3'],
    ['tickets', { page: 1, skip: 4, limit: 7 }, '?orderBy=id&pageSize=11&page=1'],
    [
      'tickets',
      { orderBy: 'priority/id asc, dateEntered desc' },
      '?orderBy=priority/id,%20dateEntered%20desc,%20id&pageSize=1000&page=1',
    ],
    ['tickets', { orderBy: 'ID DESC' }, '?orderBy=ID%20desc&pageSize=1000&page=1'],
  ])('%s %j', async (resource, options, expected) => {
    expect(await firstQuery(resource, options)).toBe(expected);
  });

  test.each([
    { pageId: 5, orderBy: 'id' },
    { pageId: 5, page: 2 },
    { pageSize: 0 },
    { pageSize: 1001 },
    { pageSize: 2.5 },
    { limit: 0 },
    { limit: -1 },
    { page: 0 },
    { skip: -1 },
    { skip: 2, pageId: 5 },
  ])('%j is refused before anything is sent', async (options) => {
    const { server, tickets } = setUp({ rows: [] });
    await expect(tickets.list(options)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(server.requests).toHaveLength(0);
  });
});
