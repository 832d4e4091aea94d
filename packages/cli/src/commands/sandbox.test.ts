import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { get } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXIT } from '../exit-codes.js';
import { run } from '../run.js';
import { createFakeShell, type FakeShell } from '../testing/fake-shell.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'psa-sandbox-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A sandbox without a limit, as {@link serveAny}. */
function serve(argv: readonly string[], use: (shell: FakeShell) => Promise<void>): Promise<FakeShell> {
  return serveAny(['--rate-limit', 'off', ...argv], use);
}

/** Runs the command until `use` is done with it, then stops it as Ctrl-C does. */
async function serveAny(
  argv: readonly string[],
  use: (shell: FakeShell) => Promise<void>,
): Promise<FakeShell> {
  let announce: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    announce = resolve;
  });
  const shell = createFakeShell();
  const stdout = {
    ...shell.stdout,
    write: async (text: string) => {
      await shell.stdout.write(text);
      announce();
    },
  };
  const ended = run(['sandbox', ...argv], { ...shell, stdout });
  await Promise.race([ready, ended]);
  await use(shell);
  shell.stop();
  expect(await ended, shell.err()).toBe(EXIT.fine);
  return shell;
}

async function fails(...argv: string[]): Promise<{ exit: number; out: string; err: string }> {
  const shell = createFakeShell();
  const exit = await run(['sandbox', ...argv], shell);
  return { exit, out: shell.out(), err: shell.err() };
}

