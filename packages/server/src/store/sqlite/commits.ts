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
  readonly done: Promise<void>;
  readonly end: (outcome: Promise<void> | undefined) => void;
}

/** What commits need to know. */
export interface CommitOptions {
  /** Told where writes that went well were taken back, since the database could not commit them. */
  readonly undone: () => void;
  /** Calls back when this turn of the event loop is over. */
  readonly turnOver?: ((callback: () => void) => void) | undefined;
}

/**
 * The writes of one turn of the event loop share a transaction, and its sync: a commit costs as much as the write of
 * a ticket does, and the pages that all of them change are written once. Each write is a savepoint, so that one that
 * fails takes nothing else with it.
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
      group ??= begin();
      try {
        connection.transaction(work);
      } catch (error) {
        // A full disk and its like take back the whole transaction, not this write alone.
        if (!connection.inTransaction()) fail(error);
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
  return { done, end: (outcome) => end?.(outcome) };
}
