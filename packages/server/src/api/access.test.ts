import { describe, expect, test } from 'vitest';
import { createTestApi, createTestClock, MEMBER, SIGNED } from './testing/call.js';

const basic = (text: string): string => `Basic ${btoa(text)}`;

describe('who may call (PROTOCOL 1.1 and 1.7)', () => {
  const good = basic('acme+public:private');

  test.each([
    ['nothing', undefined],
    ['another scheme', 'Bearer abc'],
    ['no base64', 'Basic %%%'],
    ['an empty one', 'Basic '],
    ['a wrong key', basic('acme+public:wrong')],
    ['a wrong public key', basic('acme+other:private')],
    ['the company in another case', basic('ACME+public:private')],
    ['no company', basic('public:private')],
    ['a longer key', basic('acme+public:private2')],
  ])('%s is a 401', async (_, authorization) => {
    const api = await createTestApi();
    const headers = { clientId: 'any', ...(authorization === undefined ? {} : { authorization }) };
    const {
      status,
      json,
      text,
      headers: answered,
    } = await api.send('GET', '/service/tickets', undefined, headers);
    expect(status).toBe(401);
    expect(json).toEqual({
      code: 'InvalidCredentials',
      message: expect.stringContaining('company id'),
      errors: [{ code: 'InvalidCredentials', message: expect.any(String), field: 'Authorization' }],
    });
    expect(answered.get('www-authenticate')).toMatch(/^Basic/);
    expect(text).not.toContain('wrong');
  });

  test('the scheme in any case', async () => {
    const api = await createTestApi();
    const headers = { ...SIGNED, authorization: good.replace('Basic', 'basic') };
    expect((await api.send('GET', '/service/tickets', undefined, headers)).status).toBe(200);
  });

  test.each([[{}], [{ clientId: '' }], [{ clientId: '  ' }]])('without a client id %o: 403', async (more) => {
    const api = await createTestApi();
    const { status, json } = await api.send('GET', '/service/tickets', undefined, {
      authorization: good,
      ...more,
    });
    expect([status, json]).toEqual([
      403,
      {
        code: 'MissingClientId',
        message: expect.any(String),
        errors: [{ code: 'MissingClientId', message: expect.any(String), field: 'clientId' }],
      },
    ]);
  });

  test('a member may be bound to one client id', async () => {
    const api = await createTestApi({ members: [{ ...MEMBER, clientId: 'AB-1' }] });
    expect((await api.get('/service/tickets', { clientId: 'ab-1' })).status).toBe(200);
    expect((await api.get('/service/tickets', { clientId: 'ab-2' })).status).toBe(403);
  });

  test('a path that does not exist is no secret, but only to members below /apis/3.0', async () => {
    const api = await createTestApi();
    expect((await api.send('GET', '/nowhere', undefined, {})).status).toBe(401);
    expect((await api.send('GET', 'http://psa.test/nowhere', undefined, {})).status).toBe(404);
  });
});

