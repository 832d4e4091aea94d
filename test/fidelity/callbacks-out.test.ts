import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { createSandbox } from '@psakit/server/sandbox';
import { CALLBACK_LEVELS, CALLBACK_TYPES, parseCallback, verifyCallback } from 'psakit/callbacks';
import { afterAll, beforeAll, beforeEach, describe, expect } from 'vitest';
import { rowsOf, type Row } from '../support/rows.js';
import { API, authorization, useSandbox } from '../support/sandbox.js';
import { verifies } from './verifies.js';

const world = useSandbox();

interface Arrival {
  readonly target: string;
  readonly body: string;
  readonly signature: string;
}

/** Someone who is told, and answers as a test wants it. */
const receiver = { url: '', status: 204, arrivals: [] as Arrival[] };
const server = createServer((request, response) => {
  void textOf(request).then((body) => {
    const signature = String(request.headers['x-content-signature']);
    receiver.arrivals.push({ target: request.url ?? '', body, signature });
    response.writeHead(receiver.status).end();
  });
});

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?recordId=`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(async () => {
  world.sandbox.admin.clock.freeze(false);
  for (const { id } of await world.json<Row[]>('/system/callbacks?pageSize=1000')) {
    await world.ask(`/system/callbacks/${id}`, { method: 'DELETE' });
  }
  await world.sandbox.admin.callbacks.settled();
  receiver.status = 204;
  receiver.arrivals.length = 0;
});

const { send, create } = rowsOf(world);
const replace = (path: string, name: string, value: unknown): Promise<Row> =>
  send('PATCH', path, [{ op: 'replace', path: name, value }], 200);
const remove = (path: string): Promise<Response> => world.ask(path, { method: 'DELETE' });

/** A registration as AMP's recording has it: nothing but what must be there. */
const registration = (more: object = {}): object => ({
  url: receiver.url,
  objectId: 0,
  type: 'contact',
  level: 'owner',
  ...more,
});
const register = (more: object = {}): Promise<Row> => create('/system/callbacks', registration(more));
const contact = (more: object = {}): Promise<Row> =>
  create('/company/contacts', { firstName: 'Lil', company: { id: 3 }, ...more });
const ticket = (more: object = {}): Promise<Row> =>
  create('/service/tickets', { summary: 'No sound', company: { id: 3 }, ...more });

/** What has arrived when nothing is owed any more. */
async function told(): Promise<readonly Record<string, unknown>[]> {
  await world.sandbox.admin.callbacks.settled();
  return receiver.arrivals.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
}

/** Waits for something that happens by itself, without a clock. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await turn();
}

const lastDelivery = async (): Promise<{ state: string; tries: readonly object[] } | undefined> =>
  (await world.sandbox.admin.callbacks.list())[0];

describe('registering', () => {
  const mission = {
    url: 'https://your-server.com/webhook',
    objectId: 0,
    type: 'ticket',
    level: 'owner',
    description: 'Ticket updates webhook',
  };

  verifies('callbacks-out:register', async () => {
    const made = await create('/system/callbacks', mission);
    expect(made).toMatchObject({ ...mission, id: expect.any(Number) as number, objectId: 1 });
    expect(await world.json(`/system/callbacks/${made.id}`)).toEqual(made);
  });

  verifies('callbacks-out:answer', async () => {
    const [member] = await world.json<Row[]>('/system/members?conditions=identifier="SandboxAPI"');
    expect(await register({ type: 'Contact', level: 'Owner' })).toMatchObject({
      objectId: 1,
      type: 'contact',
      level: 'owner',
      memberId: member?.id,
      payloadVersion: '3.0.0',
      inactiveFlag: false,
      isSoapCallbackFlag: false,
      isSelfSuppressedFlag: false,
      connectWiseID: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      _info: { enteredBy: 'SandboxAPI' },
    });
  });

  verifies('callbacks-out:crud', async () => {
    const { id } = await register();
    expect(await world.json('/system/callbacks/count')).toEqual({ count: 1 });
    expect(await replace(`/system/callbacks/${id}`, 'description', 'Mine')).toMatchObject({
      description: 'Mine',
    });
    expect(await world.json<Row[]>('/system/callbacks?conditions=type="contact"')).toHaveLength(1);
    expect((await remove(`/system/callbacks/${id}`)).status).toBe(204);
  });

  verifies('callbacks-out:invalid', async () => {
    const wrong = { url: 'not a url', objectId: 0, type: 'contact', level: 'nobody' };
    expect(await send('POST', '/system/callbacks', wrong, 400)).toEqual({
      code: 'InvalidObject',
      message: 'callbackEntry object is invalid',
      errors: [
        { code: 'InvalidField', message: 'Invalid URL', resource: 'callbackEntry', field: 'url' },
        {
          code: 'InvalidObject',
          message: 'Unrecognized level for type, see documentation for supported levels for each type',
          resource: 'callbackEntry',
          field: 'level',
        },
      ],
    });
  });

  verifies('callbacks-out:exists', async () => {
    await create('/system/callbacks', mission);
    expect(await send('POST', '/system/callbacks', mission, 400)).toEqual({
      code: 'InvalidObject',
      message: 'callbackEntry object is invalid',
      errors: [
        {
          code: 'ObjectExists',
          message: 'A matching callback entry already exists',
          resource: 'callbackEntry',
          field: 'objectId',
        },
      ],
    });
  });

  verifies('callbacks-out:key', async () => {
    await register();
    for (const other of [
      { url: `${receiver.url}0` },
      { type: 'company' },
      { level: 'company', objectId: 3 },
    ]) {
      await register(other);
    }
    await register({ level: 'company', objectId: 4 });
    await send('POST', '/system/callbacks', registration({ level: 'Company', objectId: 4 }), 400);
  });

  verifies('callbacks-out:unknown', async () => {
    const response = await remove('/system/callbacks/999999');
    expect([response.status, await response.json()]).toEqual([
      404,
      { code: 'ConnectWiseApi', message: 'The endpoint does not exist.' },
    ]);
  });

  verifies('callbacks-out:types', async () => {
    expect(CALLBACK_TYPES).toHaveLength(16);
    const every = [...new Set(Object.values(CALLBACK_LEVELS).flat())];
    for (const [type, levels] of Object.entries(CALLBACK_LEVELS)) {
      for (const level of every) {
        const status = (levels as readonly string[]).includes(level) ? 201 : 400;
        await send('POST', '/system/callbacks', registration({ type, level, objectId: 1 }), status);
      }
    }
  });
});

describe('what is told', () => {
  verifies('callbacks-out:every-type', async () => {
    const first = async (path: string): Promise<number> =>
      (await world.json<Row[]>(`${path}?pageSize=1`))[0]?.id ?? 0;
    const changed: [string, string, string][] = [
      ['company', `/company/companies/${await first('/company/companies')}`, 'website'],
      ['site', `/company/companies/3/sites/${await first('/company/companies/3/sites')}`, 'phoneNumber'],
      ['contact', `/company/contacts/${await first('/company/contacts')}`, 'title'],
      ['configuration', `/company/configurations/${await first('/company/configurations')}`, 'notes'],
      ['ticket', `/service/tickets/${await first('/service/tickets')}`, 'summary'],
      ['project', `/project/projects/${await first('/project/projects')}`, 'description'],
      ['schedule', `/schedule/entries/${await first('/schedule/entries')}`, 'name'],
      ['activity', `/sales/activities/${await first('/sales/activities')}`, 'notes'],
      ['opportunity', `/sales/opportunities/${await first('/sales/opportunities')}`, 'notes'],
      ['agreement', `/finance/agreements/${await first('/finance/agreements')}`, 'workOrder'],
      ['productcatalog', `/procurement/catalog/${await first('/procurement/catalog')}`, 'vendorSku'],
      ['member', '/system/members/1', 'title'],
    ];
    for (const [type] of changed) await register({ type });
    await register({ type: 'time' });
    for (const [, path, name] of changed) await replace(path, name, 'told');
    await create('/time/entries', { timeStart: '2026-01-05T10:00:00Z', actualHours: 1 });
    // A change may bring others with it: a site that of its company, an appointment that of its ticket.
    const types = new Set((await told()).map(({ Type }) => String(Type)));
    expect([...types].sort()).toEqual([...changed.map(([type]) => type), 'time'].sort());
  });

  verifies('callbacks-out:levels', async () => {
    const one = await ticket();
    const { board, status } = one as unknown as { board: { id: number }; status: { id: number } };
    const levels: [string, number][] = [
      ['board', board.id],
      ['status', status.id],
      ['ticket', one.id],
    ];
    for (const [level, objectId] of levels) await register({ type: 'ticket', level, objectId });
    for (const [level] of levels) await register({ type: 'ticket', level, objectId: 999_999 });
    await register({ level: 'company', objectId: 3 });
    await replace(`/service/tickets/${one.id}`, 'summary', 'Changed');
    await contact();
    await contact({ company: { id: 4 } });
    const types = (await told()).map(({ Type }) => Type);
    expect(types.sort()).toEqual(['contact', 'ticket', 'ticket', 'ticket']);
  });

  verifies('callbacks-out:level-members', async () => {
    const { id } = await ticket();
    const entry = await create('/schedule/entries', {
      objectId: id,
      type: { id: 4 },
      where: { name: 'Remote' },
      dateStart: '2026-11-24T09:00:00Z',
      dateEnd: '2026-11-24T10:00:00Z',
    });
    const { where } = entry as unknown as { where: { id: number } };
    const lil = await contact({ types: [{ id: 1 }] });
    const { territory } = await world.json<{
      territory: { id: number };
    }>('/company/companies/3');
    for (const away of [0, 999_000]) {
      await register({ type: 'schedule', level: 'location', objectId: where.id + away });
      await register({ type: 'contact', level: 'type', objectId: 1 + away });
      await register({ type: 'contact', level: 'territory', objectId: territory.id + away });
      await register({ type: 'company', level: 'type', objectId: 1 + away });
      await register({ type: 'ticket', level: 'integratortag', objectId: 1 + away });
    }
    await replace(`/schedule/entries/${entry.id}`, 'doneFlag', true);
    await replace(`/company/contacts/${lil.id}`, 'nickName', 'Lily');
    await replace(`/service/tickets/${id}`, 'summary', 'Changed');
    const types = (await told()).map(({ Type }) => Type);
    expect(types.sort()).toEqual(['contact', 'contact', 'schedule']);
  });

  verifies('callbacks-out:url', async () => {
    await register();
    const { id } = await contact();
    await told();
    expect(receiver.arrivals[0]?.target).toBe(`/hook?recordId=${id}&action=added`);
  });

  verifies('callbacks-out:body', async () => {
    const { id: callbackId } = await register();
    const { id } = await contact({ firstName: 'Lil "größer"' });
    const [message] = await told();
    const guid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as string;
    const hex = expect.stringMatching(/^[0-9a-f]{24}$/) as string;
    expect(message).toEqual({
      MessageId: guid,
      FromUrl: '127.0.0.1',
      CompanyId: 'sandbox',
      MemberId: 'SandboxAPI',
      Action: 'added',
      Type: 'contact',
      ID: id,
      ProductInstanceId: hex,
      PartnerId: hex,
      Entity: expect.any(String) as string,
      Metadata: {
        key_url: expect.stringMatching(
          /\/\/system\/callbackkey\/index\.rails\?companyName=sandbox&id=[0-9a-f-]+$/,
        ) as string,
      },
      CallbackObjectRecId: callbackId,
    });
    expect(JSON.parse(message?.['Entity'] as string)).toEqual(await world.json(`/company/contacts/${id}`));
  });

  verifies('callbacks-out:actions', async () => {
    await register();
    const { id } = await contact();
    await replace(`/company/contacts/${id}`, 'firstName', 'Lou');
    await remove(`/company/contacts/${id}`);
    const messages = await told();
    expect(messages.map(({ Action }) => Action).sort()).toEqual(['added', 'deleted', 'updated']);
    expect(messages.find(({ Action }) => Action === 'deleted')?.['Entity']).toBeNull();
  });

  verifies('callbacks-out:project-tickets', async () => {
    await register({ type: 'ticket' });
    const [project] = await world.json<Row[]>('/project/tickets?pageSize=1');
    await replace(`/project/tickets/${project?.id}`, 'summary', 'Changed');
    const [message] = await told();
    expect(message).toMatchObject({ Type: 'ticket', ID: project?.id });
    expect(JSON.parse(message?.['Entity'] as string)).toMatchObject({ recordType: 'ProjectTicket' });
  });

  verifies('callbacks-out:mission-style', async () => {
    const sandbox = await createSandbox({ rateLimit: 'off', callbackStyle: 'mission' });
    try {
      const url = receiver.url.replace('?recordId=', '');
      const ask = (path: string, body: object): Promise<Response> =>
        sandbox.fetch(`${sandbox.url}${API}${path}`, {
          method: 'POST',
          headers: authorization(sandbox),
          body: JSON.stringify(body),
        });
      await ask('/system/callbacks', { url, objectId: 0, type: 'contact', level: 'owner' });
      const { id } = (await (await ask('/company/contacts', { firstName: 'Lil' })).json()) as Row;
      await sandbox.admin.callbacks.settled();
      const [arrival] = receiver.arrivals;
      expect(arrival?.target).toBe('/hook');
      const message = JSON.parse(arrival?.body ?? '') as Record<string, unknown>;
      const memberId = expect.any(Number) as number;
      const callback = { ID: expect.any(Number) as number, Type: 'contact' };
      expect(message).toEqual({
        Action: 'added',
        ID: id,
        Type: 'contact',
        MemberID: memberId,
        Callback: callback,
      });
      expect(parseCallback(arrival?.body ?? '')).toMatchObject({ action: 'added', type: 'contact', id });
    } finally {
      await sandbox.close();
    }
  });

  verifies('callbacks-out:signature', async () => {
    await register();
    const { id } = await contact({ firstName: 'größer' });
    await told();
    const [{ body, signature } = { body: '', signature: '' }] = receiver.arrivals;
    const trusted = { trustedHosts: [world.sandbox.url], companyId: 'sandbox' };
    expect(await verifyCallback(body, signature, trusted)).toMatchObject({
      id,
      entity: { firstName: 'größer' },
    });
    await expect(verifyCallback(body.replace('added', 'deleted'), signature, trusted)).rejects.toMatchObject({
      code: 'CALLBACK_FORGED',
    });
  });

  verifies('callbacks-out:self-suppressed', async () => {
    await register({ isSelfSuppressedFlag: true });
    await contact();
    expect(await told()).toEqual([]);
  });

  verifies('callbacks-out:skip', async () => {
    await register({ type: 'ticket' });
    const made = await ticket({ skipCallback: true });
    expect(made['skipCallback'] ?? false).toBe(false);
    expect(await told()).toEqual([]);
  });

  verifies('callbacks-out:loopback', async () => {
    await register({ url: 'https://hooks.example.com/hook?recordId=' });
    await contact();
    expect(await told()).toEqual([]);
    expect(await lastDelivery()).toMatchObject({
      state: 'blocked',
      tries: [{ error: expect.stringContaining('Not sent') as string }],
    });
  });
});

describe('what goes wrong', () => {
  verifies('callbacks-out:retries', async () => {
    await register();
    const { clock } = world.sandbox.admin;
    for (const status of [404, 409, 419, 429]) {
      receiver.arrivals.length = 0;
      receiver.status = status;
      clock.freeze(true);
      await contact();
      const tried = (times: number) => async (): Promise<boolean> =>
        (await lastDelivery())?.tries.length === times;
      await until(tried(1));
      // Not woken before its time: the answer to another request comes first.
      clock.advance(1_999);
      await world.json('/system/info');
      expect(receiver.arrivals).toHaveLength(1);
      clock.advance(1);
      await until(tried(2));
      clock.advance(4_000);
      await until(tried(3));
      clock.advance(60_000);
      await world.sandbox.admin.callbacks.settled();
      expect(receiver.arrivals).toHaveLength(3);
      expect(new Set(receiver.arrivals.map(({ body }) => body)).size).toBe(1);
      expect(await lastDelivery()).toMatchObject({
        state: 'failed',
        tries: [{ status }, { status }, { status }],
      });
    }
  });

  verifies('callbacks-out:final', async () => {
    await register();
    for (const status of [400, 401, 500, 503, 302]) {
      receiver.status = status;
      receiver.arrivals.length = 0;
      await contact();
      expect(await told()).toHaveLength(1);
      expect(await lastDelivery()).toMatchObject({ state: 'failed', tries: [{ status }] });
    }
  });

  verifies('callbacks-out:timeout', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const asked = new Promise((resolve) => silent.once('request', resolve));
    await register({ url: `http://127.0.0.1:${(silent.address() as AddressInfo).port}/?recordId=` });
    await contact();
    await asked;
    world.sandbox.admin.clock.advance(5_000);
    await world.sandbox.admin.callbacks.settled();
    expect(await lastDelivery()).toMatchObject({
      state: 'failed',
      tries: [{ error: 'No answer in 5 seconds.' }],
    });
    silent.closeAllConnections();
    silent.close();
  });

  verifies('callbacks-out:switched-off', async () => {
    const { id } = await register();
    receiver.status = 500;
    const fails = async (): Promise<unknown> => {
      await contact();
      await told();
      return (await world.json<Row>(`/system/callbacks/${id}`))['inactiveFlag'];
    };
    const day = 24 * 60 * 60 * 1000;
    expect(await fails()).toBe(false);
    world.sandbox.admin.clock.advance(2 * day);
    expect(await fails()).toBe(false);
    world.sandbox.admin.clock.advance(day);
    expect(await fails()).toBe(true);
    receiver.arrivals.length = 0;
    await fails();
    expect(receiver.arrivals).toEqual([]);
  });
});
