import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resourceNamed } from 'psakit/catalog';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqliteStore } from '../index.js';
import { createJournal } from './journal.js';

const tickets = resourceNamed('service/tickets')!;
const boards = resourceNamed('service/boards')!;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'psakit-journal-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('nothing is waited for where nothing was committed, and what was is waited for once', async () => {
  const file = join(folder, 'world.db');
  writeFileSync(`${file}-wal`, 'frames');
  const journal = createJournal(file);
  expect(journal.synced()).toBeUndefined();
  journal.committed();
  const first = journal.synced();
  expect(first).toBeInstanceOf(Promise);
  expect(journal.synced()).toBe(first);
  // What is under way began before these: they share the next.
  journal.committed();
  const second = journal.synced();
  journal.committed();
  expect(second).not.toBe(first);
  expect(journal.synced()).toBe(second);
  await second;
  expect(journal.synced()).toBeUndefined();
  await journal.close();
});

test('a disk that fails is told, and what it did not take is not taken for safe', async () => {
  const journal = createJournal(join(folder, 'missing.db'));
  journal.committed();
  await expect(journal.synced()).rejects.toMatchObject({ code: 'ENOENT' });
  await expect(journal.synced()).rejects.toMatchObject({ code: 'ENOENT' });
  await journal.close();
});

test('a store whose writes wait for the disk: the next is applied meanwhile, and all are settled', async () => {
  const store = await openSqliteStore(join(folder, 'world.db'), { synchronous: 'full' });
  expect(store.settled()).toBeUndefined();
  for (let id = 1; id <= 3; id++) {
    await store.write({ writes: [{ kind: 'put', resource: tickets, record: { id } }] });
    expect(await store.count({ resource: tickets })).toBe(id);
  }
  expect(store.settled()).toBeInstanceOf(Promise);
  await store.settled();
  expect(store.settled()).toBeUndefined();
  await store.apply({ writes: [{ kind: 'delete', resource: tickets, id: 2 }] });
  expect(store.settled()).toBeUndefined();
  await store.close();
});

test('a revision changes with writes of the resource, of this store or of another', async () => {
  const file = join(folder, 'world.db');
  const [store, other] = [await openSqliteStore(file), await openSqliteStore(file)];
  const put = { kind: 'put', resource: tickets, record: { id: 1 } } as const;
  const before = store.revisions()(tickets);
  expect(store.revisions()(tickets)).toBe(before);
  await store.apply({ writes: [put] });
  const after = store.revisions()(tickets);
  expect(after).not.toBe(before);
  const untouched = store.revisions()(boards);
  await store.apply({ writes: [put] });
  expect(store.revisions()(boards)).toBe(untouched);
  const own = store.revisions()(tickets);
  await other.apply({ writes: [put] });
  expect(store.revisions()(tickets)).not.toBe(own);
  await Promise.all([store.close(), other.close()]);
});
