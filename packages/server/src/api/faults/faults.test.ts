import { afterEach, describe, expect, test } from 'vitest';
import { serveApi, type ApiServer } from '../node.js';
import type { ApiAnswer, ApiRequest } from '../http.js';
import { createTestApi, createTestClock, known, SIGNED, type TestApi } from '../testing/call.js';
import { createFaultBox, createFaulty, createHandler, type FaultBox, type FaultRule } from './index.js';

interface Faulty {
  readonly api: TestApi;
  readonly box: FaultBox;
  readonly server: ApiServer;
  readonly clock: ReturnType<typeof createTestClock>;
  readonly closing: AbortController;
  /** How many requests reached the API. */
  readonly reached: () => number;
  /** Over a socket, and without one. */
  readonly ways: readonly [string, (path: string, init?: RequestInit) => Promise<Response>][];
}

const open: ApiServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function start(rules: readonly FaultRule[], random: () => number = () => 0.5): Promise<Faulty> {
  const clock = createTestClock();
  const api = await createTestApi();
  await api.put('service/tickets', [{ id: 1, summary: 'one' }]);
  const box = createFaultBox(random);
  for (const rule of rules) box.add(rule);
  let reached = 0;
  const inner = (request: ApiRequest): Promise<ApiAnswer> => {
    reached++;
    return api.api.answer(request);
  };
  const faulty = createFaulty(inner, {
    box,
    clock,
    memberOf: () => 'api1',
    stale: () => Promise.resolve(undefined),
  });
  const closing = new AbortController();
  const handler = createHandler(async (request) => (await faulty(request)).answer, closing.signal);
  const server = await serveApi(handler);
  open.push(server);
  const call =
    (by: (request: Request) => Promise<Response>) =>
    (path: string, init: RequestInit = {}) =>
      by(new Request(`${server.url}/v4_6_release/apis/3.0${path}`, { headers: SIGNED, ...init }));
  return {
    api,
    box,
    server,
    clock,
    closing,
    reached: () => reached,
    ways: [
      ['over a socket', call(fetch)],
      ['without a socket', call(handler)],
    ],
  };
}

describe('what goes wrong, over a socket and without one', () => {
  test('a status, with a body and headers; nothing reaches the API', async () => {
    const body = { code: 'ConnectWiseApi', message: 'An unexpected error has occured.' };
    const { ways, reached } = await start([
      { kind: 'status', status: 503, body, headers: { 'Retry-After': '7' } },
    ]);
    for (const [, call] of ways) {
      const answer = await call('/service/tickets/1');
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '7']);
      expect(await answer.json()).toEqual(body);
    }
    expect(reached()).toBe(0);
  });

  test('the HTML page of a gateway', async () => {
    const { ways } = await start([{ kind: 'html' }]);
    for (const [, call] of ways) {
      const answer = await call('/service/tickets');
      expect([answer.status, answer.headers.get('content-type')]).toEqual([502, 'text/html']);
      expect(await answer.text()).toMatch(/^<html>/);
    }
  });

  test.each([[false], [true]])('a reset connection, carried out before: %s', async (commit) => {
    const { ways, reached } = await start([{ kind: 'reset', commit }]);
    for (const [, call] of ways) {
      await expect(call('/service/tickets/1')).rejects.toMatchObject({
        message: 'fetch failed',
        cause: { code: 'ECONNRESET' },
      });
    }
    expect(reached()).toBe(commit ? 2 : 0);
  });

  test.each([[false], [true]])('no answer at all, carried out before: %s', async (commit) => {
    const { ways, reached } = await start([{ kind: 'timeout', commit }]);
    for (const [, call] of ways) {
      const control = new AbortController();
      const waiting = call('/service/tickets/1', { signal: control.signal });
      setImmediate(() => {
        control.abort();
      });
      await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    }
    expect(reached()).toBeLessThanOrEqual(commit ? 2 : 0);
  });

  test('who waits in vain is let go when the server closes', async () => {
    const { ways, box, server, closing } = await start([{ kind: 'timeout' }]);
    const waiting = ways.map(([, call]) => call('/service/tickets/1').catch((error: unknown) => error));
    while ((box.list()[0]?.struck ?? 0) < 2) await new Promise((resolve) => setImmediate(resolve));
    closing.abort(new TypeError('closed'));
    await server.close();
    const [socket, direct] = await Promise.all(waiting);
    expect(socket).toMatchObject({ message: 'fetch failed' });
    expect(direct).toMatchObject({ message: 'closed' });
  });

  test('a body that breaks off', async () => {
    const { ways } = await start([{ kind: 'truncate', bytes: 5 }]);
    for (const [, call] of ways) {
      const answer = await call('/service/tickets/1');
      expect(answer.status).toBe(200);
      await expect(answer.text()).rejects.toThrow('terminated');
    }
  });

  test('a slow body is whole in the end', async () => {
    const { ways, clock } = await start([{ kind: 'slow', bytesPerSecond: 50 }]);
    for (const [, call] of ways) {
      const answer = await call('/service/tickets/1');
      expect(await answer.json()).toMatchObject({ id: 1, summary: 'one' });
    }
    // Five bytes in each tenth of a second.
    expect(new Set(clock.slept)).toEqual(new Set([100]));
  });

  test('another content type', async () => {
    const { ways } = await start([{ kind: 'contentType', contentType: 'text/plain' }]);
    for (const [, call] of ways) {
      expect((await call('/service/tickets/1')).headers.get('content-type')).toBe('text/plain');
    }
  });

  test('delays add up, and another fault still happens', async () => {
    const { ways, clock } = await start([
      { kind: 'latency', ms: 300 },
      { kind: 'latency', ms: 200 },
      { kind: 'status', status: 500 },
    ]);
    const [, call] = ways[1]!;
    expect((await call('/service/tickets/1')).status).toBe(500);
    expect(clock.slept).toEqual([300, 200]);
  });
});

