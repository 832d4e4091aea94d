import { inspect } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { settled } from '../core/testing/fake-clock.js';
import { createTestPsa } from './testing/create-psa.js';
import { fakePsa, type FakePsa } from './testing/fake-psa.js';
import { json, scriptedFetch } from './testing/scripted-fetch.js';
import type { Collection, Fetch, JsonRecord, PageInfo } from './index.js';

const rows = Array.from({ length: 10 }, (_, index) => index + 1);

function setUp(): { server: FakePsa; tickets: Collection<JsonRecord> } {
  const server = fakePsa({ rows });
  const { psa } = createTestPsa({ fetch: server.fetch });
  return { server, tickets: psa.collection('tickets') };
}

const unhandled: unknown[] = [];
const note = (reason: unknown): void => {
  unhandled.push(reason);
};
beforeAll(() => {
  process.on('unhandledRejection', note);
});
afterAll(async () => {
  await settled();
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
});

describe('a listing', () => {
  test('sends nothing until it is awaited or iterated', async () => {
    const { server, tickets } = setUp();
    tickets.list();
    const pages = tickets.list().pages();
    await settled();
    expect(server.requests).toHaveLength(0);
    await pages[Symbol.asyncIterator]().return?.(undefined);
    expect(server.requests).toHaveLength(0);
  });

  test('can be awaited more than once for one request', async () => {
    const { server, tickets } = setUp();
    const request = tickets.list();
    expect(await request).toBe(await request);
    expect(server.requests).toHaveLength(1);
  });

  test('shows itself to whoever forgot the await', async () => {
    const { tickets } = setUp();
    const request = tickets.list({ where: 'id > 5', fields: ['id'], limit: 3 });
    expect(inspect(request)).toBe(
      'ListRequest { service/tickets, where: id > 5, fields: [id], limit: 3; not sent, await or iterate it }',
    );
    await request;
    expect(inspect(request)).toContain('; sent }');
    const { psa } = createTestPsa();
    expect(inspect(psa.service.tickets(5).notes.list({ where: (n) => n.text.contains('x') }))).toContain(
      'service/tickets/5/notes, where: a function',
    );
  });

  test('tells of each page as it is handed over', async () => {
    const { tickets } = setUp();
    const told: PageInfo[] = [];
    await tickets.list({ orderBy: 'id', pageSize: 4, onPage: (info) => told.push(info) }).all();
    expect(told).toEqual([
      { index: 1, items: 4, received: 4, hasMore: true, total: 10 },
      { index: 2, items: 4, received: 8, hasMore: true, total: 10 },
      { index: 3, items: 2, received: 10, hasMore: false, total: 10 },
    ]);
  });

  test('waits in the lane of its kind', async () => {
    const lanes: unknown[] = [];
    const budget = {
      acquire: (options: unknown) => {
        lanes.push((options as { lane?: string }).lane);
        return Promise.resolve({ settle: () => undefined, cancel: () => undefined });
      },
      state: () => Promise.reject(new Error('not asked for')),
    };
    const { psa } = createTestPsa({ budget, fetch: () => Promise.resolve(json([])) });
    const tickets = psa.collection('tickets');
    await tickets.list();
    await tickets.list().all();
    await tickets.list({ lane: 'interactive' }).all();
    expect(lanes).toEqual(['interactive', 'bulk', 'interactive']);
  });
});

