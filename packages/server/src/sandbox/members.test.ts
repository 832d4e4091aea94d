import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSandbox, readMembersFile, type Sandbox, type SandboxOptions } from './index.js';

const folder = mkdtempSync(join(tmpdir(), 'psakit-members-'));
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox({
    rateLimit: 5,
    roles: { Reader: { '*': ['inquire'] } },
    members: [
      {
        identifier: 'Reader',
        publicKey: 'reading',
        privateKey: 'reader-key',
        role: 'Reader',
        rateLimit: 'off',
      },
      {
        identifier: 'Desk',
        publicKey: 'desk',
        privateKey: 'desk-key',
        role: { service: ['inquire', 'add', 'edit'], company: ['inquire'] },
        rateLimit: 'off',
      },
      {
        identifier: 'Bound',
        publicKey: 'bound',
        privateKey: 'bound-key',
        clientId: 'only-this',
        rateLimit: 2,
      },
    ],
  });
});
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(
  member: string,
  method: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  const { companyId, publicKey, privateKey, clientId } = sandbox.members[member]!;
  return sandbox.fetch(`${sandbox.url}/v4_6_release/apis/3.0${path}`, {
    method,
    headers: {
      authorization: `Basic ${btoa(`${companyId}+${publicKey}:${privateKey}`)}`,
      clientId,
      ...headers,
    },
    ...(method === 'GET' || method === 'DELETE' ? {} : { body: '{}' }),
  });
}

describe('roles', () => {
  test.each([
    ['Reader', 'GET', '/service/tickets/54321', true],
    ['Reader', 'POST', '/service/tickets/search', true],
    ['Reader', 'POST', '/service/tickets', false],
    ['Reader', 'DELETE', '/service/tickets/54321', false],
    ['Desk', 'GET', '/service/tickets', true],
    ['Desk', 'PATCH', '/service/tickets/54321', true],
    ['Desk', 'DELETE', '/service/tickets/54321', false],
    ['Desk', 'GET', '/Company/companies/2', true],
    ['Desk', 'POST', '/company/companies', false],
    ['Desk', 'GET', '/finance/agreements', false],
    ['SandboxAPI', 'GET', '/finance/agreements', true],
  ])('%s, %s %s: %s', async (member, method, path, allowed) => {
    const answer = await ask(member, method, path);
    if (allowed) {
      expect(answer.status).not.toBe(403);
      return;
    }
    expect(answer.status).toBe(403);
    expect(await answer.json()).toEqual({
      code: 'Security',
      message: 'You do not have security permission to perform this action.',
    });
  });
});

describe('members', () => {
  test('have budgets of their own', async () => {
    const limits = async (member: string): Promise<string | null> =>
      (await ask(member, 'GET', '/system/info')).headers.get('x-ratelimit-limit');
    expect(await limits('Bound')).toBe('2');
    expect((await ask('Bound', 'GET', '/system/info')).status).toBe(200);
    expect((await ask('Bound', 'GET', '/system/info')).status).toBe(429);
    expect(await limits('Reader')).toBeNull();
    expect(await limits('SandboxAPI')).toBe('5');
    expect(sandbox.admin.limits.list()).toMatchObject([
      { member: 'SandboxAPI', limit: 5 },
      { member: 'Bound', limit: 2, remaining: 0, allowed: false },
    ]);
    sandbox.admin.limits.clear();
    expect((await ask('Bound', 'GET', '/system/info')).status).toBe(200);
  });

  test('one that is bound to a client id is refused with another', async () => {
    const answer = await ask('Bound', 'GET', '/system/info', { clientId: 'another' });
    expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'MissingClientId' }]);
  });

  test('the log knows them', async () => {
    await ask('Reader', 'GET', '/system/info');
    expect(sandbox.admin.requests.list({ member: 'reader', limit: 1 })).toMatchObject([{ member: 'Reader' }]);
  });
});

