import type { Resource } from 'psakit/catalog';
import { PsaError } from 'psakit/core';
import type { Connection, SqlValue } from '../../sqlite/index.js';
import type {
  Batch,
  BlobEntry,
  BulkLoader,
  QueuedEntry,
  RecordFilter,
  RecordKey,
  RecordQuery,
  Store,
  StoredRecord,
} from '../types.js';
import { blobSizes, readBlob } from './blobs.js';
import { compileCount, compileGet, compileList } from './compile/select.js';
import type { Fragment } from './compile/fragment.js';
import { createCommits, type Commits } from './commits.js';
import { createCounts, type Counts } from './counts.js';
import { createEffort, type Effort } from './effort.js';
import { createJournal, type Journal } from './journal.js';
import { loadInto } from './loader.js';
import { openDatabase, openImage, refuseExisting } from './open.js';
import { readQueue } from './queue.js';
import { createRevisions, type Revisions } from './revisions.js';
import { createScans, type Scans } from './scans.js';
import { keyColumn, quoted } from './schema.js';
import { createTables, type Table, type Tables } from './tables.js';
import { guarded, storageError } from './trouble.js';
import { performWrite } from './write.js';

/**
 * Opens the store of a file, or of memory with `:memory:`. A file that does not exist is made.
 *
 * @throws PsaError `NOT_A_DATABASE` when the file is something else, `STORAGE` when it cannot be used.
 */
export function openSqliteStore(file: string, options: SqliteOptions = {}): Promise<SqliteStore> {
  return settled(() => new SqliteStore(file, openDatabase(file), options));
}

/**
 * Opens a store in memory that begins as a copy of what `SqliteStore.image` gave; 20 ms for 30 MB.
 *
 * @throws PsaError `NOT_A_DATABASE` when the bytes are something else.
 */
export function openSqliteImage(image: Uint8Array): Promise<SqliteStore> {
  return settled(() => new SqliteStore(':memory:', openImage(image), {}));
}

export interface SqliteOptions {
  /**
   * Tables of a file with at least this many rows are scanned in a thread of their own, so that other
   * requests need not wait; 25,000 unless given. A store in memory reads everything at once.
   */
  readonly scanRows?: number | undefined;
  /**
   * `normal` (default): what was written survives the end of the process, however it ends. `full`: also that
   * of the machine, as with SQLite's setting of that name; `apply` and `settled` wait for the disk.
   */
  readonly synchronous?: 'normal' | 'full' | undefined;
}

/** A store in one SQLite database. Every method rejects with `STORAGE` where the database fails. */
export class SqliteStore implements Store {
  readonly #file: string;
  readonly #connection: Connection;
  readonly #tables: Tables;
  readonly #counts: Counts;
  readonly #revisions: Revisions;
  readonly #effort: Effort;
  readonly #scans: Scans | undefined;
  readonly #journal: Journal | undefined;
  readonly #commits: Commits | undefined;

