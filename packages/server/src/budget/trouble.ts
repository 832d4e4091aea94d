import { isPsaError, PsaError } from 'psakit/core';

/** What helps whatever is wrong, for a program and for a person at the command line. */
const WAYS_AROUND =
  'or keep the file elsewhere (psa: set PSAKIT_STATE_DIR), or send without counting (psa: --budget off).';

/** Whether an error says that a file is no SQLite database, or no longer one. */
export function isDamage(error: unknown): boolean {
  return /^SQLITE_(?:NOTADB|CORRUPT)/.test(codeOf(error));
}

/** Whether an error says that the open file is no longer the one to count in. */
export function isOutdated(error: unknown): boolean {
  return isDamage(error) || codeOf(error) === 'SQLITE_READONLY_DBMOVED';
}

/** Whether an error comes from SQLite or the system, not from a mistake in this program. */
export function isTrouble(error: unknown): boolean {
  return !isPsaError(error) && /^SQLITE_|^E[A-Z]+$/.test(codeOf(error));
}

/** Runs work on a budget file; what SQLite or the system throws becomes a `STORAGE` error with a cure. */
export function guarded<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!isTrouble(error)) throw error;
    const code = codeOf(error);
    const isBusy = /^SQLITE_(?:BUSY|LOCKED)/.test(code);
    throw new PsaError({
      code: 'STORAGE',
      message: `Requests cannot be counted in ${file}: ${(error as Error).message} (${code}).`,
      hint: isBusy
        ? `Try again, since another process keeps it locked, ${WAYS_AROUND}`
        : `Make the file and its folder usable for this user, ${WAYS_AROUND}`,
      retryable: isBusy,
      cause: error,
    });
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
