import { createApi, openSqliteStore } from '@psakit/server';
import { createSandbox } from '@psakit/server/sandbox';
import type { PsaError } from 'psakit';
import { PsaError as CoreError } from 'psakit/core';
import { describe, expect } from 'vitest';
import { API, authorization, query, useSandbox } from '../support/sandbox.js';
import { verifies } from './verifies.js';

const world = useSandbox({
  members: [
    {
      identifier: 'Bound',
      publicKey: 'bound',
      privateKey: 'secret',
      clientId: '11111111-2222-3333-4444-555555555555',
    },
  ],
});

type Row = Readonly<Record<string, unknown>> & { readonly id: number };

const basic = (credentials: string): string => `Basic ${Buffer.from(credentials).toString('base64')}`;
const site = (path: string, init: RequestInit = {}): Promise<Response> =>
  world.sandbox.fetch(`${world.sandbox.url}${path}`, init);
const post = <T = unknown>(path: string, body: unknown, status: number): Promise<T> =>
  world.json<T>(path, {
    method: 'POST',
    status,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const endpoint = { code: 'ConnectWiseApi', message: 'The endpoint does not exist.' };

/** Answers of a fault that strikes once, raw and as the client sees it. */
async function struck(
  status: number,
  body: unknown,
): Promise<{ status: number; text: string; error: PsaError }> {
  const { faults } = world.sandbox.admin;
  const rule = { kind: 'status', path: '/service/tickets', status, body } as const;
  faults.add({ ...rule, count: 1 });
  const response = await world.ask('/service/tickets');
  faults.add({ ...rule, count: 1 });
  const error = await world
    .client({ maxTries: 1 })
    .service.tickets.list({ limit: 1 })
    .then(
      () => Promise.reject(new TypeError('The client took an error for records')),
      (reason: unknown) => reason as PsaError,
    );
  return { status: response.status, text: await response.text(), error };
}

describe('who is let in', () => {
  verifies('answers:client-id-unknown', async () => {
    const ask = (clientId: string): Promise<Response> =>
      site(`${API}/service/tickets`, { headers: { authorization: basic('sandbox+bound:secret'), clientId } });
    expect((await ask('11111111-2222-3333-4444-555555555555')).status).toBe(200);
    const refused = await ask('99999999-2222-3333-4444-555555555555');
    expect([refused.status, await refused.json()]).toEqual([
      403,
      expect.objectContaining({ code: 'MissingClientId' }),
    ]);
  });

  const mint = (type: string): Promise<{ publicKey: string; privateKey: string }> =>
    world.json('/system/members/zAdmin/tokens', {
      method: 'POST',
      headers: { 'x-cw-usertype': type },
      body: '{"memberIdentifier":"zAdmin"}',
    });

  verifies('answers:integrator', async () => {
    expect(await mint('integrator')).toEqual({
      publicKey: expect.any(String) as string,
      privateKey: expect.any(String) as string,
      expiration: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
    });
  });

  verifies('answers:minted-header', async () => {
    const { publicKey, privateKey } = await mint('member');
    const ask = async (more: Record<string, string>): Promise<number> =>
      (
        await site(`${API}/system/info`, {
          headers: { clientId: 'a', authorization: basic(`sandbox+${publicKey}:${privateKey}`), ...more },
        })
      ).status;
    expect([await ask({ 'x-cw-usertype': 'member' }), await ask({})]).toEqual([200, 401]);
  });

  verifies('answers:company-case', async () => {
    const headers = { clientId: 'a', authorization: basic('SANDBOX+public:private') };
    expect((await site(`${API}/system/info`, { headers })).status).toBe(401);
  });

  verifies('answers:info-closed', async () => {
    expect((await site(`${API}/system/info`)).status).toBe(401);
  });

  verifies('answers:info', async () => {
    expect(await world.json('/system/info')).toEqual({
      version: expect.stringMatching(/^v\d{4}\.\d+\.\d+$/) as string,
      isCloud: expect.any(Boolean) as boolean,
      serverTimeZone: 'Eastern Standard Time',
      licenseBits: expect.any(Array) as object[],
      cloudRegion: 'NA',
    });
  });

  verifies('answers:my-account', async () => {
    expect(await world.json('/system/myAccount', { status: 404 })).toEqual(endpoint);
  });

  verifies('answers:gateway-texts', async () => {
    const route = await struck(400, 'Cannot route. Codebase/company is invalid');
    expect(route).toMatchObject({ status: 400, text: 'Cannot route. Codebase/company is invalid' });
    expect(route.error.hint).toMatch(/company|codebase/i);
    const ssl = '{"code":"Security","message":"SSL is required.","errors":null}';
    expect(await struck(403, ssl)).toMatchObject({ text: ssl, error: { serverCode: 'Security' } });
    const user = '{"code":"ConnectWiseApi","message":"UserNotAuthenticated"}';
    expect(await struck(401, user)).toMatchObject({ text: user, error: { code: 'UNAUTHORIZED' } });
  });
});

describe('discovery, URLs and versions', () => {
  verifies('answers:companyinfo', async () => {
    const response = await site('/login/companyinfo/sandbox');
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await response.json()).toEqual({
      CompanyName: expect.any(String) as string,
      Codebase: 'v4_6_release/',
      VersionCode: expect.stringMatching(/^v\d{4}\.\d+$/) as string,
      VersionNumber: expect.stringMatching(/^v/) as string,
      CompanyID: 'sandbox',
      IsCloud: false,
      SiteUrl: new URL(world.sandbox.url).host,
    });
  });

  verifies('answers:companyinfo-unknown', async () => {
    const response = await site('/login/companyinfo/nobody');
    expect([response.status, await response.json()]).toEqual([200, null]);
  });

  verifies('answers:url-forms', async () => {
    const roots = ['/v4_6_release/apis/3.0', '/v2025_1//apis/3.0/', '/apis/3.0', '/acme/APIS/3.0'];
    for (const root of roots) {
      for (const path of ['/system/info', '/system/info/', '/System/Info']) {
        const headers = authorization(world.sandbox);
        expect((await site(root + path, { headers })).status, root + path).toBe(200);
      }
    }
  });

  verifies('answers:hrefs', async () => {
    const base = `${world.sandbox.url}${API}/`;
    const [ticket] = await world.json<
      { board: { id: number; _info: object }; status: { id: number; _info: object } }[]
    >('/service/tickets?pageSize=1');
    const board = `${base}/service/boards/${ticket?.board.id}`;
    expect(ticket?.board._info).toEqual({ board_href: board });
    expect(ticket?.status._info).toEqual({ status_href: `${board}/statuses/${ticket?.status.id}` });
    const [contact] = await world.json<{ company: { id: number }; site: { id: number; _info: object } }[]>(
      '/company/contacts?pageSize=1',
    );
    expect(contact?.site._info).toEqual({
      site_href: `${base}/company/companies/${contact?.company.id}/sites/${contact?.site.id}`,
    });
  });

  const accept = (version: string): Record<string, string> => ({
    accept: `application/vnd.connectwise.com+json; version=${version}`,
  });

  verifies('answers:accept', async () => {
    for (const version of ['3.0.0', '2019.1', '2022.1', '2025.16']) {
      expect(await world.json('/service/tickets?pageSize=1', { headers: accept(version) })).toHaveLength(1);
    }
  });

  verifies('answers:version-header', async () => {
    const { headers } = await world.ask('/system/info');
    expect(headers.get('api-current-version')).toBe('2025.1');
  });
});

describe('headers', () => {
  verifies('answers:headers', async () => {
    const responses = [
      await world.ask('/service/tickets?pageSize=1'),
      await world.ask('/service/tickets/1'),
      await world.ask('/nowhere'),
      await world.ask('/service/tickets', { method: 'POST', body: '{' }),
    ];
    for (const { headers } of responses) {
      expect(Object.fromEntries(headers)).toMatchObject({
        'cache-control': 'no-cache',
        pragma: 'no-cache',
        expires: '-1',
        'api-current-version': expect.any(String) as string,
        'content-type': 'application/json; charset=utf-8',
        'x-cw-request-id': expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as string,
      });
    }
    expect(new Set(responses.map(({ headers }) => headers.get('x-cw-request-id'))).size).toBe(4);
  });

  verifies('answers:no-etag', async () => {
    const { id } = await post<Row>('/company/contacts', { firstName: 'Tag' }, 201);
    const response = await world.ask(`/company/contacts/${id}`);
    expect(response.headers.get('etag')).toBeNull();
    for (const value of ['One', 'Two']) {
      const body = JSON.stringify([{ op: 'replace', path: 'firstName', value }]);
      const changed = await world.ask(`/company/contacts/${id}`, {
        method: 'PATCH',
        body,
        headers: { 'if-match': '"old"' },
      });
      expect(await changed.json()).toMatchObject({ firstName: value });
    }
  });

  verifies('answers:iis-headers', async () => {
    for (const path of ['/system/info', '/service/tickets?pageSize=1', '/nowhere']) {
      const { headers } = await world.ask(path);
      expect(Object.fromEntries(headers), path).toMatchObject({
        server: expect.stringMatching(/^Microsoft-IIS\//) as string,
        'x-server-name': 'PSAKIT',
        'x-aspnet-version': expect.stringMatching(/^\d+(\.\d+)+$/) as string,
        'x-powered-by': 'ASP.NET',
        'x-frame-options': 'SAMEORIGIN',
      });
    }
  });
});

describe('pages', () => {
  verifies('answers:link-form', async () => {
    const conditions = 'LastUpdated >= [2000-04-01T20:02:28Z]';
    const response = await world.ask(`/company/contacts${query({ conditions, pageSize: 2 })}`);
    const root = `${world.sandbox.url}${API}/company/contacts/?conditions=LastUpdated+%3e%3d+%5b2000-04-01T20%3a02%3a28Z%5d&pageSize=2&page=`;
    expect(response.headers.get('link')).toMatch(/^<[^>]+>; rel="next", <[^>]+>; rel="last"$/);
    expect(response.headers.get('link')).toContain(`<${root}2>; rel="next"`);
  });

  verifies('answers:one-page', async () => {
    expect((await world.ask('/service/boards?pageSize=1000')).headers.get('link')).toBeNull();
    expect((await world.ask('/service/tickets?conditions=id=1')).headers.get('link')).toBeNull();
  });

  const forward = { headers: { 'pagination-type': 'forward-only' } };

  verifies('answers:forward-ignores', async () => {
    const expected = await world.json<Row[]>('/service/tickets?pageSize=3&fields=id', forward);
    for (const more of ['page=abc', 'page=7', 'page=-1', 'orderBy=summary%20desc', 'orderBy=nothing']) {
      expect(await world.json(`/service/tickets?pageSize=3&fields=id&${more}`, forward), more).toEqual(
        expected,
      );
    }
  });

  verifies('answers:forward-not-audit', async () => {
    const [ticket] = await world.json<Row[]>('/service/tickets?pageSize=1');
    const body = JSON.stringify([{ op: 'replace', path: 'summary', value: 'Audited' }]);
    await world.json(`/service/tickets/${ticket?.id}`, { method: 'PATCH', body });
    const response = await world.ask(`/system/audittrail?type=Ticket&id=${ticket?.id}`, forward);
    expect(((await response.json()) as object[]).length).toBeGreaterThan(0);
    expect(response.headers.get('link')).toBeNull();
  });

  verifies('answers:forward-total', async () => {
    const path = '/service/tickets?pageSize=1';
    expect((await world.ask(path)).headers.get('x-total-count')).toMatch(/^\d+$/);
    expect((await world.ask(path, forward)).headers.get('x-total-count')).toBeNull();
  });

  verifies('answers:bad-page', async () => {
    for (const parameter of [
      'page=0',
      'page=-1',
      'page=x',
      'pageSize=0',
      'pageSize=-5',
      'pageSize=x',
      'pageId=x',
    ]) {
      const name = parameter.split('=')[0];
      expect(await world.json(`/service/tickets?${parameter}`, { status: 400 }), parameter).toMatchObject({
        code: 'InvalidArgument',
        errors: [{ code: 'InvalidArgument', field: name }],
      });
    }
  });

  verifies('answers:by-id', async () => {
    const { count } = await world.json<{ count: number }>('/service/tickets/count');
    const seen: number[] = [];
    for (;;) {
      const conditions = `id > ${seen.at(-1) ?? 0}`;
      const page = await world.json<Row[]>(
        `/service/tickets${query({ conditions, orderBy: 'id asc', fields: 'id', pageSize: 700 })}`,
      );
      if (page.length === 0) break;
      seen.push(...page.map(({ id }) => id));
    }
    expect(new Set(seen).size).toBe(count);
  });

  verifies('answers:mission-total', async () => {
    const list = await world.ask('/service/tickets?conditions=status/id!=5&pageSize=1&fields=id');
    const { count } = await world.json<{ count: number }>('/service/tickets/count?conditions=status/id!=5');
    expect(list.headers.get('x-total-count')).toBe(String(count));
    expect(Object.keys(((await list.json()) as object[])[0] ?? {})).toEqual(['id']);
  });
});

describe('limits', () => {
  verifies('answers:cloud-limit', async () => {
    const sandbox = await createSandbox({ rateLimit: 1, limitStyle: 'cloud' });
    try {
      const ask = (): Promise<Response> =>
        sandbox.fetch(`${sandbox.url}${API}/system/info`, { headers: authorization(sandbox) });
      const first = await ask();
      expect([first.status, first.headers.get('x-ratelimit-limit')]).toEqual([200, null]);
      const refused = await ask();
      const seconds = refused.headers.get('retry-after');
      expect(refused.status).toBe(429);
      expect(await refused.json()).toEqual({
        error: 'ConnectWiseAPI',
        message: `Too many requests. Please try again in ${seconds} seconds.`,
      });
    } finally {
      await sandbox.close();
    }
  });

  verifies('answers:limit-members', async () => {
    const member = { identifier: 'Other', publicKey: 'other', privateKey: 'secret' };
    const sandbox = await createSandbox({ rateLimit: 2, members: [member] });
    try {
      const ask = async (credentials: string): Promise<number> =>
        (
          await sandbox.fetch(`${sandbox.url}${API}/system/info`, {
            headers: { clientId: 'a', authorization: basic(credentials) },
          })
        ).status;
      const [one, other] = ['sandbox+public:private', 'sandbox+other:secret'];
      expect([await ask(one), await ask(one), await ask(one)]).toEqual([200, 200, 429]);
      expect([await ask(other), await ask(other), await ask(other)]).toEqual([200, 200, 429]);
    } finally {
      await sandbox.close();
    }
  });

  verifies('answers:timeouts', async () => {
    const texts = [
      'A timeout has occured. Please try again.',
      'Timeout expired.  The timeout period elapsed prior to obtaining a connection from the pool.  This may have occurred because all pooled connections were in use and max pool size was reached.',
    ];
    for (const message of texts) {
      const body = { code: 'ConnectWiseApi', message };
      const { text, error } = await struck(500, body);
      expect(JSON.parse(text)).toEqual(body);
      expect(error).toMatchObject({ code: 'SERVER_ERROR', retryable: true, serverCode: 'ConnectWiseApi' });
    }
  });
});

describe('errors', () => {
  verifies('answers:statuses', async () => {
    const status = async (path: string, init: RequestInit = {}): Promise<number> =>
      (await world.ask(path, init)).status;
    const { id } = await post<Row>('/company/contacts', { firstName: 'Status' }, 201);
    const [company] = await world.json<Row[]>('/company/companies?conditions=id=3');
    expect(await status('/service/tickets?pageSize=1')).toBe(200);
    expect(await status(`/company/contacts/${id}`, { method: 'DELETE' })).toBe(204);
    expect(await status('/service/tickets?page=x')).toBe(400);
    expect((await site(`${API}/service/tickets`)).status).toBe(401);
    expect(
      (await site(`${API}/system/info`, { headers: { authorization: basic('sandbox+public:private') } }))
        .status,
    ).toBe(403);
    expect(await status('/service/tickets/1')).toBe(404);
    expect(await status(`/company/companies/${company?.id}`, { method: 'DELETE' })).toBe(409);
    expect(await status('/service/tickets', { method: 'POST', body: '{' })).toBe(500);
  });

  verifies('answers:locked', async () => {
    const locked = { code: 'RecordLocked', message: 'Ticket 5 is being edited by another member.' };
    expect(await struck(409, locked)).toMatchObject({
      status: 409,
      error: {
        code: 'CONFLICT',
        serverCode: 'RecordLocked',
        retryable: true,
        hint: expect.stringMatching(/again|retr/i) as string,
      },
    });
    const missing = { code: 'RecordNotFound', message: 'No such ticket.' };
    expect(await struck(404, missing)).toMatchObject({
      error: { code: 'NOT_FOUND', serverCode: 'RecordNotFound', hint: expect.stringMatching(/id/) as string },
    });
  });

  verifies('answers:not-found-names', async () => {
    const names: [string, string][] = [
      ['/service/tickets/9', 'Ticket 9'],
      ['/company/contacts/9', 'Contact 9'],
      ['/company/companies/99999', 'Company 99999'],
      ['/company/contacts/5000/typeAssociations/9999', 'ContactTypeAssociation 9999'],
      ['/service/boards/1/statuses/9999', 'BoardStatus 9999'],
      ['/finance/agreements/9/additions/9', 'Agreement 9'],
    ];
    for (const [path, name] of names) {
      expect(await world.json(path, { status: 404 })).toEqual({
        code: 'NotFound',
        message: `${name} not found`,
      });
    }
  });

  verifies('answers:missing', async () => {
    expect(await post('/company/contacts', {}, 400)).toEqual({
      code: 'InvalidObject',
      message: 'contact object is invalid',
      errors: [
        {
          code: 'MissingRequiredField',
          message: 'The firstName field is required.',
          resource: 'contact',
          field: 'firstName',
        },
      ],
    });
  });

  verifies('answers:missing-reference', async () => {
    expect(await post('/sales/activities', { name: 'Call' }, 400)).toEqual({
      code: 'InvalidObject',
      message: 'activity object is invalid',
      errors: [
        {
          code: 'MissingRequiredField',
          message: 'The assignTo/id field is required.',
          resource: 'activity',
          field: 'assignTo',
        },
      ],
    });
  });

  verifies('answers:guessed-paths', async () => {
    const guessed = [
      '/finance/invoices/types',
      '/finance/invoices/statuses',
      '/finance/payments',
      '/finance/workRoles',
      '/system/customFields',
      '/system/myCompany',
    ];
    for (const path of guessed) expect(await world.json(path, { status: 404 }), path).toEqual(endpoint);
    for (const path of ['/time/workRoles', '/system/userDefinedFields']) {
      expect((await world.json<Row[]>(path)).length, path).toBeGreaterThan(0);
    }
  });

  verifies('answers:method', async () => {
    const response = await world.ask('/service/tickets', { method: 'PATCH', body: '[]' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST']);
  });

  verifies('answers:json', async () => {
    const send = async (path: string, body: string): Promise<string> => {
      const answer = await post<{ code: string; message: string }>(path, body, 500);
      expect(answer.code).toBe('ConnectWiseApi');
      return answer.message;
    };
    const [ticket] = await world.json<Row[]>('/service/tickets?pageSize=1');
    expect(
      await send(`/service/tickets/${ticket?.id}/merge`, '{"mergeTicketIds":[{"id":1}],"status":{"id":1}}'),
    ).toMatch(/^Unexpected character encountered while parsing value: \{\. Path /);
    expect(await send('/service/tickets', '{"summary":"x","severity":"Middling"}')).toMatch(
      /^Error converting value "Middling" to type /,
    );
    expect(await send('/service/tickets', '{"summary":"An old member is set","enteredBy":"me"}')).toBe(
      "Could not find member 'enteredBy' on object of type 'Ticket'. Path 'enteredBy', line 1, position 46.Check your accept header to make sure you are using the correct version.",
    );
  });

  verifies('answers:database', async () => {
    const store = await openSqliteStore(':memory:');
    try {
      const broken = Object.assign(store, {
        list: () => Promise.reject(new CoreError({ code: 'STORAGE', message: 'The disk is full.' })),
      });
      const member = { companyId: 'acme', publicKey: 'public', privateKey: 'private', identifier: 'api' };
      const api = createApi({ store: broken, members: [member] });
      const headers = { authorization: basic('acme+public:private'), clientId: 'a' };
      const response = await api(new Request(`http://localhost${API}/service/tickets`, { headers }));
      expect([response.status, await response.json()]).toEqual([
        500,
        { code: 'ConnectWiseApi', message: 'An unexpected database error has occured' },
      ]);
    } finally {
      await store.close();
    }
  });

  verifies('answers:only-recorded-500', async () => {
    const paths = [
      '/service/tickets?conditions=%00',
      '/service/tickets?conditions=id%3D99999999999999999999',
      '/service/tickets?conditions=dateEntered%3E%5B2024-13-45%5D',
      '/service/tickets?fields=,,,&orderBy=,',
      '/service/tickets/99999999999999999999',
      '/service/tickets/%E0%A4%A',
      '/service/tickets?pageSize=1e9',
    ];
    for (const path of paths) expect((await world.ask(path)).status, path).toBeLessThan(500);
  });
});
