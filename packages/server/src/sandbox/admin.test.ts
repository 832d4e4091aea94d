import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resourceNamed } from 'psakit/catalog';
import { FakeClock } from '../../../psakit/src/core/testing/fake-clock.js';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createSandbox, type Sandbox, type SandboxOptions } from './index.js';

const folder = mkdtempSync(join(tmpdir(), 'psakit-admin-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const clock = new FakeClock(Date.UTC(2026, 2, 1, 9));
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox({ clock, rateLimit: 1_000, adminToken: 'a-token-of-a-test' });
});
afterAll(() => sandbox.close());
afterEach(() => {
  sandbox.admin.faults.clear();
  sandbox.admin.requests.clear();
});

interface Told {
  readonly status: number;
  readonly json: Record<string, unknown> & { message: string };
}

/** Asks the admin API over a socket. */
async function admin(
  method: string,
  path: string,
  body?: unknown,
  token = 'a-token-of-a-test',
): Promise<Told> {
  const response = await fetch(`${sandbox.url}/_psakit${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, json: (text === '' ? undefined : JSON.parse(text)) as Told['json'] };
}

function headersOf(of: Sandbox, member = 'SandboxAPI'): Record<string, string> {
  const { companyId, publicKey, privateKey, clientId } = of.members[member]!;
  return { authorization: `Basic ${btoa(`${companyId}+${publicKey}:${privateKey}`)}`, clientId };
}

function ask(path: string, init: RequestInit = {}, of = sandbox): Promise<Response> {
  return of.fetch(`${of.url}/v4_6_release/apis/3.0${path}`, { headers: headersOf(of), ...init });
}

const summaryOf = async (of = sandbox): Promise<string> =>
  ((await (await ask('/service/tickets/54321', {}, of)).json()) as { summary: string }).summary;

const tickets = resourceNamed('service/tickets')!;

async function rename(summary: string, of = sandbox): Promise<void> {
  const stored = await of.store.get(tickets, [], 54_321);
  const record = JSON.parse(stored?.json ?? '') as Record<string, unknown>;
  await of.store.apply({ writes: [{ kind: 'put', resource: tickets, record: { ...record, summary } }] });
}

describe('who may', () => {
  test.each([
    ['another token', 'another'],
    ['none', ''],
  ])('%s is a 401', async (_, token) => {
    const { status, json } = await admin('GET', '/faults', undefined, token);
    expect([status, json.message]).toEqual([401, expect.stringContaining('Bearer')]);
    expect(JSON.stringify(json)).not.toContain('a-token-of-a-test');
  });

  test('a connection from elsewhere is a 403', async () => {
    const { createAdmin } = await import('../api/index.js');
    const api = createAdmin(sandbox.admin, 'token');
    const request = {
      method: 'GET',
      origin: 'http://localhost',
      target: '/_psakit/faults',
      header: (name: string) => (name === 'authorization' ? 'Bearer token' : undefined),
      body: () => Promise.resolve(''),
      bytes: () => Promise.resolve(new Uint8Array()),
    };
    for (const [remoteAddress, status] of [
      ['192.0.2.7', 403],
      ['::ffff:127.0.0.1', 200],
      ['::1', 200],
      [undefined, 200],
    ] as const) {
      expect((await api({ ...request, remoteAddress }))?.status).toBe(status);
    }
  });

  test('it says what it can do, and what it cannot', async () => {
    const { json } = await admin('GET', '');
    expect(json['routes']).toContainEqual(expect.stringContaining('PUT /_psakit/clock'));
    expect((await admin('GET', '/nowhere')).status).toBe(404);
    const refused = await admin('PATCH', '/clock', {});
    expect([refused.status, refused.json.message]).toEqual([405, expect.stringContaining('only GET, PUT')]);
  });

  test('a sandbox makes a token of its own', async () => {
    const other = await createSandbox({ size: 'small' });
    expect(other.admin.token).toMatch(/^[\w-]{24}$/);
    const answer = await fetch(`${other.admin.url}/clock`, {
      headers: { authorization: `bearer ${other.admin.token}` },
    });
    expect(answer.status).toBe(200);
    await other.close();
  });
});

describe('faults', () => {
  test('are added, strike, are listed and cleared', async () => {
    const added = await admin('POST', '/faults', {
      kind: 'status',
      status: 503,
      path: '/service/tickets',
      count: 1,
    });
    expect(added).toMatchObject({ status: 200, json: { id: 'fault-1', struck: 0 } });
    expect((await ask('/company/companies/2')).status).toBe(200);
    expect((await ask('/service/tickets/54321')).status).toBe(503);
    expect((await ask('/service/tickets/54321')).status).toBe(200);
    expect((await admin('GET', '/faults')).json).toMatchObject([
      { id: 'fault-1', seen: 1, struck: 1, spent: true },
    ]);
    expect((await admin('DELETE', '/faults/fault-1')).status).toBe(204);
    expect((await admin('DELETE', '/faults/fault-1')).status).toBe(404);
    expect((await admin('DELETE', '/faults')).status).toBe(204);
  });

  test('that are wrong are told where, and none is added', async () => {
    const { status, json } = await admin('POST', '/faults', [
      { kind: 'reset' },
      { kind: 'status', status: 'x' },
    ]);
    expect(status).toBe(400);
    expect(json).toMatchObject({
      code: 'InvalidArgument',
      message: expect.stringContaining('[1].status is "x", and should be a whole number from 200 to 599.'),
      errors: [{ field: '[1].status' }],
    });
    expect(sandbox.admin.faults.list()).toEqual([]);
    expect((await admin('POST', '/faults', '{"kind":')).json.message).toMatch(/is no JSON/);
    expect((await admin('POST', '/faults')).json.message).toMatch(/is missing, and should be an object/);
  });

  test('a stale read shows what was there before the last write', async () => {
    const before = await summaryOf();
    sandbox.admin.faults.add({ kind: 'stale', path: '/service/tickets' });
    expect(await summaryOf()).toBe(before);
    await rename('first');
    expect(await summaryOf()).toBe(before);
    await rename('second');
    expect(await summaryOf()).toBe('first');
    const found = await ask('/service/tickets/count?conditions=summary="second"');
    expect(await found.json()).toEqual({ count: 0 });
    sandbox.admin.faults.clear();
    expect(await summaryOf()).toBe('second');
    await sandbox.admin.reset();
    expect(await summaryOf()).toBe(before);
  });
});

describe('a lost answer', () => {
  test('to a request that was carried out, and to one that was not', async () => {
    const create = (summary: string): Promise<Response> =>
      ask('/service/tickets', {
        method: 'POST',
        body: JSON.stringify({ summary, company: { id: 2 }, board: { id: 1 } }),
      });
    const count = async (summary: string): Promise<unknown> =>
      (await ask(`/service/tickets/count?conditions=summary="${summary}"`)).json();
    await sandbox.admin.snapshot('before');
    sandbox.admin.faults.add({ kind: 'reset', commit: true, method: 'POST', count: 1 });
    await expect(create('done')).rejects.toThrow('fetch failed');
    expect(await count('done')).toEqual({ count: 1 });
    sandbox.admin.faults.add({ kind: 'reset', method: 'POST', count: 1 });
    await expect(create('not done')).rejects.toThrow('fetch failed');
    expect(await count('not done')).toEqual({ count: 0 });
    expect((await create('answered')).status).toBe(201);
    await sandbox.admin.restore('before');
    await sandbox.admin.drop('before');
    expect(await count('done')).toEqual({ count: 0 });
  });
});

describe('the clock', () => {
  test('is set, moved on and stopped; limits go by it', async () => {
    expect((await admin('GET', '/clock')).json).toEqual({ now: '2026-03-01T09:00:00.000Z', frozen: false });
    await ask('/system/info');
    expect(sandbox.admin.limits.list()).toMatchObject([{ member: 'SandboxAPI', limit: 1000 }]);
    const spent = 1000 - sandbox.admin.limits.list()[0]!.remaining;
    expect(spent).toBeGreaterThan(0);
    const { json } = await admin('PUT', '/clock', { advanceMs: 60_000, frozen: true });
    expect(json).toEqual({ now: '2026-03-01T09:01:00.000Z', frozen: true });
    expect((await admin('GET', '/limits')).json).toMatchObject([{ remaining: 1000, resetSeconds: 0 }]);
    clock.set(clock.now() + 5_000);
    expect(sandbox.admin.clock.state().now).toBe('2026-03-01T09:01:00.000Z');
    await admin('PUT', '/clock', { frozen: false });
    clock.set(clock.now() + 5_000);
    expect(sandbox.admin.clock.state().now).toBe('2026-03-01T09:01:05.000Z');
    await admin('PUT', '/clock', { now: '2026-03-01T09:00:00Z' });
    expect((await admin('PUT', '/clock', { now: 'soon', frozn: true })).json.message).toMatch(
      /frozn is not known here\. Did you mean "frozen"\?[^]*now is "soon", and should be a moment/,
    );
  });

  test('set back, it owes nobody anything', async () => {
    await ask('/system/info');
    sandbox.admin.clock.set(Date.UTC(2020, 0, 1));
    expect(sandbox.admin.limits.list()).toMatchObject([{ remaining: 1000 }]);
    sandbox.admin.clock.set(clock.now());
  });

  test('moved on, it wakes who sleeps', async () => {
    sandbox.admin.faults.add({ kind: 'latency', ms: 3_600_000 });
    const waiting = ask('/system/info');
    while (clock.sleeping === 0) await new Promise((resolve) => setImmediate(resolve));
    sandbox.admin.clock.advance(3_600_000);
    expect((await waiting).status).toBe(200);
  });
});

describe('states', () => {
  test('are kept and brought back, as often as wanted', async () => {
    const clean = await summaryOf();
    expect((await admin('PUT', '/snapshots/clean')).json).toMatchObject({
      name: 'clean',
      bytes: expect.any(Number),
    });
    await rename('changed');
    await sandbox.admin.snapshot('changed');
    for (const [name, summary] of [
      ['clean', clean],
      ['changed', 'changed'],
      ['clean', clean],
    ] as const) {
      expect((await admin('POST', `/snapshots/${name}/restore`)).status).toBe(204);
      expect(await summaryOf()).toBe(summary);
    }
    expect(sandbox.admin.snapshots().map(({ name }) => name)).toEqual(['clean', 'changed']);
    expect((await admin('DELETE', '/snapshots/changed')).status).toBe(204);
    expect((await admin('POST', '/snapshots/changed/restore')).status).toBe(404);
    await expect(sandbox.admin.restore('changed')).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      hint: expect.stringContaining('clean'),
    });
    await expect(sandbox.admin.snapshot('../x')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  test('a request that is being answered is not torn', async () => {
    await sandbox.admin.snapshot('torn');
    const answers = Array.from({ length: 20 }, () => ask('/service/tickets?pageSize=100'));
    const restored = sandbox.admin.restore('torn');
    for (const answer of await Promise.all(answers)) expect(answer.status).toBe(200);
    await restored;
  });

  test('of a file outlive the sandbox, and reset brings the seeded world back, imports included', async () => {
    const db = join(folder, 'kept.db');
    const importFile = join(folder, 'import.json');
    writeFileSync(
      importFile,
      JSON.stringify({ '/company/companies': [{ id: 900_001, identifier: 'Imported' }] }),
    );
    const options: SandboxOptions = { db, importFile, rateLimit: 'off' };
    const first = await createSandbox({ ...options, seed: 7 });
    const clean = await summaryOf(first);
    await rename('changed', first);
    await first.admin.snapshot('changed');
    await first.close();

    const second = await createSandbox(options);
    expect(second.admin.snapshots()).toMatchObject([{ name: 'changed' }]);
    await second.admin.reset();
    expect(await summaryOf(second)).toBe(clean);
    expect((await ask('/company/companies/900001', {}, second)).status).toBe(200);
    expect(await second.store.meta('seed')).toBe('7');
    await second.admin.restore('changed');
    expect(await summaryOf(second)).toBe('changed');
    second.admin.faults.add({ kind: 'stale' });
    await rename('later', second);
    expect(await summaryOf(second)).toBe('changed');
    await second.admin.drop('changed');
    await second.close();
    expect(readdirSync(folder).sort()).toEqual(['import.json', 'kept.db']);
  });
});

describe('the log', () => {
  test('has what was asked, without secrets, and filters it', async () => {
    await ask('/service/tickets/54321');
    await ask('/company/companies?conditions=id=2&password=hush');
    await ask('/nowhere');
    await ask('/service/tickets/search', {
      method: 'POST',
      body: JSON.stringify({ conditions: 'id = 1', privateKey: 'hush' }),
    });
    const all = sandbox.admin.requests.list();
    expect(all).toMatchObject([
      {
        method: 'GET',
        path: expect.stringMatching(/\/54321$/),
        status: 200,
        member: 'SandboxAPI',
        faults: [],
      },
      { query: 'conditions=id=2&password=(removed)' },
      { status: 404 },
      { method: 'POST', body: { conditions: 'id = 1', privateKey: '(removed)' } },
    ]);
    expect(JSON.stringify(all)).not.toContain('hush');
    const log = async (query: string): Promise<unknown[]> =>
      (await admin('GET', `/requests?${query}`)).json as unknown as unknown[];
    expect(await log('path=/company')).toHaveLength(1);
    expect(await log('method=post')).toHaveLength(1);
    expect(await log('status=404')).toHaveLength(1);
    expect(await log('member=sandboxapi&limit=2')).toHaveLength(2);
    expect(await log('since=2030-01-01')).toHaveLength(0);
    expect((await admin('GET', '/requests?stauts=1')).json.message).toContain('Did you mean "status"?');
    await admin('DELETE', '/requests');
    expect(await log('')).toEqual([]);
  });

  test('names the fault that struck', async () => {
    const { id } = sandbox.admin.faults.add({ kind: 'html' });
    await ask('/system/info');
    expect(sandbox.admin.requests.list()).toMatchObject([{ status: 502, faults: [id] }]);
  });

  test('keeps the last thousand', async () => {
    const { createRequestLog } = await import('../api/index.js');
    const log = createRequestLog({ clock, secrets: [], size: 3 });
    for (const path of ['/1', '/2', '/3', '/4', '/5', '/6', '/7']) {
      const request = {
        method: 'GET',
        origin: '',
        target: path,
        header: () => undefined,
        body: () => Promise.resolve(''),
        bytes: () => Promise.resolve(new Uint8Array()),
      };
      await log.watch(request, undefined, () =>
        Promise.resolve({ answer: { status: 200, headers: {}, body: '' }, struck: [] }),
      );
    }
    expect(log.list().map(({ path }) => path)).toEqual(['/5', '/6', '/7']);
  });
});
