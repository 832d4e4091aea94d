import { describe, expect, test } from 'vitest';
import { createBudget } from '../budget/index.js';
import { settled } from '../core/testing/fake-clock.js';
import { createTestPsa, KEYS } from './testing/create-psa.js';
import { json, plain, scriptedFetch, type Step } from './testing/scripted-fetch.js';
import type { PsaOptions } from './index.js';

const API = 'https://psa.example/v4_6_release/apis/3.0';
const INFO = `${API}/system/info`;
const LIMITED = { code: 'RateLimitExceeded', message: 'Rate limit exceeded. Try again in 30 seconds.' };

function setUp(steps: readonly Step[], options: PsaOptions = {}) {
  const script = scriptedFetch(steps);
  return { script, ...createTestPsa({ fetch: script.fetch, ...options }) };
}

describe('a request', () => {
  test('carries the headers of PROTOCOL 1.1, and nothing of them in its URL', async () => {
    const { psa, script } = setUp([
      { url: `${API}/system/info?a=b%20c`, reply: json({ version: 'v2025.1' }) },
    ]);
    const response = await psa.request('GET', '/system/info', { query: { a: 'b c' } });
    expect(response.json()).toEqual({ version: 'v2025.1' });
    const token = btoa(`${KEYS.companyId}+${KEYS.publicKey}:${KEYS.privateKey}`);
    expect(script.sent[0]?.headers).toEqual({
      Authorization: `Basic ${token}`,
      clientId: KEYS.clientId,
      Accept: 'application/json',
      'Content-Type': 'application/json',
    });
    script.verify();
  });

  test('asks for a version of the models when told to (PROTOCOL 1.6)', async () => {
    const { psa, script } = setUp([{ url: INFO, reply: json({}) }], { version: '2025.16' });
    await psa.request('GET', '/system/info');
    expect(script.sent[0]?.headers['Accept']).toBe('application/vnd.connectwise.com+json; version=2025.16');
  });

  test('sends a body as JSON, and understands an empty answer', async () => {
    const { psa, script } = setUp([
      { method: 'POST', url: INFO, reply: json({ id: 1 }, { status: 201 }) },
      { method: 'DELETE', url: INFO, reply: new Response(null, { status: 204 }) },
    ]);
    expect((await psa.request('POST', '/system/info', { body: { a: 1 } })).status).toBe(201);
    expect(script.sent[0]?.body).toBe('{"a":1}');
    const deleted = await psa.request('DELETE', '/system/info');
    expect(deleted.json()).toBeUndefined();
    script.verify();
  });

  test('keeps the request id of answers and errors', async () => {
    const headers = { 'x-cw-request-id': 'abc-1' };
    const { psa, script } = setUp([
      { url: INFO, reply: json({}, { headers }) },
      { url: INFO, reply: json({ code: 'NotFound', message: 'x' }, { status: 404, headers }) },
    ]);
    expect((await psa.request('GET', '/system/info')).requestId).toBe('abc-1');
    await expect(psa.request('GET', '/system/info')).rejects.toMatchObject({ requestId: 'abc-1' });
    script.verify();
  });
});

describe('a 429', () => {
  test('is obeyed: Retry-After plus up to a second, then again', async () => {
    const reply = json(LIMITED, { status: 429, headers: { 'Retry-After': '7' } });
    const { psa, clock, script } = setUp(
      [
        { url: INFO, reply },
        { url: INFO, reply: json({ ok: true }) },
      ],
      {
        random: () => 0.5,
      },
    );
    const start = clock.now();
    const answer = await clock.runUntil(psa.request('GET', '/system/info'));
    expect(answer.json()).toEqual({ ok: true });
    expect(clock.now() - start).toBe(7500);
    script.verify();
  });

  test('without Retry-After waits 30 s; the vendor’s body is understood; writes go again too', async () => {
    const vendor = { error: 'ConnectWiseAPI', message: 'Too many requests. Please try again in 30 seconds.' };
    const { psa, clock, script } = setUp([
      { method: 'POST', url: INFO, reply: json(vendor, { status: 429 }) },
      { method: 'POST', url: INFO, reply: json({}) },
    ]);
    const start = clock.now();
    await clock.runUntil(psa.request('POST', '/system/info', { body: {} }));
    expect(clock.now() - start).toBe(30_000);
    script.verify();
  });

  test('five tries are all', async () => {
    const steps = Array.from({ length: 5 }, () => ({ url: INFO, reply: json(LIMITED, { status: 429 }) }));
    const { psa, clock, script } = setUp(steps);
    await expect(clock.runUntil(psa.request('GET', '/system/info'))).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      serverCode: 'RateLimitExceeded',
      retryable: true,
      status: 429,
    });
    script.verify();
  });

  test('holds back every client of the budget', async () => {
    const { psa, clock, script } = setUp([{ url: INFO, reply: json(LIMITED, { status: 429 }) }], {
      maxTries: 1,
    });
    const other = createTestPsa({ budget: psa.budget, clock, fetch: () => Promise.resolve(json([])) });
    await expect(psa.request('GET', '/system/info')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    const start = clock.now();
    await clock.runUntil(other.psa.request('GET', '/system/info'));
    expect(clock.now() - start).toBe(30_000);
    script.verify();
  });
});

