import { randomBytes } from 'node:crypto';
import { copyFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { openSqliteImage, openSqliteStore, type SqliteStore } from '../store/index.js';
import type { SandboxOptions } from './options.js';

/** Where the records of a sandbox live, and how their state is kept and brought back. */
export interface Medium {
  /** Keeps the records under a name; answers how many bytes that takes. */
  save(store: SqliteStore, name: string): Promise<number>;
  /** Puts a state that was kept in the place of the store, which is closed. */
  load(store: SqliteStore, name: string): Promise<SqliteStore>;
  /** Puts a new world in the place of the store, which is closed. */
  renew(store: SqliteStore): Promise<SqliteStore>;
  /** A store of its own with the same records, which nobody sees. */
  copy(store: SqliteStore): Promise<SqliteStore>;
  drop(name: string): Promise<void>;
  /** States kept by an earlier run: name, time in milliseconds since 1970, and bytes. */
  kept(): Promise<readonly { readonly name: string; readonly at: number; readonly bytes: number }[]>;
  /** Forgets what nobody else can use. */
  close(): Promise<void>;
}

/** Records in memory: states are images of the database. */
export function memoryMedium(makeWorld: () => Promise<SqliteStore>): Medium {
  const images = new Map<string, Uint8Array>();
  const replace = async (store: SqliteStore, next: Promise<SqliteStore>): Promise<SqliteStore> => {
    const opened = await next;
    await store.close();
    return opened;
  };
  return {
    save: async (store, name) => {
      const image = await store.image();
      images.set(name, image);
      return image.byteLength;
    },
    load: (store, name) => replace(store, openSqliteImage(images.get(name) ?? new Uint8Array())),
    renew: (store) => replace(store, makeWorld()),
    copy: async (store) => openSqliteImage(await store.image()),
    drop: (name) => {
      images.delete(name);
      return Promise.resolve();
    },
    kept: () => Promise.resolve([]),
    close: () => {
      images.clear();
      return Promise.resolve();
    },
  };
}

/**
 * Records in a file: states are files beside it, `msp.db.snapshot-NAME`, and outlive the sandbox.
 *
 * @param makeWorld makes the world that the store began with in a new file of the name it is given.
 */
export function fileMedium(
  db: string,
  synchronous: SandboxOptions['synchronous'],
  makeWorld: (store: SqliteStore, file: string) => Promise<void>,
): Medium {
  const stateFile = (name: string): string => `${db}.snapshot-${name}`;
  const copies: string[] = [];
  /** The new content is whole before the old one goes. */
  const replace = async (store: SqliteStore, unfinished: string): Promise<SqliteStore> => {
    await store.close();
    for (const suffix of ['-wal', '-shm']) await rm(db + suffix, { force: true });
    await rename(unfinished, db);
    return openSqliteStore(db, { synchronous });
  };
  return {
    save: async (store, name) => {
      const unfinished = unfinishedName(db);
      await store.copyTo(unfinished);
      await rename(unfinished, stateFile(name));
      return (await stat(stateFile(name))).size;
    },
    load: async (store, name) => {
      const unfinished = unfinishedName(db);
      await copyFile(stateFile(name), unfinished);
      return replace(store, unfinished);
    },
    renew: async (store) => {
      const unfinished = unfinishedName(db);
      await makeWorld(store, unfinished);
      return replace(store, unfinished);
    },
    copy: async (store) => {
      const file = join(tmpdir(), `psakit-${randomBytes(8).toString('hex')}.db`);
      copies.push(file);
      await store.copyTo(file);
      return openSqliteStore(file);
    },
    drop: (name) => rm(stateFile(name), { force: true }),
    kept: async () => {
      const prefix = `${basename(db)}.snapshot-`;
      const names = (await readdir(dirname(db))).filter((name) => name.startsWith(prefix));
      const found = await Promise.all(
        names.map(async (file) => {
          const { mtimeMs, size } = await stat(join(dirname(db), file));
          return { name: file.slice(prefix.length), at: mtimeMs, bytes: size };
        }),
      );
      return found.sort((a, b) => a.at - b.at);
    },
    close: async () => {
      for (const file of copies) {
        for (const suffix of ['', '-wal', '-shm']) await rm(file + suffix, { force: true });
      }
    },
  };
}

function unfinishedName(file: string): string {
  return `${file}.new-${process.pid}-${randomBytes(4).toString('hex')}`;
}
