import { describe, expect, test } from 'vitest';
import { createBudget, type Wait } from '../budget/index.js';
import { settled } from '../core/testing/fake-clock.js';
import type { Logger, PsaOptions } from './index.js';
import { createTestPsa } from './testing/create-psa.js';
import { json, plain, scriptedFetch, type Reply, type Step } from './testing/scripted-fetch.js';

const TICKET = 'https://psa.example/v4_6_release/apis/3.0/service/tickets/5';
const PATH = '/service/tickets/5';
const LOCKED = { code: 'RecordLocked', message: 'The record is being edited.' };

function setUp(method: string, replies: readonly Reply[], options: PsaOptions = {}) {
  const steps: readonly Step[] = replies.map((reply) => ({ method, url: TICKET, reply }));
  const script = scriptedFetch(steps);
  return { script, ...createTestPsa({ fetch: script.fetch, ...options }) };
}

const reset = (): Error => new TypeError('fetch failed', { cause: new Error('read ECONNRESET') });
const refused = (): Error =>
  new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code: 'ECONNREFUSED' }) });
const status = (code: number, body: unknown = {}): Response => json(body, { status: code });
const cut = (): Response =>
  new Response('[{"id":1},{"id":2', { headers: { 'Content-Type': 'application/json' } });
const page = (): Response => plain('<html>Maintenance</html>', 200, 'text/html');
const short = (): Response => new Response('{}', { headers: { 'Content-Length': '50' } });

describe('a request that does no harm twice is tried again', () => {
  test.each<[string, () => Reply]>([
    ['a reset', reset],
    ['a refused connection', refused],
    ['502', () => status(502)],
    ['503', () => plain('<html>busy</html>', 503, 'text/html')],
    ['504', () => status(504)],
    ['a lock', () => status(409, LOCKED)],
    ['JSON that is cut short', cut],
    ['a refusal that is cut short', () => new Response('{"code":"NotFou', { status: 404 })],
    ['a body shorter than was told', short],
    ['a web page', page],
    ['plain text', () => plain('come back later', 200)],
  ])('after %s', async (_name, reply) => {
    for (const method of ['GET', 'PUT', 'DELETE'] as const) {
      const { psa, clock, script } = setUp(method, [reply(), json({ id: 5 })]);
      expect((await clock.runUntil(psa.request(method, PATH))).json()).toEqual({ id: 5 });
      script.verify();
    }
  });

  test('after 500 only what reads; a write may meet the same mistake again', async () => {
    const read = setUp('GET', [status(500), json({})]);
    await read.clock.runUntil(read.psa.request('GET', PATH));
    read.script.verify();
    const write = setUp('PUT', [status(500)]);
    await expect(write.psa.request('PUT', PATH, { body: {} })).rejects.toMatchObject({
      code: 'SERVER_ERROR',
      retryable: true,
    });
    write.script.verify();
  });

  test.each([
    [500, false],
    [409, true],
  ])('a create that met %i may have been done: retryable is %s', async (code, retryable) => {
    const { psa, script } = setUp('POST', [status(code, { code: 'ConnectWiseApi', message: 'Locked.' })]);
    await expect(psa.request('POST', PATH, { body: {} })).rejects.toMatchObject({ status: code, retryable });
    script.verify();
  });

  test.each(['Changed by another.', 'The status is in use and cannot be deleted.', 'It is blocked.'])(
    'a conflict that is no lock is told at once: %s',
    async (message) => {
      const { psa, script } = setUp('PUT', [status(409, { code: 'Conflict', message })]);
      await expect(psa.request('PUT', PATH)).rejects.toMatchObject({ code: 'CONFLICT' });
      script.verify();
    },
  );

  test('JSON under another type is taken for what it is, and a file is passed on', async () => {
    const { psa, script } = setUp('GET', [
      plain('{"id":5}', 200, 'text/plain'),
      plain('%PDF', 200, 'application/pdf'),
      new Response('<html>', {
        headers: { 'Content-Type': 'text/html', 'Content-Disposition': 'attachment; filename="a.html"' },
      }),
    ]);
    expect((await psa.request('GET', PATH)).json()).toEqual({ id: 5 });
    expect((await psa.request('GET', PATH)).text()).toBe('%PDF');
    expect((await psa.request('GET', PATH)).text()).toBe('<html>');
    script.verify();
  });

  test('what is damaged to the last try is BAD_RESPONSE, with every try', async () => {
    const { psa, clock, script } = setUp('GET', [cut(), status(503), page()], { maxTries: 3 });
    await expect(clock.runUntil(psa.request('GET', PATH))).rejects.toMatchObject({
      code: 'BAD_RESPONSE',
      message: 'The server answered 200 with a web page where JSON was promised.',
      attempts: [
        { code: 'BAD_RESPONSE', status: 200 },
        { code: 'SERVER_ERROR', status: 503 },
        { code: 'BAD_RESPONSE', status: 200 },
      ],
    });
    script.verify();
  });

  test('never before Retry-After, and at random after it', async () => {
    const busy = json({}, { status: 503, headers: { 'Retry-After': '20' } });
    const { psa, clock } = setUp('GET', [busy, json({})], { random: () => 0.5 });
    const start = clock.now();
    await clock.runUntil(psa.request('GET', PATH));
    expect(clock.now() - start).toBe(20_500);
  });

  test('a date in Retry-After is compared with the clock of the server, not with ours', async () => {
    const headers = { Date: 'Mon, 01 Jan 2024 00:00:00 GMT', 'Retry-After': 'Mon, 01 Jan 2024 00:00:09 GMT' };
    const { psa, clock } = setUp('GET', [json({}, { status: 429, headers }), json({})]);
    const start = clock.now();
    await clock.runUntil(psa.request('GET', PATH));
    expect(clock.now() - start).toBe(9_000);
  });
});

