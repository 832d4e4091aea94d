import { PsaError, redact, redactCause, type PsaErrorCode } from '../core/index.js';
import { findCure } from './cures.js';
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
    requestId: response.requestId,
    retryable: status >= 500 || status === 429 || status === 409,
    fieldErrors: error.fields.map((field) => ({ ...field, message: redact(field.message, secrets) })),
  });
}

/** The error for a request that got no answer. */
export function networkError(origin: string, cause: unknown, secrets: readonly string[]): PsaError {
  return new PsaError({
    code: 'NETWORK',
    message: redact(`No answer from ${origin}: ${reasonOf(cause)}`, secrets),
    hint: 'Check CONNECTWISE_SITE and the way there; a local PSA must be running ("psa sandbox").',
    retryable: true,
    cause: redactCause(cause, secrets),
  });
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
  return inner.message !== '' ? inner.message : typeof code === 'string' ? code : 'the connection failed';
}