  /** Use `openSqliteStore`. */
  constructor(file: string, connection: Connection, options: SqliteOptions) {
    this.#file = file;
    this.#connection = connection;
    this.#tables = createTables(connection);
    this.#counts = createCounts(connection);
    this.#revisions = createRevisions(connection);
    this.#effort = createEffort(connection, options.scanRows);
    const inMemory = file === ':memory:';
    this.#scans = inMemory ? undefined : createScans(file);
    this.#journal = inMemory || options.synchronous !== 'full' ? undefined : createJournal(file);
    this.#commits =
      this.#journal &&
      createCommits(connection, this.#journal, {
        undone: () => {
          this.#tables.forget();
          this.#counts.changed();
          this.#revisions.undone();
        },
      });
  }

  list(query: RecordQuery): Promise<readonly StoredRecord[]> {
    return this.#run(() => {
      const table = this.#tables.of(query.resource);
      if (!this.#tables.ready(table)) return [];
      const statement = compileList(query, table, this.#tables);
      const rows = this.#rows(statement, query, table);
      return rows instanceof Promise ? rows.then(storedRecords) : storedRecords(rows);
    });
  }

  count(filter: RecordFilter): Promise<number> {
    return this.#run(() => {
      const table = this.#tables.of(filter.resource);
      if (!this.#tables.ready(table)) return 0;
      const statement = compileCount(filter, table, this.#tables);
      return this.#counts.of(statement, () => this.#rows(statement, filter, table));
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

  lastId(resource: Resource): Promise<number> {
    return this.#run(() => {
      const table = this.#tables.of(resource);
      if (!table.plan.numericKey && table.plan.key) return 0;
      if (!this.#tables.ready(table)) return 0;
      const key = quoted(keyColumn(table.plan));
      const row = this.#connection.prepare(`SELECT max(${key}) FROM ${quoted(table.plan.name)}`).first([]);
      return Number(row?.[0] ?? 0);
    });
  }

  revisions(): (resource: Resource) => number {
    const of = this.#revisions.look();
    return (resource) => of(this.#tables.of(resource).plan.name);
  }

  async apply(batch: Batch): Promise<void> {
    await this.write(batch);
    await this.settled();
  }

  settled(): Promise<void> | undefined {
    const done = this.#commits?.settled();
    return done && this.#run(() => done);
  }

  write(batch: Batch): Promise<void> {
    return this.#run(() => {
      this.#counts.changed();
      for (const write of batch.writes) {
        if (write.kind !== 'put' && write.kind !== 'delete') continue;
        this.#revisions.written(this.#tables.of(write.resource).plan.name);
      }
      try {
        const perform = (): void => {
          for (const write of batch.writes) performWrite(this.#connection, this.#tables, write);
        };
        if (this.#commits) this.#commits.write(perform);
        else this.#connection.transaction(perform);
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

  queued(queue: string, limit: number): Promise<readonly QueuedEntry[]> {
    return this.#run(() => readQueue(this.#connection, queue, limit));
  }

  blob(name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return this.#run(() => readBlob(this.#connection, name));
  }

  blobs(): Promise<readonly BlobEntry[]> {
    return this.#run(() => blobSizes(this.#connection));
  }

  /**
   * Starts filling the store in one transaction, faster than `apply` does it: indexes are made in
   * `finish`. Until then nothing else may use the store.
   *
   * @throws PsaError `DATABASE_EXISTS` when the store holds records already.
   */
  load(): BulkLoader {
    return guarded(this.#file, () => {
      this.#commits?.flush();
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

  /** Everything in a store in memory, as bytes that `openSqliteImage` opens. */
  image(): Promise<Uint8Array<ArrayBuffer>> {
    return this.#run(() => {
      this.#commits?.flush();
      return this.#connection.image();
    });
  }

  /**
   * Writes a copy of everything to a new file, while others read and write.
   *
   * @throws PsaError `DATABASE_EXISTS` when the file exists.
   */
  copyTo(file: string): Promise<void> {
    return this.#run(() => {
      refuseExisting(file);
      this.#commits?.flush();
      this.#connection.prepare('VACUUM INTO ?').run([file]);
    });
  }

  close(): Promise<void> {
    return this.#run(async () => {
      this.#commits?.flush();
      this.#connection.close();
      await Promise.all([this.#scans?.close(), this.#journal?.close()]);
    });
  }

  /** The rows of a statement: now, or later from a thread where reading them may take long. */
  #rows(
    statement: Fragment,
    query: Partial<RecordQuery>,
    { plan }: Table,
  ): SqlValue[][] | Promise<SqlValue[][]> {
    if (this.#scans && this.#effort.isLong(statement, query, plan)) {
      this.#commits?.flush();
      return this.#scans.rows(statement);
    }
    return this.#connection.prepare(statement.sql).all(statement.parameters);
  }

  #run<T>(work: () => T | Promise<T>): Promise<T> {
    return settled(work).catch((error: unknown) => {
      throw storageError(this.#file, error);
    });
  }
}

function storedRecords(rows: readonly SqlValue[][]): StoredRecord[] {
  return rows.map(storedRecord);
}

function storedRecord([id, json]: SqlValue[]): StoredRecord {
  return { id: id as RecordKey, json: json as string };
}

/** The outcome of work that is done at once, as a promise: what it throws is a rejection. */
function settled<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return Promise.resolve(work());
  } catch (error) {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- handed on as it came
    return Promise.reject(error);
  }
}