describe('what was lost', () => {
  test('a delete whose repetition finds nothing was done the first time', async () => {
    const gone = status(404, { code: 'NotFound', message: 'Ticket 5 not found' });
    const { psa, clock, script } = setUp('DELETE', [reset(), gone]);
    expect((await clock.runUntil(psa.request('DELETE', PATH))).status).toBe(204);
    script.verify();
  });

  test('a delete that finds nothing at once is NOT_FOUND, also after it was only refused', async () => {
    const gone = (): Response => status(404, { code: 'NotFound', message: 'Ticket 5 not found' });
    for (const before of [[], [status(409, LOCKED)], [refused()]]) {
      const { psa, clock, script } = setUp('DELETE', [...before, gone()]);
      await expect(clock.runUntil(psa.request('DELETE', PATH))).rejects.toMatchObject({ code: 'NOT_FOUND' });
      script.verify();
    }
  });

  test.each<[string, () => Reply]>([
    ['a reset', reset],
    ['502', () => status(502)],
    ['503', () => status(503)],
    ['504', () => status(504)],
    ['an answer that is cut short', cut],
    ['a web page', page],
  ])('a create is never sent again after %s', async (_name, reply) => {
    const { psa, clock, script } = setUp('POST', [reply()]);
    await expect(clock.runUntil(psa.request('POST', PATH, { body: {} }))).rejects.toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      retryable: false,
    });
    script.verify();
  });

  test('nor after no answer in time', async () => {
    const { psa, clock, script } = setUp('PATCH', ['silence']);
    await expect(clock.runUntil(psa.request('PATCH', PATH, { body: [] }))).rejects.toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      cause: { code: 'TIMEOUT' },
    });
    script.verify();
  });

  test('a create that never left is sent again, and one that was refused fails as it was refused', async () => {
    const { psa, clock, script } = setUp('POST', [
      refused(),
      status(400, { code: 'InvalidObject', message: 'x' }),
    ]);
    await expect(clock.runUntil(psa.request('POST', PATH, { body: {} }))).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      attempts: [{ code: 'NETWORK' }, { code: 'BAD_REQUEST', status: 400 }],
    });
    script.verify();
  });

  test('a create whose refusal is cut short was refused', async () => {
    const { psa, clock, script } = setUp('POST', [new Response('{"code":"Inv', { status: 400 })]);
    await expect(clock.runUntil(psa.request('POST', PATH, { body: {} }))).rejects.toMatchObject({
      code: 'BAD_RESPONSE',
      status: 400,
    });
    script.verify();
  });

  test('a stream as body is sent once, whatever happens', async () => {
    const rawBody = new Blob(['x']).stream();
    const { psa, clock, script } = setUp('PUT', [status(429)]);
    await expect(clock.runUntil(psa.request('PUT', PATH, { rawBody }))).rejects.toMatchObject({
      status: 429,
    });
    script.verify();
    expect(script.sent[0]?.headers).not.toHaveProperty('Content-Type');
  });
});

describe('what no repetition helps', () => {
  test.each([
    ['ENOTFOUND', 'spelling of CONNECTWISE_SITE'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'NODE_EXTRA_CA_CERTS'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'NODE_EXTRA_CA_CERTS'],
  ])('%s', async (code, cure) => {
    const cause = Object.assign(new Error('no'), { code });
    const { psa, script } = setUp('GET', [new TypeError('fetch failed', { cause })]);
    await expect(psa.request('GET', PATH)).rejects.toMatchObject({
      code: 'NETWORK',
      hint: expect.stringContaining(cure),
    });
    script.verify();
  });
});

