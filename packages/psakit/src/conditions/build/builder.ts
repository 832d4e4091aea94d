import type { Resource } from '../../catalog/index.js';
import { findField } from '../../catalog/index.js';
import { didYouMean, invalidArgument } from '../../core/index.js';
import type { Comparison, Condition, FieldPath, Literal } from '../ast.js';
import { parseMoment } from '../text/dates.js';
import { Clause, conditionOf, isPart } from './clause.js';
import type { ConditionValue } from './literal.js';
import { literalOf, literalsOf } from './literal.js';

/**
 * The condition that a builder function describes. Its parameter has one of the builder types, which is
 * the caller's business: at run time any name is a field, and `check` knows the unknown ones. With a resource,
 * a text compared with a moment is read as one, so that dates can be passed on as records hold them.
 * Throws `INVALID_ARGUMENT` where the function answers no condition.
 */
export function buildCondition(build: (fields: never) => Clause | Condition, resource?: Resource): Condition {
  const answer: unknown = build(fieldProxy([], resource) as never);
  if (isPart(answer)) return conditionOf(answer);
  throw invalidArgument(
    'A filter is a text, a condition, or a function that answers a condition, and this is none.',
    'End a function with an operator, as in t => t.status.name.eq("New").',
  );
}

/** A field, or the record itself where the path is empty: each member is a field below or an operator. */
function fieldProxy(path: readonly string[], resource: Resource | undefined): unknown {
  return new Proxy(() => undefined, {
    get(_target, name) {
      // `then` and `toJSON` are asked for by await and JSON.stringify, not by whoever filters.
      if (typeof name === 'symbol' || name === 'then' || name === 'toJSON') return undefined;
      const operator = path.length > 0 && Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
      if (!operator) return fieldProxy([...path, name], resource);
      const field: FieldPath = { kind: 'field', path };
      return (value: unknown) => new Clause(operator({ field, literal: literalFor(field, resource) }, value));
    },
    apply() {
      const name = path.at(-1) ?? '';
      const names = Object.keys(OPERATORS);
      throw invalidArgument(
        `"${name}" is no operator.`,
        didYouMean(name, names) || `There are ${names.join(', ')}.`,
      );
    },
  });
}

/** The field an operator is called on, and how its values become literals. */
interface Subject {
  readonly field: FieldPath;
  readonly literal: (value: ConditionValue) => Literal;
}

type Operator = (subject: Subject, value: unknown) => Condition;

const compare =
  (operator: Comparison['operator']): Operator =>
  ({ field, literal }, value) => ({
    kind: 'compare',
    field,
    operator,
    value: literal(value as ConditionValue),
  });

const search =
  (kind: 'contains' | 'like', negated: boolean): Operator =>
  ({ field }, value) => ({ kind, negated, field, value: literalOf(value as ConditionValue) });

const membership =
  (negated: boolean): Operator =>
  ({ field, literal }, values) => {
    const list = Array.isArray(values) ? (values as readonly ConditionValue[]) : [];
    literalsOf(list);
    return { kind: 'in', negated, field, values: list.map(literal) };
  };

const nullTest =
  (operator: '=' | '!='): Operator =>
  ({ field }) => ({ kind: 'compare', field, operator, value: { kind: 'null' } });

const OPERATORS: Readonly<Record<string, Operator>> = {
  eq: compare('='),
  ne: compare('!='),
  lt: compare('<'),
  lte: compare('<='),
  gt: compare('>'),
  gte: compare('>='),
  contains: search('contains', false),
  notContains: search('contains', true),
  like: search('like', false),
  notLike: search('like', true),
  in: membership(false),
  notIn: membership(true),
  isNull: nullTest('='),
  isNotNull: nullTest('!='),
};

function literalFor(field: FieldPath, resource: Resource | undefined): (value: ConditionValue) => Literal {
  return (value) => {
    const literal = literalOf(value);
    if (literal.kind !== 'text' || !resource) return literal;
    const type = findField(resource, field.path)?.field.type;
    const moment = type === 'datetime' || type === 'date' ? parseMoment(literal.value) : undefined;
    return moment ?? literal;
  };
}
