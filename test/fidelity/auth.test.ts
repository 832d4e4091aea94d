import type { PsaError } from 'psakit';
import { Psa, type PsaOptions } from 'psakit';
import { expect } from 'vitest';
import { API, authorization, useSandbox } from '../support/sandbox.js';
import { verifies } from './verifies.js';

const world = useSandbox();

const KEYS = { companyId: 'company', publicKey: 'publickey', privateKey: 'privatekey', clientId: 'client' };

/** The one request a client with these options sends for a count. */
async function sent(options: PsaOptions): Promise<{ url: string; headers: Headers }> {
  let seen: { url: string; headers: Headers } | undefined;
  const psa = new Psa({
    env: {},
    ...options,
    fetch: (input, init) => {
      const request = new Request(input, init);
      seen = { url: request.url, headers: request.headers };
      return Promise.resolve(Response.json({ count: 1 }));
    },
  });
  await psa.service.tickets.count();
  return seen!;
}

verifies('hosts:regions', async () => {
  for (const site of ['api-na.myconnectwise.net', 'api-eu.myconnectwise.net', 'api-au.myconnectwise.net']) {
    const { url } = await sent({ ...KEYS, site, codebase: 'v2025_1' });
    expect(url).toBe(`https://${site}/v2025_1/apis/3.0/service/tickets/count`);
  }
});

verifies('hosts:legacy', async () => {
  const { url } = await sent(KEYS);
  expect(url).toBe('https://api-na.myconnectwise.net/v4_6_release/apis/3.0/service/tickets/count');
});

verifies('hosts:staging', async () => {
  const { url } = await sent({ ...KEYS, site: 'api-staging.connectwisedev.com' });
  expect(url).toBe('https://api-staging.connectwisedev.com/v4_6_release/apis/3.0/service/tickets/count');
});

verifies('hosts:codebase', async () => {
  for (const codebase of ['v4_6_release', 'v2025_1', 'v2025_1/', 'acme']) {
    const response = await world.sandbox.fetch(
      `${world.sandbox.url}/${codebase}/apis/3.0//service/tickets/count`,
      {
        headers: authorization(world.sandbox),
      },
    );
    expect(response.status).toBe(200);
  }
  expect(await world.client({ codebase: 'v2025_1' }).service.tickets.count()).toBeGreaterThan(0);
});

verifies('auth:vector', async () => {
  const { headers } = await sent(KEYS);
  expect(headers.get('authorization')).toBe('Basic Y29tcGFueStwdWJsaWNrZXk6cHJpdmF0ZWtleQ==');
});

verifies('auth:client-id', async () => {
  expect((await sent(KEYS)).headers.get('clientid')).toBe('client');
  const { authorization: basic, clientId } = authorization(world.sandbox);
  for (const name of ['clientId', 'ClientID', 'clientid']) {
    const headers = { authorization: basic ?? '', [name]: clientId ?? '' };
    const response = await world.sandbox.fetch(`${world.sandbox.url}${API}/system/info`, { headers });
    expect(response.status).toBe(200);
  }
});

verifies('auth:content-type', async () => {
  const types: (string | null)[] = [];
  const psa = world.client({
    fetch: (input, init) => {
      types.push(new Request(input, init).headers.get('content-type'));
      return world.sandbox.fetch(input, init);
    },
  });
  const { id } = await psa.company.contacts.create({ firstName: 'Json' });
  await psa.company.contacts.update(id, { title: 'Owner' });
  expect(types).toEqual(['application/json', 'application/json']);
});

verifies('auth:invalid', async () => {
  const basic = `Basic ${Buffer.from('sandbox+public:wrong').toString('base64')}`;
  expect(
    await world.json('/service/tickets', { status: 401, headers: { authorization: basic } }),
  ).toMatchObject({
    code: 'InvalidCredentials',
  });
  const error = await world
    .client({ privateKey: 'wrong-secret' })
    .service.tickets.count()
    .catch((reason: unknown) => reason as PsaError);
  expect(error).toMatchObject({ code: 'UNAUTHORIZED', status: 401, serverCode: 'InvalidCredentials' });
  expect((error as PsaError).hint).toMatch(/company id|keys/i);
  expect(JSON.stringify(error) + String((error as PsaError).stack)).not.toContain('wrong-secret');
});

verifies('auth:missing-client-id', async () => {
  const { authorization: basic } = authorization(world.sandbox);
  const response = await world.sandbox.fetch(`${world.sandbox.url}${API}/service/tickets`, {
    headers: { authorization: basic ?? '' },
  });
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({ code: 'MissingClientId' });
  const fetch = (): Promise<Response> =>
    Promise.resolve(
      Response.json({ code: 'MissingClientId', message: 'clientId header is missing' }, { status: 403 }),
    );
  const error = await world
    .client({ fetch })
    .service.tickets.count()
    .catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'FORBIDDEN', serverCode: 'MissingClientId' });
  expect((error as PsaError).hint).toMatch(/clientId/);
});

verifies('auth:companyinfo', async () => {
  const response = await world.sandbox.fetch(`${world.sandbox.url}/login/companyinfo/sandbox`);
  expect(response.status).toBe(200);
  expect(response.headers.get('x-ratelimit-remaining')).toBeNull();
  expect(await response.json()).toMatchObject({
    CompanyID: 'sandbox',
    Codebase: expect.stringMatching(/^v.*\/$/) as string,
    IsCloud: expect.any(Boolean) as boolean,
    SiteUrl: expect.any(String) as string,
    VersionCode: expect.stringMatching(/^v\d/) as string,
  });
});

verifies('auth:system-info', async () => {
  expect(await world.json('/system/info')).toMatchObject({
    version: expect.stringMatching(/^v\d/) as string,
    isCloud: expect.any(Boolean) as boolean,
    serverTimeZone: expect.any(String) as string,
    cloudRegion: expect.any(String) as string,
  });
});

verifies('config:variables', async () => {
  const env = {
    CONNECTWISE_COMPANY_ID: 'company',
    CONNECTWISE_PUBLIC_KEY: 'publickey',
    CONNECTWISE_PRIVATE_KEY: 'privatekey',
    CONNECTWISE_CLIENT_ID: 'client',
  };
  const defaults = await sent({ env });
  expect(defaults.url).toContain('https://api-na.myconnectwise.net/v4_6_release/apis/3.0/');
  expect(defaults.headers.get('authorization')).toBe('Basic Y29tcGFueStwdWJsaWNrZXk6cHJpdmF0ZWtleQ==');
  const site = await sent({ env: { ...env, CONNECTWISE_SITE: 'https://psa.example.com:8443' } });
  expect(site.url).toContain('https://psa.example.com:8443/v4_6_release/apis/3.0/');
});

verifies('config:missing', () => {
  expect(
    () => new Psa({ env: { CONNECTWISE_COMPANY_ID: 'company', CONNECTWISE_PRIVATE_KEY: 'x-secret' } }),
  ).toThrow(
    expect.objectContaining({
      code: 'CONFIG_MISSING',
      message: expect.stringMatching(/CONNECTWISE_PUBLIC_KEY.*CONNECTWISE_CLIENT_ID/s) as string,
    }) as Error,
  );
});
