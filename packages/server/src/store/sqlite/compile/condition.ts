import type { Condition } from 'psakit/conditions';
import { joined, type Fragment } from './fragment.js';
import { compileLeaf } from './leaf.js';
import { compileThrough } from './through.js';
import { recordOperand, type Operand, type Scope } from './operand.js';

/** A condition as SQL: over the fields of a table, or over whatever `subject` finds for a path. */
export function compileCondition(
  condition: Condition,
  subject: Scope | ((path: readonly string[]) => Operand),
): Fragment {
  if (condition.kind === 'and' || condition.kind === 'or') {
    return joined(
      condition.items.map((item) => compileCondition(item, subject)),
      condition.kind === 'and' ? 'AND' : 'OR',
    );
  }
  const { path } = condition.field;
  if (typeof subject === 'function') return compileLeaf(condition, subject(path));
  return compileThrough(condition, subject) ?? compileLeaf(condition, recordOperand(subject, path));
}
