import { chmodSync, closeSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { openConnection, type Connection } from '../sqlite/index.js';
import { isDamage } from './trouble.js';

/** Stands in the header of every budget file: "PSAB". */
const APPLICATION_ID = 0x50534142;

/** The layout of the tables. A file of another layout is replaced: it is only worth a window of waiting. */
const LAYOUT = 1;

/**
 * `slot`: one row for each request that counts, until `returns_at`. `waiting`: one row for each process
 * that was told to wait; the lowest ticket goes first. `memory`: the clock, and what the server said.
 * `quota` is the limit its process was given. Slots are numbered from the moment the file was made, so
 * that a file in its place does not give the same number to another request.
 */
const TABLES = `
  CREATE TABLE slot (
    id INTEGER PRIMARY KEY AUTOINCREMENT, returns_at INTEGER NOT NULL, quota INTEGER NOT NULL);
  CREATE INDEX slot_returns_at ON slot (returns_at);
  CREATE TABLE waiting (
    ticket INTEGER PRIMARY KEY AUTOINCREMENT, expires_at INTEGER NOT NULL, quota INTEGER NOT NULL);
  CREATE TABLE memory (
    last_now INTEGER NOT NULL, set_back INTEGER NOT NULL,
    blocked_until INTEGER NOT NULL, probe INTEGER NOT NULL, probe_until INTEGER NOT NULL,
    server_limit INTEGER, others INTEGER NOT NULL, others_until INTEGER NOT NULL);
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${LAYOUT};`;

/** Another process may replace a damaged file at the same moment; not for ever. */
const MOST_TRIES = 5;

/** An open budget file, and which file of that name it is. */
export interface BudgetFile {
  readonly connection: Connection;
  /** Whether the name still leads to this file: it may have been removed or replaced. */
  isCurrent(): boolean;
}

/** Where the file is, and how long to wait while another process writes to it. */
export interface BudgetPlace {
  readonly name: string;
  readonly busyTimeoutMs: number;
}

/** What a file is made with: the time, and until when nobody may send. */
export interface Beginning {
  readonly now: number;
  readonly blockedUntil: number;
}

/**
 * Opens a budget file (mode 0600), making it and its folder (mode 0700) where they are missing. A file
 * that is damaged or something else is replaced by one that is `afterDamage`.
 */
export function openBudgetFile(place: BudgetPlace, fresh: Beginning, afterDamage: Beginning): BudgetFile {
  const file = place.name;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    createEmpty(file);
    const identity = identityOf(file);
    const connection = tryOpen(place, fresh);
    if (connection === undefined) replace(place, afterDamage);
    else if (identity === identityOf(file)) {
      return { connection, isCurrent: () => identity === identityOf(file) };
    } else connection.close();
  }
  throw Object.assign(new TypeError('it is replaced again and again'), { code: 'SQLITE_CORRUPT' });
}

/** SQLite would make the file with whatever mode the user's mask leaves. */
function createEmpty(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  // A file that is not opened here is not closed here: closing would drop the locks this process has on it.
  const { mode } = statSync(file);
  if ((mode & 0o077) !== 0 && process.platform !== 'win32') chmodSync(file, 0o600);
}

/** A connection, or nothing where the file is damaged or not a budget file. */
function tryOpen(place: BudgetPlace, beginning: Beginning): Connection | undefined {
  const connection = openConnection(place.name, { busyTimeoutMs: place.busyTimeoutMs });
  try {
    // A journal beside the file exists only while something is written. What a crash of the machine may
    // damage is replaced, so nothing here is worth waiting for the disk.
    connection.execute('PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;');
    connection.transaction(() => {
      if (pragma(connection, 'schema_version') === 0) createTables(connection, beginning);
    });
    const known =
      pragma(connection, 'application_id') === APPLICATION_ID &&
      pragma(connection, 'user_version') === LAYOUT &&
      connection.prepare('PRAGMA quick_check(1)').first([])?.[0] === 'ok';
    if (known) return connection;
  } catch (error) {
    connection.close();
    if (isDamage(error)) return undefined;
    throw error;
  }
  connection.close();
  return undefined;
}

function createTables(connection: Connection, { now, blockedUntil }: Beginning): void {
  connection.execute(TABLES);
  connection.prepare(`INSERT INTO sqlite_sequence (name, seq) VALUES ('slot', ?)`).run([now]);
  connection.prepare(`INSERT INTO memory VALUES (?, 0, ?, -1, 0, NULL, 0, 0)`).run([now, blockedUntil]);
}

/** The new file takes the name only when it is whole, and never meets the journal of the old one. */
function replace(place: BudgetPlace, beginning: Beginning): void {
  const file = place.name;
  const unfinished = `${file}.new-${process.pid}`;
  try {
    rmSync(unfinished, { force: true });
    createEmpty(unfinished);
    tryOpen({ ...place, name: unfinished }, beginning)?.close();
    for (const ending of ['-journal', '-wal', '-shm']) rmSync(file + ending, { force: true });
    renameSync(unfinished, file);
  } finally {
    for (const ending of ['', '-journal']) rmSync(unfinished + ending, { force: true });
  }
}

/** A number from the header of the file. */
function pragma(connection: Connection, name: string): number {
  return Number(connection.prepare(`PRAGMA ${name}`).first([])?.[0]);
}

function identityOf(file: string): string | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  return found && `${found.dev}:${found.ino}`;
}
