import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createSandbox, type Sandbox } from '@psakit/server/sandbox';
import { Psa, type PsaError } from 'psakit';
import { systemClock } from 'psakit/core';
import { afterAll, beforeAll, expect } from 'vitest';
import { API } from '../support/sandbox.js';
import { verifies } from './verifies.js';

let sandbox: Sandbox;
let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'psakit-edge-'));
  sandbox = await createSandbox({
    rateLimit: 'off',
    tls: { folder },
    members: [
      {
        identifier: 'Desk',
        publicKey: 'desk',
        privateKey: 'desk-key',
        role: { service: ['inquire', 'add'] },
      },
      { identifier: 'Bound', publicKey: 'bound', privateKey: 'key', clientId: 'only-this', rateLimit: 1 },
    ],
  });
});
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

function headersOf(member: string): Record<string, string> {
  const { companyId, publicKey, privateKey, clientId } = sandbox.members[member]!;
  return { authorization: `Basic ${btoa(`${companyId}+${publicKey}:${privateKey}`)}`, clientId };
}

async function status(member: string, method: string, path: string, body?: string): Promise<number> {
  const init = { method, headers: headersOf(member), ...(body === undefined ? {} : { body }) };
  return (await sandbox.fetch(`${sandbox.url}${API}${path}`, init)).status;
}

verifies('edge:member-records', async () => {
  const query = new URLSearchParams({ conditions: 'identifier="Bound"', fields: 'identifier,licenseClass' });
  const found = await sandbox.fetch(`${sandbox.url}${API}/system/members?${query.toString()}`, {
    headers: headersOf('SandboxAPI'),
  });
  expect(await found.json()).toEqual([{ identifier: 'Bound', licenseClass: 'A' }]);
});

verifies('edge:security', async () => {
  const answer = await sandbox.fetch(`${sandbox.url}${API}/finance/agreements`, {
    headers: headersOf('Desk'),
  });
  expect([answer.status, await answer.json()]).toEqual([
    403,
    { code: 'Security', message: 'You do not have security permission to perform this action.' },
  ]);
  const psa = new Psa({
    ...sandbox.members['Desk'],
    site: sandbox.url,
    fetch: sandbox.fetch,
    budget: 'off',
    env: {},
  });
  const error = await psa.finance.agreements.count().catch((reason: unknown) => reason as PsaError);
  expect(error).toMatchObject({ code: 'FORBIDDEN', status: 403, serverCode: 'Security' });
  expect((error as PsaError).hint).toMatch(/permission|role/i);
});

verifies('edge:security-rights', async () => {
  expect(await status('Desk', 'GET', '/service/tickets/54321')).toBe(200);
  expect(await status('Desk', 'POST', '/service/tickets/search', '{"conditions":"id=54321"}')).toBe(200);
  expect(await status('Desk', 'DELETE', '/service/tickets/54321')).toBe(403);
  expect(await status('Desk', 'PATCH', '/service/tickets/54321', '[]')).toBe(403);
  expect(await status('Desk', 'GET', '/company/companies')).toBe(403);
});

verifies('edge:member-keys', async () => {
  expect(await status('Bound', 'GET', '/system/info')).toBe(200);
  expect(await status('Bound', 'GET', '/system/info')).toBe(429);
  expect(await status('Desk', 'GET', '/system/info')).toBe(200);
  const headers = { ...headersOf('Bound'), clientId: 'another' };
  expect((await sandbox.fetch(`${sandbox.url}${API}/system/info`, { headers })).status).toBe(403);
});

verifies('edge:https', async () => {
  const ca = readFileSync(sandbox.caFile ?? '', 'utf8');
  const url = `${sandbox.httpsUrl ?? ''}${API}/service/tickets?pageSize=1`;
  const { link, text } = await new Promise<{ link: string; text: string }>((resolve, reject) => {
    const asked = request(url, { ca, agent: false, headers: headersOf('SandboxAPI') }, (response) => {
      let received = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (received += chunk));
      response.on('end', () => {
        resolve({ link: String(response.headers['link']), text: received });
      });
    });
    asked.on('error', reject).end();
  });
  expect(link).toContain(`<${sandbox.httpsUrl ?? ''}${API}/service/tickets/?`);
  expect(text).toContain(`_href":"${sandbox.httpsUrl ?? ''}${API}//`);
});

verifies('edge:gateway-page', async () => {
  sandbox.admin.requests.clear();
  sandbox.admin.faults.add({ kind: 'html', status: 503, count: 1 });
  const psa = new Psa({
    ...sandbox.credentials,
    site: sandbox.url,
    fetch: sandbox.fetch,
    budget: 'off',
    env: {},
    // Waits before a retry are over at once, the time-out of a request is not.
    clock: {
      now: () => systemClock.now(),
      sleep: (ms, signal) => systemClock.sleep(ms < 60_000 ? 0 : ms, signal),
    },
  });
  expect(await psa.service.tickets.count()).toBeGreaterThan(0);
  expect(sandbox.admin.requests.list().map((entry) => entry.status)).toEqual([503, 200]);
});

verifies('edge:lost-answer', async () => {
  for (const commit of [false, true]) {
    sandbox.admin.faults.clear();
    sandbox.admin.requests.clear();
    sandbox.admin.faults.add({ kind: 'reset', commit, count: 1 });
    await expect(status('SandboxAPI', 'GET', '/system/info')).rejects.toMatchObject({
      cause: { code: 'ECONNRESET' },
    });
    // What was carried out has the answer's own status in the log, what was not has none.
    expect(sandbox.admin.requests.list()).toMatchObject([{ status: commit ? 200 : 503 }]);
  }
});
