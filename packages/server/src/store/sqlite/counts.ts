import type { Connection } from './driver.js';
import type { Fragment } from './compile/fragment.js';

/** Totals kept for each filter until something is written. */
export interface Counts {
  /** The total of a compiled count, from memory where nothing was written since. */
  of(count: Fragment): number;
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
  const totals = new Map<string, number>();
  let version: unknown;
  return {
    of: ({ sql, parameters }) => {
      const current = connection.prepare('PRAGMA data_version').first([])?.[0];
      if (current !== version || totals.size >= TOTALS_KEPT) totals.clear();
      version = current;
      const key = `${sql}\n${JSON.stringify(parameters)}`;
      const known = totals.get(key);
      if (known !== undefined) return known;
      const total = Number(connection.prepare(sql).first(parameters)?.[0]);
      totals.set(key, total);
      return total;
    },
    changed: () => {
      totals.clear();
    },
  };
}
