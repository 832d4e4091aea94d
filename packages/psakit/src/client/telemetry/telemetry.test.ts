import { context, metrics, trace } from '@opentelemetry/api';
import { afterEach, describe, expect, test } from 'vitest';
import { createBudget } from '../../budget/index.js';
import { settled } from '../../core/testing/fake-clock.js';
import type { Logger, PsaOptions, RequestEvent, WarningEvent } from '../index.js';
import { createTestPsa, KEYS } from '../testing/create-psa.js';
import { json, scriptedFetch, type Reply } from '../testing/scripted-fetch.js';
import { routeOf } from './route.js';

const PATH = '/service/tickets/54321/notes';

function setUp(replies: readonly Reply[], options: PsaOptions = {}) {
  const events: RequestEvent[] = [];
  const { fetch } = scriptedFetch(replies.map((reply) => ({ url: new RegExp(PATH), reply })));
  const warnings: WarningEvent[] = [];
  const logger: Logger = (event) => {
    if (event.type === 'warning') warnings.push(event);
    else events.push(event);
  };
  return { events, warnings, ...createTestPsa({ fetch, logger, ...options }) };
}

const busy = (): Response =>
  json({ code: 'x', message: 'Busy.' }, { status: 503, headers: { 'x-cw-request-id': 'abc-1' } });

describe('events', () => {
  test('tell warnings of writes, as onWarning is told, and a logger that fails breaks none', async () => {
    const told: unknown[] = [];
    const { psa, warnings } = setUp([], { onWarning: (warning) => told.push(warning) });
    const options = { unknown: 'warn', dryRun: true } as const;
    await psa.collection('tickets').update(54321, { newMember: 1 }, options);
    expect(warnings).toMatchObject([{ type: 'warning', path: 'newMember' }]);
    expect(warnings).toEqual(told.map((warning) => ({ type: 'warning', ...(warning as object) })));
    const failing = setUp([], {
      logger: () => {
        throw new TypeError('The logger fails.');
      },
    });
    await failing.psa.collection('tickets').update(54321, { newMember: 1 }, options);
  });

  test('tell each try: that it was sent, how it ended, and when it goes on', async () => {
    const { psa, clock, events } = setUp([busy(), json([])]);
    await clock.runUntil(
      psa.request('GET', PATH, { query: { conditions: `summary = "${KEYS.privateKey}"` } }),
    );
    const facts = { call: 1, method: 'GET', path: PATH, lane: 'interactive' };
    const route = '/service/tickets/{parentId}/notes';
    expect(events).toEqual([
      { ...facts, route, attempt: 1, type: 'sent', waitMs: 0 },
      {
        ...{ ...facts, route, attempt: 1, type: 'failed', waitMs: 0, durationMs: 0, status: 503 },
        ...{ requestId: 'abc-1', code: 'SERVER_ERROR', retryMs: 500 },
        message: `Busy. (503 x, GET ${PATH})`,
      },
      { ...facts, route, attempt: 2, type: 'sent', waitMs: 0 },
      {
        ...{ ...facts, route, attempt: 2, type: 'answered', waitMs: 0, durationMs: 0, status: 200 },
        requestId: undefined,
      },
    ]);
    expect(JSON.stringify(events)).not.toContain(KEYS.privateKey);
  });

  test('tell that a request waits, why, and what it waited', async () => {
    const { clock } = createTestPsa();
    const budget = createBudget({ limit: 1, clock });
    (await budget.acquire()).settle();
    const { psa, events } = setUp([json([])], { clock, budget });
    await clock.runUntil(psa.request('GET', PATH));
    expect(events.map(({ type }) => type)).toEqual(['waiting', 'sent', 'answered']);
    expect(events[0]).toMatchObject({ reason: 'limit', waitMs: 60_000, ahead: 0 });
    expect(events[2]).toMatchObject({ waitMs: 60_000 });
  });

  test('of a request that is given up end, too', async () => {
    const { psa, events } = setUp(['silence']);
    const control = new AbortController();
    const call = psa.request('GET', PATH, { signal: control.signal });
    await settled();
    control.abort();
    await expect(call).rejects.toMatchObject({ code: 'ABORTED', attempts: [{ code: 'ABORTED' }] });
    expect(events.map(({ type }) => type)).toEqual(['sent', 'failed']);
  });

  test('a logger that throws is nobody else’s trouble', async () => {
    const logger = (): never => {
      throw new TypeError('disk full');
    };
    const { psa } = setUp([json([])], { logger });
    expect((await psa.request('GET', PATH)).status).toBe(200);
  });
});

