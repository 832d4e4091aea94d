import { existsSync } from 'node:fs';
import { PsaError } from 'psakit/core';
import { createSqliteLoader, openSqliteStore, type SqliteStore } from '../store/index.js';
import { fillWorld } from './fill.js';
import { worldOptions, type SandboxOptions } from './options.js';

/**
 * The store a sandbox serves from: in memory with a new world; a new file with a new world, made once and
 * kept; or a file as it is.
 *
 * @throws PsaError `DATABASE_EXISTS` when a seed or size is given for a file that has its world already,
 *   `NOT_A_DATABASE`, `STORAGE`, or `ABORTED` when the signal fires while a world is made.
 */
export async function openSandboxStore(options: SandboxOptions): Promise<SqliteStore> {
  const { db } = options;
  if (db === undefined) {
    const store = await openSqliteStore(':memory:');
    try {
      await fillWorld(store.load(), worldOptions(options), options);
    } catch (error) {
      await store.close();
      throw error;
    }
    return store;
  }
  if (existsSync(db)) {
    const store = await openSqliteStore(db);
    if (options.seed === undefined && options.size === undefined) return store;
    const [seed, size] = [await store.meta('seed'), await store.meta('size')];
    await store.close();
    throw worldExists(db, options, seed, size);
  }
  await fillWorld(createSqliteLoader(db), worldOptions(options), options);
  return openSqliteStore(db);
}

function worldExists(
  file: string,
  options: SandboxOptions,
  seed: string | undefined,
  size: string | undefined,
): PsaError {
  const given = [options.seed === undefined ? '' : 'seed', options.size === undefined ? '' : 'size'];
  const holds = seed === undefined || size === undefined ? 'records' : `the ${size} world of seed ${seed}`;
  return new PsaError({
    code: 'DATABASE_EXISTS',
    message: `${file} exists and holds ${holds}; ${given.filter(Boolean).join(' and ')} can only be given for a new file.`,
    hint: 'Leave seed and size out to serve the file as it is, or name a new file, or remove this one.',
  });
}