describe('what is wrong is told, with its place', () => {
  const good = { identifier: 'A', publicKey: 'a', privateKey: 'top-secret' };

  test.each<[SandboxOptions, RegExp]>([
    [
      { members: [{ ...good, publicKey: 'public' }] },
      /members\[0\]\.publicKey is "public", which the member of every sandbox has already/,
    ],
    [
      { members: [good, { ...good, publicKey: 'b' }] },
      /members\[1\]\.identifier is "A", which member 1 has already/,
    ],
    [
      { members: [{ ...good, role: 'Nobody' }] },
      /members\[0\]\.role is "Nobody", which is no role\. No roles/,
    ],
    [
      { members: [{ ...good, role: { service: ['read' as 'add'] } }] },
      /role\.service\[0\] is "read".*"inquire"/,
    ],
    [{ members: [{ ...good, rateLimit: 0 }] }, /members\[0\]\.rateLimit is 0/],
    [{ members: [{ ...good, publicKey: 'a:b' }] }, /":" in it/],
    [{ members: [{ ...good, privateKey: 5 as unknown as string }] }, /privateKey should be a text/],
    [{ members: [{ ...good, keys: 1 } as unknown as typeof good] }, /members\[0\]\.keys is not known here/],
  ])('%j', async (options, message) => {
    const error: unknown = await createSandbox(options).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', message: expect.stringMatching(message) });
    expect((error as Error).message).not.toContain('top-secret');
  });

  test('in a file', async () => {
    const file = join(folder, 'members.json');
    writeFileSync(file, JSON.stringify([good]));
    expect(await readMembersFile(file)).toEqual({ members: [good] });
    writeFileSync(file, JSON.stringify({ roles: { R: { '*': [] } }, members: [{ ...good, role: 'r' }] }));
    await expect(readMembersFile(file)).rejects.toMatchObject({
      message: `${file}.members[0].role is "r", which is no role. Named are R.`,
    });
    writeFileSync(file, '[\n  {"identifier": "A",}\n]');
    await expect(readMembersFile(file)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining('line 2, column 22'),
    });
    await expect(readMembersFile(join(folder, 'none.json'))).rejects.toMatchObject({
      message: expect.stringContaining('ENOENT'),
    });
  });
});

test('minted keys outlive restart, reset and restore of the records, and no private key is in the file', async () => {
  const db = join(folder, 'minted.db');
  const at = { ms: Date.UTC(2026, 0, 1) };
  const clock = { now: () => at.ms, sleep: () => Promise.resolve() };
  const calls = async (one: Sandbox, authorization: string): Promise<number> => {
    const headers = { authorization, clientId: 'x', 'x-cw-usertype': 'member' };
    return (await one.fetch(`${one.url}/v4_6_release/apis/3.0/service/boards/1`, { headers })).status;
  };
  let running = await createSandbox({ db, clock });
  await running.admin.snapshot('before');
  const { companyId, publicKey, privateKey, clientId } = running.credentials;
  const own = { authorization: `Basic ${btoa(`${companyId}+${publicKey}:${privateKey}`)}`, clientId };
  const url = `${running.url}/v4_6_release/apis/3.0/system/members/1/tokens`;
  const made = await running.fetch(url, { method: 'POST', headers: own, body: '{}' });
  const keys = (await made.json()) as { readonly publicKey: string; readonly privateKey: string };
  const minted = `Basic ${btoa(`${companyId}+${keys.publicKey}:${keys.privateKey}`)}`;
  expect([made.status, await calls(running, minted)]).toEqual([200, 200]);
  await running.close();
  expect(readFileSync(db).includes(keys.privateKey)).toBe(false);
  running = await createSandbox({ db, clock });
  expect(await calls(running, minted)).toBe(200);
  await running.admin.reset();
  expect(await calls(running, minted)).toBe(200);
  await running.admin.restore('before');
  await running.close();
  running = await createSandbox({ db, clock });
  expect(await calls(running, minted)).toBe(200);
  at.ms += 4 * 3_600_000;
  expect(await calls(running, minted)).toBe(401);
  await running.close();
});

test('each member has a record, also after reset, and is who enters what it enters', async () => {
  const own = await createSandbox({
    rateLimit: 'off',
    members: [
      { identifier: 'Robot', publicKey: 'robot', privateKey: 'robot-key' },
      { identifier: 'zAdmin', publicKey: 'admin', privateKey: 'admin-key' },
    ],
  });
  const call = async (member: string, path: string, body?: object): Promise<unknown> => {
    const { companyId, publicKey, privateKey, clientId } = own.members[member]!;
    const answer = await own.fetch(`${own.url}/v4_6_release/apis/3.0${path}`, {
      headers: { authorization: `Basic ${btoa(`${companyId}+${publicKey}:${privateKey}`)}`, clientId },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    return answer.json();
  };
  try {
    const entry = { timeStart: '2026-06-01T08:00:00Z', actualHours: 1 };
    for (const again of [false, true]) {
      if (again) await own.admin.reset();
      expect(
        await call(
          'Robot',
          '/system/members?conditions=identifier in ("Robot","zAdmin")&fields=identifier,licenseClass&orderBy=id',
        ),
      ).toEqual([
        { identifier: 'zAdmin', licenseClass: 'F' },
        { identifier: 'Robot', licenseClass: 'A' },
      ]);
      expect(await call('Robot', '/time/entries?fields=member/identifier,member/name', entry)).toEqual({
        member: { identifier: 'Robot', name: 'Robot API' },
      });
      expect(await call('SandboxAPI', '/system/members/robot/tokens', {})).toHaveProperty('privateKey');
    }
  } finally {
    await own.close();
  }
});
