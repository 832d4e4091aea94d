import type { ResourceEntities } from '../../catalog/index.js';
import { resolveResource, resourceNamed } from '../../catalog/index.js';
import { invalidArgument } from '../../core/index.js';
import type { Condition } from '../ast.js';
import type { Hole } from '../text/hole.js';
import { HOLE } from '../text/hole.js';
import { readCondition } from '../text/parse.js';
import { Scanner } from '../text/scanner.js';
import type { ConditionBuilder } from './builder-types.js';
import { buildCondition } from './builder.js';
import type { Clause } from './clause.js';
import { conditionOf, isPart } from './clause.js';
import { join } from './join.js';
import type { ConditionValue } from './literal.js';
import { literalOf, literalsOf } from './literal.js';
import { withoutSpans } from './without-spans.js';

/** What can be put into a `where` template. */
export type WhereValue = ConditionValue | readonly ConditionValue[] | Condition | Clause;

/** The ways to build a condition in a program. */
export interface WhereTag {
  /**
   * The condition of a template. A value stays a value whatever it contains; a list may follow `in`; a
   * condition may stand where a comparison may, and counts as if in parentheses. Backslashes are those of
   * conditions, not of JavaScript: `C:\temp` is written as it is.
   *
   * Throws `CONDITION_SYNTAX` (where each `${…}` counts as one character) and, for a value that cannot be
   * compared with, `INVALID_ARGUMENT`.
   *
   * @example where`status/name = ${name} and priority/id in ${[1, 2]}`
   */
  (template: TemplateStringsArray, ...values: readonly WhereValue[]): Condition;
  /**
   * Builds conditions on a resource of the catalog, each from a function of its fields. Throws as
   * `resolveResource` does for a name that is none, and `INVALID_ARGUMENT` for unusable values.
   *
   * @example where.for('service/tickets')((t) => t.summary.contains('vpn'))
   */
  for<Name extends keyof ResourceEntities>(
    resource: Name,
  ): (build: (fields: ConditionBuilder<ResourceEntities[Name]>) => Clause | Condition) => Condition;
  /** All of these. Throws `INVALID_ARGUMENT` where there are none. */
  all(conditions: readonly (Condition | Clause)[]): Condition;
  /** Any of these. Throws `INVALID_ARGUMENT` where there are none. */
  any(conditions: readonly (Condition | Clause)[]): Condition;
}

/** Builds conditions from templates and functions; see {@link WhereTag}. */
export const where: WhereTag = Object.assign(fromTemplate, {
  for: <Name extends keyof ResourceEntities>(name: Name) => {
    const resource = resourceNamed(name) ?? resolveResource(name).resource;
    return (build: (fields: ConditionBuilder<ResourceEntities[Name]>) => Clause | Condition): Condition =>
      buildCondition(build, resource);
  },
  all: (conditions: readonly (Condition | Clause)[]) => join('and', [conditions].flat().map(conditionOf)),
  any: (conditions: readonly (Condition | Clause)[]) => join('or', [conditions].flat().map(conditionOf)),
});

function fromTemplate(template: TemplateStringsArray, ...values: readonly WhereValue[]): Condition {
  const { raw } = template as Partial<TemplateStringsArray>;
  if (raw === undefined) {
    throw invalidArgument(
      'where was called as a function.',
      'Write where`id = ${id}`, without parentheses; parse reads a condition from a text.',
    );
  }
  if (raw.some((piece) => piece.includes(HOLE))) {
    throw invalidArgument('A template cannot hold the character U+FFFC.', 'Put it in as a value.');
  }
  return withoutSpans(readCondition(new Scanner(raw.join(HOLE), values.map(holeOf))));
}

function holeOf(value: WhereValue): Hole {
  if (isPart(value)) return { kind: 'condition', condition: conditionOf(value) };
  if (isList(value)) return { kind: 'list', literals: literalsOf(value) };
  return { kind: 'value', literal: literalOf(value) };
}

/** `Array.isArray` does not know readonly arrays. */
function isList(value: ConditionValue | readonly ConditionValue[]): value is readonly ConditionValue[] {
  return Array.isArray(value);
}
