import { PsaError, type Clock } from 'psakit/core';
import type { SnapshotInfo } from '../api/index.js';
import type { Batch, SqliteStore } from '../store/index.js';
import type { Medium } from './medium.js';
import { createTurnstile } from './turnstile.js';

/** The records a sandbox serves, and the states they can be put back to. */
export interface Records {
  /** The store as it is now: another one after `reset` and `restore`. */
  readonly store: SqliteStore;
  /** Does a request, which sees no change of state while it lasts. */
  serve<T>(work: () => Promise<T>): Promise<T>;
  /** A store with the records as they were before the last write; undefined where nothing was written. */
  readonly before: SqliteStore | undefined;
  /** Begins to keep the records as they were before each write: until then there is no `before`. */
  keepBefore(): Promise<void>;
  reset(): Promise<void>;
  snapshot(name: string): Promise<SnapshotInfo>;
  restore(name: string): Promise<void>;
  snapshots(): readonly SnapshotInfo[];
  drop(name: string): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Serves from a store and keeps its states.
 *
 * @param replaced is told of each store that takes the place of another, before it is served.
 */
export async function openRecords(
  first: SqliteStore,
  medium: Medium,
  clock: Pick<Clock, 'now'>,
  replaced: (store: SqliteStore) => Promise<void>,
): Promise<Records> {
  const turnstile = createTurnstile();
  const states = new Map<string, SnapshotInfo>();
  for (const { name, at, bytes } of await medium.kept()) states.set(name, info(name, at, bytes));
  let store = watched(first);
  let shadow: Shadow | undefined;
  /** What is written while a copy is being made, which it does not have. */
  let missed: Batch[] | undefined;

  /** Hands every batch to the shadow before it is applied. */
  function watched(inner: SqliteStore): SqliteStore {
    const write = inner.write.bind(inner);
    inner.write = async (batch) => {
      await write(batch);
      missed?.push(batch);
      await shadow?.follow(batch);
    };
    return inner;
  }
  const cast = async (): Promise<Shadow> => {
    missed = [];
    try {
      const made = createShadow(await medium.copy(store));
      for (const batch of missed) await made.follow(batch);
      return made;
    } finally {
      missed = undefined;
    }
  };
  const replace = async (next: Promise<SqliteStore>): Promise<void> => {
    await shadow?.close();
    const hadShadow = shadow !== undefined;
    shadow = undefined;
    store = watched(await next);
    await replaced(store);
    if (hadShadow) shadow = await cast();
  };
  return {
    get store() {
      return store;
    },
    get before() {
      return shadow?.before;
    },
    serve: (work) => turnstile.pass(work),
    keepBefore: () =>
      turnstile.alone(async () => {
        shadow ??= await cast();
      }),
    reset: () => turnstile.alone(() => replace(medium.renew(store))),
    snapshot: (name) =>
      turnstile.alone(async () => {
        checkName(name);
        const bytes = await medium.save(store, name);
        const kept = info(name, clock.now(), bytes);
        states.delete(name);
        states.set(name, kept);
        return kept;
      }),
    restore: (name) =>
      turnstile.alone(() => {
        if (!states.has(name)) throw noState(name, [...states.keys()]);
        return replace(medium.load(store, name));
      }),
    snapshots: () => [...states.values()],
    drop: async (name) => {
      if (!states.delete(name)) return false;
      await medium.drop(name);
      return true;
    },
    close: () =>
      turnstile.alone(async () => {
        await shadow?.close();
        await store.close();
        await medium.close();
      }),
  };
}

/** A copy that lags one write of records behind. */
interface Shadow {
  readonly before: SqliteStore | undefined;
  follow(batch: Batch): Promise<void>;
  close(): Promise<void>;
}

function createShadow(copy: SqliteStore): Shadow {
  let pending: Batch[] = [];
  return {
    get before() {
      return pending.length === 0 ? undefined : copy;
    },
    follow: async (batch) => {
      // What is kept beside the records, such as what is still to be delivered, is no write that anyone sees.
      const visible = batch.writes.some(({ kind }) => kind === 'put' || kind === 'delete');
      if (!visible) {
        pending.push(batch);
        return;
      }
      const due = pending;
      pending = [batch];
      for (const each of due) await copy.apply(each);
    },
    close: () => copy.close(),
  };
}

function info(name: string, at: number, bytes: number): SnapshotInfo {
  return { name, takenAt: new Date(at).toISOString(), bytes };
}

function checkName(name: string): void {
  if (/^[\w-]{1,64}$/.test(name)) return;
  throw new PsaError({
    code: 'INVALID_ARGUMENT',
    message: `${JSON.stringify(name)} cannot name a snapshot.`,
    hint: 'Use up to 64 letters, digits, "-" and "_".',
  });
}

function noState(name: string, known: readonly string[]): PsaError {
  return new PsaError({
    code: 'INVALID_ARGUMENT',
    message: `There is no snapshot ${JSON.stringify(name)}.`,
    hint: known.length === 0 ? 'Take one first.' : `There are: ${known.join(', ')}.`,
  });
}
