import { PsaError, type FieldError } from 'psakit/core';
import { jsonAnswer, type AnswerHeaders, type ApiAnswer } from './http.js';
import { ERROR_BODY_CODES } from './wire.js';

/** 404 for a path that leads nowhere (PROTOCOL 5, recorded). */
export function noEndpoint(): PsaError {
  return new PsaError({
    code: 'NOT_FOUND',
    status: 404,
    serverCode: ERROR_BODY_CODES.server,
    message: 'The endpoint does not exist.',
  });
}

/** 404 for a record that is not there, e.g. `Ticket 5 not found` (PROTOCOL 5, recorded). */
export function recordNotFound(entity: string, id: string | number): PsaError {
  return new PsaError({
    code: 'NOT_FOUND',
    status: 404,
    serverCode: ERROR_BODY_CODES.notFound,
    message: `${entity} ${id} not found`,
  });
}

/** 400 for a parameter whose value cannot be used, in the mission's shape. */
export function invalidArgument(field: string, value: string, expected: string): PsaError {
  const code = ERROR_BODY_CODES.invalidArgument;
  return missionError({
    status: 400,
    code,
    message: `The value '${shortened(value)}' is not valid for field '${field}'.`,
    errors: [{ code, message: `${field} must be ${expected}`, field }],
  });
}

/** 401 in the mission's shape: the cloud's own text is not recorded (PROTOCOL 1.7). */
export function invalidCredentials(): PsaError {
  const code = ERROR_BODY_CODES.invalidCredentials;
  const message =
    'The credentials were not accepted. Verify the company id, the public key and the private key.';
  return missionError({ status: 401, code, message, errors: [{ code, message, field: 'Authorization' }] });
}

/** 403 (PROTOCOL 1.7, live) in the mission's shape: the body is not recorded. */
export function missingClientId(): PsaError {
  const code = ERROR_BODY_CODES.missingClientId;
  const message = 'The clientId header is missing or not registered. Send the client id of your integration.';
  return missionError({ status: 403, code, message, errors: [{ code, message, field: 'clientId' }] });
}

/** 405 for a method that the path does not have (PROTOCOL 4); the body is ours (*assumed*). */
export class MethodNotAllowed extends PsaError {
  readonly allowed: readonly string[];

  constructor(method: string, path: string, allowed: readonly string[]) {
    super({
      code: 'BAD_REQUEST',
      status: 405,
      serverCode: ERROR_BODY_CODES.methodNotAllowed,
      message: `${method} is not possible on ${path}, only ${allowed.join(', ')}.`,
    });
    this.allowed = allowed;
  }
}

/** 413 for a body that is larger than this server reads. */
export function bodyTooLarge(limit: number): PsaError {
  return missionError({
    status: 413,
    code: ERROR_BODY_CODES.payloadTooLarge,
    message: `The body has more than ${limit} bytes. Send less.`,
    errors: [],
  });
}

/** A body that its sender broke off. Nobody waits for an answer; what was to be sent may be why it broke. */
export class BodyBroken extends PsaError {
  constructor(cause: unknown) {
    super({ code: 'BAD_REQUEST', status: 400, message: 'The body of the request broke off.', cause });
  }
}

/**
 * The answer for anything thrown. A `PsaError` with a status is meant for the client and says what it
 * has to say; all else is a fault of this server and shows nothing of itself.
 */
export function errorAnswer(error: unknown, headers: AnswerHeaders): ApiAnswer {
  if (!isAnswer(error)) {
    const storage = error instanceof PsaError && error.code === 'STORAGE';
    const message = storage ? 'An unexpected database error has occured' : 'An unexpected error has occured.';
    return jsonAnswer(JSON.stringify({ code: ERROR_BODY_CODES.server, message }), headers, 500);
  }
  if (error instanceof BodyBroken) {
    return { status: error.status, headers, body: '', delivery: { kind: 'reset' } };
  }
  const body = {
    code: error.serverCode ?? ERROR_BODY_CODES.server,
    message: error.message,
    ...(error.fieldErrors.length > 0 ? { errors: error.fieldErrors } : {}),
  };
  if (error.status === 401) headers['WWW-Authenticate'] = 'Basic realm="PSA"';
  if (error instanceof MethodNotAllowed) headers['Allow'] = error.allowed.join(', ');
  return jsonAnswer(JSON.stringify(body), headers, error.status);
}

/** Whether something thrown is an answer to the client, rather than a fault of this server. */
export function isAnswer(error: unknown): error is PsaError & { readonly status: number } {
  return error instanceof PsaError && error.status !== undefined;
}

function missionError(body: {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly errors: readonly FieldError[];
}): PsaError {
  return new PsaError({
    code: body.status === 401 ? 'UNAUTHORIZED' : body.status === 403 ? 'FORBIDDEN' : 'BAD_REQUEST',
    status: body.status,
    serverCode: body.code,
    message: body.message,
    fieldErrors: body.errors,
  });
}

function shortened(value: string): string {
  return value.length <= 100 ? value : `${value.slice(0, 100)}…`;
}
