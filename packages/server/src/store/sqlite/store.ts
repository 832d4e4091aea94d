import type { Resource } from 'psakit/catalog';
import { PsaError } from 'psakit/core';
import type {
  Batch,
  BulkLoader,
  RecordFilter,
  RecordKey,
  RecordQuery,
  Store,
  StoredRecord,
} from '../types.js';
import { compileCount, compileGet, compileList } from './compile/select.js';
import { createCounts, type Counts } from './counts.js';
import type { Connection, SqlValue } from './driver.js';
import { loadInto } from './loader.js';
import { openDatabase } from './open.js';
import { createTables, type Tables } from './tables.js';
import { guarded } from './trouble.js';
import { performWrite } from './write.js';

/**
 * Opens the store of a file, or of memory with `:memory:`. A file that does not exist is made.
 *
 * @throws PsaError `NOT_A_DATABASE` when the file is something else, `STORAGE` when it cannot be used.
 */
export function openSqliteStore(file: string): Promise<SqliteStore> {
  return settled(() => new SqliteStore(file, openDatabase(file)));
}

/** A store in one SQLite database. Every method rejects with `STORAGE` where the database fails. */
export class SqliteStore implements Store {
  readonly #file: string;
  readonly #connection: Connection;
  readonly #tables: Tables;
  readonly #counts: Counts;

  /** Use `openSqliteStore`. */
  constructor(file: string, connection: Connection) {
    this.#file = file;
    this.#connection = connection;
    this.#tables = createTables(connection);
    this.#counts = createCounts(connection);
  }

  list(query: RecordQuery): Promise<readonly StoredRecord[]> {
    return this.#run(() => {
      const table = this.#tables.of(query.resource);
      if (!this.#tables.ready(table)) return [];
      const { sql, parameters } = compileList(query, table, this.#tables);
      return this.#connection.prepare(sql).all(parameters).map(storedRecord);
    });
  }

  count(filter: RecordFilter): Promise<number> {
    return this.#run(() => {
      const table = this.#tables.of(filter.resource);
      return this.#tables.ready(table) ? this.#counts.of(compileCount(filter, table, this.#tables)) : 0;
    });
  }

  get(resource: Resource, parents: readonly RecordKey[], id: RecordKey): Promise<StoredRecord | undefined> {
    return this.#run(() => {
      const table = this.#tables.of(resource);
      if (!this.#tables.ready(table)) return undefined;
      const { sql, parameters } = compileGet({ resource, parents }, id, table, this.#tables);
      const row = this.#connection.prepare(sql).first(parameters);
      return row && storedRecord(row);
    });
  }

  apply(batch: Batch): Promise<void> {
    return this.#run(() => {
      this.#counts.changed();
      try {
        this.#connection.transaction(() => {
          for (const write of batch.writes) performWrite(this.#connection, this.#tables, write);
        });
      } catch (error) {
        this.#tables.forget();
        throw error;
      }
    });
  }

  meta(name: string): Promise<string | undefined> {
    return this.#run(() => {
      const row = this.#connection.prepare('SELECT value FROM psakit_meta WHERE name = ?').first([name]);
      return row?.[0] as string | undefined;
    });
  }

  /**
   * Starts filling the store in one transaction, faster than `apply` does it: indexes are made in
   * `finish`. Until then nothing else may use the store.
   *
   * @throws PsaError `DATABASE_EXISTS` when the store holds records already.
   */
  load(): BulkLoader {
    return guarded(this.#file, () => {
      if (this.#tables.some()) {
        throw new PsaError({
          code: 'DATABASE_EXISTS',
          message: `${this.#file} holds records already.`,
          hint: 'Load into a new store, or write with apply.',
        });
      }
      return loadInto(this.#connection, this.#tables, {
        finish: () => undefined,
        discard: () => {
          this.#connection.execute('ROLLBACK');
          this.#tables.forget();
        },
      });
    });
  }

  close(): Promise<void> {
    return this.#run(() => {
      this.#connection.close();
    });
  }

  #run<T>(work: () => T): Promise<T> {
    return settled(() => guarded(this.#file, work));
  }
}

function storedRecord([id, json]: SqlValue[]): StoredRecord {
  return { id: id as RecordKey, json: json as string };
}

/** The outcome of work that is done at once, as a promise: what it throws is a rejection. */
function settled<T>(work: () => T): Promise<T> {
  try {
    return Promise.resolve(work());
  } catch (error) {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- handed on as it came
    return Promise.reject(error);
  }
}
