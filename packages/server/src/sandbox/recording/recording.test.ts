import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSandbox, type Sandbox } from '../index.js';
import { serveRecorder, serveReplay, type RecordingServer } from './index.js';

const folder = mkdtempSync(join(tmpdir(), 'psakit-recording-'));
const file = join(folder, 'site.jsonl');
let site: Sandbox;
beforeAll(async () => {
  // Stands for a real one.
  site = await createSandbox();
});
afterAll(async () => {
  await site.close();
  rmSync(folder, { recursive: true, force: true });
});

const ROOT = '/v4_6_release/apis/3.0';
const headers = { authorization: `Basic ${btoa('sandbox+public:private')}`, clientId: 'my-client-id' };

async function answers(server: RecordingServer): Promise<string[]> {
  const paths = [
    '/service/tickets?pageSize=1&conditions=id=54321',
    '/service/tickets?conditions=id=54321&pageSize=1',
    '/service/tickets/5/nothing',
    '/company/companies/2',
  ];
  const told: string[] = [];
  for (const path of paths) {
    const answer = await fetch(`${server.url}${ROOT}${path}`, { headers });
    const text = (await answer.text()).replaceAll(server.url, 'HERE');
    told.push(`${answer.status} ${answer.headers.get('content-type') ?? ''} ${text}`);
  }
  const search = await fetch(`${server.url}${ROOT}/service/tickets/search`, {
    method: 'POST',
    headers,
    body: '{"conditions": "id=54321", "password": "hush-hush"}',
  });
  told.push(await search.text());
  return told.map((text) => text.replaceAll(server.url, 'HERE'));
}

/** Asks with headers that `fetch` sets itself. */
function asked(
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    get(url, { headers }, (answer) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.on('end', () => {
        resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(pieces).toString() });
      });
    }).on('error', reject);
  });
}