describe('reading ahead', () => {
  test('asks for the next page while the caller works, and for one only', async () => {
    const { server, tickets } = setUp();
    const counts: number[] = [];
    for await (const page of tickets.list({ pageSize: 3 }).pages()) {
      await settled();
      counts.push(server.requests.length, page.items.length);
    }
    expect(counts).toEqual([2, 3, 3, 3, 4, 3, 4, 1]);
  });

  test('holds the page it hands over and the one ahead, and no other', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const pages: WeakRef<object>[] = [];
    const { tickets } = setUp();
    for await (const page of tickets.list({ pageSize: 1 }).pages()) {
      pages.push(new WeakRef(page.items));
      await settled();
      collect();
      const alive = pages.filter((items) => items.deref() !== undefined);
      // A page behind may live until the loop comes round; the one ahead is none of these yet.
      expect(alive.length).toBeLessThanOrEqual(2);
    }
    expect(pages).toHaveLength(10);
  });

  test('can be turned off', async () => {
    const { server, tickets } = setUp();
    const counts: number[] = [];
    for await (const page of tickets.list({ pageSize: 4, readAhead: false }).pages()) {
      await settled();
      counts.push(server.requests.length, page.items.length);
    }
    expect(counts).toEqual([1, 4, 2, 4, 3, 2]);
  });

  test.each(['break', 'throw', 'return'])('stops on %s, and gives up what is in flight', async (way) => {
    const given: boolean[] = [];
    const { fetch: answer, ...server } = fakePsa({ rows });
    const slow: Fetch = (url, init) => {
      if (server.requests.length === 0) return answer(url, init);
      return new Promise((_, reject) => {
        init.signal?.addEventListener('abort', () => {
          given.push(true);
          reject(new DOMException('given up', 'AbortError'));
        });
      });
    };
    const { psa, clock } = createTestPsa({ fetch: slow });
    const request = psa.collection('tickets').list({ pageSize: 2 });
    const seen: unknown[] = [];
    const read = async (): Promise<void> => {
      for await (const ticket of request) {
        seen.push(ticket['id']);
        await settled();
        if (way === 'break') break;
        if (way === 'return') return;
        throw new RangeError('enough');
      }
    };
    if (way === 'throw') await expect(read()).rejects.toThrow('enough');
    else await read();
    await settled();
    expect({ seen, given }).toEqual({ seen: [1], given: [true] });
    await clock.advance(300_000);
    expect(server.requests).toHaveLength(1);
  });

  test('an error of the page ahead comes when that page is due', async () => {
    const refused = json({ code: 'Security', message: 'no' }, { status: 403 });
    const script = scriptedFetch([
      { url: /./, reply: json([{ id: 1 }], { headers: { Link: '<x?pageId=1>; rel="next"' } }) },
      { url: /pageId=1/, reply: refused },
    ]);
    const { psa } = createTestPsa({ fetch: script.fetch });
    const seen: unknown[] = [];
    const read = async (): Promise<void> => {
      for await (const ticket of psa.collection('tickets').list({ pageSize: 1 })) {
        await settled();
        seen.push(ticket['id']);
      }
    };
    await expect(read()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(seen).toEqual([1]);
    script.verify();
  });

  test('an error nobody waits for is nobody’s', async () => {
    const script = scriptedFetch([
      { url: /./, reply: json([{ id: 1 }], { headers: { Link: '<x?pageId=1>; rel="next"' } }) },
      { url: /pageId=1/, reply: json({}, { status: 403 }) },
    ]);
    const { psa } = createTestPsa({ fetch: script.fetch });
    for await (const ticket of psa.collection('tickets').list({ pageSize: 1 })) {
      await settled();
      if (ticket['id'] === 1) break;
    }
    script.verify();
  });
});

describe('giving up', () => {
  test('by a signal rejects what waits and sends nothing more', async () => {
    const { server, tickets } = setUp();
    const control = new AbortController();
    const read = async (): Promise<void> => {
      for await (const page of tickets
        .list({ pageSize: 2, readAhead: false, signal: control.signal })
        .pages()) {
        if (page.items.some(({ id }) => id === 4)) control.abort();
      }
    };
    await expect(read()).rejects.toMatchObject({ code: 'ABORTED' });
    expect(server.requests).toHaveLength(2);
    await expect(tickets.list({ signal: control.signal })).rejects.toMatchObject({ code: 'ABORTED' });
    expect(server.requests).toHaveLength(2);
  });
});