describe('the deadline of a call', () => {
  test('ends a try, and what was sent of a write is unknown', async () => {
    const read = setUp('GET', ['silence'], { deadlineMs: 3000 });
    const start = read.clock.now();
    await expect(read.clock.runUntil(read.psa.request('GET', PATH))).rejects.toMatchObject({
      code: 'TIMEOUT',
      message: 'GET /service/tickets/5 was given up after 3 s, as deadlineMs says.',
      attempts: [{ code: 'TIMEOUT', durationMs: 3000 }],
    });
    expect(read.clock.now() - start).toBe(3000);
    expect(read.clock.sleeping).toBe(0);
    const write = setUp('POST', ['silence']);
    const call = write.psa.request('POST', PATH, { body: {}, deadlineMs: 3000 });
    await expect(write.clock.runUntil(call)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  });

  test('is not waited for when the next try would come too late', async () => {
    const busy = json({}, { status: 503, headers: { 'Retry-After': '60' } });
    const told: unknown[] = [];
    const logger: Logger = (event) => told.push(event);
    const { psa, clock } = setUp('GET', [busy], { logger });
    const start = clock.now();
    const call = psa.request('GET', PATH, { deadlineMs: 30_000 });
    await expect(clock.runUntil(call)).rejects.toMatchObject({ code: 'SERVER_ERROR', status: 503 });
    expect(clock.now() - start).toBe(0);
    expect(told.at(-1)).toMatchObject({ type: 'failed', retryMs: undefined });
  });

  test('nor when the budget has no turn in time, which is said', async () => {
    const clock = createTestPsa().clock;
    const budget = createBudget({ limit: 1, clock });
    (await budget.acquire()).settle();
    const { psa } = setUp('GET', [], { clock, budget });
    const waits: Wait[] = [];
    const onWait = (wait: Wait): void => {
      waits.push(wait);
    };
    const call = psa.request('GET', PATH, { deadlineMs: 10_000, onWait });
    await expect(call).rejects.toMatchObject({
      code: 'TIMEOUT',
      message: expect.stringContaining('the limit of requests is used up for another 60 s'),
      retryable: true,
    });
    expect(waits).toEqual([]);
    const patient = new AbortController();
    const waiting = psa.request('GET', PATH, { onWait, signal: patient.signal });
    await settled();
    expect(waits).toEqual([{ reason: 'limit', waitMs: 60_000, ahead: 0 }]);
    expect(await psa.budget.state()).toMatchObject({ waiting: 1, reason: 'limit' });
    patient.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'ABORTED' });
    expect(clock.sleeping).toBe(0);
  });

  test('does not mind a clock that is set', async () => {
    const { psa, clock, script } = setUp('GET', ['silence', json({ id: 5 })], { timeoutMs: 1000 });
    const call = psa.request('GET', PATH, { deadlineMs: 10_000 });
    await settled();
    clock.set(clock.now() + 3_600_000);
    await clock.advance(1000);
    clock.set(clock.now() - 7_200_000);
    expect((await clock.runUntil(call)).json()).toEqual({ id: 5 });
    script.verify();
  });

  test.each([0, -1, NaN])('%s is refused', async (deadlineMs) => {
    const { psa } = setUp('GET', []);
    await expect(psa.request('GET', PATH, { deadlineMs })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
  });
});

test('a body that JSON cannot hold is refused before it takes a turn', async () => {
  const { psa } = setUp('POST', []);
  await expect(psa.request('POST', PATH, { body: { id: 5n } })).rejects.toMatchObject({
    code: 'INVALID_ARGUMENT',
  });
  expect((await psa.budget.state()).used).toBe(0);
});

test('every kind of call has a deadline of its own', async () => {
  const { clock } = createTestPsa();
  const budget = createBudget({ limit: 1, clock });
  (await budget.acquire()).settle();
  const { psa } = setUp('GET', [], { clock, budget });
  const tickets = psa.collection('tickets');
  const call = { deadlineMs: 10 };
  for (const attempt of [
    () => tickets.get(5, call),
    () => tickets.list(call),
    () => tickets.list(call).all(),
    () => tickets.count(call),
    () => tickets.create({ summary: 'x', company: { id: 1 } }, call),
    () => tickets.update(5, { summary: 'x' }, call),
    () => tickets.delete(5, call),
    () => psa.bundle((b) => [b.service.tickets.get(5)], call),
    () => psa.report('Service').count(call),
  ]) {
    await expect(attempt()).rejects.toMatchObject({ code: 'TIMEOUT' });
  }
});