describe('discovery', () => {
  test('companyinfo needs no credentials and counts nowhere', async () => {
    const api = await createTestApi({
      rateLimit: 1,
      site: { companyName: 'Acme Corporation', version: 'v2024.3.9' },
    });
    for (const company of ['acme', 'ACME']) {
      const { status, json, headers } = await api.send(
        'GET',
        `http://psa.test:81/login/companyinfo/${company}`,
        undefined,
        {},
      );
      expect([status, json]).toEqual([
        200,
        {
          CompanyName: 'Acme Corporation',
          Codebase: 'v4_6_release/',
          VersionCode: 'v2024.3',
          VersionNumber: 'v2024.3.9',
          CompanyID: 'acme',
          IsCloud: false,
          SiteUrl: 'psa.test:81',
        },
      ]);
      expect(headers.has('x-ratelimit-limit')).toBe(false);
    }
  });

  test('an unknown company is null', async () => {
    const api = await createTestApi();
    const { status, text } = await api.send('GET', 'http://psa.test/login/companyinfo/nobody', undefined, {});
    expect([status, text]).toEqual([200, 'null']);
    expect((await api.send('POST', 'http://psa.test/login/companyinfo/acme', '{}', {})).status).toBe(405);
  });

  test('/system/info', async () => {
    const api = await createTestApi();
    expect((await api.get('/system/info')).json).toEqual({
      version: 'v2025.1.10675',
      isCloud: false,
      serverTimeZone: 'UTC',
      licenseBits: [],
      cloudRegion: 'NA',
    });
    expect((await api.send('GET', '/system/info', undefined, {})).status).toBe(401);
  });

  test('headers seen live', async () => {
    const api = await createTestApi();
    const { headers } = await api.get('/system/info');
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-cache');
    expect([headers.get('pragma'), headers.get('expires')]).toEqual(['no-cache', '-1']);
    expect(headers.get('api-current-version')).toBe('2025.1');
    expect(headers.get('x-cw-request-id')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });
});

describe('the limit', () => {
  test('60 in any 60 seconds, with its headers', async () => {
    const clock = createTestClock();
    const api = await createTestApi({ rateLimit: undefined, clock });
    const call = (): ReturnType<typeof api.get> => api.get('/service/tickets/count');
    const first = await call();
    expect([
      ...['limit', 'remaining', 'reset'].map((name) => first.headers.get(`x-ratelimit-${name}`)),
    ]).toEqual(['60', '59', '60']);
    clock.advance(20_000);
    for (let index = 0; index < 59; index++) expect((await call()).status).toBe(200);
    clock.advance(9_500);
    const refused = await call();
    expect([refused.status, refused.json]).toEqual([
      429,
      { code: 'RateLimitExceeded', message: 'Rate limit exceeded. Try again in 31 seconds.' },
    ]);
    expect(refused.headers.get('retry-after')).toBe('31');
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
    clock.advance(31_000);
    expect((await call()).status).toBe(200);
    expect((await call()).status).toBe(429);
  });

  test('mistakes count, refusals and strangers do not', async () => {
    const api = await createTestApi({ rateLimit: 2, clock: createTestClock() });
    expect((await api.send('GET', '/service/tickets', undefined, {})).status).toBe(401);
    expect((await api.get('/nowhere')).status).toBe(404);
    expect((await api.get('/service/tickets?page=0')).headers.get('x-ratelimit-remaining')).toBe('0');
    expect((await api.get('/service/tickets')).status).toBe(429);
  });

  test('each member has its own', async () => {
    const members = [MEMBER, { ...MEMBER, publicKey: 'second', identifier: 'api2' }];
    const api = await createTestApi({ rateLimit: 1, members, clock: createTestClock() });
    expect((await api.get('/system/info')).status).toBe(200);
    expect((await api.get('/system/info')).status).toBe(429);
    expect((await api.get('/system/info', { authorization: basic('acme+second:private') })).status).toBe(200);
  });

  test('off', async () => {
    const api = await createTestApi({ rateLimit: 'off' });
    for (let index = 0; index < 100; index++) expect((await api.get('/system/info')).status).toBe(200);
    expect((await api.get('/system/info')).headers.has('x-ratelimit-limit')).toBe(false);
  });

  test('in the style of the cloud', async () => {
    const api = await createTestApi({ rateLimit: 1, limitStyle: 'cloud', clock: createTestClock() });
    expect((await api.get('/system/info')).headers.has('x-ratelimit-limit')).toBe(false);
    const refused = await api.get('/system/info');
    expect([refused.status, refused.json]).toEqual([
      429,
      { error: 'ConnectWiseAPI', message: 'Too many requests. Please try again in 60 seconds.' },
    ]);
    expect(refused.headers.get('retry-after')).toBe('60');
  });

  test.each([0, -1, 1.5, Number.NaN])('%d is no limit', async (rateLimit) => {
    await expect(createTestApi({ rateLimit })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });
});

test('latency is waited before anything else', async () => {
  const clock = createTestClock();
  const api = await createTestApi({ latencyMs: 50, clock });
  await api.get('/system/info');
  await api.send('GET', '/system/info', undefined, {});
  expect(clock.slept).toEqual([50, 50]);
});
