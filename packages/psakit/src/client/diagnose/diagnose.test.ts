import { describe, expect, test } from 'vitest';
import type { Diagnosis, PsaOptions } from '../index.js';
import { createTestPsa, KEYS } from '../testing/create-psa.js';
import { json, plain, scriptedFetch, type Reply, type Step } from '../testing/scripted-fetch.js';

const HOST = 'https://psa.example';
const API = `${HOST}/v4_6_release/apis/3.0`;
const LOOK_UP = `${HOST}/login/companyinfo/acme`;
const COMPANY = { CompanyName: 'Acme', Codebase: 'v4_6_release/', VersionCode: 'v2025.1' };
const INFO = { version: 'v2025.1.10675' };
const NO_RIGHT = { code: 'Security', message: 'You do not have security permission to perform this action.' };

/** What the three questions are answered with; the later ones are not asked where they are missing. */
type Replies = readonly [lookUp: Reply, open?: Reply, guarded?: Reply];

async function diagnose(
  [lookUp, open, guarded]: Replies,
  options: PsaOptions = {},
): Promise<{ diagnosis: Diagnosis; clock: { sleeps: readonly number[] }; used: number }> {
  const steps: Step[] = [{ url: LOOK_UP, reply: lookUp }];
  if (open !== undefined) steps.push({ url: `${API}/system/info`, reply: open });
  if (guarded !== undefined) steps.push({ url: `${API}/company/companies/count`, reply: guarded });
  const script = scriptedFetch(steps);
  const { psa, clock } = createTestPsa({ fetch: script.fetch, ...options });
  const diagnosis = await clock.runUntil(psa.diagnose());
  script.verify();
  expect(script.sent[0]?.headers).not.toHaveProperty('Authorization');
  expect(JSON.stringify(diagnosis)).not.toContain(KEYS.privateKey);
  return { diagnosis, clock, used: (await psa.budget.state()).used };
}

const failed = (reason: string, code?: string): Error =>
  new TypeError('fetch failed', {
    cause: Object.assign(new Error(reason), code === undefined ? {} : { code }),
  });
const known = (): Reply => json(COMPANY);
const refusal = (status: number, code: string, message = 'x'): Reply => json({ code, message }, { status });

describe('a client that works', () => {
  test('is said to, by three requests, of which two take a turn', async () => {
    const { diagnosis, used } = await diagnose([known(), json(INFO), json({ count: 3 })]);
    expect(diagnosis).toEqual({
      ok: true,
      checks: [
        { name: 'site', ok: true, message: 'https://psa.example answers.' },
        { name: 'company', ok: true, message: 'The company "acme" (Acme) is known, on v2025.1.' },
        { name: 'keys', ok: true, message: 'The keys are accepted by PSA v2025.1.10675.' },
        { name: 'rights', ok: true, message: 'The API member may read.' },
      ],
    });
    expect(used).toBe(2);
  });

  test('though its role lacks rights, or the site does not tell of companies', async () => {
    const { diagnosis } = await diagnose([
      json({}, { status: 404 }),
      json(INFO),
      json(NO_RIGHT, { status: 403 }),
    ]);
    expect(diagnosis.ok).toBe(true);
    expect(diagnosis.checks.at(-1)?.message).toContain('security role');
    const page = await diagnose([
      plain('<html>', 200, 'text/html'),
      json(NO_RIGHT, { status: 403 }),
      json({}),
    ]);
    expect(page.diagnosis.ok).toBe(true);
  });
});

