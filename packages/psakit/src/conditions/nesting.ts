import { PsaError } from '../core/index.js';
import type { Condition } from './ast.js';

/**
 * How deep parentheses may go, in a text and in a built condition alike: far more than anyone writes,
 * and shallow enough for every walk to be plain recursion.
 */
export const MAX_NESTING = 200;

/**
 * Whether a group has to be printed in parentheses inside another: always, except for `and` inside `or`,
 * since `and` binds tighter.
 */
export function needsParentheses(item: Condition, parent: Condition): boolean {
  return item.kind === 'or' || (item.kind === 'and' && parent.kind === 'and');
}

/**
 * How many parentheses enclose `item` when `depth` of them enclose its parent. Every walk over a
 * condition counts this way, so that what one of them takes the others take too. Throws
 * `CONDITION_INVALID` beyond {@link MAX_NESTING}.
 */
export function nest(depth: number, item: Condition, parent: Condition): number {
  if (!needsParentheses(item, parent)) return depth;
  if (depth < MAX_NESTING) return depth + 1;
  throw new PsaError({
    code: 'CONDITION_INVALID',
    message: `The condition is nested more than ${MAX_NESTING} levels deep.`,
    hint: 'Put the parts side by side in one and/or, or test membership with in (...).',
  });
}
