import { PsaError, redact, redactCause, withParts, type PsaErrorCode } from '../core/index.js';
import { findCure, isPermanent } from './cures.js';
import { networkCauseOf, networkCure } from './network-cause.js';
import { badResponse, nameOfBody, type PsaResponse } from './response.js';
import type { ServerError } from './server-error.js';

/** Which request an error is about, without its query, which may be long. */
export interface RequestName {
  readonly method: string;
  readonly path: string;
}

const CODES: Readonly<Record<number, PsaErrorCode>> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  429: 'RATE_LIMITED',
};

/** The statuses that mean the same whoever answered; any other with a foreign body is a `BAD_RESPONSE`. */
const PLAIN_STATUSES: ReadonlySet<number> = new Set([401, 403, 409, 414, 429]);

/** The error for an answer that is a refusal. */
export function errorFromResponse(
  request: RequestName,
  response: PsaResponse,
  error: ServerError,
  secrets: readonly string[],
): PsaError {
  const { status } = response;
  if (!error.fromApi && status < 500 && !PLAIN_STATUSES.has(status)) {
    return badResponse(response, `${nameOfBody(response.text())} instead of the API's JSON`);
  }
  const said = error.message ?? `The server answered ${status}`;
  const details = error.fields.map(({ message }) => message).filter((message) => !said.includes(message));
  const told = details.length === 0 ? said : `${said}${said.endsWith('.') ? '' : ':'} ${details.join(' ')}`;
  const code = error.code === undefined ? String(status) : `${status} ${error.code}`;
  return new PsaError({
    code: CODES[status] ?? (status >= 500 ? 'SERVER_ERROR' : 'UNEXPECTED_STATUS'),
    message: redact(`${told} (${code}, ${request.method} ${request.path})`, secrets),
    hint: findCure(status, error),
    status,
    serverCode: error.code,
    requestId: response.requestId && redact(response.requestId, secrets),
    retryable: status === 429 || ((status >= 500 || status === 409) && !isPermanent(error)),
    fieldErrors: error.fields,
  });
}

/** The error for a request that got no answer. */
export function networkError(origin: string, cause: unknown, secrets: readonly string[]): PsaError {
  return new PsaError({
    code: 'NETWORK',
    message: redact(`No answer from ${origin}: ${reasonOf(cause)}`, secrets),
    hint: networkCure(networkCauseOf(cause)),
    retryable: true,
    cause: redactCause(cause, secrets),
  });
}

/** The error for an answer that has no end, or one that nobody waits for; `limit` in bytes. */
export function tooLargeError(origin: string, status: number, limit: number): PsaError {
  return new PsaError({
    code: 'BAD_RESPONSE',
    message: `The answer from ${origin} has more than ${limit / 1_048_576} MiB and was given up.`,
    hint: 'Ask for smaller pages or fewer fields. Where that was no list, something that is not PSA answers.',
    status,
  });
}

/** The error for an answer whose connection broke before its end. */
export function brokenBodyError(origin: string, cause: unknown, secrets: readonly string[]): PsaError {
  return new PsaError({
    code: 'NETWORK',
    message: redact(`The answer from ${origin} broke off: ${reasonOf(cause)}`, secrets),
    hint: 'Try again; if it stays, something on the way cuts long answers: ask for smaller pages.',
    retryable: true,
    cause: redactCause(cause, secrets),
  });
}

/** The error for a call that may take no longer. */
export function deadlineError(request: RequestName, deadlineMs: number): PsaError {
  return new PsaError({
    code: 'TIMEOUT',
    message: `${request.method} ${request.path} was given up after ${deadlineMs / 1000} s, as deadlineMs says.`,
    hint: 'Allow more time by deadlineMs, or see what it waits for by onWait.',
    retryable: true,
  });
}

/** The error for a write whose answer was lost, and which must not be sent again blindly. */
export function outcomeUnknown(request: RequestName, cause: PsaError): PsaError {
  return new PsaError({
    code: 'OUTCOME_UNKNOWN',
    message: `The answer to ${request.method} ${request.path} was lost, so it may have been done or not: ${cause.message}`,
    hint: 'Look whether it was done before sending it again; create does so by itself where its option verify says what to look for.',
    status: cause.status,
    requestId: cause.requestId,
    cause,
  });
}

/** The same error of a server that asks for a pause of so many milliseconds, which is more than any gets. */
export function longPauseError(error: PsaError, ms: number): PsaError {
  const hint = `The server asks for a pause of ${Math.round(ms / 60_000)} minutes, which is not waited for. Try again later; where it is none of PSA's, something between answers for it.`;
  return withParts(error, { hint });
}

/** The error for a request whose answer took too long. */
export function timeoutError(origin: string, timeoutMs: number): PsaError {
  return new PsaError({
    code: 'TIMEOUT',
    message: `No answer from ${origin} within ${timeoutMs / 1000} s.`,
    hint: 'Narrow the request down, ask for smaller pages, or allow more time by the option timeoutMs.',
    retryable: true,
  });
}

/** The error for a redirect that is not followed. */
export function redirectError(
  request: RequestName,
  where = 'elsewhere',
  response?: Pick<PsaResponse, 'status' | 'requestId'>,
): PsaError {
  return new PsaError({
    code: 'REDIRECT_REFUSED',
    message: `The server redirects ${request.method} ${request.path} ${where}.`,
    hint: 'Credentials are sent only to the site that was set. If the other address is right, set CONNECTWISE_SITE to it.',
    status: response?.status,
    requestId: response?.requestId,
  });
}

/** `fetch failed` says nothing; the innermost cause does. */
function reasonOf(error: unknown): string {
  let inner = error;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  if (!(inner instanceof Error)) return 'the connection failed';
  const { code } = inner as { code?: unknown };
  // OpenSSL wraps its few words in where they come from.
  const message = /:SSL routines:[^:]*:([^:]+):/.exec(inner.message)?.[1] ?? inner.message.trim();
  return message !== '' ? message : typeof code === 'string' ? code : 'the connection failed';
}