describe('other failures', () => {
  const down = (): Response =>
    json({ code: 'ConnectWiseApi', message: 'A timeout has occured. Please try again.' }, { status: 500 });

  test('a read is tried again with growing waits', async () => {
    const { psa, clock, script } = setUp([
      { url: INFO, reply: down() },
      { url: INFO, reply: plain('<html>Bad gateway</html>', 502, 'text/html') },
      { url: INFO, reply: new TypeError('fetch failed', { cause: new Error('read ECONNRESET') }) },
      { url: INFO, reply: json({ ok: true }) },
    ]);
    await clock.runUntil(psa.request('GET', '/system/info'));
    expect(clock.sleeps.filter((ms) => ms < 60_000)).toEqual([500, 1000, 2000]);
    expect((await psa.budget.state()).used).toBe(4);
    script.verify();
  });

  test('a write is not: it may have been done', async () => {
    const { psa, clock, script } = setUp([
      { method: 'POST', url: INFO, reply: new TypeError('fetch failed') },
    ]);
    await expect(clock.runUntil(psa.request('POST', '/system/info', { body: {} }))).rejects.toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      retryable: false,
      cause: { code: 'NETWORK' },
      attempts: [{ code: 'NETWORK' }],
    });
    script.verify();
  });

  test('nor is a read that was refused for what it asks', async () => {
    const message = 'String was not recognized as a valid Boolean.';
    const { psa, script } = setUp([
      { url: INFO, reply: json({ code: 'ConnectWiseApi', message }, { status: 500 }) },
    ]);
    await expect(psa.request('GET', '/system/info')).rejects.toMatchObject({
      code: 'SERVER_ERROR',
      status: 500,
    });
    script.verify();
  });

  test('no answer in time is TIMEOUT, after every try', async () => {
    const steps = Array.from({ length: 2 }, () => ({ url: INFO, reply: 'silence' as const }));
    const { psa, clock, script } = setUp(steps, { timeoutMs: 5000, maxTries: 2 });
    await expect(clock.runUntil(psa.request('GET', '/system/info'))).rejects.toMatchObject({
      code: 'TIMEOUT',
      message: 'No answer from https://psa.example within 5 s.',
    });
    script.verify();
  });

  test('the last cause is named', async () => {
    const { psa } = setUp(
      [
        {
          url: INFO,
          reply: new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:1') }),
        },
      ],
      {
        maxTries: 1,
      },
    );
    await expect(psa.request('GET', '/system/info')).rejects.toMatchObject({
      message: 'No answer from https://psa.example: connect ECONNREFUSED 127.0.0.1:1',
    });
  });
});

describe('giving up', () => {
  test('before, in flight and between tries rejects with ABORTED, and sends nothing more', async () => {
    const { psa, clock, script } = setUp([
      { url: INFO, reply: 'silence' },
      { url: INFO, reply: json({}, { status: 503 }) },
    ]);
    const early = psa.request('GET', '/system/info', { signal: AbortSignal.abort() });
    await expect(early).rejects.toMatchObject({ code: 'ABORTED' });

    const inFlight = new AbortController();
    const silent = psa.request('GET', '/system/info', { signal: inFlight.signal });
    await settled();
    inFlight.abort();
    await expect(silent).rejects.toMatchObject({ code: 'ABORTED' });

    const between = new AbortController();
    const waiting = psa.request('GET', '/system/info', { signal: between.signal });
    await settled();
    between.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'ABORTED' });
    await clock.advance(120_000);
    expect(clock.sleeping).toBe(0);
    script.verify();
  });

  test('in the queue of the budget, too', async () => {
    const budget = createBudget({ limit: 1 });
    await budget.acquire();
    const { psa } = setUp([], { budget });
    const control = new AbortController();
    const waiting = psa.request('GET', '/system/info', { signal: control.signal });
    control.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'ABORTED' });
  });
});

describe('a redirect', () => {
  const moved = (location: string, status = 302): Response =>
    new Response(null, { status, headers: { Location: location } });

  test('on the same site is followed by a read', async () => {
    const { psa, script } = setUp([
      { url: INFO, reply: moved('/v2025_1/apis/3.0/system/info') },
      { url: 'https://psa.example/v2025_1/apis/3.0/system/info', reply: json({ ok: true }) },
    ]);
    expect((await psa.request('GET', '/system/info')).json()).toEqual({ ok: true });
    script.verify();
  });

  test.each([
    'https://elsewhere.example/x',
    'http://psa.example/v4_6_release/apis/3.0/system/info',
    'https://psa.example:8443/x',
    '//elsewhere.example/x',
    'javascript:alert(1)',
    'http://[',
  ])('to %s is refused', async (location) => {
    const { psa, script } = setUp([{ url: INFO, reply: moved(location) }]);
    await expect(psa.request('GET', '/system/info')).rejects.toMatchObject({
      code: 'REDIRECT_REFUSED',
      status: 302,
    });
    script.verify();
  });

  test('of a write is refused, as is one that says not where', async () => {
    const { psa, script } = setUp([
      { method: 'POST', url: INFO, reply: moved('/elsewhere', 307) },
      { url: INFO, reply: new Response(null, { status: 301 }) },
    ]);
    await expect(psa.request('POST', '/system/info', { body: {} })).rejects.toMatchObject({
      code: 'REDIRECT_REFUSED',
    });
    await expect(psa.request('GET', '/system/info')).rejects.toMatchObject({ code: 'REDIRECT_REFUSED' });
    script.verify();
  });

  test('in a circle ends', async () => {
    const steps = Array.from({ length: 6 }, () => ({ url: INFO, reply: moved(INFO) }));
    const { psa, script } = setUp(steps);
    await expect(psa.request('GET', '/system/info')).rejects.toMatchObject({ code: 'REDIRECT_REFUSED' });
    script.verify();
  });
});

test.each([{ maxTries: 0 }, { timeoutMs: 0 }, { maxTries: NaN }])('%j is refused', (options) => {
  expect(() => createTestPsa(options)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
});
