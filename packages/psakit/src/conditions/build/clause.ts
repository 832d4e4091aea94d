import { invalidArgument } from '../../core/index.js';
import type { Condition } from '../ast.js';
import { join } from './join.js';

/** A condition under construction: what the operators of a builder answer, and what `and` and `or` join. */
export class Clause {
  readonly condition: Condition;

  constructor(condition: Condition) {
    this.condition = condition;
  }

  /** This and all of the others. */
  and(...others: readonly (Clause | Condition)[]): Clause {
    return new Clause(join('and', [this, ...others].map(conditionOf)));
  }

  /** This or any of the others. */
  or(...others: readonly (Clause | Condition)[]): Clause {
    return new Clause(join('or', [this, ...others].map(conditionOf)));
  }
}

/** The condition of a clause; conditions stay as they are. Throws `INVALID_ARGUMENT` for anything else. */
export function conditionOf(part: Clause | Condition): Condition {
  if (part instanceof Clause) return part.condition;
  if (isPart(part)) return part;
  throw invalidArgument('This is no condition.', 'where`…` makes one, and parse reads one from a text.');
}

const CONDITION_KINDS: ReadonlySet<unknown> = new Set(['and', 'or', 'compare', 'contains', 'like', 'in']);

/** Whether a value is a condition or a clause, as opposed to a value to compare with. */
export function isPart(value: unknown): value is Clause | Condition {
  if (value instanceof Clause) return true;
  return typeof value === 'object' && value !== null && 'kind' in value && CONDITION_KINDS.has(value.kind);
}
