import { isPsaError, Psa, type Diagnosis, type PsaOptions } from 'psakit';
import { parseSite } from 'psakit/client';
import { expect } from 'vitest';
import { useSandbox } from '../support/sandbox.js';
import { verifies } from './verifies.js';

const world = useSandbox();

const INFO = '/system/info';
const instant = {
  now: () => Date.now(),
  // Pauses are over at once; the time a try is allowed is not.
  sleep: (ms: number) => (ms === 60_000 ? new Promise<void>(() => undefined) : Promise.resolve()),
};

/** A client of a site that answers these, one after the other, and the paths it asked for. */
function scripted(replies: readonly (Response | Error)[], options: PsaOptions = {}) {
  const left = [...replies];
  const asked: string[] = [];
  const sent: RequestInit[] = [];
  const psa = new Psa({
    ...{ companyId: 'acme', publicKey: 'public-key', privateKey: 'private-key', clientId: 'client-id' },
    ...{ site: 'na', env: {}, clock: instant, budget: 'off' },
    fetch: (url, init) => {
      asked.push(url.replace('https://api-na.myconnectwise.net', ''));
      sent.push(init);
      const reply = left.shift() ?? new TypeError('asked too often');
      return reply instanceof Error ? Promise.reject(reply) : Promise.resolve(reply);
    },
    ...options,
  });
  return { psa, asked, sent };
}

const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  Response.json(body, { status, headers });
const reset = (): Error => new TypeError('fetch failed', { cause: new Error('read ECONNRESET') });
const noEndpoint = (): Response =>
  json({ code: 'ConnectWiseApi', message: 'The endpoint does not exist.' }, 404);
const company = (over: object = {}): Response =>
  json({ CompanyName: 'Acme', Codebase: 'v2025_1/', IsCloud: true, ...over });

verifies('discovery:default', async () => {
  const { psa, asked } = scripted([json({})]);
  await psa.request('GET', INFO);
  expect(asked).toEqual([`/v4_6_release/apis/3.0${INFO}`]);
});

verifies('discovery:moved', async () => {
  for (const lost of [
    noEndpoint(),
    new Response('Cannot route. Codebase/company is invalid', { status: 400 }),
  ]) {
    const { psa, asked, sent } = scripted([lost, company(), json({ ok: true })]);
    expect((await psa.request('GET', INFO)).json()).toEqual({ ok: true });
    expect(asked.slice(1)).toEqual(['/login/companyinfo/acme', `/v2025_1/apis/3.0${INFO}`]);
    expect(sent[1]?.headers).toEqual({ Accept: 'application/json' });
  }
  // The sandbox tells where it is, too.
  const { version } = (await world.client({ codebase: 'v1999_1' }).request('GET', INFO)).json() as {
    version: string;
  };
  expect(version).toMatch(/^v\d/);
});

verifies('discovery:on-demand', async () => {
  const { psa, asked } = scripted([company(), json({}), json({})], { codebase: 'discover' });
  await psa.request('GET', INFO);
  await psa.request('GET', INFO);
  expect(asked).toEqual(['/login/companyinfo/acme', ...Array<string>(2).fill(`/v2025_1/apis/3.0${INFO}`)]);
  const response = await world.client({ codebase: 'discover' }).request('GET', INFO);
  expect(response.status).toBe(200);
});

verifies('discovery:unknown-company', async () => {
  for (const reply of [json(null), json({}, 404)]) {
    const { psa } = scripted([reply], { codebase: 'discover' });
    await expect(psa.request('GET', INFO)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('no company "acme"') as string,
    });
  }
});

verifies('discovery:is-cloud', async () => {
  for (const IsCloud of [true, 'True']) {
    const { psa, asked } = scripted([company({ IsCloud }), json({})], { codebase: 'discover' });
    await psa.request('GET', INFO);
    expect(asked[1]).toBe(`/v2025_1/apis/3.0${INFO}`);
  }
});

verifies('discovery:site-url', async () => {
  for (const [SiteUrl, url] of [
    [undefined, ''],
    ['api-eu.myconnectwise.net', 'https://api-eu.myconnectwise.net'],
    ['psa.evil.example', ''],
  ]) {
    const { psa, asked } = scripted([company({ SiteUrl }), json({})], { codebase: 'discover' });
    await psa.request('GET', INFO);
    expect(asked[1]).toBe(`${url}/v2025_1/apis/3.0${INFO}`);
  }
});

verifies('hosts:web-interface', async () => {
  expect(parseSite('https://eu.myconnectwise.net').origin).toBe('https://api-eu.myconnectwise.net');
  expect(parseSite('staging.connectwisedev.com').origin).toBe('https://api-staging.connectwisedev.com');
  const { problem } = await scripted([
    company(),
    json({ code: 'Security', message: 'SSL is required.', errors: null }, 403),
  ]).psa.diagnose();
  expect(problem?.sentence).toContain('web interface');
});

verifies('hosts:region-names', () => {
  for (const region of ['na', 'eu', 'au', 'aus', 'za']) {
    expect(parseSite(region).origin).toBe(`https://api-${region}.myconnectwise.net`);
  }
  expect(parseSite('staging').origin).toBe('https://api-staging.connectwisedev.com');
});