describe('which requests', () => {
  const strikes = async (rule: Partial<FaultRule>, path: string, init?: RequestInit): Promise<boolean> => {
    const { ways } = await start([{ kind: 'status', status: 599, ...rule }]);
    return (await ways[1]![1](path, init)).status === 599;
  };

  test.each<[string, string, boolean]>([
    ['/service/tickets', '/service/tickets', true],
    ['/service/tickets', '//service//tickets/', true],
    ['/service/tickets', '/service/tickets/1', true],
    ['/service/tickets', '/service/ticketsets', false],
    ['service/tickets/', '/Service/Tickets/1', true],
    ['/service/tickets/*/notes', '/service/tickets/1/notes', true],
    ['/service/tickets/*/notes', '/service/tickets/1/tasks', false],
    ['/**/notes', '/service/tickets/1/notes/5', true],
    ['/service/**/notes', '/company/companies/1/notes', false],
    ['/company/compan*', '/company/companies', true],
    ['/', '/system/info', true],
    ['/v4_6_release/apis/3.0/service/tickets', '/service/tickets/1', true],
  ])('path %s and %s: %s', async (path, asked, expected) => {
    expect(await strikes({ path }, asked)).toBe(expected);
  });

  test.each<[Partial<FaultRule>, boolean]>([
    [{ method: 'get' }, true],
    [{ method: 'POST, GET' }, true],
    [{ method: 'POST' }, false],
    [{ query: 'STATUS/name = "new"' }, true],
    [{ query: 'status%2fname+%3D+"new"' }, true],
    [{ query: 'status/id' }, false],
    [{ member: 'API1' }, true],
    [{ member: 'other' }, false],
  ])('%j: %s', async (rule, expected) => {
    const query = new URLSearchParams({ conditions: 'status/name = "New"' }).toString();
    expect(await strikes(rule, `/service/tickets?${query}`)).toBe(expected);
  });

  test('after so many, and only so often', async () => {
    const { ways, box } = await start([{ kind: 'status', status: 500, after: 1, count: 2 }]);
    const [, call] = ways[1]!;
    const statuses: number[] = [];
    for (let index = 0; index < 5; index++) statuses.push((await call('/service/tickets/1')).status);
    expect(statuses).toEqual([200, 500, 500, 200, 200]);
    expect(box.list()).toMatchObject([{ id: 'fault-1', seen: 3, struck: 2, spent: true }]);
  });

  test('a write uses up no stale read', async () => {
    const { ways, box } = await start([{ kind: 'stale', count: 1 }]);
    const [, call] = ways[1]!;
    await call('/service/tickets/1', { method: 'DELETE' });
    expect(box.list()).toMatchObject([{ seen: 0, spent: false }]);
    await call('/service/tickets/search', { method: 'POST', body: '{}' });
    expect(box.list()).toMatchObject([{ seen: 1, spent: true }]);
  });

  test('by chance, as the source of numbers has it', async () => {
    const drawn = [0.1, 0.9, 0.29, 0.3];
    const { ways } = await start(
      [{ kind: 'status', status: 500, probability: 0.3 }],
      () => drawn.shift() ?? 1,
    );
    const [, call] = ways[1]!;
    const statuses: number[] = [];
    for (let index = 0; index < 4; index++) statuses.push((await call('/service/tickets/1')).status);
    expect(statuses).toEqual([500, 200, 500, 200]);
  });

  test('one is taken out, or all', async () => {
    const { box, ways } = await start([
      { kind: 'status', status: 500 },
      { kind: 'status', status: 501 },
    ]);
    const [, call] = ways[1]!;
    expect(box.clear('fault-1')).toBe(true);
    expect(box.clear('fault-1')).toBe(false);
    expect((await call('/service/tickets/1')).status).toBe(501);
    box.clear();
    expect((await call('/service/tickets/1')).status).toBe(200);
    expect(known('service/tickets').name).toBe('service/tickets');
  });
});

describe('a rule that is wrong', () => {
  test.each<[unknown, RegExp]>([
    [{}, /The fault\.kind is missing, and should be one of "latency"/],
    [{ kind: 'statsu' }, /The fault\.kind is "statsu".*Did you mean "status"\?$/],
    [{ kind: 'status' }, /The fault\.status is missing: a fault of kind "status" needs it/],
    [{ kind: 'status', status: 99 }, /The fault\.status is 99, and should be a whole number from 200 to 599/],
    [
      { kind: 'latency', ms: 1, status: 500 },
      /The fault\.status means nothing for a fault of kind "latency"/,
    ],
    [
      { kind: 'reset', probabilty: 1 },
      /The fault\.probabilty is not known here. Did you mean "probability"\?$/,
    ],
    [
      { kind: 'reset', method: 'get,fly' },
      /The fault\.method has "FLY" in it, which is none of GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS/,
    ],
    [{ kind: 'reset', probability: 2 }, /a number from 0 to 1/],
    [[], /The fault is an array of 0, and should be an object/],
  ])('%j', (rule, message) => {
    const add = (): unknown => createFaultBox(Math.random).add(rule as FaultRule);
    expect(add).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', message: expect.stringMatching(message) }),
    );
  });
});
