import { createRequire } from 'node:module';
import { PsaError } from 'psakit/core';
import type Database from 'better-sqlite3';

/** The release of better-sqlite3 that fits a Node; each is an optional dependency. */
export interface SqliteRelease {
  readonly packageName: 'better-sqlite3' | 'better-sqlite3-node20';
  readonly cure: string;
}

/**
 * Which release this Node takes. Release 13 comes with its binaries and needs Node-API 10 (Node 22.14 and later);
 * where that is missing it would not fail but crash. Release 12 is compiled, and ends the process at random on
 * Node 24.19 and later (decisions/0005-better-sqlite3.md).
 *
 * @param nodeApi `process.versions.napi`
 */
export function sqliteRelease(nodeApi: string | undefined): SqliteRelease {
  return Number(nodeApi) >= 10
    ? {
        packageName: 'better-sqlite3',
        cure: 'Install the packages again without --omit=optional: npm install.',
      }
    : {
        packageName: 'better-sqlite3-node20',
        cure:
          'It is compiled when it is installed: with g++, make and python3 there, install again without ' +
          '--omit=optional and --ignore-scripts. Node 22 and later need no compiler.',
      };
}

/**
 * The SQLite library for this Node.
 *
 * @throws {PsaError} `STORAGE` where it is not installed.
 */
export function loadSqlite(nodeApi: string | undefined = process.versions['napi']): typeof Database {
  const { packageName, cure } = sqliteRelease(nodeApi);
  try {
    return createRequire(import.meta.url)(packageName) as typeof Database;
  } catch (cause) {
    throw new PsaError({
      code: 'STORAGE',
      message: `SQLite is not there: the package ${packageName} is not installed, or does not fit this Node (${process.version}).`,
      hint: cure,
      cause,
    });
  }
}
