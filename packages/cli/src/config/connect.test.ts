import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { systemClock, type Clock } from 'psakit/core';
import { describe, expect, test } from 'vitest';
import { EXIT } from '../exit-codes.js';
import { run } from '../run.js';
import { createFakeShell, newStateFolder, type FakeShellOptions } from '../testing/fake-shell.js';
import { createFakeSite, SITE_ENV } from '../testing/fake-site.js';

/** `psa count tickets …` against a site, with what it left in its state folder. */
async function count(
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
  options: FakeShellOptions = {},
) {
  const site = createFakeSite([{ id: 1 }]);
  const shell = createFakeShell({ ...options, env: { ...SITE_ENV, ...env }, fetch: site.fetch });
  const exit = await run(['count', 'tickets', ...argv], shell);
  return { exit, out: shell.out(), err: shell.err(), asked: site.asked.length };
}

/** A clock on which waiting is all that takes time, and no request is late. */
function createWaitingClock(): Clock & { readonly waited: () => number } {
  let waited = 0;
  return {
    now: () => 1_700_000_000_000 + waited,
    sleep: (ms, signal) => {
      if (ms >= 60_000) return systemClock.sleep(ms, signal);
      waited += ms;
      return Promise.resolve();
    },
    waited: () => waited,
  };
}

interface Case {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly exit: number;
  readonly sandbox?: true;
}

describe('the budget of a key', () => {
  test('is one for every psa: the 61st of a loop waits for a minute', async () => {
    const clock = createWaitingClock();
    const env = { PSAKIT_STATE_DIR: newStateFolder() };
    for (let turn = 0; turn < 60; turn++) expect((await count([], env, { clock })).exit).toBe(0);
    expect(clock.waited()).toBe(0);
    expect((await count([], env, { clock })).exit).toBe(0);
    expect(clock.waited()).toBe(60_000);
  });

  test('is what --budget says', async () => {
    const clock = createWaitingClock();
    const env = { PSAKIT_STATE_DIR: newStateFolder() };
    for (let turn = 0; turn < 3; turn++) await count(['--budget', '2'], env, { clock });
    expect(clock.waited()).toBe(60_000);
  });

  test('has a file of its own, for its owner alone, that tells nothing of the key', async () => {
    const folder = join(newStateFolder(), 'deep');
    await count([], { PSAKIT_STATE_DIR: folder });
    await count([], { PSAKIT_STATE_DIR: folder, CONNECTWISE_COMPANY_ID: 'ACME' });
    const [name = '', ...more] = readdirSync(folder);
    expect(more).toEqual([]);
    expect(name).toMatch(/^budget-[0-9a-f]{64}\.db$/);
    const held = readFileSync(join(folder, name), 'latin1');
    for (const value of Object.values(SITE_ENV)) expect(held).not.toContain(value);
    if (process.platform === 'win32') return;
    expect((statSync(join(folder, name)).mode & 0o777).toString(8)).toBe('600');
    expect((statSync(folder).mode & 0o777).toString(8)).toBe('700');
  });

  test.each([
    { CONNECTWISE_PUBLIC_KEY: 'other' },
    { CONNECTWISE_COMPANY_ID: 'other' },
    { CONNECTWISE_SITE: 'http://127.0.0.1:10' },
  ])('is another for %j', async (other) => {
    const env = { PSAKIT_STATE_DIR: newStateFolder() };
    await count([], env);
    await count([], { ...env, ...other });
    expect(readdirSync(env.PSAKIT_STATE_DIR)).toHaveLength(2);
  });

  test('is the same for every codebase, private key and client id', async () => {
    const env = { PSAKIT_STATE_DIR: newStateFolder() };
    await count([], env);
    await count([], {
      ...env,
      CONNECTWISE_SITE: 'http://127.0.0.1:9/v2025_1/apis/3.0',
      CONNECTWISE_PRIVATE_KEY: 'anotherSecret',
      CONNECTWISE_CLIENT_ID: 'another',
    });
    expect(readdirSync(env.PSAKIT_STATE_DIR)).toHaveLength(1);
  });

  test.each([
    ['XDG_STATE_HOME', 'psakit'],
    ['HOME', '.local/state/psakit'],
  ])('without a folder of its own is kept by %s in %s', async (variable, below) => {
    const base = newStateFolder();
    await count([], { PSAKIT_STATE_DIR: '', [variable]: base });
    expect(readdirSync(join(base, below))).toHaveLength(1);
  });

  test.each<Case>([
    { argv: ['--budget', 'off'], env: {}, exit: EXIT.fine },
    { argv: ['--sandbox'], env: {}, exit: EXIT.fine, sandbox: true },
    { argv: [], env: { CONNECTWISE_PUBLIC_KEY: '' }, exit: EXIT.settings },
  ])('leaves nothing behind with $argv $env', async ({ argv, env, exit, sandbox }) => {
    const folder = newStateFolder();
    const site = createFakeSite([{ id: 1 }]);
    const shell = createFakeShell({
      env: { ...SITE_ENV, ...env, PSAKIT_STATE_DIR: folder },
      ...(sandbox === undefined ? { fetch: site.fetch } : {}),
    });
    expect(await run(['count', 'tickets', ...argv], shell)).toBe(exit);
    expect(existsSync(folder)).toBe(false);
  });

  test('that cannot be kept sends nothing, and says what helps', async () => {
    const folder = newStateFolder();
    mkdirSync(dirname(folder), { recursive: true });
    writeFileSync(folder, 'a file where the folder should be');
    const { exit, err, asked } = await count([], { PSAKIT_STATE_DIR: folder });
    expect({ exit, asked }).toEqual({ exit: EXIT.local, asked: 0 });
    expect(err.replace(/\s+/g, ' ')).toMatch(/PSAKIT_STATE_DIR.*--budget off/);
    expect((await count(['--budget', 'off'], { PSAKIT_STATE_DIR: folder })).exit).toBe(EXIT.fine);
  });
});
