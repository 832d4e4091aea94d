import type { SpecialCall, SpecialOperation } from '../../api/index.js';
import { AUDITED, auditSubject } from './audit.js';
import { all, any, equals, startsWith, type Condition } from './query.js';

/**
 * `GET /system/audittrail?type=Ticket&id=5`, and its count: the rows of one record, or of one kind of record. The two
 * parameters are in the specification; a row has neither, so they become conditions on its type and text, beside those
 * of the request. Of an id without a type the rows of every kind of record are told.
 */
export const AUDIT_TRAIL: readonly SpecialOperation[] = [
  { method: 'GET', path: '/system/audittrail', answer: narrowedRead },
  { method: 'GET', path: '/system/audittrail/count', answer: narrowedRead },
];

function narrowedRead(call: SpecialCall): ReturnType<SpecialOperation['answer']> {
  const type = call.parameters.get('type');
  const id = call.parameters.get('id');
  const wanted: Condition[] = [];
  if (type !== undefined) wanted.push(equals('auditType', type));
  if (id !== undefined) wanted.push(aboutRecord(type, id));
  const [first, ...more] = wanted;
  return call.services.read({ ...call, narrow: first && all(first, ...more) });
}

function aboutRecord(type: string | undefined, id: string): Condition {
  const known = [...new Set(Object.values(AUDITED))];
  const types = known.filter((each) => type === undefined || each.toLowerCase() === type.toLowerCase());
  const [first = startsWith('text', auditSubject(type ?? '', id)), ...more] = types.map((each) =>
    startsWith('text', auditSubject(each, id)),
  );
  return any(first, ...more);
}
