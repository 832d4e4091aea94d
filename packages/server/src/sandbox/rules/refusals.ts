import type { FieldError } from 'psakit/core';
import { invalidObject as refused, ServerRefusal } from '../../records/index.js';

/**
 * 400 `ticket object is invalid` with what is wrong with which member (PROTOCOL 5, recorded).
 *
 * @param entity as messages call it: `ticket`, `contact`, `schedule`.
 */
export function invalidObject(entity: string, ...errors: readonly FieldError[]): ServerRefusal {
  return refused(
    entity,
    errors.map(({ code, message, ...where }) => ({ code, message, resource: entity, ...where })),
  );
}

/** {@link invalidObject} for a member that must be there. */
export function missingField(entity: string, field: string): ServerRefusal {
  return invalidObject(entity, {
    code: 'MissingRequiredField',
    message: `The ${field} field is required.`,
    field: field.split('/')[0] ?? field,
  });
}

/** {@link invalidObject} for a member whose value does not do, in a sentence. */
export function invalidField(entity: string, field: string, message: string): ServerRefusal {
  return invalidObject(entity, { code: 'InvalidField', message, field });
}

/** {@link invalidObject} for a reference to what is not there, e.g. `Activity 123456 not found`. */
export function notFoundField(entity: string, field: string, message: string): ServerRefusal {
  return invalidObject(entity, { code: 'NotFound', message, field });
}

/** 404 for a record that an action needs, e.g. `Ticket 5 not found` (PROTOCOL 5, recorded). */
export function recordNotFound(entity: string, id: number | string): ServerRefusal {
  return new ServerRefusal({ status: 404, code: 'NotFound', message: `${entity} ${id} not found` });
}

/** 409 for a record that others need (PROTOCOL 4: "possibly in use"). Code and text are *assumed*. */
export function inUse(message: string): ServerRefusal {
  return new ServerRefusal({ status: 409, code: 'RecordInUse', message });
}
