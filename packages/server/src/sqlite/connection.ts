import type Database from 'better-sqlite3';
import { loadSqlite } from './library.js';

/** What SQLite can bind and answer. */
export type SqlValue = string | number | bigint | Uint8Array | null;

/** A prepared statement. Parameters are bound by position. */
export interface Statement {
  /** Runs a statement that answers no rows; says how many rows it changed. */
  run(parameters: readonly SqlValue[]): number;
  /** The first row, as an array of its columns. */
  first(parameters: readonly SqlValue[]): SqlValue[] | undefined;
  /** All rows, each as an array of its columns. */
  all(parameters: readonly SqlValue[]): SqlValue[][];
}

/** A connection to one SQLite database: all that is needed of a SQLite library. */
export interface Connection {
  /** The statement for a text, prepared once and kept. */
  prepare(sql: string): Statement;
  /** Runs statements that take no parameters. */
  execute(sql: string): void;
  /**
   * All or nothing: commits when `work` returns, rolls back when it throws. Takes the write lock first. Inside another
   * transaction it is a savepoint of that.
   */
  transaction<T>(work: () => T): T;
  /** Whether a transaction is open: some faults of the disk end it. */
  inTransaction(): boolean;
  /** Makes a deterministic function of JavaScript, of one or two values, callable from SQL. */
  define(name: string, implementation: (first: SqlValue, second: SqlValue) => SqlValue): void;
  /** The whole database as the bytes of a file. */
  image(): Uint8Array<ArrayBuffer>;
  close(): void;
}

/** How many prepared statements a connection keeps; texts differ by the shape of a condition. */
const STATEMENTS_KEPT = 500;

/**
 * Opens a connection with better-sqlite3. No other file knows what the library can do: libsql and `node:sqlite` differ
 * from it in little more than names.
 *
 * @param file its name, `:memory:`, or the bytes of one, which are copied into memory.
 * @param options.busyTimeoutMs how long a statement waits while another process writes.
 */
export function openConnection(
  file: string | Buffer,
  options: { readonly busyTimeoutMs: number; readonly readonly?: boolean | undefined },
): Connection {
  const database = new (loadSqlite())(file, {
    timeout: options.busyTimeoutMs,
    readonly: options.readonly ?? false,
  });
  const statements = new Map<string, Statement>();
  // Made once: the library builds four functions for each.
  const transact = database.transaction((work: () => unknown) => work());
  const prepare = (sql: string): Statement => {
    const known = statements.get(sql);
    if (known) return known;
    const statement = wrap(database.prepare(sql));
    if (statements.size >= STATEMENTS_KEPT) {
      for (const oldest of statements.keys()) {
        statements.delete(oldest);
        break;
      }
    }
    statements.set(sql, statement);
    return statement;
  };
  return {
    prepare,
    execute: (sql) => {
      database.exec(sql);
    },
    transaction: <T>(work: () => T) => transact.immediate(work) as T,
    inTransaction: () => database.inTransaction,
    define: (name, implementation) => {
      // How many values it takes is read from the function itself.
      database.function(name, { deterministic: true }, implementation as (...values: unknown[]) => unknown);
    },
    image: () => database.serialize() as Buffer<ArrayBuffer>,
    close: () => {
      statements.clear();
      database.close();
    },
  };
}

/** Rows as arrays: no object with 200 members is built for a row of which two are read. */
function wrap(statement: Database.Statement): Statement {
  const reading = statement.reader ? statement.raw(true) : statement;
  return {
    run: (parameters) => reading.run(parameters).changes,
    first: (parameters) => reading.get(parameters) as SqlValue[] | undefined,
    all: (parameters) => reading.all(parameters) as SqlValue[][],
  };
}
