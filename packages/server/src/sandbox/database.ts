import { existsSync } from 'node:fs';
import { pathTree } from 'psakit/catalog';
import { abortedError, PsaError } from 'psakit/core';
import { createSqliteLoader, openSqliteImage, openSqliteStore, type SqliteStore } from '../store/index.js';
import { fillWorld } from './fill.js';
import { worldOptions, type SandboxOptions } from './options.js';
import { readWorldImage } from './world-image.js';
import type { WorldOptions, WorldSize } from './world/index.js';

/**
 * The store a sandbox serves from: in memory with a new world; a new file with a new world, made once and
 * kept; or a file as it is.
 *
 * @throws PsaError `DATABASE_EXISTS` when a seed or size is given for a file that has its world already,
 *   `NOT_A_DATABASE`, `STORAGE`, or `ABORTED` when the signal fires while a world is made.
 */
export async function openSandboxStore(options: SandboxOptions): Promise<SqliteStore> {
  const { db } = options;
  if (db === undefined) return openWorld(options);
  if (existsSync(db)) {
    const store = await openSqliteStore(db, { synchronous: options.synchronous });
    if (options.seed === undefined && options.size === undefined) return store;
    const [seed, size] = [await store.meta('seed'), await store.meta('size')];
    await store.close();
    throw worldExists(db, options, seed, size);
  }
  await makeWorldFile(db, worldOptions(options), options);
  return openSqliteStore(db, { synchronous: options.synchronous });
}

/** A new world in memory: from the image of the build where there is one, or else made. */
export async function openWorld(options: SandboxOptions): Promise<SqliteStore> {
  const world = worldOptions(options);
  if (options.signal?.aborted) throw abortedError(options.signal);
  const reading = readWorldImage(world);
  // Decoding the catalog, which the API needs, takes as long as the image takes in another thread.
  pathTree();
  const image = await reading;
  if (image) return openSqliteImage(image);
  const store = await openSqliteStore(':memory:');
  try {
    await fillWorld(store.load(), world, options);
  } catch (error) {
    await store.close();
    throw error;
  }
  return store;
}

/** A new world in a file that is not there. It takes its name when it is whole. */
export async function makeWorldFile(
  file: string,
  world: WorldOptions,
  options: Pick<SandboxOptions, 'signal' | 'onProgress'>,
): Promise<void> {
  await fillWorld(createSqliteLoader(file), world, options);
}

/**
 * Which world a file began with.
 *
 * @throws PsaError `INVALID_ARGUMENT` where it does not say.
 */
export async function worldOf(store: SqliteStore, file: string): Promise<WorldOptions> {
  const [seed, size] = [await store.meta('seed'), await store.meta('size')];
  if (seed !== undefined && size !== undefined) return { seed: Number(seed), size: size as WorldSize };
  throw new PsaError({
    code: 'INVALID_ARGUMENT',
    message: `${file} does not say which world it began with, so that it cannot be put back to it.`,
    hint: 'Take a snapshot and restore that.',
  });
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
