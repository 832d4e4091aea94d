import type { Connection } from '../../sqlite/index.js';
import type { JsonRecord, QueuedEntry, QueueWrite } from '../types.js';
import { tableExists } from './table-exists.js';

/** Where queues are kept. A database gets the table with its first entry, as it does with blobs. */
const TABLE = 'psakit_queue';

/** Puts something into a queue, puts it off, or takes it out. Call it inside a transaction. */
export function writeQueue(connection: Connection, write: QueueWrite): void {
  if (write.kind === 'enqueue') {
    // Numbers are never used again, so that an entry that is gone is not taken for one that came after it.
    connection.execute(
      `CREATE TABLE IF NOT EXISTS ${TABLE} (id INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL,
         due INTEGER NOT NULL, entry TEXT NOT NULL);
       CREATE INDEX IF NOT EXISTS "${TABLE} by due" ON ${TABLE} (queue, due, id)`,
    );
    connection
      .prepare(`INSERT INTO ${TABLE} (queue, due, entry) VALUES (?, ?, ?)`)
      .run([write.queue, write.due, JSON.stringify(write.entry)]);
    if (write.keep !== undefined) forgetOldest(connection, write.queue, write.keep);
    return;
  }
  if (!tableExists(connection, TABLE)) return;
  const { queue, id } = write;
  if (write.kind === 'dequeue') {
    connection.prepare(`DELETE FROM ${TABLE} WHERE queue = ? AND id = ?`).run([queue, id]);
    return;
  }
  connection
    .prepare(`UPDATE ${TABLE} SET due = ?, entry = ? WHERE queue = ? AND id = ?`)
    .run([write.due, JSON.stringify(write.entry), queue, id]);
}

/** The first entries of a queue: those that are due soonest, and of those the oldest. */
export function readQueue(connection: Connection, queue: string, limit: number): readonly QueuedEntry[] {
  if (!tableExists(connection, TABLE)) return [];
  return connection
    .prepare(`SELECT id, due, entry FROM ${TABLE} WHERE queue = ? ORDER BY due, id LIMIT ?`)
    .all([queue, limit])
    .map(([id, due, entry]) => ({
      id: Number(id),
      due: Number(due),
      entry: JSON.parse(entry as string) as JsonRecord,
    }));
}

function forgetOldest(connection: Connection, queue: string, keep: number): void {
  connection
    .prepare(
      `DELETE FROM ${TABLE} WHERE queue = ? AND id <=
         (SELECT id FROM ${TABLE} WHERE queue = ? ORDER BY id DESC LIMIT 1 OFFSET ?)`,
    )
    .run([queue, queue, keep]);
}
