import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startMcpServer, type McpServer } from './support/mcp.js';
import { installNpmClients, type NpmClients } from './support/npm-clients.js';
import { trustInThisProcess, useSecureSandbox } from './support/secure-sandbox.js';

const secure = useSecureSandbox();
trustInThisProcess(secure);

let clients: NpmClients;
beforeAll(async () => {
  clients = await installNpmClients();
});

type Row = Record<string, unknown> & { id: number };

describe('connectwise-manage-rest-api', () => {
  interface Manage {
    get(endpoint: string): Promise<unknown>;
    post(endpoint: string, body: unknown): Promise<unknown>;
    patch(endpoint: string, body: unknown): Promise<unknown>;
    put(endpoint: string, body: unknown): Promise<unknown>;
    delete(endpoint: string): Promise<void>;
  }
  let manage: Manage;
  beforeAll(() => {
    const make = clients.load('connectwise-manage-rest-api') as (options: object) => Manage;
    const { companyId, publicKey, privateKey, clientId } = secure.sandbox.credentials;
    // Without a version it asks `/login/companyinfo/…` where the API is.
    manage = make({ fqdn: secure.host, companyId, publicKey, privateKey, clientId });
  });

  test('finds the API by itself and reads', async () => {
    expect(await manage.get('system/info')).toMatchObject({ version: expect.any(String) });
    const conditions = encodeURIComponent('closedFlag = false and priority/id < 4');
    const tickets = (await manage.get(`service/tickets?conditions=${conditions}&pageSize=7`)) as Row[];
    expect(tickets).toHaveLength(7);
  });

  test('does what its own test does: note, patch of a difference, put, delete', async () => {
    const [company] = (await manage.get('company/companies?pageSize=1')) as Row[];
    const notes = `company/companies/${company!.id}/notes`;
    const note = (await manage.post(notes, { text: 'beep' })) as Row;
    expect(note['text']).toBe('beep');
    const difference = clients.load('fast-json-patch') as {
      observe(value: object): unknown;
      generate(observer: unknown): unknown;
    };
    const observer = difference.observe(note);
    note['text'] = 'boop';
    const patched = (await manage.patch(`${notes}/${note.id}`, difference.generate(observer))) as Row;
    expect(patched['text']).toBe('boop');
    const type = { id: (note['type'] as Row).id };
    expect(await manage.put(`${notes}/${note.id}`, { id: note.id, type, text: 'buup' })).toMatchObject({
      text: 'buup',
    });
    await manage.delete(`${notes}/${note.id}`);
    await expect(manage.get(`${notes}/${note.id}`)).rejects.toMatchObject({ response: { status: 404 } });
  });

  test('turns a report into objects', async () => {
    const normalize = clients.load('connectwise-manage-rest-api/normalize-system-report') as (
      report: unknown,
    ) => object[];
    const [report] = (await manage.get('system/reports')) as { name: string }[];
    const rows = normalize(await manage.get(`system/reports/${report!.name}?pageSize=3`));
    expect(rows.length).toBeGreaterThan(0);
    expect(Object.keys(rows[0]!).length).toBeGreaterThan(3);
  });
});

describe('connectwise-rest-api', () => {
  type Calls = Record<string, (params: object) => Promise<unknown>> & { defaultHeaders: object };
  let connectwise: Record<string, Calls>;
  beforeAll(() => {
    const { Connectwise } = clients.load('connectwise-rest-api') as {
      Connectwise: new (host: string, company: string, key: string, secret: string) => typeof connectwise;
    };
    const { companyId, publicKey, privateKey, clientId } = secure.sandbox.credentials;
    connectwise = new Connectwise(secure.host, companyId, publicKey, privateKey);
    // It is from before client ids, and lets its user add headers.
    for (const api of Object.values(connectwise)) {
      if (typeof api === 'object') api.defaultHeaders = { ...api.defaultHeaders, clientId };
    }
  });

  test('lists, counts, creates, patches and deletes', async () => {
    const companies = (await connectwise['CompaniesApi']!['companyCompaniesGet']!({
      conditions: 'deletedFlag = false',
      orderBy: 'name',
      page: 2,
      pageSize: 3,
    })) as Row[];
    expect(companies).toHaveLength(3);
    const tickets = connectwise['TicketsApi']!;
    const ticket = (await tickets['serviceTicketsPost']!({
      ticket: { summary: 'Made in 2017', company: { id: companies[0]!.id } },
    })) as Row;
    expect(ticket).toMatchObject({ summary: 'Made in 2017', company: { name: companies[0]!['name'] } });
    const { count } = (await tickets['serviceTicketsCountGet']!({
      conditions: 'summary = "made in 2017"',
    })) as { count: number };
    expect(count).toBe(1);
    const patched = (await tickets['serviceTicketsIdPatch']!({
      id: ticket.id,
      operations: [{ op: 'replace', path: 'summary', value: 'Changed in 2017' }],
    })) as Row;
    expect(patched['summary']).toBe('Changed in 2017');
    expect(await tickets['serviceTicketsIdGet']!({ id: ticket.id })).toEqual(patched);
    // It reads JSON from an answer that has no body, 204 as PSA gives; the ticket is deleted all the same.
    await expect(tickets['serviceTicketsIdDelete']!({ id: ticket.id })).rejects.toThrow('end of JSON input');
    await expect(tickets['serviceTicketsIdGet']!({ id: ticket.id })).rejects.toMatchObject({
      response: { status: 404 },
    });
  });

  test('is refused as PSA refuses it when the client id is left out', async () => {
    const { Connectwise } = clients.load('connectwise-rest-api') as {
      Connectwise: new (host: string, company: string, key: string, secret: string) => typeof connectwise;
    };
    const { companyId, publicKey, privateKey } = secure.sandbox.credentials;
    const old = new Connectwise(secure.host, companyId, publicKey, privateKey);
    const refused = await old['MembersApi']!['systemMembersGet']!({}).catch((error: unknown) => error);
    expect(refused).toMatchObject({ response: { status: expect.any(Number) } });
    expect((refused as { response: Response }).response.status).toBeGreaterThanOrEqual(400);
  });
});

