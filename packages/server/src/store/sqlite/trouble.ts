import { isPsaError, PsaError } from 'psakit/core';

/** What to do about what SQLite or the system reports, by the first code that fits. */
const CURES: readonly (readonly [code: RegExp, cure: string])[] = [
  [/^SQLITE_BUSY|^SQLITE_LOCKED/, 'Another program is writing to it: try again when it is done.'],
  [/^SQLITE_FULL|^ENOSPC|^EDQUOT/, 'Make room on the disk, or name a file elsewhere.'],
  [
    /^SQLITE_READONLY|^EACCES|^EPERM|^EROFS/,
    'Give this user the right to write there, or name a file elsewhere.',
  ],
  [
    /^SQLITE_CANTOPEN|^ENOENT|^ENOTDIR|^EISDIR/,
    'Check that the folder exists and that this user may write to it.',
  ],
  [/^SQLITE_NOTADB|^SQLITE_CORRUPT/, 'The file is damaged: restore a copy, or start with a new file.'],
];

/** Runs work on a database; what SQLite or the system throws becomes a `STORAGE` error with a cure. */
export function guarded<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw storageError(file, error);
  }
}

/** The error to report: psakit's own as they are, a database's as `STORAGE`, and a bug as itself. */
export function storageError(file: string, error: unknown): unknown {
  if (isPsaError(error) || !(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (!/^SQLITE_|^E[A-Z]+$/.test(code)) return error;
  return new PsaError({
    code: 'STORAGE',
    message: `The database ${file} could not be used: ${error.message} (${code}).`,
    hint: CURES.find(([pattern]) => pattern.test(code))?.[1] ?? 'Check the file and the disk it is on.',
    retryable: /^SQLITE_BUSY|^SQLITE_LOCKED/.test(code),
    cause: error,
  });
}