verifies('auth:member-keys', async () => {
  const { psa, asked, sent } = scripted([json({ publicKey: 'mp', privateKey: 'ms' }, 201), json({})]);
  await (await psa.impersonate('jdoe')).request('GET', INFO);
  expect(asked[0]).toBe('/v4_6_release/apis/3.0/system/members/jdoe/tokens');
  expect(sent[0]).toMatchObject({ method: 'POST', body: '{"memberIdentifier":"jdoe"}' });
  expect(sent[1]?.headers).toMatchObject({
    Authorization: `Basic ${btoa('acme+mp:ms')}`,
    'x-cw-usertype': 'member',
  });
  // The sandbox mints keys, too, and takes them.
  const [{ identifier } = { identifier: '' }] = await world.json<readonly { identifier: string }[]>(
    '/system/members?pageSize=1&fields=identifier',
  );
  const member = await world.client().impersonate(identifier);
  expect((await member.request('GET', INFO)).status).toBe(200);
});

const diagnose = (options: PsaOptions): Promise<Diagnosis> => world.client(options).diagnose();

verifies('diagnose:works', async () => {
  const { ok, checks } = await diagnose({});
  expect([ok, checks.map(({ name }) => name)]).toEqual([true, ['site', 'company', 'keys', 'rights']]);
});

verifies('diagnose:keys', async () => {
  const wrong = await diagnose({ privateKey: 'wrong-secret' });
  expect(wrong).toMatchObject({
    ok: false,
    problem: { cure: expect.stringContaining('PRIVATE_KEY') as string },
  });
  const cloud = await scripted([company(), json({}, 404)]).psa.diagnose();
  expect(cloud.problem?.sentence).toContain('404');
  expect(cloud.problem?.cure).toBe(wrong.problem?.cure);
});

verifies('diagnose:client-id', async () => {
  const { fetch } = world.sandbox;
  const withoutId = await diagnose({
    fetch: (url, { headers, ...init }) =>
      fetch(url, { ...init, headers: { ...(headers as Record<string, string>), clientId: '' } }),
  });
  expect(withoutId.problem?.cure).toContain('CONNECTWISE_CLIENT_ID');
  const guide = json({ code: 'x', message: 'The clientId header is missing.' }, 400);
  const { problem } = await scripted([company(), guide]).psa.diagnose();
  expect(problem?.cure).toContain('CONNECTWISE_CLIENT_ID');
});

verifies('diagnose:company', async () => {
  const noRoute = new Response('Cannot route. Codebase/company is invalid', { status: 400 });
  const { problem } = await scripted([json(null), noRoute]).psa.diagnose();
  expect(problem?.sentence).toContain('"acme"');
  expect(problem?.cure).toContain('CONNECTWISE_COMPANY_ID');
});

verifies('retry:passing', async () => {
  for (const failure of [500, 502, 503, 504].map((status) => json({}, status))) {
    expect((await scripted([failure, json({})]).psa.request('GET', INFO)).status).toBe(200);
  }
  expect((await scripted([reset(), json({})]).psa.request('GET', INFO)).status).toBe(200);
});

verifies('retry:input', async () => {
  for (const message of [
    'String was not recognized as a valid Boolean.',
    'Unexpected character encountered while parsing value: {. Path , line 1, position 1.',
  ]) {
    const { psa, asked } = scripted([json({ code: 'ConnectWiseApi', message }, 500)]);
    await expect(psa.request('GET', INFO)).rejects.toMatchObject({ code: 'SERVER_ERROR' });
    expect(asked).toHaveLength(1);
  }
});

verifies('retry:locked', async () => {
  const locked = (): Response => json({ code: 'RecordLocked', message: 'The record is locked.' }, 409);
  expect((await scripted([locked(), json({})]).psa.request('PUT', '/service/tickets/5')).status).toBe(200);
  const create = scripted([locked()]);
  await expect(create.psa.request('POST', '/service/tickets', { body: {} })).rejects.toMatchObject({
    code: 'CONFLICT',
    hint: expect.stringContaining('try again after a delay') as string,
  });
});

verifies('retry:after', async () => {
  const date = { Date: 'Mon, 01 Jan 2024 00:00:00 GMT', 'Retry-After': 'Mon, 01 Jan 2024 00:00:45 GMT' };
  for (const headers of [{ 'Retry-After': '45' }, date]) {
    const pauses: number[] = [];
    const clock = {
      ...instant,
      sleep: (ms: number) => {
        if (ms !== 60_000) pauses.push(ms);
        return instant.sleep(ms);
      },
    };
    await scripted([json({}, 503, headers), json({})], { clock }).psa.request('GET', INFO);
    expect(pauses).toHaveLength(1);
    expect(pauses[0]).toBeGreaterThanOrEqual(45_000);
    expect(pauses[0]).toBeLessThanOrEqual(46_000);
  }
});

verifies('retry:lost-create', async () => {
  for (const lost of [reset(), json({}, 502), json({}, 503), json({}, 504)]) {
    const { psa, asked } = scripted([lost]);
    const error: unknown = await psa
      .request('POST', '/service/tickets', { body: {} })
      .catch((e: unknown) => e);
    expect(isPsaError(error, 'OUTCOME_UNKNOWN')).toBe(true);
    expect(asked).toHaveLength(1);
  }
});

verifies('retry:lost-delete', async () => {
  const gone = json({ code: 'NotFound', message: 'Ticket 5 not found' }, 404);
  const { psa, asked } = scripted([reset(), gone]);
  expect((await psa.request('DELETE', '/service/tickets/5')).status).toBe(204);
  expect(asked).toHaveLength(2);
});
