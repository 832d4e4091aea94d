import type { PsaErrorCode } from 'psakit/core';

/** What the number `psa` ends with means. Scripts may rely on these; they are part of `psa --help`. */
export const EXIT = {
  fine: 0,
  refused: 1,
  usage: 2,
  settings: 4,
  local: 5,
  bug: 70,
  interrupted: 130,
} as const;

/** One of the numbers `psa` ends with. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The table `psa --help` ends with. */
export const EXIT_MEANINGS: readonly (readonly [ExitCode, string])[] = [
  [EXIT.fine, 'done'],
  [EXIT.refused, 'the server refused or failed, or could not be reached'],
  [EXIT.usage, 'the command line is wrong: option, resource, field, id or conditions'],
  [EXIT.settings, 'settings to reach PSA are missing or unusable'],
  [EXIT.local, 'something on this machine is in the way: port, database or file'],
  [EXIT.bug, 'a bug in psa'],
  [EXIT.interrupted, 'interrupted'],
];

/** How `psa` ends when an error of this code reaches the top. Complete: a new code must choose. */
export const EXIT_OF: Readonly<Record<PsaErrorCode, ExitCode>> = {
  CONDITION_SYNTAX: EXIT.usage,
  CONDITION_INVALID: EXIT.usage,
  UNQUOTABLE_VALUE: EXIT.usage,
  UNKNOWN_RESOURCE: EXIT.usage,
  AMBIGUOUS_RESOURCE: EXIT.usage,
  UNKNOWN_PATH: EXIT.usage,
  INVALID_ARGUMENT: EXIT.usage,
  INVALID_RECORD: EXIT.usage,
  DATABASE_EXISTS: EXIT.usage,
  CONFIG_MISSING: EXIT.settings,
  CONFIG_INVALID: EXIT.settings,
  INSECURE_SITE: EXIT.settings,
  BAD_REQUEST: EXIT.refused,
  UNAUTHORIZED: EXIT.refused,
  FORBIDDEN: EXIT.refused,
  NOT_FOUND: EXIT.refused,
  CONFLICT: EXIT.refused,
  RATE_LIMITED: EXIT.refused,
  SERVER_ERROR: EXIT.refused,
  UNEXPECTED_STATUS: EXIT.refused,
  BAD_RESPONSE: EXIT.refused,
  REDIRECT_REFUSED: EXIT.refused,
  NETWORK: EXIT.refused,
  TIMEOUT: EXIT.refused,
  OUTCOME_UNKNOWN: EXIT.refused,
  CALLBACK_INVALID: EXIT.refused,
  CALLBACK_FORGED: EXIT.refused,
  PORT_IN_USE: EXIT.local,
  NOT_A_DATABASE: EXIT.local,
  STORAGE: EXIT.local,
  IMPORT_INVALID: EXIT.local,
  ABORTED: EXIT.interrupted,
};