describe('psa sandbox', () => {
  test('prints five lines to paste, and the other commands take them', async () => {
    await serve([], async (shell) => {
      const lines = shell.out().trimEnd().split('\n');
      const env = Object.fromEntries(
        lines.map((line) => line.replace('export ', '').split('=', 2) as [string, string]),
      );
      expect(Object.keys(env)).toEqual([
        'CONNECTWISE_COMPANY_ID',
        'CONNECTWISE_PUBLIC_KEY',
        'CONNECTWISE_PRIVATE_KEY',
        'CONNECTWISE_CLIENT_ID',
        'CONNECTWISE_SITE',
      ]);
      expect(env['CONNECTWISE_SITE']).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
      const user = createFakeShell({ env });
      expect(
        await run(['list', 'tickets', '--ndjson', '--limit', '2', '--fields', 'id'], user),
        user.err(),
      ).toBe(0);
      expect(user.out().trimEnd().split('\n')).toHaveLength(2);
      const stranger = createFakeShell({ env: { ...env, CONNECTWISE_PRIVATE_KEY: 'notTheKeyAtAll' } });
      expect(await run(['count', 'tickets'], stranger)).toBe(EXIT.refused);
      expect(stranger.err()).not.toContain('notTheKeyAtAll');
    });
  });

  test('--json prints one line with all that a program needs', async () => {
    const shell = await serve(['--json'], () => Promise.resolve());
    expect(shell.out()).toMatch(/^[^\n]+\n$/);
    const settings = JSON.parse(shell.out()) as Record<string, string>;
    expect(Object.keys(settings)).toEqual([
      'url',
      'companyId',
      'publicKey',
      'privateKey',
      'clientId',
      'adminToken',
    ]);
    expect(settings['companyId']).toBe('sandbox');
  });

  test('--tls keeps a certificate, and says where its authority is', async () => {
    const shell = await serve(['--json', '--tls'], async (running) => {
      const { httpsUrl = '', caFile = '' } = JSON.parse(running.out()) as Record<string, string>;
      expect(caFile).toBe(join(running.env['PSAKIT_STATE_DIR'] ?? '', 'tls', 'ca.pem'));
      expect((await stat(caFile)).mode & 0o777).toBe(0o600);
      const status = await new Promise<number | undefined>((resolve, reject) => {
        const url = `${httpsUrl}/login/companyinfo/sandbox`;
        readFile(caFile, 'utf8')
          .then((ca) => {
            get(url, { ca, agent: false }, (response) => {
              response.resume();
              resolve(response.statusCode);
            }).on('error', reject);
          })
          .catch(reject);
      });
      expect(status).toBe(200);
    });
    expect(Object.keys(JSON.parse(shell.out()) as object).slice(0, 3)).toEqual(['url', 'httpsUrl', 'caFile']);
    const person = await serve(['--tls-port', '0'], () => Promise.resolve());
    expect(person.err()).toMatch(/export NODE_EXTRA_CA_CERTS=\S+ca\.pem REQUESTS_CA_BUNDLE=/);
  });

  test('--members and --faults are read from files, and the token it prints opens the admin API', async () => {
    const members = join(folder, 'members.json');
    const faults = join(folder, 'faults.json');
    const reader = { identifier: 'Reader', publicKey: 'reader', privateKey: 'key', role: { '*': [] } };
    await writeFile(members, JSON.stringify([reader]));
    await writeFile(faults, JSON.stringify([{ kind: 'status', status: 418, path: '/system/info' }]));
    await serve(['--json', '--members', members, '--faults', faults], async (shell) => {
      const { url = '', adminToken = '', clientId = '' } = JSON.parse(shell.out()) as Record<string, string>;
      const headers = { authorization: `Basic ${btoa('sandbox+reader:key')}`, clientId };
      expect((await fetch(`${url}/apis/3.0/system/info`, { headers })).status).toBe(418);
      expect((await fetch(`${url}/apis/3.0/service/tickets`, { headers })).status).toBe(403);
      const log = await fetch(`${url}/_psakit/requests?member=Reader`, {
        headers: { authorization: `Bearer ${adminToken}` },
      });
      expect(await log.json()).toMatchObject([{ status: 418, faults: ['fault-1'] }, { status: 403 }]);
    });
  });

  test('--record keeps what a site answers, --replay answers it without the site', async () => {
    const file = join(folder, 'site.jsonl');
    /** What a site says of itself, and whether the host it tells is the one that was asked. */
    const ask = async (shell: FakeShell): Promise<unknown> => {
      const { url = '' } = JSON.parse(shell.out()) as Record<string, string>;
      const answer = await fetch(`${url}/login/companyinfo/sandbox`);
      const { SiteUrl, ...told } = (await answer.json()) as Record<string, unknown>;
      return { ...told, isOwnHost: SiteUrl === new URL(url).host };
    };
    let answered: unknown;
    await serve(['--json'], async (site) => {
      const { url = '' } = JSON.parse(site.out()) as Record<string, string>;
      await serveAny(['--json', '--record', file, '--site', url], async (shell) => {
        answered = await ask(shell);
      });
    });
    expect(answered).toMatchObject({ CompanyID: 'sandbox', isOwnHost: true });
    await serveAny(['--json', '--replay', file], async (shell) => {
      expect(await ask(shell)).toEqual(answered);
      expect(shell.err()).toBe('');
    });
    expect((await fails('--record', file, '--seed', '2')).err).toMatch(/--record.*--seed|--seed.*--record/);
    expect((await fails('--record', file)).err).toContain('There is no site to record');
    expect((await fails('--site', 'na')).err).toContain('Add --record FILE');
    expect((await fails('--replay', join(folder, 'none.jsonl'))).exit).toBe(EXIT.usage);
  });

  test('what is wrong in such a file, or with an address, is told with its place', async () => {
    const file = join(folder, 'wrong.json');
    await writeFile(file, '[{ "kind": "status", "status": 99 }]');
    const wrong = await fails('--faults', file);
    expect(wrong.exit).toBe(EXIT.usage);
    expect(wrong.err).toContain(`${file}[0].status is 99`);
    await writeFile(file, '[{ "identifier": "A", "publicKey": "a" }]');
    const lacking = (await fails('--members', file)).err;
    expect(lacking.split(`${file}[0].privateKey`), 'told once').toHaveLength(2);
    await writeFile(file, '[{]');
    expect((await fails('--members', file)).err).toMatch(/line 1, column 3/);
    expect((await fails('--members', join(folder, 'none.json'))).err).toContain('ENOENT');
    expect((await fails('--host', '999.1.1.1')).err).toContain('Cannot listen on 999.1.1.1');
  });

  test('a database is made once and kept; then --seed and --size are refused', async () => {
    const db = join(folder, 'world.db');
    await serve(['--db', db, '--seed', '7'], () => Promise.resolve());
    await serve(['--db', db], () => Promise.resolve());
    for (const wish of [
      ['--seed', '7'],
      ['--size', 'small'],
    ]) {
      const { exit, err } = await fails('--db', db, ...wish);
      expect(exit).toBe(EXIT.usage);
      expect(err).toContain(db);
    }
  });

  test('a file that is no database is refused and left as it is', async () => {
    const file = join(folder, 'notes.txt');
    await writeFile(file, 'not a database, but somebody needs it\n'.repeat(100));
    const { exit, out, err } = await fails('--db', file);
    expect({ exit, out }).toEqual({ exit: EXIT.local, out: '' });
    expect(err).toMatch(/^psa: /);
    expect(await readFile(file, 'utf8')).toContain('somebody needs it');
  });

  test('a malformed import, a missing one and a port in use end with 5 and a cure', async () => {
    const file = join(folder, 'import.json');
    await writeFile(file, '{ "/company/contacts": [ }');
    for (const argv of [
      ['--import', file],
      ['--import', join(folder, 'missing.json')],
    ]) {
      const { exit, err } = await fails(...argv);
      expect(exit).toBe(EXIT.local);
      expect(err).toMatch(/^psa: .*\n/);
      expect(err).not.toMatch(/\n\s+at /);
    }
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { exit, err } = await fails('--port', String(port));
    server.close();
    expect(exit).toBe(EXIT.local);
    expect(err).toContain(String(port));
  });
});
