import type { Connection } from '../../sqlite/index.js';
import type { Journal } from './journal.js';

/** Commits what is written, and says when it is on the disk. */
export interface Commits {
  /** Does work that writes: all of it or, where it throws, none. What it wrote is seen by this connection at once. */
  write(work: () => void): void;
  /** Commits what is not yet committed, for those who read with another connection. */
  flush(): void;
  /** Resolves when all that was written before this call is on the disk; undefined where it is. */
  settled(): Promise<void> | undefined;
}

/** Several writes in one transaction, and who waits for it. */
interface Group {
  /** What went well, in its order. */
  readonly works: (() => void)[];
  readonly done: Promise<void>;
  readonly end: (outcome: Promise<void> | undefined) => void;
}

/** What commits need to know. */
export interface CommitOptions {
  /** Told where writes that went well were taken back, if only to be done again: what is remembered of them is old. */
  readonly undone: () => void;
  /** Calls back when this turn of the event loop is over. */
  readonly turnOver?: ((callback: () => void) => void) | undefined;
}

/**
 * The writes of one turn of the event loop share a transaction, and its sync: a commit costs as much as the write of
 * a ticket does, and the pages that all of them change are written once. One that fails takes nothing else with it:
 * all are taken back, and the others are done again. Savepoints would spare that, but they cost every write: SQLite
 * keeps the pages as they were, and a text index writes its own.
 */
export function createCommits(
  connection: Connection,
  journal: Journal,
  { undone, turnOver = setImmediate }: CommitOptions,
): Commits {
  let group: Group | undefined;
  const begin = (): Group => {
    connection.execute('BEGIN IMMEDIATE');
    const begun = openGroup();
    turnOver(() => {
      if (group === begun) flush();
    });
    return begun;
  };
  const end = (outcome: Promise<void> | undefined): void => {
    group?.end(outcome);
    group = undefined;
  };
  const fail = (error: unknown): void => {
    if (connection.inTransaction()) connection.execute('ROLLBACK');
    undone();
    end(Promise.reject(error instanceof Error ? error : new Error(String(error))));
  };
  const version = (): unknown => connection.prepare('PRAGMA data_version').first([])?.[0];
  const writeAgain = (works: readonly (() => void)[], cause: unknown): void => {
    try {
      const known = version();
      connection.execute('ROLLBACK');
      undone();
      connection.execute('BEGIN IMMEDIATE');
      // What was decided before another process wrote may be wrong behind it.
      if (version() !== known) throw cause;
      for (const work of works) work();
    } catch (error) {
      fail(error);
    }
  };
  const flush = (): void => {
    if (!group) return;
    try {
      connection.execute('COMMIT');
      journal.committed();
    } catch (error) {
      fail(error);
      return;
    }
    end(journal.synced());
  };
  return {
    write: (work) => {
      const { works } = (group ??= begin());
      try {
        work();
        works.push(work);
      } catch (error) {
        // A full disk and its like take back the whole transaction by themselves.
        if (connection.inTransaction()) writeAgain(works, error);
        else fail(error);
        throw error;
      }
    },
    flush,
    settled: () => group?.done ?? journal.synced(),
  };
}

function openGroup(): Group {
  let end: Group['end'] | undefined;
  const done = new Promise<void>((resolve) => {
    end = resolve;
  });
  // Those who wait are told; where nobody does, nobody is to be.
  done.catch(() => undefined);
  return { works: [], done, end: (outcome) => end?.(outcome) };
}
