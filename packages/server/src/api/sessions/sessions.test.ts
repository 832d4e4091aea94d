import { beforeEach, expect, test } from 'vitest';
import { memberClaimedBy } from '../credentials.js';
import { createTestApi, createTestClock, MEMBER, type TestApi, type TestClock } from '../testing/call.js';
import { createSessions } from './sessions.js';

const CLERK = { ...MEMBER, publicKey: 'clerk', identifier: 'Clerk', password: 'p+a ss&ü' };
const CLIENT = { clientId: '00000000-0000-4000-8000-000000000000' };
const LOGIN = 'http://psa.test/v4_6_release/login/login.aspx?response=json';

let api: TestApi;
let clock: TestClock;
beforeEach(async () => {
  clock = createTestClock();
  api = await createTestApi({ clock, members: [MEMBER, CLERK] });
});

const logIn = async (form: Readonly<Record<string, string>>, url = LOGIN): Promise<unknown> =>
  (await api.send('POST', url, new URLSearchParams(form).toString(), {})).json;
const CORRECT = { CompanyName: 'acme', UserName: 'clerk', Password: CLERK.password };
const opened = async (): Promise<string> => String(((await logIn(CORRECT)) as { Hash: unknown }).Hash);
const statusWith = async (cookie: string, more: Readonly<Record<string, string>> = CLIENT): Promise<number> =>
  (await api.send('GET', '/system/info', undefined, { ...more, cookie })).status;

test('a password opens a session at any codebase, and the names of the form count in any case', async () => {
  for (const path of ['/login/login.aspx', '/v2025_1//login/Login.aspx', '/v4_6_release/login/login.aspx/']) {
    expect(await logIn(CORRECT, `http://psa.test${path}`), path).toMatchObject({ Success: true });
  }
  const { CompanyName, UserName, Password } = CORRECT;
  expect(await logIn({ companyname: CompanyName, username: UserName, PASSWORD: Password })).toMatchObject({
    Success: true,
  });
});

test('a multipart form is read as well, as curl -F and requests send it; one that cannot be read is refused', async () => {
  const form = new FormData();
  for (const [name, value] of Object.entries(CORRECT)) form.append(name, value);
  const sent = new Request(LOGIN, { method: 'POST', body: form });
  expect(await (await api.api(sent)).json()).toMatchObject({ Success: true });
  const headers = { 'content-type': 'multipart/form-data; boundary=x' };
  const broken = await api.send('POST', LOGIN, 'CompanyName=acme', headers);
  expect([broken.status, broken.text]).toEqual([
    400,
    expect.stringContaining('multipart body cannot be read'),
  ]);
  const large = await api.send('POST', LOGIN, 'x'.repeat(20_000), headers);
  expect(large.status).toBe(413);
});

test('who has no password, or sends another, is not let in', async () => {
  for (const wrong of [
    { Password: 'p+a ss&u' },
    { Password: '' },
    { UserName: 'api1', Password: '' },
    { UserName: 'api1', Password: 'private' },
    { UserName: 'nobody' },
    { CompanyName: 'Acme' },
  ]) {
    expect(await logIn({ ...CORRECT, ...wrong }), JSON.stringify(wrong)).toEqual({
      Success: false,
      Hash: null,
    });
  }
});

test('cookies call as the member', async () => {
  const hash = await opened();
  expect(await statusWith(`companyName=acme; memberHash=${hash}; MemberID=clerk`)).toBe(200);
  expect(await statusWith(`x; COMPANYNAME=acme;memberid=CLERK;memberhash=${hash};a=b=c`)).toBe(200);
  expect(await statusWith(`companyName=acme; memberHash=${hash}; memberId=api1`)).toBe(401);
  expect(await statusWith(`companyName=other; memberHash=${hash}; memberId=clerk`)).toBe(401);
  expect(await statusWith(`companyName=acme; memberHash=${hash}`)).toBe(401);
  expect(await statusWith(`companyName=acme; memberHash=${hash}0; memberId=clerk`)).toBe(401);
  expect(await statusWith(`companyName=acme; memberHash=${hash}; memberId=clerk`, {})).toBe(403);
});

test('keys go before cookies, also where they are wrong', async () => {
  const cookie = `companyName=acme; memberHash=${await opened()}; memberId=clerk`;
  const wrong = { ...CLIENT, authorization: `Basic ${btoa('acme+clerk:guess')}` };
  expect(await statusWith(cookie, wrong)).toBe(401);
});

test('sessions end, and only so many are kept', () => {
  const sessions = createSessions(clock);
  const find = (hash: string): string | undefined =>
    sessions.find({ companyId: 'acme', userName: 'Clerk', hash })?.identifier;
  const { hash } = sessions.open(CLERK);
  clock.advance(4 * 3_600_000 - 1);
  expect(find(hash)).toBe('Clerk');
  clock.advance(1);
  expect(find(hash)).toBeUndefined();
  const first = sessions.open(CLERK);
  for (let count = 1; count < 10_000; count++) sessions.open(CLERK);
  expect(find(first.hash)).toBe('Clerk');
  sessions.open(CLERK);
  expect(find(first.hash)).toBeUndefined();
});

test('the member that cookies name is known without proof', () => {
  const claimed = (headers: Readonly<Record<string, string>>): string | undefined =>
    memberClaimedBy({ header: (name) => headers[name] }, [MEMBER, CLERK], { claimed: () => undefined })
      ?.identifier;
  expect(claimed({ cookie: 'companyName=acme; memberId=clerk; memberHash=0' })).toBe('Clerk');
  expect(claimed({ cookie: 'memberId=clerk' })).toBeUndefined();
});

test('the form is small, and is a form that is posted', async () => {
  const large = new URLSearchParams({ ...CORRECT, Password: 'x'.repeat(20_000) }).toString();
  expect((await api.send('POST', LOGIN, large, {})).status).toBe(413);
  expect((await api.send('GET', LOGIN, undefined, {})).status).toBe(405);
  expect(await logIn({})).toEqual({ Success: false, Hash: null });
});
