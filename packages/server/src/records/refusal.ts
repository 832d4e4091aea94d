import { PsaError, type FieldError, type PsaErrorCode } from 'psakit/core';

/** What a {@link ServerRefusal} answers. */
export interface RefusalOptions {
  /** 400 unless told. */
  readonly status?: number | undefined;
  /** The server's own code, such as `InvalidObject` (PROTOCOL 5). */
  readonly code: string;
  readonly message: string;
  readonly errors?: readonly FieldError[] | undefined;
}

/**
 * A request that is refused: the status and the body the client gets (PROTOCOL 5). Rules throw it, and so
 * does whatever checks a body before them.
 */
export class ServerRefusal extends PsaError {
  constructor({ status = 400, code, message, errors }: RefusalOptions) {
    super({ code: errorCode(status), status, serverCode: code, message, fieldErrors: errors });
  }
}

/** 400 `{entity} object is invalid` with one error for each fault found (PROTOCOL 5, recorded). */
export function invalidObject(entity: string, errors: readonly FieldError[]): ServerRefusal {
  return new ServerRefusal({ code: 'InvalidObject', message: `${entity} object is invalid`, errors });
}

function errorCode(status: number): PsaErrorCode {
  switch (status) {
    case 401:
      return 'UNAUTHORIZED';
    case 403:
      return 'FORBIDDEN';
    case 404:
      return 'NOT_FOUND';
    case 409:
      return 'CONFLICT';
    default:
      return status >= 500 ? 'SERVER_ERROR' : 'BAD_REQUEST';
  }
}
