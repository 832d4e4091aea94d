import type { Condition } from 'psakit/conditions';
import { joined, type Fragment } from './fragment.js';
import { compileLeaf } from './leaf.js';
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
  return compileLeaf(condition, typeof subject === 'function' ? subject(path) : recordOperand(subject, path));
}
