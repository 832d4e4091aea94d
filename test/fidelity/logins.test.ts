import { SANDBOX_LOGIN } from '@psakit/server/sandbox';
import { expect } from 'vitest';
import { API, useSandbox } from '../support/sandbox.js';
import { verifies } from './verifies.js';

const world = useSandbox({
  members: [
    { identifier: 'Clerk', publicKey: 'clerk', privateKey: 'secret', password: 'a long secret' },
    { identifier: 'Keys', publicKey: 'keys', privateKey: 'secret' },
  ],
});
const site = (path: string, init: RequestInit = {}): Promise<Response> =>
  world.sandbox.fetch(`${world.sandbox.url}${path}`, init);
const logIn = async (form: Record<string, string>): Promise<{ Success: boolean; Hash: string | null }> => {
  const answer = await site('/v4_6_release/login/login.aspx?response=json', {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as { Success: boolean; Hash: string | null };
};
const asLoggedIn = (cookie: string, headers: Record<string, string> = { clientId: 'a' }): Promise<Response> =>
  site(`${API}/system/info`, { headers: { ...headers, cookie } });
const standard = {
  CompanyName: 'sandbox',
  UserName: SANDBOX_LOGIN.userName,
  Password: SANDBOX_LOGIN.password,
};

verifies('answers:multipart-login', async () => {
  const form = new FormData();
  for (const [name, value] of Object.entries(standard)) form.append(name, value);
  const path = '/v4_6_release/login/login.aspx?response=json';
  expect(await (await site(path, { method: 'POST', body: form })).json()).toMatchObject({ Success: true });
  const headers = { 'content-type': 'multipart/form-data; boundary=x' };
  expect((await site(path, { method: 'POST', headers, body: 'CompanyName=sandbox' })).status).toBe(400);
});

verifies('answers:cookies', async () => {
  const { Success, Hash } = await logIn(standard);
  expect([Success, typeof Hash]).toEqual([true, 'string']);
  const cookie = `companyName=sandbox; memberHash=${Hash}; MemberID=SandboxAPI; MemberContext=web`;
  expect((await asLoggedIn(cookie)).status).toBe(200);
  expect((await asLoggedIn(cookie.replace('MemberID', 'memberId'))).status).toBe(200);
  expect((await asLoggedIn(cookie, {})).status).toBe(403);
  expect((await asLoggedIn(cookie.replace('MemberID=SandboxAPI', 'MemberID=Keys'))).status).toBe(401);
  expect((await asLoggedIn(`companyName=sandbox; memberHash=0; MemberID=SandboxAPI`)).status).toBe(401);
  // Who it is, is who acts.
  const named = await logIn({ CompanyName: 'sandbox', UserName: 'clerk', Password: 'a long secret' });
  const made = await site(`${API}/company/contacts`, {
    method: 'POST',
    body: JSON.stringify({ firstName: 'Cookie' }),
    headers: { clientId: 'a', cookie: `companyname=sandbox;memberid=Clerk;memberhash=${named.Hash}` },
  });
  expect(await made.json()).toMatchObject({ _info: { updatedBy: 'Clerk' } });
});

verifies('answers:cookies-refused', async () => {
  const refused = { Success: false, Hash: null };
  expect(await logIn({ ...standard, Password: 'guess' })).toEqual(refused);
  expect(await logIn({ ...standard, UserName: 'Keys', Password: '' })).toEqual(refused);
  expect(await logIn({ ...standard, CompanyName: 'elsewhere' })).toEqual(refused);
  expect(await logIn({})).toEqual(refused);
  expect((await site('/v4_6_release/login/login.aspx')).status).toBe(405);
  // What was typed is in no log.
  expect(JSON.stringify(world.sandbox.admin.requests.list())).not.toContain('a long secret');
});

verifies('answers:cookies-end', async () => {
  const { Hash } = await logIn(standard);
  const cookie = `companyName=sandbox; memberHash=${Hash}; MemberID=SandboxAPI`;
  world.sandbox.admin.clock.advance(4 * 3_600_000 - 1000);
  expect((await asLoggedIn(cookie)).status).toBe(200);
  world.sandbox.admin.clock.advance(1000);
  expect((await asLoggedIn(cookie)).status).toBe(401);
});
