import { closeSync, existsSync, linkSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { captionKey, fold, matchesLike, parseLikePattern } from 'psakit/conditions';
import { PsaError } from 'psakit/core';
import { openConnection, type Connection } from '../../sqlite/index.js';
import { instantText } from '../instant.js';
import { indexedText } from './schema.js';
import { guarded } from './trouble.js';

/** Stands in the header of every psakit database: "PSAK". */
const APPLICATION_ID = 0x5053414b;

/** The layout of what surrounds the tables. Tables themselves follow the catalog (see `tables.ts`). */
const SCHEMA_VERSION = 1;

/** Another process may hold the write lock this long before a write gives up. */
const BUSY_TIMEOUT_MS = 10_000;

/** A way of opening: with a journal that readers and writers share, or without one to fill it fast. */
type Purpose = 'shared' | 'bulk';

/**
 * Opens a psakit database, making it where there is no file.
 *
 * @throws PsaError `NOT_A_DATABASE` when the file is something else, which is left as it is; `STORAGE`
 * when it cannot be read or written.
 */
export function openDatabase(file: string): Connection {
  if (file === ':memory:') return createDatabase(file, 'shared');
  return guarded(file, () => {
    if (!existsSync(file)) createFile(file);
    checkHeader(file);
    const connection = openConnection(file, { busyTimeoutMs: BUSY_TIMEOUT_MS });
    try {
      checkIdentity(connection, file);
      prepareConnection(connection, 'shared');
    } catch (error) {
      connection.close();
      throw error;
    }
    return connection;
  });
}

/**
 * Opens a database in memory that begins as a copy of an image: the bytes of a psakit database file that was
 * not open for sharing, such as {@link Connection.image} gives of one in memory.
 *
 * @throws PsaError `NOT_A_DATABASE` when the bytes are something else.
 */
export function openImage(image: Uint8Array): Connection {
  return guarded(':memory:', () => {
    const bytes = Buffer.from(image.buffer, image.byteOffset, image.byteLength);
    const connection = openConnection(bytes, { busyTimeoutMs: BUSY_TIMEOUT_MS });
    try {
      checkIdentity(connection, 'The image');
      prepareConnection(connection, 'shared');
    } catch (error) {
      connection.close();
      throw error;
    }
    return connection;
  });
}

/** Makes an empty psakit database in a file that does not exist, or in memory. */
export function createDatabase(file: string, purpose: Purpose): Connection {
  return guarded(file, () => {
    if (file !== ':memory:') checkFolder(file);
    const connection = openConnection(file, { busyTimeoutMs: BUSY_TIMEOUT_MS });
    prepareConnection(connection, purpose);
    connection.execute(
      `CREATE TABLE psakit_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
       PRAGMA application_id = ${APPLICATION_ID};
       PRAGMA user_version = ${SCHEMA_VERSION};`,
    );
    return connection;
  });
}

/**
 * @throws PsaError `DATABASE_EXISTS` when there is a file of that name.
 */
export function refuseExisting(file: string): void {
  if (!existsSync(file)) return;
  throw new PsaError({
    code: 'DATABASE_EXISTS',
    message: `${file} exists, and a new database would take its place.`,
    hint: 'Remove the file, or name another one.',
  });
}

/** @throws PsaError `STORAGE` where the folder a database is to be made in is none, or is not there. */
export function checkFolder(file: string): void {
  const folder = dirname(file);
  const exists = existsSync(folder);
  if (exists && statSync(folder).isDirectory()) return;
  throw new PsaError({
    code: 'STORAGE',
    message: `${file} cannot be made: ${exists ? `${folder} is no folder` : `there is no folder ${folder}`}.`,
    hint: 'Make the folder, or name a file elsewhere.',
  });
}

/** A new database appears under its name complete, however many processes open it at once. */
function createFile(file: string): void {
  const unfinished = `${file}.new-${process.pid}`;
  rmSync(unfinished, { force: true });
  createDatabase(unfinished, 'bulk').close();
  try {
    linkSync(unfinished, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/** Reads the first bytes before SQLite does, which would write beside a file that is not its own. */
function checkHeader(file: string): void {
  if (!statSync(file).isFile()) throw notADatabase(file, 'it is not a file');
  const handle = openSync(file, 'r');
  try {
    const head = Buffer.alloc(16);
    const length = readSync(handle, head, 0, 16, 0);
    if (length === 0) throw notADatabase(file, 'it is empty');
    if (head.toString('latin1') !== 'SQLite format 3\0') throw notADatabase(file, 'it holds something else');
  } finally {
    closeSync(handle);
  }
}

function checkIdentity(connection: Connection, file: string): void {
  const pragma = (name: string): number => Number(connection.prepare(`PRAGMA ${name}`).first([])?.[0]);
  if (pragma('application_id') !== APPLICATION_ID) {
    throw notADatabase(file, 'it is a SQLite database of another program');
  }
  const version = pragma('user_version');
  if (version <= SCHEMA_VERSION) return;
  throw new PsaError({
    code: 'NOT_A_DATABASE',
    message: `${file} was made by a newer psakit (layout ${version}; this one knows ${SCHEMA_VERSION}).`,
    hint: 'Update psakit, or name another file.',
  });
}

function notADatabase(file: string, why: string): PsaError {
  return new PsaError({
    code: 'NOT_A_DATABASE',
    message: `${file} is not a psakit database: ${why}.`,
    hint: 'Name a file that psakit made, or one that does not exist yet. Nothing was changed.',
  });
}

/** Settings of a connection. Mapping the file saves a third of the time of a page of 25 (82 µs to 62). */
const SETTINGS: Readonly<Record<Purpose, string>> = {
  shared: `PRAGMA synchronous = NORMAL; PRAGMA journal_mode = WAL; PRAGMA cache_size = -65536;
    PRAGMA mmap_size = ${2 ** 31 - 2 ** 16};`,
  // A journal of what a new file held before: next to nothing. (better-sqlite3 does not allow OFF.)
  bulk: 'PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -262144;',
};

function prepareConnection(connection: Connection, purpose: Purpose): void {
  connection.execute(`${SETTINGS[purpose]} PRAGMA temp_store = MEMORY;`);
  defineFunctions(connection);
}

/** The functions that compiled conditions call. No index uses one, so that any tool can read the file. */
function defineFunctions(connection: Connection): void {
  connection.define('fold', (text) => (typeof text === 'string' ? fold(text) : null));
  connection.define('indexed_text', (text) => (typeof text === 'string' ? indexedText(text) : null));
  connection.define('instant', (text) => (typeof text === 'string' ? (instantText(text) ?? null) : null));
  connection.define('caption_key', (text) => (typeof text === 'string' ? captionKey(text) : null));
  let pattern = parseLikePattern('');
  let patternText: unknown = '';
  connection.define('matches_like', (text, wanted) => {
    if (typeof text !== 'string' || typeof wanted !== 'string') return null;
    if (wanted !== patternText) pattern = parseLikePattern(wanted);
    patternText = wanted;
    return Number(matchesLike(pattern, text));
  });
}
