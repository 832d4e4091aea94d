import { createServer, type Server } from 'node:http';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { psa, startSandboxCommand } from '../support/psa.js';

let folder: string;
let busy: Server;
let sandbox: Awaited<ReturnType<typeof startSandboxCommand>>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'psakit-'));
  writeFileSync(join(folder, 'text.db'), 'this is not a database, whatever its name says\n'.repeat(100));
  writeFileSync(join(folder, 'broken.json'), '{ "/company/contacts": [ { "id": 1, } ] }');
  writeFileSync(join(folder, 'unknown.json'), '{ "/company/contcts": [ { "id": 1 } ] }');
  writeFileSync(
    join(folder, 'half.json'),
    '{ "/company/contacts": [ { "id": 70001, "firstName": "A" }, { "firstName": "B" } ] }',
  );
  busy = createServer().listen(0, '127.0.0.1');
  sandbox = await startSandboxCommand([]);
});
afterAll(async () => {
  await sandbox.stop();
  busy.close();
  rmSync(folder, { recursive: true, force: true });
});

const settings = (): Record<string, string> => ({
  CONNECTWISE_SITE: sandbox.line.url,
  CONNECTWISE_COMPANY_ID: sandbox.line.companyId,
  CONNECTWISE_PUBLIC_KEY: sandbox.line.publicKey,
  CONNECTWISE_PRIVATE_KEY: sandbox.line.privateKey,
  CONNECTWISE_CLIENT_ID: sandbox.line.clientId,
});
const port = (): string => String((busy.address() as AddressInfo).port);
const file = (name: string): string => join(folder, name);

interface Case {
  readonly what: string;
  readonly args: () => readonly string[];
  readonly env?: () => Record<string, string>;
  readonly code: number;
  /** What is wrong, and what to do. */
  readonly says: readonly RegExp[];
}

const cases: readonly Case[] = [
  {
    what: 'a condition that does not parse',
    args: () => ['list', 'tickets', '--where', 'status/id = = 1'],
    code: 2,
    says: [/\^/],
  },
  {
    what: 'a condition on an unknown field',
    args: () => ['list', 'tickets', '--where', 'sumary contains "x"'],
    code: 2,
    says: [/sumary/, /summary/, /\^/],
  },
  {
    what: 'a literal of the wrong type',
    args: () => ['count', 'tickets', '--where', 'closedFlag = 1'],
    code: 2,
    says: [/true or false/],
  },
  {
    what: 'an unknown field to show',
    args: () => ['list', 'tickets', '--fields', 'id,sumary'],
    code: 2,
    says: [/sumary/, /summary/],
  },
  {
    what: 'an unknown field to order by',
    args: () => ['list', 'tickets', '--order-by', 'prioritty/id'],
    code: 2,
    says: [/prioritty/, /priority/],
  },
  { what: 'an unknown resource', args: () => ['list', 'tickts'], code: 2, says: [/tickts/, /tickets/] },
  {
    what: 'a resource without its parent’s id',
    args: () => ['list', 'service/tickets/notes'],
    code: 2,
    says: [/service\/tickets\/\S+\/notes/],
  },
  { what: 'an id that is not one', args: () => ['get', 'tickets', 'abc'], code: 2, says: [/abc/] },
  {
    what: 'an id that does not exist',
    args: () => ['get', 'tickets', '999999999'],
    code: 1,
    says: [/999999999/, /id/],
  },
  { what: 'a wrong limit', args: () => ['list', 'tickets', '--limit', '-1'], code: 2, says: [/limit/] },
  { what: 'a wrong budget', args: () => ['list', 'tickets', '--budget', 'many'], code: 2, says: [/budget/] },
  {
    what: 'wrong keys',
    args: () => ['count', 'tickets'],
    env: () => ({ CONNECTWISE_PRIVATE_KEY: 'wrong-secret-key' }),
    code: 1,
    says: [/credentials|keys/i],
  },
  {
    what: 'a site nobody listens on',
    args: () => ['count', 'tickets'],
    env: () => ({ CONNECTWISE_SITE: 'http://127.0.0.1:9' }),
    code: 1,
    says: [/127\.0\.0\.1:9/],
  },
  {
    what: 'plain http to somewhere else',
    args: () => ['count', 'tickets'],
    env: () => ({ CONNECTWISE_SITE: 'http://psa.example.com' }),
    code: 4,
    says: [/https/],
  },
  { what: 'a port in use', args: () => ['sandbox', '--port', port()], code: 5, says: [/port/i, /--port/] },
  {
    what: 'a port that is none',
    args: () => ['sandbox', '--port', '70000'],
    code: 2,
    says: [/70000/, /65,535/],
  },
  { what: 'a seed that is none', args: () => ['sandbox', '--seed', 'abc'], code: 2, says: [/abc/] },
  {
    what: 'a size that is none',
    args: () => ['sandbox', '--size', 'huge'],
    code: 2,
    says: [/huge/, /small/],
  },
  {
    what: 'a database that is not one',
    args: () => ['sandbox', '--db', file('text.db')],
    code: 5,
    says: [/text\.db/, /database/],
  },
  {
    what: 'a database in a folder that is not there',
    args: () => ['sandbox', '--db', file('nowhere/world.db')],
    code: 5,
    says: [/nowhere\/world\.db cannot be made/, /folder/],
  },
  {
    what: 'an import that is not JSON',
    args: () => ['sandbox', '--import', file('broken.json')],
    code: 5,
    says: [/broken\.json/, /line|position|character/i],
  },
  {
    what: 'an import of an unknown path',
    args: () => ['sandbox', '--import', file('unknown.json')],
    code: 5,
    says: [/contcts/, /contacts/],
  },
  {
    what: 'an import with a record without id',
    args: () => ['sandbox', '--db', file('new.db'), '--import', file('half.json')],
    code: 5,
    says: [/id/],
  },
  {
    what: 'an import that does not exist',
    args: () => ['sandbox', '--import', file('nothing.json')],
    code: 5,
    says: [/nothing\.json/],
  },
  { what: 'an unknown command', args: () => ['lst', 'tickets'], code: 2, says: [/list/] },
  {
    what: 'an unknown option',
    args: () => ['list', 'tickets', '--wher', 'id=1'],
    code: 2,
    says: [/--where/],
  },
];

