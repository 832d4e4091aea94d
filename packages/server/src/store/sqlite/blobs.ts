import type { Connection } from '../../sqlite/index.js';
import type { BlobEntry } from '../types.js';
import { tableExists } from './table-exists.js';

/**
 * Where bytes are kept. A database gets the table with its first bytes, so that one which an older psakit
 * made needs no migration, and one without documents has none.
 */
const TABLE = 'psakit_blobs';

/** Keeps bytes under a name, or removes what is kept there. Call it inside a transaction. */
export function writeBlob(connection: Connection, name: string, bytes: Uint8Array | undefined): void {
  if (bytes === undefined) {
    if (tableExists(connection, TABLE)) connection.prepare(`DELETE FROM ${TABLE} WHERE name = ?`).run([name]);
    return;
  }
  // A table with row numbers: SQLite reads past large values in one, and not in one that is its own index.
  connection.execute(`CREATE TABLE IF NOT EXISTS ${TABLE} (name TEXT NOT NULL UNIQUE, bytes BLOB NOT NULL)`);
  connection.prepare(`INSERT OR REPLACE INTO ${TABLE} (name, bytes) VALUES (?, ?)`).run([name, bytes]);
}

/** The bytes kept under a name. */
export function readBlob(connection: Connection, name: string): Uint8Array<ArrayBuffer> | undefined {
  if (!tableExists(connection, TABLE)) return undefined;
  const row = connection.prepare(`SELECT bytes FROM ${TABLE} WHERE name = ?`).first([name]);
  return row?.[0] as Uint8Array<ArrayBuffer> | undefined;
}

/** The names and sizes of all bytes, in order of the names; SQLite takes a size from a row's header. */
export function blobSizes(connection: Connection): readonly BlobEntry[] {
  if (!tableExists(connection, TABLE)) return [];
  const rows = connection.prepare(`SELECT name, length(bytes) FROM ${TABLE} ORDER BY name`).all([]);
  return rows.map(([name, size]) => ({ name: name as string, size: Number(size) }));
}
