import type { BudgetStore, LimitReport, StoreState, TakeResult } from 'psakit/budget';
import { checkOptionKinds, PsaError, systemClock, type Clock, type OptionKinds } from 'psakit/core';
import type { Connection } from '../sqlite/index.js';
import { openBudgetFile, type BudgetFile, type BudgetPlace } from './file.js';
import { cancel, leave, readState, settle, take, type Terms } from './ledger.js';
import { readMemory, writeMemory, type Memory } from './memory.js';
import { guarded, isOutdated, isTrouble } from './trouble.js';

/** Where and by what to count. */
export interface SqliteBudgetOptions {
  /** One file for each API member. It is made where it is missing (mode 0600), and so is its folder (0700). */
  readonly file: string;
  /**
   * Requests in any window; 60 unless told otherwise (MISSION, Limits). Where processes differ, the lowest
   * limit of those that wait or have a slot that counts holds for all (*assumed*: whoever asked for less
   * has a reason).
   */
  readonly limit?: number | undefined;
  /** Length of the window in milliseconds; 60,000 unless told otherwise. The same for all processes. */
  readonly windowMs?: number | undefined;
  /**
   * The slot of a process that died counts this many milliseconds, and one window more. Longer than a
   * request may take: 90,000 unless told otherwise (*assumed*: the client gives each try 60,000).
   */
  readonly leaseMs?: number | undefined;
  /** How long to wait while another process writes; 5,000 unless told otherwise (a write takes less than 1). */
  readonly busyTimeoutMs?: number | undefined;
  /** The clock of this machine; all processes must read the same one. */
  readonly clock?: Clock | undefined;
}

const OPTIONS: OptionKinds<SqliteBudgetOptions> = {
  file: true,
  limit: true,
  windowMs: true,
  leaseMs: true,
  busyTimeoutMs: true,
  clock: true,
};

/** A budget store that is to be closed. */
export interface SqliteBudgetStore extends BudgetStore {
  close(): void;
}

/**
 * Opens a store that all processes of one machine share, for `createBudget({ store })`. Slots are taken in
 * one short transaction that holds the write lock, in the order in which processes began to wait; what one
 * process hears from the server (`Retry-After`, `X-RateLimit-*`) holds for all.
 *
 * A file that is damaged, or is something else, is replaced. What it counted is not known then, so nobody
 * sends for one window, as if the whole limit had just been used; the same where the file is removed
 * while this store is open.
 *
 * @throws {PsaError} `INVALID_ARGUMENT` without a file, for an option there is not, and for a limit or time that is not a positive whole number; `STORAGE`
 * when the file cannot be used. Its methods reject with `STORAGE`, too: a limit that cannot be counted is
 * never taken for none.
 */
export function openSqliteBudget(options: SqliteBudgetOptions): SqliteBudgetStore {
  checkOptionKinds(options, OPTIONS, 'openSqliteBudget');
  checkFile(options.file);
  const { limit = 60, windowMs = 60_000, leaseMs = 90_000, busyTimeoutMs = 5_000 } = options;
  const terms = { limit, windowMs, leaseMs };
  for (const [name, value] of Object.entries({ ...terms, busyTimeoutMs })) checkPositive(name, value);
  return new FileBudget({ name: options.file, busyTimeoutMs }, terms, options.clock ?? systemClock);
}

function checkFile(file: unknown): void {
  if (typeof file === 'string' && file.trim() !== '') return;
  throw new PsaError({
    code: 'INVALID_ARGUMENT',
    message: `The budget needs a file to count in, not ${file === undefined ? 'nothing' : JSON.stringify(file)}.`,
    hint: "Give its name: openSqliteBudget({ file: 'psa-budget.db' }), the same for every process that uses the key.",
  });
}

function checkPositive(name: string, value: number): void {
  if (Number.isSafeInteger(value) && value >= 1) return;
  throw new PsaError({
    code: 'INVALID_ARGUMENT',
    message: `The budget's ${name} must be a whole number of at least 1, not ${value}.`,
    hint: 'Leave it out for the default of 60 requests in any 60 seconds.',
  });
}

type Work<T> = (connection: Connection, memory: Memory) => T;

class FileBudget implements SqliteBudgetStore {
  readonly #place: BudgetPlace;
  readonly #terms: Terms;
  readonly #clock: Clock;
  #file: BudgetFile | undefined;
  /** Whether there was a file: one that is missing now was removed, and what it counted still counts. */
  #counted = false;
  #ticket: number | undefined;

  constructor(place: BudgetPlace, terms: Terms, clock: Clock) {
    this.#place = place;
    this.#terms = terms;
    this.#clock = clock;
    guarded(place.name, () => this.#connect());
  }

  take(): Promise<TakeResult> {
    return this.#transact((connection, memory) => {
      const { ticket, ...result } = take(connection, memory, this.#terms, this.#ticket);
      this.#ticket = ticket;
      return result;
    });
  }

  settle(slot: number, report: LimitReport): Promise<void> {
    return this.#transact((connection, memory) => {
      settle(connection, memory, this.#terms, slot, report);
    });
  }

  cancel(slot: number): Promise<void> {
    return this.#transact((connection, memory) => {
      cancel(connection, memory, slot);
    });
  }

  state(): Promise<StoreState> {
    return this.#transact((connection, memory) => readState(connection, memory, this.#terms));
  }

  close(): void {
    if (this.#file === undefined) return;
    const ticket = this.#ticket;
    // Nobody is to wait for a process that no longer waits; where that fails the ticket runs out.
    if (ticket !== undefined) this.#leave(ticket);
    this.#drop();
  }

  #leave(ticket: number): void {
    try {
      this.#attempt((connection) => {
        leave(connection, ticket);
      });
    } catch (error) {
      if (!isTrouble(error)) throw error;
    }
  }

  /** The work is done before this returns: a process that ends right after has settled. */
  #transact<T>(work: Work<T>): Promise<T> {
    // The executor turns what is thrown into a rejection.
    return new Promise((resolve) => {
      resolve(guarded(this.#place.name, () => this.#attemptTwice(work)));
    });
  }

  #attemptTwice<T>(work: Work<T>): T {
    try {
      return this.#attempt(work);
    } catch (error) {
      if (!isOutdated(error)) throw error;
      this.#drop();
      return this.#attempt(work);
    }
  }

  #attempt<T>(work: Work<T>): T {
    const connection = this.#connect();
    return connection.transaction(() => {
      // The time is read under the lock, so that it is the same order for all.
      const memory = readMemory(connection, this.#clock.now());
      const result = work(connection, memory);
      writeMemory(connection, memory);
      return result;
    });
  }

  /** The file that has the name now. Two processes that replace a damaged one meet again this way. */
  #connect(): Connection {
    if (this.#file?.isCurrent()) return this.#file.connection;
    this.#drop();
    const now = this.#clock.now();
    const full = { now, blockedUntil: now + this.#terms.windowMs };
    this.#file = openBudgetFile(this.#place, this.#counted ? full : { now, blockedUntil: 0 }, full);
    this.#counted = true;
    return this.#file.connection;
  }

  #drop(): void {
    this.#file?.connection.close();
    this.#file = undefined;
    this.#ticket = undefined;
  }
}
