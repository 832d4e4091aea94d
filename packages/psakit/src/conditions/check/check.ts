import type { Resource } from '../../catalog/index.js';
import { invalidArgument, type PsaError } from '../../core/index.js';
import type { Condition, ConditionParameter, Leaf } from '../ast.js';
import type { ConditionIssue } from '../issue.js';
import { nest } from '../nesting.js';
import { checkValue } from './check-value.js';
import { recordedRefusal } from './recorded-refusals.js';
import { resolveField } from './resolve-field.js';
import { resolveChildField } from './resolve-child-field.js';
import { resolveCustomField } from './resolve-custom-field.js';
import type { Resolve } from './subject.js';

/**
 * What is wrong with a condition on records of a resource: fields that do not exist or cannot be filtered,
 * and values that do not fit their field. An empty list means that PSA should take it. Throws
 * `CONDITION_INVALID` for a built condition nested too deep, `INVALID_ARGUMENT` for a resource that is none.
 *
 * @example check(parse('sumary contains "x"'), resourceNamed('service/tickets'))[0].cure
 *   // Did you mean "summary"?
 */
export function check(
  condition: Condition,
  resource: Resource,
  parameter: ConditionParameter = 'conditions',
): readonly ConditionIssue[] {
  if (typeof resource !== 'object') throw noResource(resource);
  const issues: ConditionIssue[] = [];
  collect(condition, 0, (leaf) => {
    const found = RESOLVERS[parameter](leaf, resource);
    const issue =
      'problem' in found ? found : (recordedRefusal(leaf, resource) ?? checkValue(leaf, found, parameter));
    if (issue) issues.push(issue);
  });
  return issues;
}

const RESOLVERS: Readonly<Record<ConditionParameter, Resolve>> = {
  conditions: resolveField,
  childConditions: resolveChildField,
  customFieldConditions: resolveCustomField,
};

function collect(condition: Condition, depth: number, visit: (leaf: Leaf) => void): void {
  if (condition.kind !== 'and' && condition.kind !== 'or') visit(condition);
  else for (const item of condition.items) collect(item, nest(depth, item, condition), visit);
}

/** `resourceNamed` answers `undefined` for a name that is none. */
function noResource(given: unknown): PsaError {
  return invalidArgument(
    `check needs a resource of the catalog, not ${String(given)}.`,
    'Give resourceNamed("service/tickets"), or resolveResource("tickets").resource, which refuses a name that is none.',
  );
}