describe('a recording', () => {
  test('plays back what the site answered, with links to where it is played, and without secrets', async () => {
    const recorder = await serveRecorder({ file, site: site.url, fetch });
    const recorded = await answers(recorder);
    await recorder.close();
    expect(recorded[0]).toMatch(/^200 application\/json.*"HERE\/v4_6_release/);
    const text = readFileSync(file, 'utf8');
    for (const secret of ['hush-hush', 'my-client-id', headers.authorization, site.url]) {
      expect(text).not.toContain(secret);
    }
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const replay = await serveReplay({ file });
    expect(await answers(replay)).toEqual(recorded);
    expect(await answers(replay)).toEqual(recorded);
    const unknown = await fetch(`${replay.url}${ROOT}/service/boards`, { headers });
    expect([unknown.status, await unknown.json()]).toMatchObject([501, { code: 'NotRecorded' }]);
    await replay.close();
  });

  test('tells its own host where the site tells its own: discovery does not lead around it', async () => {
    const own = join(folder, 'discovery.jsonl');
    const hostTold = async (server: RecordingServer): Promise<unknown> => {
      const answer = await fetch(`${server.url}/login/companyinfo/sandbox`);
      return ((await answer.json()) as { SiteUrl: unknown }).SiteUrl;
    };
    const recorder = await serveRecorder({ file: own, site: site.url, fetch });
    expect(await hostTold(recorder)).toBe(new URL(recorder.url).host);
    await recorder.close();
    expect(readFileSync(own, 'utf8')).not.toContain(new URL(site.url).host);
    const replay = await serveReplay({ file: own });
    expect(await hostTold(replay)).toBe(new URL(replay.url).host);
    await replay.close();
  });

  test('of a request whose answer changed plays the answers in order, then the last', async () => {
    const changing = join(folder, 'changing.jsonl');
    let count = 0;
    const recorder = await serveRecorder({
      file: changing,
      site: 'https://api-na.myconnectwise.net',
      fetch: () => Promise.resolve(Response.json({ count: ++count })),
    });
    const ask = async (server: RecordingServer): Promise<unknown> =>
      (await fetch(`${server.url}${ROOT}/service/tickets/count`)).json();
    await ask(recorder);
    await ask(recorder);
    await recorder.close();
    const replay = await serveReplay({ file: changing });
    expect([await ask(replay), await ask(replay), await ask(replay)]).toEqual([
      { count: 1 },
      { count: 2 },
      { count: 2 },
    ]);
    await replay.close();
  });

  test('of a login neither the password nor the session is kept, and cookies reach the site', async () => {
    const logins = join(folder, 'logins.jsonl');
    const cookies: (string | null)[] = [];
    const recorder = await serveRecorder({
      file: logins,
      site: 'na',
      fetch: (_, init) => {
        cookies.push(new Headers(init?.headers).get('cookie'));
        return Promise.resolve(Response.json({ Success: true, Hash: 'the-session' }));
      },
    });
    const body = new URLSearchParams({ UserName: 'me', Password: 'the-password' });
    const login = `${recorder.url}/v4_6_release/login/login.aspx?response=json`;
    const opened = await fetch(login, { method: 'POST', body });
    expect(await opened.json()).toEqual({ Success: true, Hash: 'the-session' });
    await fetch(`${recorder.url}${ROOT}/system/info`, { headers: { cookie: 'memberHash=the-session' } });
    await recorder.close();
    expect(cookies).toEqual([null, 'memberHash=the-session']);
    expect(readFileSync(logins, 'utf8')).not.toMatch(/the-session|the-password/);
  });

  test('is for programs of this machine: no name that leads here, no web page', async () => {
    const kept = join(folder, 'kept.jsonl');
    const recorder = await serveRecorder({
      file: kept,
      site: 'na',
      fetch: () => Promise.resolve(Response.json({ secret: 'of a customer' })),
    });
    await fetch(`${recorder.url}${ROOT}/service/tickets`);
    const replay = await serveReplay({ file: kept });
    const { port } = new URL(replay.url);
    const foreign = [
      { host: `evil.example:${port}` },
      { host: replay.url.slice(7), origin: 'https://evil.example' },
    ];
    const own = [
      { host: `localhost:${port}` },
      { host: replay.url.slice(7), origin: `http://localhost:${port}` },
    ];
    for (const server of [recorder, replay]) {
      for (const named of foreign) {
        const answer = await asked(`${server.url}${ROOT}/service/tickets`, named);
        expect(answer).toEqual({ status: 403, text: expect.not.stringContaining('customer') as string });
      }
    }
    for (const named of own) {
      expect(await asked(`${replay.url}${ROOT}/service/tickets`, named)).toMatchObject({ status: 200 });
    }
    await recorder.close();
    await replay.close();
  });

  test('of a site that does not answer says so', async () => {
    const recorder = await serveRecorder({
      file: join(folder, 'silent.jsonl'),
      site: 'api-eu.myconnectwise.net',
      fetch: () => Promise.reject(new TypeError('fetch failed')),
    });
    const answer = await fetch(`${recorder.url}${ROOT}/system/info`);
    expect([answer.status, await answer.text()]).toEqual([
      502,
      expect.stringContaining('api-eu.myconnectwise.net'),
    ]);
    await recorder.close();
  });

  test('is not mistaken for another file, and no site is called in the open', async () => {
    const letter = join(folder, 'letter.txt');
    writeFileSync(letter, 'Dear Zoë');
    await expect(serveReplay({ file: letter })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(serveRecorder({ file: letter, site: 'na', fetch })).rejects.toMatchObject({
      message: expect.stringContaining('not a recording'),
    });
    expect(readFileSync(letter, 'utf8')).toBe('Dear Zoë');
    await expect(serveReplay({ file: join(folder, 'none') })).rejects.toMatchObject({
      message: expect.stringContaining('ENOENT'),
    });
    await expect(
      serveRecorder({ file: join(folder, 'x'), site: 'http://psa.example.com', fetch }),
    ).rejects.toMatchObject({ code: 'INSECURE_SITE' });
  });
});
