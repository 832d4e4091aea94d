import type { ConditionParameter, Leaf } from '../ast.js';
import type { ConditionIssue } from '../issue.js';
import { issueOn } from '../issue.js';
import { checkLiteral } from './check-literal.js';
import { checkOperator } from './check-operator.js';
import type { Subject } from './subject.js';

/** The issue with the operator or the values of a comparison whose field was found, if there is one. */
export function checkValue(
  leaf: Leaf,
  subject: Subject,
  parameter: ConditionParameter,
): ConditionIssue | undefined {
  const operator = checkOperator(leaf, subject, parameter);
  if (operator) return issueOn(leaf.field.span, operator);
  for (const literal of leaf.kind === 'in' ? leaf.values : [leaf.value]) {
    const complaint = checkLiteral(leaf, literal, subject);
    if (complaint) return issueOn(literal.span, complaint);
  }
  return undefined;
}
