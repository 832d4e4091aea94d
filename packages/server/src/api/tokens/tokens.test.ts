import { beforeEach, expect, test } from 'vitest';
import { memberClaimedBy } from '../credentials.js';
import type { ApiRequest } from '../http.js';
import { createMintedKeys } from './minted.js';
import {
  createTestApi,
  createTestClock,
  MEMBER,
  SIGNED,
  type TestApi,
  type TestClock,
} from '../testing/call.js';

const INTEGRATOR = { ...MEMBER, publicKey: 'integrator', identifier: 'integrator', impersonates: true };
const AS_INTEGRATOR = { ...SIGNED, authorization: `Basic ${btoa('acme+integrator:private')}` };

interface Token {
  readonly publicKey: string;
  readonly privateKey: string;
  readonly expiration: string;
}

let api: TestApi;
let clock: TestClock;
beforeEach(async () => {
  clock = createTestClock();
  api = await createTestApi({ clock, members: [MEMBER, INTEGRATOR] });
  await api.put('system/members', [
    { id: 1, identifier: 'JDoe' },
    { id: 2, identifier: 'Gone', inactiveFlag: true },
  ]);
  await api.put('service/tickets', [{ id: 1, summary: 'x' }]);
});

const mint = (identifier: string, headers: Readonly<Record<string, string>> = AS_INTEGRATOR) =>
  api.send(
    'POST',
    `/system/members/${identifier}/tokens`,
    JSON.stringify({ memberIdentifier: identifier }),
    headers,
  );

const asMember = ({ publicKey, privateKey }: Token): Readonly<Record<string, string>> => ({
  ...SIGNED,
  authorization: `Basic ${btoa(`acme+${publicKey}:${privateKey}`)}`,
  'x-cw-usertype': 'member',
});

test('minted keys call as the member for four hours, together with the header', async () => {
  const answer = await mint('jdoe');
  expect(answer.status).toBe(200);
  const token = answer.json as Token;
  expect(token.expiration).toBe('2024-01-01T04:00:00Z');
  expect(token.publicKey).toMatch(/^\w{16}$/);
  const headers = asMember(token);
  expect((await api.send('GET', '/service/tickets/1', undefined, headers)).status).toBe(200);
  const without = { ...SIGNED, authorization: headers['authorization'] ?? '' };
  expect((await api.send('GET', '/service/tickets/1', undefined, without)).status).toBe(401);
  const wrong = asMember({ ...token, privateKey: 'guess' });
  expect((await api.send('GET', '/service/tickets/1', undefined, wrong)).status).toBe(401);
  clock.advance(4 * 3_600_000 - 1);
  expect((await api.send('GET', '/service/tickets/1', undefined, headers)).status).toBe(200);
  clock.advance(1);
  expect((await api.send('GET', '/service/tickets/1', undefined, headers)).status).toBe(401);
});

test('what they write is written by the member', async () => {
  const { json } = await mint('JDOE');
  const body = new FormData();
  for (const [name, value] of Object.entries({
    recordType: 'Ticket',
    recordId: '1',
    url: 'https://x.test',
  })) {
    body.set(name, value);
  }
  const url = 'http://psa.test/v4_6_release/apis/3.0/system/documents';
  const response = await api.api(
    new Request(url, { method: 'POST', headers: asMember(json as Token), body }),
  );
  expect(await response.json()).toMatchObject({ owner: 'JDoe', _info: { enteredBy: 'JDoe' } });
});

test('an API member without the right is refused for others, not for itself', async () => {
  const refused = await mint('jdoe', SIGNED);
  expect(refused.status).toBe(403);
  expect(refused.text).toBe(
    '{"code":"Security","message":"You do not have security permission to perform this action."}',
  );
  expect((await mint('API1', SIGNED)).status).toBe(200);
});

test('minted keys mint for nobody else', async () => {
  const { json } = await mint('jdoe');
  expect((await mint('api1', asMember(json as Token))).status).toBe(403);
});

test('nobody calls as a member that is not there or inactive', async () => {
  expect((await mint('nobody')).text).toBe('{"code":"NotFound","message":"Member nobody not found"}');
  expect((await mint('gone')).status).toBe(404);
});

test('what is kept of them has no private key, and is taken up for those who may still mint', () => {
  const keys = createMintedKeys(clock);
  const minted = { ...MEMBER, identifier: 'JDoe', publicKey: 'minted', privateKey: 'hush-hush' };
  keys.mint(minted, INTEGRATOR);
  keys.mint({ ...minted, publicKey: 'again' }, minted);
  const kept = keys.kept();
  expect(kept).not.toMatch(/hush-hush|private|integrator:/);
  const credentials = `${MEMBER.companyId}+minted:hush-hush`;
  const after = createMintedKeys(clock);
  after.restore(kept, [MEMBER, INTEGRATOR]);
  expect(after.find(credentials)).toMatchObject({ identifier: 'JDoe', impersonates: false });
  expect(after.find(`${MEMBER.companyId}+again:hush-hush`)).toMatchObject({ identifier: 'JDoe' });
  expect(after.find(`${MEMBER.companyId}+minted:guess`)).toBeUndefined();
  expect(after.kept()).toBe(kept);
  const without = createMintedKeys(clock);
  without.restore(kept, [MEMBER]);
  for (const text of ['{}', 'nonsense', '[{"digest":"00"}, null]', undefined]) {
    without.restore(text, [MEMBER, INTEGRATOR]);
  }
  expect(without.find(credentials)).toBeUndefined();
  clock.advance(4 * 3_600_000);
  expect([after.find(credentials), after.kept()]).toEqual([undefined, '[]']);
});

test('whoever watches requests knows whose minted keys they carry, as long as they are good', () => {
  const keys = createMintedKeys(clock);
  const minted = { ...MEMBER, identifier: 'JDoe', publicKey: 'minted' };
  keys.mint(minted, MEMBER);
  const claimed = (authorization: string | undefined): string | undefined => {
    const request: Pick<ApiRequest, 'header'> = {
      header: (name) => (name.toLowerCase() === 'authorization' ? authorization : undefined),
    };
    return memberClaimedBy(request, [MEMBER], keys)?.identifier;
  };
  const basic = (text: string): string => `Basic ${btoa(text)}`;
  expect(claimed(basic(`${MEMBER.companyId}+minted:anything`))).toBe('JDoe');
  expect(claimed(basic(`${MEMBER.companyId}+${MEMBER.publicKey}:x`))).toBe(MEMBER.identifier);
  expect([undefined, basic('minted'), basic(''), basic('other+minted:x')].map(claimed)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  clock.advance(4 * 3_600_000);
  expect(claimed(basic(`${MEMBER.companyId}+minted:anything`))).toBeUndefined();
});
