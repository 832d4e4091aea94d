import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openConnection, type Connection } from '../../sqlite/index.js';
import { createCommits, type Commits } from './commits.js';
import { createJournal, type Journal } from './journal.js';

let folder: string;
let connection: Connection;
let other: Connection;
let journal: Journal;
let commits: Commits;
let turns: (() => void)[];
let undone: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'psakit-commits-'));
  const file = join(folder, 'world.db');
  connection = openConnection(file, { busyTimeoutMs: 0 });
  connection.execute('PRAGMA journal_mode = WAL; CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT)');
  other = openConnection(file, { busyTimeoutMs: 0 });
  journal = createJournal(file);
  turns = [];
  undone = 0;
  commits = createCommits(connection, journal, {
    undone: () => undone++,
    turnOver: (callback) => turns.push(callback),
  });
});
afterEach(async () => {
  await journal.close();
  connection.close();
  other.close();
  rmSync(folder, { recursive: true, force: true });
});

function insert(id: number, text = 'x'): void {
  connection.prepare('INSERT INTO t VALUES (?, ?)').run([id, text]);
}

function insertion(id: number, text?: string): () => void {
  return () => {
    insert(id, text);
  };
}

function ids(reader: Connection): unknown[] {
  return reader
    .prepare('SELECT id FROM t ORDER BY id')
    .all([])
    .map(([id]) => id);
}

function turnOver(): void {
  for (const callback of turns.splice(0)) callback();
}

test('the writes of one turn are committed together, and settled when they are on the disk', async () => {
  expect(commits.settled()).toBeUndefined();
  commits.write(insertion(1));
  commits.write(insertion(2));
  expect(turns).toHaveLength(1);
  expect(ids(connection)).toEqual([1, 2]);
  expect(ids(other)).toEqual([]);
  let settled = false;
  const waiting = commits.settled()?.then(() => (settled = true));
  await Promise.resolve();
  expect(settled).toBe(false);
  turnOver();
  expect(ids(other)).toEqual([1, 2]);
  await waiting;
  expect(commits.settled()).toBeUndefined();
});

test('a write that fails takes nothing else with it', async () => {
  commits.write(insertion(1));
  expect(() => {
    commits.write(() => {
      insert(2);
      throw new Error('no');
    });
  }).toThrow('no');
  expect(ids(connection)).toEqual([1]);
  // What is remembered of the first may be of the state that was taken back.
  expect(undone).toBe(1);
  commits.write(insertion(3));
  turnOver();
  await commits.settled();
  expect(ids(other)).toEqual([1, 3]);
});

test('what another process wrote before the others could be done again is not written over', async () => {
  let between = (): void => undefined;
  commits = createCommits(connection, journal, {
    // Told when the lock is given up, before it is taken again.
    undone: () => {
      between();
    },
    turnOver: (callback) => turns.push(callback),
  });
  commits.write(insertion(1));
  const waiting = commits.settled();
  between = () => {
    between = () => undefined;
    other.prepare('INSERT INTO t VALUES (?, ?)').run([7, 'theirs']);
  };
  expect(() => {
    commits.write(() => {
      throw new Error('no');
    });
  }).toThrow('no');
  await expect(waiting).rejects.toThrow('no');
  commits.write(insertion(2));
  turnOver();
  await commits.settled();
  expect(ids(other)).toEqual([2, 7]);
});

test('where a full disk takes the transaction back, those who wait for any of it are told', async () => {
  commits.write(insertion(1));
  const waiting = commits.settled();
  const [pages] = connection.prepare('PRAGMA page_count').first([]) ?? [];
  connection.execute(`PRAGMA max_page_count = ${String(pages)}`);
  expect(() => {
    commits.write(insertion(2, 'x'.repeat(100_000)));
  }).toThrow(/full/);
  turnOver();
  const outcome = await Promise.resolve(waiting).then(
    () => 'there',
    () => 'told',
  );
  // Whichever SQLite does, the write alone or all of it: what is there is what was said to be.
  expect({ outcome, ids: ids(other), undone }).toEqual(
    outcome === 'there' ? { outcome, ids: [1], undone: 1 } : { outcome, ids: [], undone: 1 },
  );
  connection.execute('PRAGMA max_page_count = 1073741823');
  commits.write(insertion(4));
  turnOver();
  await commits.settled();
  expect(ids(other)).toContain(4);
});

test('a commit that fails is told, nothing of it is there, and the next one is begun anew', async () => {
  connection.execute(
    'PRAGMA foreign_keys = ON; CREATE TABLE child (t INTEGER REFERENCES t (id) DEFERRABLE INITIALLY DEFERRED)',
  );
  commits.write(insertion(1));
  commits.write(() => {
    connection.prepare('INSERT INTO child VALUES (?)').run([9]);
  });
  const waiting = commits.settled();
  turnOver();
  await expect(waiting).rejects.toThrow(/FOREIGN KEY/);
  expect([ids(connection), undone]).toEqual([[], 1]);
  commits.write(insertion(2));
  commits.flush();
  await commits.settled();
  expect(ids(other)).toEqual([2]);
});

test('a flush shows others what was written, and the end of the turn finds nothing left', async () => {
  commits.write(insertion(1));
  commits.flush();
  expect(ids(other)).toEqual([1]);
  commits.write(insertion(2));
  // The turn of the first group ends: the second is not its business.
  turns.shift()?.();
  expect(ids(other)).toEqual([1]);
  turnOver();
  expect(ids(other)).toEqual([1, 2]);
  await commits.settled();
});
