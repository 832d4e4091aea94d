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

/** Whether an error tells what is wrong with the fields of a record, so that it can be told with others. */
export function isFieldRefusal(error: unknown): error is ServerRefusal {
  return error instanceof ServerRefusal && error.status === 400 && error.fieldErrors.length > 0;
}

/** What was found wrong with a record by its body alone. */
export interface FoundFaults {
  /** With the values that were sent. */
  readonly sent: readonly FieldError[];
  /** Members that must be there and are not. */
  readonly missing: readonly FieldError[];
}

/**
 * All that is wrong with a record as one refusal: with what was sent, then what it lacks, then what rules say; each
 * about other fields than those before it. What rules alone say keeps their words.
 *
 * @param entity as messages call it: `ticket`.
 */
export function joinedRefusal(
  entity: string,
  { sent, missing }: FoundFaults,
  refusals: readonly ServerRefusal[],
): ServerRefusal | undefined {
  const errors = [...sent];
  const told = new Set(errors.map(topField));
  for (const group of [missing, ...refusals.map(({ fieldErrors }) => fieldErrors)]) {
    const more = group.filter((error) => !told.has(topField(error)));
    for (const error of more) told.add(topField(error));
    errors.push(...more);
  }
  const [first] = refusals;
  if (sent.length > 0 || missing.length > 0) return invalidObject(entity, errors);
  return (
    first && new ServerRefusal({ code: first.serverCode ?? 'InvalidObject', message: first.message, errors })
  );
}

function topField({ field }: FieldError): string | undefined {
  return field?.split('/')[0];
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
