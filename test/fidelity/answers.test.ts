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
    expect(await world.json('/system/myAccount', { status: 404 })).toMatchObject({
      message: 'The endpoint does not exist.',
    });
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
    const { id } = await world.json<Row>('/company/contacts', {
      method: 'POST',
      status: 201,
      body: JSON.stringify({ firstName: 'Tag' }),
    });
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