test.each([
  ['/service/tickets/5', '/service/tickets/{id}'],
  ['/system/members/jdoe/tokens', '/system/members/{memberIdentifier}/tokens'],
  ['/no/such/5/path/17', '/no/such/{id}/path/{id}'],
])('the route of %s is %s', (path, route) => {
  expect(routeOf(path)).toBe(route);
});

describe('OpenTelemetry', () => {
  afterEach(() => {
    trace.disable();
    metrics.disable();
    context.disable();
  });

  test('has a client span and two measurements for each try, where its API is registered', async () => {
    const log: unknown[] = [];
    trace.setGlobalTracerProvider({
      getTracer: (scope: string) => ({
        startSpan: (name: string, options: object, parent: unknown) => {
          log.push([scope, name, options, parent !== undefined]);
          return {
            setStatus: (status: object) => log.push(status),
            end: (time: number) => log.push(time),
          };
        },
      }),
    } as unknown as Parameters<typeof trace.setGlobalTracerProvider>[0]);
    metrics.setGlobalMeterProvider({
      getMeter: () => ({
        createHistogram: (name: string) => ({
          record: (value: number, attributes: object) => log.push([name, value, attributes]),
        }),
      }),
    } as unknown as Parameters<typeof metrics.setGlobalMeterProvider>[0]);
    const { psa, clock } = setUp([busy(), json([])], { logger: undefined });
    const start = clock.now();
    await clock.runUntil(psa.request('GET', PATH, { query: { conditions: 'secret' } }));
    const common = {
      'http.request.method': 'GET',
      'server.address': 'psa.example',
      'server.port': 443,
      'url.template': '/service/tickets/{parentId}/notes',
    };
    const url = `https://psa.example/v4_6_release/apis/3.0${PATH}`;
    const failed = { ...common, 'http.response.status_code': 503, 'error.type': '503' };
    const answered = { ...common, 'http.response.status_code': 200 };
    const waited = { 'url.template': '/service/tickets/{parentId}/notes' };
    expect(log).toEqual([
      ['http.client.request.duration', 0, failed],
      ['psakit.client.wait.duration', 0, waited],
      [
        'psakit',
        'GET /service/tickets/{parentId}/notes',
        {
          kind: 2,
          startTime: start,
          attributes: {
            ...failed,
            'url.full': url,
            'psakit.wait_ms': 0,
            'http.response.header.x-cw-request-id': ['abc-1'],
          },
        },
        false,
      ],
      { code: 2, message: `Busy. (503 x, GET ${PATH})` },
      start,
      ['http.client.request.duration', 0, answered],
      ['psakit.client.wait.duration', 0, waited],
      [
        'psakit',
        'GET /service/tickets/{parentId}/notes',
        {
          kind: 2,
          startTime: start + 500,
          attributes: {
            ...answered,
            'url.full': url,
            'psakit.wait_ms': 0,
            'http.request.resend_count': 1,
          },
        },
        false,
      ],
      start + 500,
    ]);
  });

  test('is left alone where it is not, and cannot break a request where it fails', async () => {
    const { psa } = setUp([json([])], { logger: undefined });
    await psa.request('GET', PATH);
    trace.setGlobalTracerProvider({
      getTracer: () => {
        throw new TypeError('broken');
      },
    });
    const other = setUp([json([])], { logger: undefined });
    expect((await other.psa.request('GET', PATH)).status).toBe(200);
  });
});
