import { describe, expect, test } from 'vitest';
import type { PsaOptions } from '../index.js';
import { parseSite } from '../site.js';
import { createTestPsa } from '../testing/create-psa.js';
import { json, plain, scriptedFetch, type Reply, type Step } from '../testing/scripted-fetch.js';
import { siteOf } from './index.js';
import { readCompanyInfo } from './wire.js';

const HOST = 'https://psa.example';
const LOOK_UP = `${HOST}/login/companyinfo/acme`;
const at = (codebase: string): string => `${HOST}/${codebase}/apis/3.0/system/info`;
const INFO = { CompanyName: 'Acme', Codebase: 'v2025_1/', VersionCode: 'v2025.1', IsCloud: true };
const NO_ENDPOINT = { code: 'ConnectWiseApi', message: 'The endpoint does not exist.' };
const nowhere = (): Reply => json(NO_ENDPOINT, { status: 404 });

function setUp(steps: readonly Step[], options: PsaOptions = {}) {
  const script = scriptedFetch(steps);
  const { psa, clock } = createTestPsa({ fetch: script.fetch, ...options });
  const ask = (): Promise<unknown> =>
    clock.runUntil(psa.request('GET', '/system/info').then((response) => response.json()));
  return { script, psa, clock, ask };
}

describe('by itself', () => {
  test('the site is not asked: the path is v4_6_release', async () => {
    const { ask, script } = setUp([{ url: at('v4_6_release'), reply: json({}) }]);
    await ask();
    script.verify();
  });

  test.each<[string, () => Reply]>([
    ['no such endpoint', nowhere],
    ['the page of a web server', () => plain('<html>404</html>', 404, 'text/html')],
    ['a 404 without a word', () => json({}, { status: 404 })],
    ['no route to the company', () => plain('Cannot route. Codebase/company is invalid', 400)],
  ])('%s makes it ask, once and without credentials, and go on there', async (_name, reply) => {
    const { ask, script, psa } = setUp([
      { url: at('v4_6_release'), reply: reply() },
      { url: LOOK_UP, reply: json(INFO) },
      { url: at('v2025_1'), reply: json({ ok: 1 }) },
      { url: at('v2025_1'), reply: json({ ok: 2 }) },
    ]);
    expect(await ask()).toEqual({ ok: 1 });
    expect(await ask()).toEqual({ ok: 2 });
    expect(script.sent[1]?.headers).toEqual({ Accept: 'application/json' });
    expect((await psa.budget.state()).used).toBe(3);
    script.verify();
  });

  test('writes go on there too: nothing was done', async () => {
    const { psa, clock, script } = setUp([
      { method: 'POST', url: at('v4_6_release'), reply: nowhere() },
      { url: LOOK_UP, reply: json(INFO) },
      { method: 'POST', url: at('v2025_1'), reply: json({ ok: 1 }) },
    ]);
    await clock.runUntil(psa.request('POST', '/system/info', { body: { a: 1 } }));
    expect(script.sent[2]?.body).toBe('{"a":1}');
    script.verify();
  });

  test('a path that is wrong everywhere asks once in ten minutes', async () => {
    const here = { ...INFO, Codebase: 'v4_6_release/' };
    const { ask, clock, script } = setUp([
      { url: at('v4_6_release'), reply: nowhere() },
      { url: LOOK_UP, reply: json(here) },
      { url: at('v4_6_release'), reply: nowhere() },
      { url: at('v4_6_release'), reply: nowhere() },
      { url: LOOK_UP, reply: json(here) },
    ]);
    for (const pause of [0, 599_000, 1_000]) {
      await clock.advance(pause);
      await expect(ask()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    script.verify();
  });

  test('a site that cannot be asked, or knows nothing, leaves the first error', async () => {
    for (const reply of [json(null), plain('<html>', 404), new TypeError('fetch failed')]) {
      const { ask } = setUp(
        [
          { url: at('v4_6_release'), reply: nowhere() },
          { url: LOOK_UP, reply },
        ],
        { maxTries: 1 },
      );
      await expect(ask()).rejects.toMatchObject({ code: 'NOT_FOUND', serverCode: 'ConnectWiseApi' });
    }
  });

  test('a new release is followed again', async () => {
    const { ask, clock, script } = setUp([
      { url: at('v4_6_release'), reply: nowhere() },
      { url: LOOK_UP, reply: json(INFO) },
      { url: at('v2025_1'), reply: json({ ok: 1 }) },
      { url: at('v2025_1'), reply: nowhere() },
      { url: LOOK_UP, reply: json({ ...INFO, Codebase: 'v2025_2/' }) },
      { url: at('v2025_2'), reply: json({ ok: 2 }) },
    ]);
    await ask();
    await clock.advance(86_400_000);
    expect(await ask()).toEqual({ ok: 2 });
    script.verify();
  });
});

describe('on demand', () => {
  test('the site is asked first, once for all requests', async () => {
    const { psa, clock, script } = setUp(
      [
        { url: LOOK_UP, reply: new TypeError('fetch failed') },
        { url: LOOK_UP, reply: json(INFO) },
        { url: at('v2025_1'), reply: json({}) },
        { url: at('v2025_1'), reply: json({}) },
      ],
      { codebase: 'discover' },
    );
    const ask = (): Promise<unknown> => psa.request('GET', '/system/info');
    await clock.runUntil(Promise.all([ask(), ask()]));
    script.verify();
  });

  test.each([json(null), json({}, { status: 404 })])(
    'an unknown company is said to be one: %#',
    async (reply) => {
      const { ask, script } = setUp([{ url: LOOK_UP, reply }], { codebase: 'discover' });
      await expect(ask()).rejects.toMatchObject({
        code: 'CONFIG_INVALID',
        message: `${HOST} knows no company "acme".`,
      });
      script.verify();
    },
  );

  test('who gives up does not stop the others', async () => {
    const { psa, clock, script } = setUp(
      [
        { url: LOOK_UP, reply: json(INFO) },
        { url: at('v2025_1'), reply: json({ ok: 1 }) },
      ],
      { codebase: 'discover' },
    );
    const control = new AbortController();
    const one = psa.request('GET', '/system/info', { signal: control.signal });
    const other = psa.request('GET', '/system/info');
    control.abort();
    await expect(one).rejects.toMatchObject({ code: 'ABORTED' });
    expect((await clock.runUntil(other)).json()).toEqual({ ok: 1 });
    script.verify();
  });
});

describe('what a site says of itself', () => {
  const info = (over: object): NonNullable<ReturnType<typeof readCompanyInfo>> => {
    const read = readCompanyInfo({ ...INFO, ...over });
    if (read === undefined) throw new TypeError('not read');
    return read;
  };

  test.each([
    ['api-na.myconnectwise.net', {}, 'https://api-na.myconnectwise.net/v2025_1'],
    ['na', { SiteUrl: 'api-eu.myconnectwise.net' }, 'https://api-eu.myconnectwise.net/v2025_1'],
    // The host of the web interface becomes that of the API.
    ['na', { SiteUrl: 'eu.myconnectwise.net' }, 'https://api-eu.myconnectwise.net/v2025_1'],
    // Credentials go nowhere else.
    ['na', { SiteUrl: 'evil.example' }, 'https://api-na.myconnectwise.net/v2025_1'],
    ['na', { SiteUrl: 'http://api-eu.myconnectwise.net' }, 'https://api-na.myconnectwise.net/v2025_1'],
    ['na', { SiteUrl: 'myconnectwise.net.evil.example' }, 'https://api-na.myconnectwise.net/v2025_1'],
    ['na', { SiteUrl: 'evilmyconnectwise.net' }, 'https://api-na.myconnectwise.net/v2025_1'],
    ['psa.acme.example', { SiteUrl: 'api-eu.myconnectwise.net' }, 'https://psa.acme.example/v2025_1'],
    ['psa.acme.example:8443', { SiteUrl: 'psa' }, 'https://psa.acme.example:8443/v2025_1'],
    ['http://127.0.0.1:4000', { SiteUrl: '127.0.0.1:4000' }, 'http://127.0.0.1:4000/v2025_1'],
    // A codebase that is none is not used.
    ['na', { Codebase: '../../evil?' }, 'https://api-na.myconnectwise.net/v4_6_release'],
    ['na', { Codebase: 5 }, 'https://api-na.myconnectwise.net/v4_6_release'],
  ])('of %s and %j is %s', (site, over, url) => {
    expect(siteOf(parseSite(site), info(over)).apiUrl).toBe(`${url}/apis/3.0`);
  });

  test.each([
    [true, true],
    ['True', true],
    ['False', false],
    [false, false],
    [5, undefined],
  ])('IsCloud %j is %s', (IsCloud, isCloud) => {
    expect(info({ IsCloud }).isCloud).toBe(isCloud);
  });
});
