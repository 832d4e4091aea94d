import { renameSync, rmSync } from 'node:fs';
import type { Resource } from 'psakit/catalog';
import { PsaError } from 'psakit/core';
import type { Connection } from '../../sqlite/index.js';
import { ownParents } from '../table-plan.js';
import type { BulkLoader } from '../types.js';
import { checkParents } from './extract.js';
import { createDatabase, checkFolder, refuseExisting } from './open.js';
import { createTables, fillTrigrams, type Table, type Tables } from './tables.js';
import { guarded } from './trouble.js';
import { writeMeta } from './write.js';

/**
 * Fills a new database file as fast as SQLite can: no journal on disk, one transaction, indexes at the end. It
 * is written beside the target and takes its name in `finish`, so that nothing half-written is ever
 * taken for a database. For a store in memory use `store.load()`.
 *
 * @throws PsaError `DATABASE_EXISTS` when the file exists, `STORAGE` when it cannot be written,
 * `INVALID_ARGUMENT` for `:memory:`.
 */
export function createSqliteLoader(file: string): BulkLoader {
  if (file === ':memory:') {
    throw new PsaError({
      code: 'INVALID_ARGUMENT',
      message: 'A database in memory belongs to its store and cannot be loaded from outside.',
      hint: 'Open the store and use its load().',
    });
  }
  refuseExisting(file);
  checkFolder(file);
  const unfinished = `${file}.loading-${process.pid}`;
  const remove = (): void => {
    for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(unfinished + suffix, { force: true });
  };
  remove();
  const connection = createDatabase(unfinished, 'bulk');
  const loader = loadInto(connection, createTables(connection), {
    finish: () => {
      // Set here, the journal that readers and writers share costs the first opening nothing.
      connection.execute('PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = WAL');
      connection.close();
      refuseExisting(file);
      renameSync(unfinished, file);
    },
    discard: () => {
      connection.close();
      remove();
    },
  });
  return {
    put: (resource, parents, record) => {
      guarded(file, () => {
        loader.put(resource, parents, record);
      });
    },
    meta: (name, value) => {
      guarded(file, () => {
        loader.meta(name, value);
      });
    },
    finish: () => {
      guarded(file, () => {
        loader.finish();
      });
    },
    discard: () => {
      guarded(file, () => {
        loader.discard();
      });
    },
  };
}

/** What a loader leaves to whoever made it, when all is loaded or given up. */
export interface LoadEnd {
  finish(): void;
  discard(): void;
}

/** A loader into an open database that holds no records yet. */
export function loadInto(connection: Connection, tables: Tables, end: LoadEnd): BulkLoader {
  const filled = new Map<Resource, Table>();
  let state: 'open' | 'finished' | 'discarded' = 'open';
  const checkOpen = (): void => {
    if (state === 'open') return;
    throw new PsaError({
      code: 'INVALID_ARGUMENT',
      message: `This bulk load is ${state}.`,
      hint: 'Start another.',
    });
  };
  const tableOf = (resource: Resource): Table => {
    const known = filled.get(resource);
    if (known) return known;
    const table = tables.of(resource);
    if (!tables.ready(table)) tables.create(table);
    filled.set(resource, table);
    return table;
  };
  const discard = (): void => {
    if (state !== 'open') return;
    state = 'discarded';
    end.discard();
  };
  connection.execute('BEGIN IMMEDIATE');
  return {
    put: (resource, parents, record) => {
      checkOpen();
      checkParents(resource, parents);
      const table = tableOf(resource);
      const { row, values } = table.extract(ownParents(resource, parents), record, JSON.stringify(record));
      values.unshift(row ?? null);
      connection.prepare(table.insert).run(values);
    },
    meta: (name, value) => {
      checkOpen();
      writeMeta(connection, name, value);
    },
    finish: () => {
      checkOpen();
      try {
        for (const table of new Set(filled.values())) {
          tables.index(table);
          for (const path of table.plan.trigrams) fillTrigrams(connection, table.plan, path);
        }
        connection.execute('COMMIT');
      } catch (error) {
        discard();
        throw error;
      }
      // Measured, SQLite chooses indexes by what they hold.
      connection.execute('ANALYZE');
      state = 'finished';
      end.finish();
    },
    discard,
  };
}
