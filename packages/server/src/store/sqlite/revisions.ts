import type { Connection } from '../../sqlite/index.js';

/** Tells whether a table may have other records than before. */
export interface Revisions {
  /**
   * Looks whether others wrote. The function it answers says of a table a number that grows with every look that
   * finds they did, and with every write of this connection, later ones too.
   */
  look(): (table: string) => number;
  /** Tells that this connection writes a table. */
  written(table: string): void;
  /** Tells that something it wrote was taken back. */
  undone(): void;
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
    look: () => {
      const current = connection.prepare('PRAGMA data_version').first([])?.[0];
      if (current !== version) others++;
      version = current;
      const seen = others;
      return (table) => seen + (own.get(table) ?? 0);
    },
    undone: () => {
      others++;
    },
    written: (table) => {
      own.set(table, (own.get(table) ?? 0) + 1);
    },
  };
}
