import type { Connection, SqlValue } from '../../sqlite/index.js';
import type { Fragment } from './compile/fragment.js';

type Rows = readonly SqlValue[][];

/** Totals kept for each filter until something is written. */
export interface Counts {
  /** The total of a compiled count: from memory where nothing was written since, or else as `read` finds it. */
  of(count: Fragment, read: () => Rows | Promise<Rows>): number | Promise<number>;
  /** Tells that this connection wrote. */
  changed(): void;
}

/** How many totals are kept. */
const TOTALS_KEPT = 1000;

/**
 * Totals of one database. Writes of this connection are told; those of others, in this process or
 * another, show in SQLite's `data_version`.
 */
export function createCounts(connection: Connection): Counts {
  let totals = new Map<string, number>();
  let version: unknown;
  return {
    of: ({ sql, parameters }, read) => {
      const current = connection.prepare('PRAGMA data_version').first([])?.[0];
      if (current !== version || totals.size >= TOTALS_KEPT) totals = new Map();
      version = current;
      const key = `${sql}\n${JSON.stringify(parameters)}`;
      const known = totals.get(key);
      if (known !== undefined) return known;
      // A total that is read while something is written belongs to the map that was given up by then.
      const kept = totals;
      const keep = (rows: Rows): number => {
        const total = Number(rows[0]?.[0]);
        kept.set(key, total);
        return total;
      };
      const rows = read();
      return rows instanceof Promise ? rows.then(keep) : keep(rows);
    },
    changed: () => {
      totals = new Map();
    },
  };
}
