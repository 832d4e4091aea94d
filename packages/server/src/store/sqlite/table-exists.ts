import type { Connection } from '../../sqlite/index.js';

/**
 * Whether a database has a table. Some get theirs with the first thing that is kept in it, so that a database
 * which an older psakit made needs no migration.
 */
export function tableExists(connection: Connection, name: string): boolean {
  const found = connection.prepare(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?`);
  return found.first([name]) !== undefined;
}
