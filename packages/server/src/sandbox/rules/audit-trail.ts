import type { SpecialOperation } from '../../api/index.js';
import { auditSubject } from './audit.js';

/**
 * `GET /system/audittrail?type=Ticket&id=5`: the rows of one record, or of one kind of record. The two
 * parameters are in the specification; a row has neither, so they become conditions on its type and text.
 */
export const AUDIT_TRAIL: SpecialOperation = {
  method: 'GET',
  path: '/system/audittrail',
  answer: (call) => {
    const type = call.parameters.get('type');
    const id = call.parameters.get('id');
    const given = call.parameters.get('conditions');
    const wanted = [
      given === undefined || given.trim() === '' ? undefined : `(${given})`,
      type === undefined ? undefined : `auditType = ${quoted(type)}`,
      id === undefined ? undefined : `text contains ${quoted(auditSubject('', id).trim())}`,
    ].filter((part) => part !== undefined);
    if (type === undefined && id === undefined) return call.services.read(call);
    const parameters = new Map([...call.parameters, ['conditions', wanted.join(' and ')]]);
    return call.services.read({ ...call, parameters });
  },
};

/** A text in quotes; one with a quote in it is compared without, which finds nothing. */
function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '')}"`;
}
