import type { Issue } from './issue.js';

/**
 * Every code a `PsaError` can carry, with the moment it occurs. Codes are stable: match on them, not
 * on messages.
 */
export const ERROR_CODES = {
  // What the caller wrote
  CONDITION_SYNTAX: 'A conditions, orderBy or fields text could not be read; `issues` says where.',
  CONDITION_INVALID: 'A conditions, orderBy or fields text does not fit the resource; `issues` says where.',
  UNQUOTABLE_VALUE: 'A text value cannot be quoted in conditions without an escape nobody has proven.',
  UNKNOWN_RESOURCE: 'No resource of the catalog has this path or short name.',
  AMBIGUOUS_RESOURCE: 'A short name fits several resources; the message lists them.',
  UNKNOWN_PATH: 'A segment of a resource path does not exist in the catalog.',
  INVALID_ARGUMENT: 'An option or argument has a value that cannot be used.',
  INVALID_RECORD:
    'A record to be written does not fit the catalog; nothing was sent. `fieldErrors` has each problem.',
  // Configuration
  CONFIG_MISSING: 'Settings needed to reach PSA are missing; the message names them.',
  CONFIG_INVALID: 'A setting has a value that cannot be used.',
  INSECURE_SITE: 'The site would be called over plain http, and it is not this machine.',
  // What the server answered
  BAD_REQUEST: '400: the server refused the request as written.',
  UNAUTHORIZED: '401: the credentials were not accepted.',
  FORBIDDEN: '403: the API member may not do this, or the clientId is missing.',
  NOT_FOUND: '404: no such record or endpoint.',
  CONFLICT: '409: the record is locked or was changed by someone else.',
  RATE_LIMITED: '429: more requests than the limit allows, after every try was used.',
  SERVER_ERROR: '5xx: the server failed.',
  UNEXPECTED_STATUS: 'A status that none of the other codes names.',
  BAD_RESPONSE: 'The answer is not what the API promises: not JSON, or another shape.',
  REDIRECT_REFUSED: 'The server sent the request elsewhere; following it would leak the credentials.',
  // The way there
  NETWORK: 'No answer: the connection failed or broke.',
  TIMEOUT: 'No answer in the time allowed.',
  OUTCOME_UNKNOWN:
    'The answer to a write was lost: it may have been done or not; sending it again could do it twice.',
  ABORTED: 'The caller gave up, by its AbortSignal.',
  // What a callback receiver was sent
  CALLBACK_INVALID: 'A callback message is not of the shape PSA sends; the message says what is wrong.',
  CALLBACK_FORGED:
    'A callback message is not proven to come from PSA; the message says what the proof lacks.',
  // The local PSA
  PORT_IN_USE: 'Another program listens on the port.',
  NOT_A_DATABASE: 'The file is not a psakit database.',
  DATABASE_EXISTS: 'The database exists already and the option would change what it holds.',
  STORAGE: 'The database could not be read or written.',
  IMPORT_INVALID: 'A file to import is not what the importer reads; nothing was imported.',
} as const;

/** One of the stable codes of {@link ERROR_CODES}. */
export type PsaErrorCode = keyof typeof ERROR_CODES;

/** What is wrong with one field of a record, as the server reports it. */
export interface FieldError {
  readonly code: string;
  readonly message: string;
  readonly resource?: string | undefined;
  readonly field?: string | undefined;
}

/** How one try of a request ended, where it did not succeed. */
export interface FailedTry {
  readonly code: PsaErrorCode;
  readonly status?: number | undefined;
  /** Milliseconds it waited for its turn. */
  readonly waitMs: number;
  /** Milliseconds from sending to its end. */
  readonly durationMs: number;
}

/** What a {@link PsaError} is made of. */
export interface PsaErrorOptions {
  readonly code: PsaErrorCode;
  readonly message: string;
  /** What to do about it, in one or two sentences. */
  readonly hint?: string | undefined;
  readonly status?: number | undefined;
  /** The server's own code, e.g. `ApiFindCondition`. */
  readonly serverCode?: string | undefined;
  /** The server's `x-cw-request-id`. */
  readonly requestId?: string | undefined;
  /** Whether the same call may succeed later, unchanged, and do no harm. */
  readonly retryable?: boolean | undefined;
  readonly issues?: readonly Issue[] | undefined;
  readonly fieldErrors?: readonly FieldError[] | undefined;
  /** Each try that was sent, in order. */
  readonly attempts?: readonly FailedTry[] | undefined;
  readonly cause?: unknown;
}

/** The one error family of psakit. No message, hint or cause of it ever holds a secret. */
export class PsaError extends Error {
  override readonly name = 'PsaError';
  readonly code: PsaErrorCode;
  readonly hint: string | undefined;
  readonly status: number | undefined;
  readonly serverCode: string | undefined;
  readonly requestId: string | undefined;
  readonly retryable: boolean;
  readonly issues: readonly Issue[];
  readonly fieldErrors: readonly FieldError[];
  /** How each try of the request ended, in order; empty where nothing was sent. */
  readonly attempts: readonly FailedTry[];

  constructor(options: PsaErrorOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
    this.hint = options.hint;
    this.status = options.status;
    this.serverCode = options.serverCode;
    this.requestId = options.requestId;
    this.retryable = options.retryable ?? false;
    this.issues = options.issues ?? [];
    this.fieldErrors = options.fieldErrors ?? [];
    this.attempts = options.attempts ?? [];
  }
}

/** Whether a value is a {@link PsaError}, optionally with one given code. */
export function isPsaError(value: unknown, code?: PsaErrorCode): value is PsaError {
  return value instanceof PsaError && (code === undefined || value.code === code);
}

/** The error for what a caller wrote: an option or argument that cannot be used, and what to write instead. */
export function invalidArgument(message: string, hint: string): PsaError {
  return new PsaError({ code: 'INVALID_ARGUMENT', message, hint });
}

/** The same error with some of its parts changed. */
export function withParts(error: PsaErrorOptions, parts: Partial<PsaErrorOptions>): PsaError {
  // Of an Error these two are not among those that are spread.
  const { message, cause } = error;
  return new PsaError({ ...error, message, cause, ...parts });
}
