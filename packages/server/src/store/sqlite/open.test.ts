import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resourceNamed } from 'psakit/catalog';
import { parse } from 'psakit/conditions';
import { afterAll, describe, expect, test } from 'vitest';
import { loadSqlite } from '../../sqlite/index.js';
import { createSqliteLoader, openSqliteStore, type JsonRecord, type Store } from '../index.js';

const folder = mkdtempSync(join(tmpdir(), 'psakit-open-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
let files = 0;
const newFile = (): string => join(folder, `${++files}.db`);

const tickets = resourceNamed('service/tickets')!;
const notes = resourceNamed('service/tickets/notes')!;
const ids = async (store: Store, text?: string): Promise<unknown[]> =>
  (
    await store.list({
      resource: tickets,
      conditions: text === undefined ? undefined : parse(text),
      limit: 1000,
    })
  ).map(({ id }) => id);
const put = (store: Store, ...records: JsonRecord[]): Promise<void> =>
  store.apply({ writes: records.map((record) => ({ kind: 'put', resource: tickets, record })) });

describe('what is not a psakit database', () => {
  const foreign = (file: string): void => {
    const database = new (loadSqlite())(file);
    database.exec('CREATE TABLE mine (a); INSERT INTO mine VALUES (1)');
    database.close();
  };
  test.each<[what: string, make: (file: string) => void, message: RegExp]>([
    [
      'a text file',
      (file) => {
        writeFileSync(file, 'Dear diary, today I wrote no SQL at all.');
      },
      /holds something else/,
    ],
    [
      'a short file',
      (file) => {
        writeFileSync(file, 'x');
      },
      /holds something else/,
    ],
    [
      'an empty file',
      (file) => {
        writeFileSync(file, '');
      },
      /is empty/,
    ],
    [
      'a folder',
      (file) => {
        mkdirSync(file);
      },
      /not a file/,
    ],
    ['the database of another program', foreign, /another program/],
  ])('%s is refused with a cure and left as it is', async (_, make, message) => {
    const file = newFile();
    make(file);
    const isFile = !readdirSync(folder, { withFileTypes: true }).some(
      (entry) => entry.isDirectory() && file.endsWith(entry.name),
    );
    const before = isFile ? readFileSync(file) : undefined;
    const opening = openSqliteStore(file);
    await expect(opening).rejects.toMatchObject({
      code: 'NOT_A_DATABASE',
      hint: expect.stringMatching(/Name a file/),
    });
    await expect(opening).rejects.toThrow(message);
    if (before) expect(readFileSync(file)).toEqual(before);
    expect(readdirSync(folder).filter((name) => name.startsWith(`${files}.db`))).toHaveLength(1);
  });

  test('a database of a newer layout is refused clearly', async () => {
    const file = newFile();
    await (await openSqliteStore(file)).close();
    const database = new (loadSqlite())(file);
    database.pragma('user_version = 99');
    database.close();
    await expect(openSqliteStore(file)).rejects.toMatchObject({
      code: 'NOT_A_DATABASE',
      message: expect.stringContaining('newer psakit'),
    });
  });

  test('a damaged database is reported as such', async () => {
    const file = newFile();
    const store = await openSqliteStore(file);
    await put(store, ...Array.from({ length: 50 }, (_, id) => ({ id, summary: 'x'.repeat(500) })));
    await store.close();
    const bytes = readFileSync(file);
    bytes.fill(0xff, 4096);
    writeFileSync(file, bytes);
    const reading = openSqliteStore(file).then((damaged) => damaged.list({ resource: tickets, limit: 25 }));
    await expect(reading).rejects.toMatchObject({ code: 'STORAGE' });
  });

  test('a folder that does not exist is a storage error with a cure', async () => {
    await expect(openSqliteStore(join(folder, 'nowhere', 'x.db'))).rejects.toMatchObject({
      code: 'STORAGE',
      hint: expect.stringContaining('folder'),
    });
  });

  test('so is a file in the place of a folder', () => {
    const file = newFile();
    writeFileSync(file, '');
    expect(() => createSqliteLoader(join(file, 'x.db'))).toThrow(
      expect.objectContaining({ code: 'STORAGE', message: expect.stringContaining('is no folder') }),
    );
  });
});

describe('a file', () => {
  test('keeps its records, and opening it again finds them', async () => {
    const file = newFile();
    const store = await openSqliteStore(file);
    await put(store, { id: 1, summary: 'kept' });
    await store.close();
    const again = await openSqliteStore(file);
    expect(await ids(again, 'summary contains "kept"')).toEqual([1]);
    await again.close();
  });

  test('can be read by any tool: no index asks for a function of ours', async () => {
    const file = newFile();
    const store = await openSqliteStore(file);
    await put(store, {
      id: 1,
      summary: 'Größe',
      status: { id: 1, name: 'NEW' },
      closedFlag: true,
      _info: { lastUpdated: '2024-01-31T10:15:00+02:00' },
    });
    await store.close();
    const plain = new (loadSqlite())(file);
    expect(
      plain
        .prepare(
          `SELECT id, summary, "status/name", "closedFlag", "_info/lastUpdated" FROM "service/tickets" WHERE "status/name folded" = 'new'`,
        )
        .all(),
    ).toEqual([
      {
        id: 1,
        summary: 'Größe',
        'status/name': 'NEW',
        closedFlag: 1,
        '_info/lastUpdated': '2024-01-31T08:15:00',
      },
    ]);
    plain.exec('REINDEX; VACUUM');
    expect(plain.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    plain.close();
  });

  test('that another catalog made is brought up to date from the JSON it keeps', async () => {
    const file = newFile();
    const store = await openSqliteStore(file);
    const record = {
      id: 1,
      summary: 'printer',
      status: { id: 3, name: 'New' },
      company: { id: 7, identifier: 'Acme' },
    };
    await put(store, record, { id: 2, summary: 'mail' });
    await store.apply({
      writes: [{ kind: 'put', resource: notes, parents: [1], record: { id: 8, text: 'a note' } }],
    });
    await store.close();
    const older = new (loadSqlite())(file);
    older.exec(`
      DROP INDEX "service/tickets by company/id";
      ALTER TABLE "service/tickets" DROP COLUMN "company/identifier";
      ALTER TABLE "service/tickets" DROP COLUMN "budgetHours";
      DROP INDEX "service/tickets/notes by key";
      DROP TABLE "service/tickets trigrams summary"`);
    older.close();
    const again = await openSqliteStore(file);
    expect(await ids(again, 'company/identifier = "acme" and status/name = "new"')).toEqual([1]);
    expect(await ids(again, 'summary contains "mail"')).toEqual([2]);
    expect((await again.get(tickets, [], 1))?.json).toBe(JSON.stringify(record));
    expect(await again.get(notes, [1], 8)).toMatchObject({ id: 8 });
    await put(again, { id: 2, summary: 'mail', company: { id: 9, identifier: 'Beta' } });
    expect(await ids(again, 'company/identifier = "beta"')).toEqual([2]);
    await again.close();

    const changed = new (loadSqlite())(file);
    changed.exec(`ALTER TABLE "service/tickets" ADD COLUMN "fromTheFuture" TEXT`);
    changed.close();
    const writing = await openSqliteStore(file);
    await put(writing, { id: 3, summary: 'written first', company: { id: 9, identifier: 'beta' } });
    expect(await ids(writing, 'company/identifier = "beta"')).toEqual([2, 3]);
    await writing.close();
  });
});

describe('two connections to one file', () => {
  test('see what the other writes, totals included', async () => {
    const file = newFile();
    const [one, two] = await Promise.all([openSqliteStore(file), openSqliteStore(file)]);
    expect(await two.count({ resource: tickets })).toBe(0);
    await put(one, { id: 1 });
    expect(await two.count({ resource: tickets })).toBe(1);
    await put(two, { id: 2 });
    expect(await one.count({ resource: tickets })).toBe(2);
    await put(one, { id: 3 });
    expect([await one.count({ resource: tickets }), await two.count({ resource: tickets })]).toEqual([3, 3]);
    expect(await ids(two)).toEqual([1, 2, 3]);
    await Promise.all([one.close(), two.close()]);
  });
});

describe('createSqliteLoader', () => {
  test('the file appears complete, with indexes and measurements', async () => {
    const file = newFile();
    const loader = createSqliteLoader(file);
    for (let id = 1; id <= 200; id++) {
      loader.put(tickets, [], {
        id,
        summary: `ticket ${id}`,
        closedFlag: id > 5,
        status: { id: id % 7, name: `S${id % 7}` },
      });
      loader.put(notes, [id], { id, text: `note ${id}` });
    }
    loader.meta('seed', '1');
    expect(existsSync(file)).toBe(false);
    loader.finish();
    expect(readdirSync(folder).filter((name) => name.startsWith(`${files}.db`))).toEqual([`${files}.db`]);
    const store = await openSqliteStore(file);
    expect(await store.meta('seed')).toBe('1');
    expect(await ids(store, 'closedFlag = false and status/name = "s3"')).toEqual([3]);
    expect(await ids(store, 'summary contains "ticket 12"')).toHaveLength(11);
    expect(await store.count({ resource: notes, parents: [4] })).toBe(1);
    await put(store, { id: 1, summary: 'changed' });
    expect(await ids(store, 'summary contains "ticket 1"')).toHaveLength(110);
    await store.close();
  });

  test('given up, it leaves nothing; a file that exists is not replaced', async () => {
    const file = newFile();
    const loader = createSqliteLoader(file);
    loader.put(tickets, [], { id: 1 });
    loader.discard();
    loader.discard();
    expect(() => {
      loader.put(tickets, [], { id: 2 });
    }).toThrow(/discarded/);
    expect(readdirSync(folder).filter((name) => name.startsWith(`${files}.db`))).toEqual([]);
    await (await openSqliteStore(file)).close();
    expect(() => createSqliteLoader(file)).toThrow(expect.objectContaining({ code: 'DATABASE_EXISTS' }));
    expect(() => createSqliteLoader(':memory:')).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
  });

  test('a key that comes twice among siblings fails the load and leaves nothing', () => {
    const loader = createSqliteLoader(newFile());
    loader.put(notes, [1], { id: 1, text: 'a' });
    loader.put(notes, [1], { id: 1, text: 'b' });
    expect(() => {
      loader.finish();
    }).toThrow(expect.objectContaining({ code: 'STORAGE' }));
    expect(readdirSync(folder).filter((name) => name.startsWith(`${files}.db`))).toEqual([]);
  });

  test('a store in memory is loaded by itself', async () => {
    const store = await openSqliteStore(':memory:');
    const given = store.load();
    given.put(tickets, [], { id: 9 });
    given.discard();
    expect(await store.count({ resource: tickets })).toBe(0);
    const loader = store.load();
    loader.put(tickets, [], { id: 1, summary: 'loaded' });
    loader.finish();
    expect(await ids(store, 'summary contains "load"')).toEqual([1]);
    expect(() => store.load()).toThrow(expect.objectContaining({ code: 'DATABASE_EXISTS' }));
    await store.close();
  });
});