describe('what is wrong, in one sentence and one cure', () => {
  test.each<[string, Replies, string, string]>([
    ['no such host', [failed('getaddrinfo ENOTFOUND psa.example', 'ENOTFOUND')], 'no host', 'spelling'],
    ['nothing listens', [failed('', 'ECONNREFUSED')], 'Nothing listens', 'psa sandbox'],
    ['offline', [failed('', 'EHOSTUNREACH')], 'no way to', 'online'],
    [
      'an authority unknown here',
      [failed('', 'SELF_SIGNED_CERT_IN_CHAIN')],
      'authority',
      'NODE_EXTRA_CA_CERTS',
    ],
    [
      'a certificate for another',
      [failed('', 'ERR_TLS_CERT_ALTNAME_INVALID')],
      'another name',
      'name it is for',
    ],
    ['a certificate of yesterday', [failed('', 'CERT_HAS_EXPIRED')], 'not valid today', 'Renew'],
    ['plain http', [failed('', 'ERR_SSL_WRONG_VERSION_NUMBER')], 'does not speak TLS', 'http://'],
    ['a reset', [failed('read ECONNRESET')], 'breaks', 'CONNECTWISE_SITE'],
    ['silence', ['silence'], 'does not answer in time', 'firewall'],
    [
      'a host of the web interface',
      [known(), json({ code: 'Security', message: 'SSL is required.', errors: null }, { status: 403 })],
      'web interface',
      'host of the API',
    ],
    [
      'a wrong company at the gateway',
      [json(null), plain('Cannot route. Codebase/company is invalid', 400)],
      'no way to the company "acme"',
      'CONNECTWISE_COMPANY_ID',
    ],
    [
      'an unknown company',
      [json(null), json({}, { status: 404 })],
      'knows no company "acme"',
      'whose case counts',
    ],
    [
      'keys the cloud does not know',
      [known(), json({}, { status: 404 })],
      'hides itself (404)',
      'CONNECTWISE_PRIVATE_KEY',
    ],
    [
      'keys the cloud does not know, told by a page',
      [known(), plain('<html>Not found</html>', 404, 'text/html')],
      'hides itself (404)',
      'CONNECTWISE_PRIVATE_KEY',
    ],
    [
      'keys an own server does not know',
      [known(), refusal(401, 'ConnectWiseApi', 'UserNotAuthenticated')],
      'keys are not accepted',
      'CONNECTWISE_PRIVATE_KEY',
    ],
    [
      'keys that are only noticed where they count',
      [known(), json(INFO), refusal(401, 'InvalidCredentials')],
      'keys are not accepted',
      'CONNECTWISE_PRIVATE_KEY',
    ],
    [
      'no client id',
      [known(), refusal(403, 'MissingClientId')],
      'client id is missing',
      'developer.connectwise.com',
    ],
    [
      'a client id that is none',
      [known(), refusal(400, 'x', 'The clientId header is invalid')],
      'client id is missing or not',
      'CONNECTWISE_CLIENT_ID',
    ],
    ['a refusal without a word', [known(), plain('', 403)], 'refuses everything', 'CONNECTWISE_CLIENT_ID'],
    [
      'a proxy',
      [plain('<html>', 200, 'text/html'), plain('<html>Log in</html>', 200, 'text/html')],
      'something other than the API',
      'proxy',
    ],
    [
      'a login page',
      [known(), new Response(null, { status: 302, headers: { Location: 'https://login.example/' } })],
      'sends requests elsewhere',
      'API itself',
    ],
    ['a limit that is used up', [known(), refusal(429, 'RateLimitExceeded')], 'limit', 'Wait a minute'],
    ['a server that fails', [known(), json({}, { status: 503 })], 'fails by itself (503)', 'later'],
  ])('%s', async (_name, replies, sentence, cure) => {
    const { diagnosis } = await diagnose(replies);
    expect(diagnosis).toMatchObject({
      ok: false,
      problem: { sentence: expect.stringContaining(sentence), cure: expect.stringContaining(cure) },
    });
    expect(diagnosis.checks.filter(({ ok }) => !ok)).toEqual([diagnosis.checks.at(-1)]);
    // One sentence each.
    for (const text of [diagnosis.problem?.sentence, diagnosis.problem?.cure]) {
      expect(text).toMatch(/^\S.*[.)>]\.?$/);
      expect(text?.match(/\.\s+[A-Z]/g)).toBeNull();
    }
  });
});

test('giving up is the only thing it throws', async () => {
  const script = scriptedFetch([{ url: LOOK_UP, reply: 'silence' }]);
  const { psa } = createTestPsa({ fetch: script.fetch });
  const control = new AbortController();
  const diagnosis = psa.diagnose({ signal: control.signal });
  control.abort();
  await expect(diagnosis).rejects.toMatchObject({ code: 'ABORTED' });
});
