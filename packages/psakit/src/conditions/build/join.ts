import { invalidArgument } from '../../core/index.js';
import type { Condition } from '../ast.js';

/**
 * Several conditions as one. One that is itself such a join is taken apart, so that a chain stays flat.
 * Throws `INVALID_ARGUMENT` for an empty list, since "all of nothing" has no text.
 */
export function join(kind: 'and' | 'or', conditions: readonly Condition[]): Condition {
  const items = conditions.flatMap((condition) => (condition.kind === kind ? condition.items : [condition]));
  const [first] = items;
  if (!first) {
    throw invalidArgument(
      `There is no condition to join with ${kind}.`,
      'Leave the filter out where there is nothing to filter by.',
    );
  }
  return items.length === 1 ? first : { kind, items };
}
