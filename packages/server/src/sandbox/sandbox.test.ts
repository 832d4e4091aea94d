import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { createSandbox, type Sandbox, type SandboxOptions } from './index.js';

const folder = mkdtempSync(join(tmpdir(), 'psakit-sandbox-'));
const open: Sandbox[] = [];
afterEach(async () => {
  for (const sandbox of open.splice(0)) await sandbox.close();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await createSandbox({ rateLimit: 'off', ...options });
  open.push(sandbox);
  return sandbox;
}

function ask(sandbox: Sandbox, path: string, by: typeof fetch = sandbox.fetch): Promise<Response> {
  const { companyId, publicKey, privateKey, clientId } = sandbox.credentials;
  return by(`${sandbox.url}/v4_6_release/apis/3.0${path}`, {
    headers: { authorization: `Basic ${btoa(`${companyId}+${publicKey}:${privateKey}`)}`, clientId },
  });
}

const json = async (sandbox: Sandbox, path: string): Promise<unknown> => (await ask(sandbox, path)).json();

function fileOf(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

describe('serving', () => {
  test('over loopback and without a socket, the same', async () => {
    const sandbox = await start();
    expect(sandbox.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const path = `/service/tickets?conditions=${encodeURIComponent('closedFlag=false and priority/id<=2')}&pageSize=50`;
    const answer = await ask(sandbox, path, fetch);
    const tickets = (await answer.json()) as { closedFlag: boolean; priority: { id: number } }[];
    expect(tickets).toHaveLength(50);
    expect(tickets.every((ticket) => !ticket.closedFlag && ticket.priority.id <= 2)).toBe(true);
    expect(await json(sandbox, path)).toEqual(tickets);
    expect(Number(answer.headers.get('x-total-count'))).toBeGreaterThan(300);
  });

  test('the links of a ticket lead where they say', async () => {
    const sandbox = await start();
    const { _info: info } = (await json(sandbox, '/service/tickets/54321')) as {
      _info: Record<string, string>;
    };
    for (const name of [
      'notes_href',
      'tasks_href',
      'timeentries_href',
      'scheduleentries_href',
      'activities_href',
    ]) {
      const path = info[name]?.split('/apis/3.0/')[1] ?? '';
      expect((await ask(sandbox, encodeURI(path))).status).toBe(200);
    }
  });

  test('a port that is taken, and close twice', async () => {
    const first = await start();
    const port = Number(new URL(first.url).port);
    await expect(createSandbox({ port })).rejects.toMatchObject({ code: 'PORT_IN_USE' });
    await first.close();
    await first.close();
    const second = await start({ port });
    expect(second.url).toBe(first.url);
  });
});

describe('a file', () => {
  test('gets its world once and keeps it', async () => {
    const db = join(folder, 'kept.db');
    const first = await start({ db, seed: 3 });
    const path = `/company/companies?fields=${encodeURIComponent('id,name,defaultContact/name')}`;
    const answered = await json(first, path);
    await first.close();
    const second = await start({ db });
    expect(await json(second, path)).toEqual(answered);
    expect([await second.store.meta('seed'), await second.store.meta('size')]).toEqual(['3', 'small']);
  });

  test.each<SandboxOptions>([{ seed: 3 }, { size: 'small' }])('that exists refuses %j', async (options) => {
    const db = join(folder, 'kept.db');
    await expect(createSandbox({ db, ...options })).rejects.toMatchObject({
      code: 'DATABASE_EXISTS',
      message: expect.stringContaining('the small world of seed 3'),
      hint: expect.stringContaining('new file'),
    });
  });

  test('that is something else is left as it is', async () => {
    const db = fileOf('letter.txt', 'Dear Zoë');
    await expect(createSandbox({ db })).rejects.toMatchObject({ code: 'NOT_A_DATABASE' });
  });

  test('is not left half-made when its making is given up', async () => {
    const control = new AbortController();
    const inner = mkdtempSync(join(folder, 'given-up-'));
    const making = createSandbox({
      db: join(inner, 'x.db'),
      size: 'medium',
      signal: control.signal,
      onProgress: () => {
        control.abort();
      },
    });
    await expect(making).rejects.toMatchObject({ code: 'ABORTED' });
    expect(readdirSync(inner)).toEqual([]);
  });

  test('is not made when the import is wrong', async () => {
    const db = join(folder, 'never.db');
    const importFile = fileOf('wrong.json', '{"/company/contacts": [{}]}');
    await expect(createSandbox({ db, importFile })).rejects.toMatchObject({ code: 'IMPORT_INVALID' });
    expect(existsSync(db)).toBe(false);
  });
});

describe('https', () => {
  test('is spoken beside http, and links lead where they were asked for', async () => {
    const sandbox = await start({ tls: { folder: join(folder, 'tls') } });
    expect(sandbox.caFile).toBe(join(folder, 'tls', 'ca.pem'));
    const { httpsUrl = '' } = sandbox;
    const answer = await sandbox.fetch(`${httpsUrl}/v4_6_release/apis/3.0/service/tickets?pageSize=1`, {
      headers: { authorization: `Basic ${btoa('sandbox+public:private')}`, clientId: 'any' },
    });
    expect(answer.headers.get('link')).toContain(`<${httpsUrl}/`);
    expect((await start()).httpsUrl).toBeUndefined();
  });
});

describe('options', () => {
  test.each<[SandboxOptions, RegExp]>([
    [{ port: 65_536 }, /port is 65536/],
    [{ port: 1.5 }, /port is 1\.5/],
    [{ seed: -1 }, /seed is -1/],
    [{ seed: NaN }, /seed is NaN/],
    [{ size: 'huge' as 'small' }, /size is "huge"/],
    [{ rateLimit: 0 }, /rateLimit is 0/],
    [{ limitStyle: 'clod' as 'cloud' }, /limitStyle is "clod"/],
    [{ host: '' }, /host is empty/],
    [{ host: '999.1.1.1' }, /Cannot listen on 999\.1\.1\.1: it is no address of this machine/],
    [{ port: 0, host: '203.0.113.1' }, /Cannot listen on 203\.0\.113\.1/],
    [{ tls: 'yes' as unknown as true }, /tls is "yes"/],
    [{ tls: { port: -1 } }, /tls\.port is -1/],
    [{ tls: { folder: '' } }, /tls\.folder is empty/],
    [{ adminToken: ' ' }, /adminToken is " "/],
    [{ latencyMs: -5 }, /latencyMs is -5/],
    [{ db: '' }, /db is empty/],
    [{ db: ':memory:' }, /no file/],
    [{ db: 5 } as unknown as SandboxOptions, /option db of createSandbox is a number/],
    [
      { callbackHosts: 'x' } as unknown as SandboxOptions,
      /option callbackHosts of createSandbox is a string/,
    ],
    [{ callbackHosts: [5] } as unknown as SandboxOptions, /callbackHosts names 5/],
    [{ clock: 5 } as unknown as SandboxOptions, /option clock of createSandbox is a number/],
    [{ clock: { now: () => 0 } } as unknown as SandboxOptions, /clock lacks now\(\) or sleep\(\)/],
    [{ onFault: 'x' } as unknown as SandboxOptions, /option onFault of createSandbox is a string/],
  ])('%j', async (options, message) => {
    await expect(createSandbox(options)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringMatching(message),
      hint: expect.stringMatching(/^Give/),
    });
  });

  test.each<[unknown, RegExp, string]>([
    [{ sized: 'small' }, /createSandbox has no option "sized"/, 'Did you mean "size"?'],
    [{ tls: { folders: 'x' } }, /tls has no option "folders"/, 'Did you mean "folder"?'],
    ['small', /options as an object/, 'It takes port'],
  ])('that there are not: %j', async (options, message, hint) => {
    await expect(createSandbox(options as SandboxOptions)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringMatching(message),
      hint: expect.stringContaining(hint),
    });
  });

  test('a signal that has fired', async () => {
    await expect(createSandbox({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'ABORTED' });
  });
});

describe('import', () => {
  // The shape of recorded answers: members the catalog lacks, empty references, null values, absolute hrefs.
  const contacts = [
    {
      id: 31_045,
      firstName: 'Jörg',
      lastName: 'Weiß',
      company: { id: 20_481, identifier: 'ELSEWHERE', name: 'Elsewhere "Ltd"', _info: {} },
      site: {},
      inactiveFlag: false,
      types: [],
      customFields: [
        { id: 21, caption: 'external_id', type: 'Number', value: null, rowNum: 1, podId: 'contact_overview' },
      ],
      _info: { company_href: 'https://na.example/v2025_1//apis/3.0/company/companies/20481' },
    },
  ];

  test('reads back as it was given, beside the world', async () => {
    const importFile = fileOf(
      'contacts.json',
      JSON.stringify({
        '/company/contacts': contacts,
        '/service/tickets/54321/notes': [{ id: 900_001, text: 'imported' }],
      }),
    );
    const sandbox = await start({ importFile });
    expect(
      await json(sandbox, `/company/contacts?conditions=${encodeURIComponent('firstName="JÖRG"')}`),
    ).toEqual(contacts);
    expect(await json(sandbox, '/company/contacts/31045')).toEqual(contacts[0]);
    expect(await json(sandbox, '/service/tickets/54321/notes/900001')).toEqual({
      id: 900_001,
      text: 'imported',
    });
  });

  test('replaces a record of the world, and is kept in a file', async () => {
    const db = join(folder, 'imported.db');
    const replaced = { id: 2, identifier: 'US', name: 'Us' };
    const importFile = fileOf(
      'company.json',
      `\uFEFF${JSON.stringify({ '/company/companies': [replaced] })}`,
    );
    await (await start({ db, importFile })).close();
    expect(await json(await start({ db }), '/company/companies/2')).toEqual(replaced);
  });

  test.each<[string, string, RegExp]>([
    [
      'no JSON',
      '{\n  "/company/contacts": [{"id": 1},]\n}',
      /line 2, column 35: "\]" stands where a value belongs/,
    ],
    ['an unfinished file', '{"/company/contacts": [', /the end of the file stands where a value belongs/],
    ['nothing', '', /the end of the file/],
    ['an array', '[]', /the file is an array of 0, not an object/],
    [
      'wrong records',
      '{"/company/contact": [], "/company/contacts": [{}]}',
      /"\/company\/contact" is no path[^]*\[0\]\.id is missing/,
    ],
  ])('%s', async (name, text, message) => {
    const importFile = fileOf(`${name}.json`, text);
    await expect(createSandbox({ importFile })).rejects.toMatchObject({
      code: 'IMPORT_INVALID',
      message: expect.stringMatching(message),
      hint: expect.any(String),
    });
  });

  test('a long list of problems is cut, with its length', async () => {
    const importFile = fileOf('many.json', JSON.stringify({ '/company/contacts': Array(50).fill({}) }));
    await expect(createSandbox({ importFile })).rejects.toMatchObject({
      message: expect.stringContaining('and 30 more'),
    });
  });

  test('a file that is not there', async () => {
    await expect(createSandbox({ importFile: join(folder, 'nowhere.json') })).rejects.toMatchObject({
      code: 'IMPORT_INVALID',
      message: expect.stringContaining('ENOENT'),
    });
  });
});
