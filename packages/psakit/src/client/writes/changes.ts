import type { PatchOperation } from './types.js';

/**
 * Prepared changes as a PATCH: a whole value for each member, `remove` for null (PROTOCOL 6.2). Paths have
 * no slash in front, as the vendor documents them.
 *
 * @example toPatch({ status: { id: 5 } }) // [{ op: 'replace', path: 'status', value: { id: 5 } }]
 */
export function toPatch(changes: Readonly<Record<string, unknown>>): PatchOperation[] {
  return Object.entries(changes).map(([path, value]) =>
    value === null ? { op: 'remove', path } : { op: 'replace', path, value },
  );
}
