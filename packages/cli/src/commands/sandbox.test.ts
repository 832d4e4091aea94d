import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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

/** Runs a sandbox until `use` is done with it, then stops it as Ctrl-C does. */
async function serve(argv: readonly string[], use: (shell: FakeShell) => Promise<void>): Promise<FakeShell> {
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
  const ended = run(['sandbox', '--rate-limit', 'off', ...argv], { ...shell, stdout });
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
    expect(Object.keys(settings)).toEqual(['url', 'companyId', 'publicKey', 'privateKey', 'clientId']);
    expect(settings['companyId']).toBe('sandbox');
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
