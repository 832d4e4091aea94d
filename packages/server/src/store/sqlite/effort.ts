import type { Connection } from '../../sqlite/index.js';
import type { TablePlan } from '../table-plan.js';
import type { RecordQuery } from '../types.js';
import type { Fragment } from './compile/fragment.js';
import { quoted, rowName } from './schema.js';

/** Tells which statements may take long enough to be noticed by other requests: some 50 ms. */
export interface Effort {
  isLong(statement: Fragment, query: Partial<RecordQuery>, plan: TablePlan): boolean;
}

/** Rows that are read while others wait: reading one and folding a text of it takes about 1 µs. */
const SHORT_ROWS = 25_000;

/** Plans kept, by statement. */
const PLANS_KEPT = 500;

/** @param shortRows tables with fewer rows are never long to read. */
export function createEffort(connection: Connection, shortRows: number = SHORT_ROWS): Effort {
  const bounded = new Map<string, boolean>();
  const isBounded = (statement: Fragment): boolean => {
    const known = bounded.get(statement.sql);
    if (known !== undefined) return known;
    const steps = connection.prepare(`EXPLAIN QUERY PLAN ${statement.sql}`).all(statement.parameters);
    const found = steps.every(([, , , detail]) => isBoundedStep(String(detail)));
    if (bounded.size >= PLANS_KEPT) bounded.clear();
    bounded.set(statement.sql, found);
    return found;
  };
  const isLarge = (plan: TablePlan): boolean => {
    const row = quoted(rowName(plan));
    // Two statements' worth: each end of the table is found at once, both together only by a scan.
    const ends = `SELECT (SELECT max(${row}) FROM ${quoted(plan.name)}) - (SELECT min(${row}) FROM ${quoted(plan.name)})`;
    return Number(connection.prepare(ends).first([])?.[0] ?? 0) >= shortRows;
  };
  return {
    isLong: (statement, query, plan) => {
      const filtered = query.conditions ?? query.childConditions ?? query.customFieldConditions;
      const skipping = (query.offset ?? 0) > shortRows;
      if (!filtered && !skipping && !query.orderBy?.length) return false;
      return (skipping || !isBounded(statement)) && isLarge(plan);
    },
  };
}

/**
 * Whether a step of a query plan reads few rows of the main table: those an index has for one value. A trigram
 * index that is read by itself (`f`) takes a tenth of a microsecond for a row.
 * A table that a reference means (`r`) is read whole, once, unless an index names its rows.
 * Steps that read other things than the main table, such as a list of values, do not count.
 */
function isBoundedStep(detail: string): boolean {
  if (detail.startsWith('SCAN f VIRTUAL TABLE')) return true;
  if (detail.includes('VIRTUAL TABLE') && !detail.includes('json_each')) return false;
  if (/^SCAN r\b/.test(detail)) return false;
  return !/^(SCAN|SEARCH) t\b/.test(detail) || /^SEARCH t USING .*\([^()=<>]*=\?/.test(detail);
}
