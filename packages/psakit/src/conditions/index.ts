// The query language of PSA: conditions, orderBy and fields. SPEC.md has the grammar and the meaning.
export type {
  BooleanLiteral,
  Comparison,
  Condition,
  ConditionParameter,
  Conjunction,
  DateLiteral,
  DateTimeLiteral,
  Disjunction,
  FieldPath,
  Leaf,
  Literal,
  Membership,
  NullLiteral,
  NumberLiteral,
  OrderTerm,
  Span,
  TextLiteral,
  TextMatch,
} from './ast.js';
export type { ConditionIssue, ConditionProblem, ValueWord } from './issue.js';
export { isConditionIssue } from './issue.js';
export { MAX_NESTING } from './nesting.js';
export { parse } from './text/parse.js';
export { print, printCompact } from './text/print.js';
export { parseOrderBy, printOrderBy } from './text/order-by.js';
export { parseFields, printFields } from './text/fields.js';
export { printFieldPath } from './text/field-path.js';
export { parseInstant } from './text/dates.js';
export { where } from './build/where.js';
export type { WhereTag, WhereValue } from './build/where.js';
export { buildCondition } from './build/builder.js';
export { Clause } from './build/clause.js';
export type { ConditionValue } from './build/literal.js';
export type {
  ChildConditionBuilder,
  ConditionBuilder,
  CustomFieldConditionBuilder,
  FieldBuilder,
} from './build/builder-types.js';
export { check } from './check/check.js';
export { checkFields, checkOrderBy } from './check/check-lists.js';
export { compareCodePoints, compareText, fold } from './meaning/fold.js';
export { evaluate } from './meaning/evaluate.js';
export type { EvaluateContext } from './meaning/evaluate.js';
export { groupByRoot } from './meaning/group-by-root.js';
export type { ChildGroup, ChildMatch, ChildMatches } from './meaning/group-by-root.js';
export { captionKey } from './meaning/custom-field.js';
export { matchesLike, parseLikePattern } from './meaning/like-pattern.js';
export type { LikePart, LikePattern } from './meaning/like-pattern.js';
export { formatIssue } from './report/format-issue.js';
export { toServerError } from './report/server-error.js';
export type { ServerError } from './report/server-error.js';
