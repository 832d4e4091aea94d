import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { createTestPsa, KEYS } from './testing/create-psa.js';
import { json, scriptedFetch } from './testing/scripted-fetch.js';

const API = 'https://psa.example/v4_6_release/apis/3.0';
const MINTED = {
  publicKey: 'minted-public-123',
  privateKey: 'minted-private-456',
  expiration: '2026-01-01T00:00:00Z',
};

test('a client for a member has keys of its own, says so, and shares the budget (PROTOCOL 1.2)', async () => {
  const script = scriptedFetch([
    { method: 'POST', url: `${API}/system/members/jdoe/tokens`, reply: json(MINTED, { status: 201 }) },
    { url: `${API}/system/info`, reply: json({}) },
    { url: `${API}/system/info`, reply: json({}) },
  ]);
  const { psa } = createTestPsa({ fetch: script.fetch });
  const member = await psa.impersonate('jdoe');
  await member.request('GET', '/system/info');
  await psa.request('GET', '/system/info');
  script.verify();
  const [mint, asMember, asSelf] = script.sent;
  expect(mint?.body).toBe('{"memberIdentifier":"jdoe"}');
  expect(asMember?.headers).toMatchObject({
    Authorization: `Basic ${btoa(`${KEYS.companyId}+${MINTED.publicKey}:${MINTED.privateKey}`)}`,
    'x-cw-usertype': 'member',
  });
  expect(asSelf?.headers).not.toHaveProperty('x-cw-usertype');
  expect(member.budget).toBe(psa.budget);
  expect(inspect(member, { depth: 9, showHidden: true })).not.toContain('minted');
});

test('no identifier, and an answer without keys', async () => {
  const { psa } = createTestPsa({ fetch: () => Promise.resolve(json({})) });
  await expect(psa.impersonate('')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  await expect(psa.impersonate(undefined as unknown as string)).rejects.toMatchObject({
    code: 'INVALID_ARGUMENT',
  });
  await expect(psa.impersonate('jdoe')).rejects.toMatchObject({ code: 'BAD_RESPONSE' });
});

test('userType is member or nothing', () => {
  expect(() => createTestPsa({ userType: 'admin' as 'member' })).toThrow(
    expect.objectContaining({
      code: 'INVALID_ARGUMENT',
      hint: expect.stringContaining('"member"') as unknown,
    }),
  );
});
