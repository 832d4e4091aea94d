import type Database from 'better-sqlite3';
import { loadSqlite } from '../sqlite/index.js';

/** What SQLite can bind and answer here. */
export type SqlValue = string | number | null;

/** A connection to one small SQLite file: all that counting slots needs of a SQLite library. */
export interface Connection {
  /** Runs one statement, prepared once and kept. Says how many rows it changed and the id it gave to one. */
  run(sql: string, ...values: readonly SqlValue[]): { readonly changes: number; readonly id: number };
  /** The first row, as an array of its columns. */
  first(sql: string, ...values: readonly SqlValue[]): SqlValue[] | undefined;
  /** Runs statements that take no values. */
  execute(sql: string): void;
  /** All or nothing. Takes the write lock before it reads anything, so that no two decide on the same count. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/**
 * Opens a connection with better-sqlite3. This is the one file of the folder that knows the library.
 *
 * @param busyTimeoutMs how long a statement waits while another process writes.
 */
export function openConnection(file: string, busyTimeoutMs: number): Connection {
  const database = new (loadSqlite())(file, { timeout: busyTimeoutMs });
  const statements = new Map<string, Database.Statement>();
  const prepare = (sql: string): Database.Statement => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  return {
    run: (sql, ...values) => {
      const { changes, lastInsertRowid } = prepare(sql).run(...values);
      return { changes, id: Number(lastInsertRowid) };
    },
    first: (sql, ...values) =>
      prepare(sql)
        .raw(true)
        .get(...values) as SqlValue[] | undefined,
    execute: (sql) => {
      database.exec(sql);
    },
    transaction: (work) => database.transaction(work).immediate(),
    close: () => {
      database.close();
    },
  };
}
