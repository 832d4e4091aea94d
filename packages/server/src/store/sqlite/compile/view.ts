import type { Resource } from 'psakit/catalog';
import { parse, type Condition } from 'psakit/conditions';
import { parentColumn, quoted } from '../schema.js';
import { fragment, joined, sql, type Fragment } from './fragment.js';
import { compileLeaf } from './leaf.js';
import { recordOperand, type Scope } from './operand.js';

/**
 * Which records of its table a collection shows: those under its parents, or for a view with conditions
 * of its own those that fit them, `{parentId}` standing for that path parameter.
 *
 * @param above the value of each path parameter, outermost first: a parameter or an outer query's column.
 * @param numeric whether each of them is a number.
 */
export function compileView(
  resource: Resource,
  scope: Scope,
  above: readonly Fragment[],
  numeric: readonly boolean[],
): Fragment {
  const where = resource.view?.where;
  if (where === undefined) {
    return joined(
      above.map((value, index) => sql`${scope.alias}.${quoted(parentColumn(index))} = ${value}`),
      'AND',
    );
  }
  // Quoted, a place for a parameter is a text to the parser.
  const template = parse(where.replace(/["']?\{(\w+)\}["']?/g, '"{$1}"'));
  const fill = (condition: Condition): Fragment => {
    if (condition.kind === 'and' || condition.kind === 'or') {
      return joined(condition.items.map(fill), condition.kind === 'and' ? 'AND' : 'OR');
    }
    const literal =
      condition.kind === 'compare' && condition.value.kind === 'text' ? condition.value.value : '';
    const index = resource.parents.findIndex((name) => literal === `{${name}}`);
    const value = above[index];
    const operand = recordOperand(scope, condition.field.path);
    if (!value) return compileLeaf(condition, operand);
    const subject = numeric[index] === true ? operand.number : operand.text;
    return subject ? sql`${subject} = ${value}` : fragment('0');
  };
  return fill(template);
}
