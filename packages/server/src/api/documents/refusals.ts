import { PsaError, type FieldError } from 'psakit/core';
import { invalidObject } from '../../records/index.js';
import { ERROR_BODY_CODES } from '../wire.js';

/** The name of a document in the bodies of refusals: the entity, as for every other one (PROTOCOL 5). */
const DOCUMENT = 'documentInfo';

/** 415 for a body that is no form: the status is documented (PROTOCOL 4), the text is *assumed*. */
export function notMultipart(contentType: string | undefined): PsaError {
  return new PsaError({
    code: 'BAD_REQUEST',
    status: 415,
    serverCode: ERROR_BODY_CODES.unsupportedMedia,
    message: `Documents are sent as multipart/form-data, not as ${contentType?.slice(0, 100) ?? 'a body without a Content-Type'}.`,
  });
}

/** 400 for a form that cannot be read (*assumed*). */
export function badMultipart(why: string): PsaError {
  return new PsaError({
    code: 'BAD_REQUEST',
    status: 400,
    serverCode: ERROR_BODY_CODES.invalidArgument,
    message: `The multipart body cannot be read: ${why}.`,
  });
}

/** 400 `InvalidObject` with an error for each member that is wrong (PROTOCOL 5, recorded). */
export function invalidDocument(errors: readonly Omit<FieldError, 'resource'>[]): PsaError {
  return invalidObject(
    DOCUMENT,
    errors.map((error) => ({ ...error, resource: DOCUMENT })),
  );
}

/** The error of a member that is not there. */
export function missingMember(field: string): Omit<FieldError, 'resource'> {
  return { code: 'MissingRequiredField', message: `The ${field} field is required.`, field };
}