describe('mcp-connectwise-manage', () => {
  let server: McpServer;
  let env: Record<string, string>;
  const patterns = [
    ['get', '^/service/tickets(/.*)?$'],
    ['get', '^/time/entries$'],
    ['get', '^/company/companies$'],
    ['get', '^/finance/agreements$'],
    ['post', '^/service/tickets$'],
  ].map(([method, pathPattern]) => ({ method, pathPattern }));

  /** The document its user downloads from the vendor, cut down to what this test calls. */
  const document = (() => {
    const query = ['conditions', 'orderBy', 'page', 'pageSize'].map((name) => ({
      in: 'query',
      name,
      schema: { type: name.startsWith('page') ? 'integer' : 'string' },
    }));
    const list = (operationId: string, summary: string) => ({
      get: { operationId, summary, parameters: query },
    });
    const body = { content: { 'application/json': { schema: { type: 'object' } } } };
    const id = [{ in: 'path', name: 'id', schema: { type: 'integer' } }];
    return {
      openapi: '3.0.1',
      paths: {
        '/service/tickets': {
          ...list('getServiceTickets', 'Tickets'),
          post: { operationId: 'postServiceTickets', summary: 'New ticket', requestBody: body },
        },
        '/service/tickets/{id}': {
          get: { operationId: 'getServiceTicketsById', summary: 'One ticket', parameters: id },
        },
        '/time/entries': list('getTimeEntries', 'Time entries'),
        '/company/companies': list('getCompanyCompanies', 'Companies'),
        '/finance/agreements': list('getFinanceAgreements', 'Agreements'),
      },
    };
  })();

  beforeAll(async () => {
    const file = join(clients.folder, 'openapi.json');
    await writeFile(file, JSON.stringify(document));
    const { companyId, publicKey, privateKey, clientId } = secure.sandbox.credentials;
    env = {
      CW_server: secure.host,
      CW_company: companyId,
      CW_pub: publicKey,
      CW_priv: privateKey,
      CW_clientId: clientId,
      CW_ALLOWED_OPERATIONS: JSON.stringify(patterns.filter(({ method }) => method === 'get')),
      CW_WRITE_ALLOWLIST: JSON.stringify(patterns.filter(({ method }) => method === 'post')),
      LOG_LEVEL: 'silent',
      SPEC_PATH: file,
      NODE_EXTRA_CA_CERTS: secure.caFile,
    };
    const dist = join(clients.folder, 'node_modules/mcp-connectwise-manage/dist');
    server = startMcpServer(join(dist, 'stdio.js'), { cwd: clients.folder, env });
  });
  afterAll(() => server.stop());

  test('over stdio: initialize, tools/list, and a call of every list', async () => {
    const hello = await server.request('initialize', {
      protocolVersion: '2025-03-26',
      capabilities: {},
      clientInfo: { name: 'conformance', version: '1' },
    });
    expect(hello).toMatchObject({ serverInfo: { name: 'cw-manage' } });
    server.notify('notifications/initialized');
    const { tools } = (await server.request('tools/list')) as { tools: { name: string; title: string }[] };
    expect(tools).toHaveLength(6);
    for (const { name, title } of tools.filter((tool) => !/ById|^post/.test(tool.title))) {
      const called = await server.request('tools/call', { name, arguments: {} });
      expect(called, title).toMatchObject({ structuredContent: { status: 200, body: expect.any(Array) } });
    }
  });

  test('its core, which takes arguments: search, get, create', async () => {
    const dist = join(clients.folder, 'node_modules/mcp-connectwise-manage/dist');
    Object.assign(process.env, env);
    const load = (name: string): Promise<unknown> =>
      import(/* @vite-ignore */ pathToFileURL(join(dist, name)).href) as Promise<unknown>;
    const { loadConfig } = (await load('config.js')) as { loadConfig: () => object };
    const { createMcpServer } = (await load('mcp.js')) as {
      createMcpServer: (config: object) => {
        invoke(name: string, input: object): Promise<{ status: number; body: Row & Row[] }>;
      };
    };
    const core = createMcpServer(loadConfig());
    const found = await core.invoke('getServiceTickets', {
      query: { conditions: 'summary contains "vpn"', orderBy: 'id desc', pageSize: 5 },
    });
    expect([found.status, found.body.length]).toEqual([200, 5]);
    const one = await core.invoke('getServiceTicketsById', { pathParams: { id: found.body[0]!.id } });
    expect(one.body).toEqual(found.body[0]);
    const company = { id: (found.body[0]!['company'] as Row).id };
    const made = await core.invoke('postServiceTickets', {
      confirm: true,
      body: { summary: 'Made by an assistant', company },
    });
    expect(made).toMatchObject({ status: 201, body: { summary: 'Made by an assistant' } });
  });
});
