import { expect } from 'vitest';
import { API, query, useSandbox } from '../support/sandbox.js';
import { verifies } from './verifies.js';

const world = useSandbox();
const FORWARD = { 'pagination-type': 'forward-only' };

type Row = Readonly<{ id: number }>;

/** The relations of a `Link` header and where they lead. */
function links(response: Response): Record<string, URL> {
  const header = response.headers.get('link') ?? '';
  return Object.fromEntries(
    [...header.matchAll(/<([^>]*)>; rel="(\w+)"/g)].map((m) => [m[2] ?? '', new URL(m[1] ?? '')]),
  );
}

verifies('pages:default-size', async () => {
  const rows = await world.json<Row[]>('/service/tickets');
  expect(rows).toHaveLength(25);
  expect(await world.json('/service/tickets?page=1')).toEqual(rows);
});

verifies('pages:maximum-size', async () => {
  expect(await world.json<Row[]>('/service/tickets?pageSize=5000')).toHaveLength(1000);
});

verifies('pages:link', async () => {
  const conditions = 'id > 1 and summary contains "e"';
  const first = await world.ask(`/service/tickets${query({ conditions, pageSize: 400 })}`);
  expect(Object.keys(links(first))).toEqual(['next', 'last']);
  expect(first.headers.get('link')).toMatch(/conditions=id\+%3e\+1.*&page=2>; rel="next"/);
  const { pathname, search } = links(first)['last']!;
  const lastPage = Number(/page=(\d+)$/.exec(search)?.[1]);
  expect(pathname).toMatch(/\/service\/tickets\/$/);
  const last = await world.ask(`/service/tickets${query({ conditions, pageSize: 400, page: lastPage })}`);
  expect(links(last)).toMatchObject({ first: expect.any(URL) as URL, prev: expect.any(URL) as URL });
  expect(links(last)).not.toHaveProperty('next');
  const rows = (await last.json()) as Row[];
  expect(rows.length).toBeGreaterThan(0);
});

verifies('pages:total', async () => {
  const response = await world.ask('/service/tickets?conditions=status/id!=5&pageSize=1&fields=id');
  const { count } = await world.json<{ count: number }>('/service/tickets/count?conditions=status/id!=5');
  expect(response.headers.get('x-total-count')).toBe(String(count));
  expect(Object.keys(((await response.json()) as Row[])[0]!)).toEqual(['id']);
});

verifies('pages:count', async () => {
  const conditions = 'closedFlag = false';
  const rows = await world.client().service.tickets.list({ where: conditions }).all();
  expect(await world.client().service.tickets.count({ where: conditions })).toBe(rows.length);
  expect(await world.json(`/service/tickets/count${query({ conditions })}`)).toEqual({ count: rows.length });
});

verifies('pages:past-end', async () => {
  expect(await world.json('/service/tickets?page=9999')).toEqual([]);
});

verifies('pages:short-page-loop', async () => {
  const ids: number[] = [];
  for (let page = 1; ; page++) {
    const rows = await world.json<Row[]>(`/service/tickets${query({ pageSize: 250, page })}`);
    ids.push(...rows.map((row) => row.id));
    if (rows.length < 250) break;
  }
  const { count } = await world.json<{ count: number }>('/service/tickets/count');
  expect(new Set(ids).size).toBe(count);
  expect(ids).toHaveLength(count);
});

verifies('pages:forward-only', async () => {
  const ids: number[] = [];
  let pageId = '';
  for (let asked = 0; asked < 99; asked++) {
    const response = await world.ask(`/service/tickets?pageSize=500${pageId && `&pageId=${pageId}`}`, {
      headers: FORWARD,
    });
    const rows = (await response.json()) as Row[];
    ids.push(...rows.map((row) => row.id));
    expect(response.headers.get('x-total-count')).toBeNull();
    pageId = links(response)['next']!.searchParams.get('pageId') ?? 'missing';
    if (pageId === '') break;
    expect(pageId).toBe(String(rows.at(-1)?.id));
  }
  expect(ids).toEqual((await world.client().service.tickets.list().all()).map((ticket) => ticket.id));
});

verifies('pages:behind-the-last', async () => {
  const { url } = world.sandbox;
  const last = await world.ask('/service/tickets?pageId=2147483647&pageSize=3', { headers: FORWARD });
  const next = links(last)['next']!;
  expect(next.href).toMatch(/\/service\/tickets\/\?pageSize=3&pageId=$/);
  const after = await world.ask(next.href.slice(`${url}${API}`.length), { headers: FORWARD });
  expect([after.status, after.headers.get('link'), await after.json()]).toEqual([200, '', []]);
  // Who begins with a pageId that is empty gets the first page.
  const first = await world.json<Row[]>('/service/tickets?pageId=&pageSize=3', { headers: FORWARD });
  expect(first).toHaveLength(3);
});

verifies('pages:exact-requests', async () => {
  let requests = 0;
  const psa = world.client({
    fetch: (...parameters) => {
      requests++;
      return world.sandbox.fetch(...parameters);
    },
  });
  const ids = (await psa.service.tickets.list().all()).map((ticket) => ticket.id);
  for (const size of [0, 1, 999, 1000, 1001, ids.length]) {
    const bound = size === 0 ? 0 : ids[size - 1];
    requests = 0;
    expect(await psa.service.tickets.list({ where: `id <= ${bound}` }).all()).toHaveLength(size);
    expect(requests, `${size} tickets`).toBe(Math.max(1, Math.ceil(size / 1000)));
  }
});
