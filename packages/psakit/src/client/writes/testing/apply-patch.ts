import type { PatchOperation } from '../index.js';

/** What a server makes of a PATCH, written anew and as simply as can be: members and elements, no schema. */
export function applyPatch(
  record: Readonly<Record<string, unknown>>,
  operations: readonly PatchOperation[],
): Record<string, unknown> {
  const after = structuredClone(record) as Record<string, unknown>;
  for (const { op, path, value } of operations) {
    const names = path.split('/');
    const last = names.pop() ?? '';
    let parent: unknown = after;
    for (const name of names) parent = (parent as Record<string, unknown>)[name];
    if (Array.isArray(parent)) {
      if (op === 'add') parent.push(value);
      else parent.splice(Number(last), 1, ...(op === 'replace' ? [value] : []));
    } else if (op === 'remove') Reflect.deleteProperty(parent as object, last);
    else (parent as Record<string, unknown>)[last] = value;
  }
  return after;
}