describe('bad input', () => {
  test.each(cases)('$what: a clear message, a cure, exit $code', async ({ args, env, code, says }) => {
    const outcome = await psa(args(), { ...settings(), ...env?.() });
    expect(outcome).toMatchObject({ code });
    for (const text of says) expect(outcome.stderr).toMatch(text);
    expect(outcome.stderr).not.toMatch(/\n\s+at .*(\.js|\.ts|node:)/);
    expect(outcome.stderr).not.toMatch(/undefined|\[object Object\]/);
    expect(outcome.stdout + outcome.stderr).not.toContain('wrong-secret-key');
  });

  test('nothing is half-written: no file appeared, and the one that was no database is as it was', () => {
    expect(readdirSync(folder).sort()).toEqual(['broken.json', 'half.json', 'text.db', 'unknown.json']);
    expect(readFileSync(file('text.db'), 'utf8')).toMatch(/^this is not a database/);
  });

  test.each(['list', 'get', 'count'])('without settings, %s exits 4 and names both cures', async (verb) => {
    const { stderr, code } = await psa(verb === 'get' ? [verb, 'tickets', '1'] : [verb, 'tickets']);
    expect(code).toBe(4);
    for (const name of ['COMPANY_ID', 'PUBLIC_KEY', 'PRIVATE_KEY', 'CLIENT_ID'])
      expect(stderr).toContain(`CONNECTWISE_${name}`);
    expect(stderr).toContain('--sandbox');
  });

  test('with some settings missing, only those are named', async () => {
    const { stderr, code } = await psa(['count', 'tickets'], { ...settings(), CONNECTWISE_CLIENT_ID: '' });
    expect(code).toBe(4);
    expect(stderr).toContain('CONNECTWISE_CLIENT_ID');
    expect(stderr).not.toContain('CONNECTWISE_PUBLIC_KEY');
  });

  test('a database that exists keeps its world: --seed and --size are refused', async () => {
    const db = file('kept.db');
    const first = await startSandboxCommand(['--db', db]);
    await first.stop();
    for (const option of [
      ['--seed', '2'],
      ['--size', 'small'],
    ]) {
      const { stderr, code } = await psa(['sandbox', '--db', db, ...option]);
      expect(code).not.toBe(0);
      expect(stderr).toContain(option[0]?.slice(2));
    }
    const again = await startSandboxCommand(['--db', db]);
    expect(await again.stop()).toBe(0);
    for (const name of readdirSync(folder).filter((entry) => entry.startsWith('kept.db'))) rmSync(file(name));
  });
});
