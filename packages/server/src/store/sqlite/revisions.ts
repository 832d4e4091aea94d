import type { Connection } from './driver.js';

/** Tells whether a table may have other records than before. */
export interface Revisions {
  /** A number that grows whenever the table may have been written, by whomever. */
  of(table: string): number;
  /** Tells that this connection writes a table. */
  written(table: string): void;
}

/**
 * Revisions of the tables of one database. Writes of this connection are told; those of others, in this
 * process or another, show in SQLite's `data_version`, which does not say where they were.
 */
export function createRevisions(connection: Connection): Revisions {
  const own = new Map<string, number>();
  let version: unknown;
  let others = 0;
  return {
    of: (table) => {
      const current = connection.prepare('PRAGMA data_version').first([])?.[0];
      if (current !== version) others++;
      version = current;
      return others + (own.get(table) ?? 0);
    },
    written: (table) => {
      own.set(table, (own.get(table) ?? 0) + 1);
    },
  };
}
