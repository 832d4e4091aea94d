import type { FieldType } from '../../catalog/index.js';
import type { Leaf, Literal, TextMatch } from '../ast.js';
import { parseInstant } from '../text/dates.js';
import { compareText, fold } from './fold.js';
import { matchesLike, parseLikePattern } from './like-pattern.js';

/** A value of a record, and what the catalog says it is; undefined where no catalog was asked. */
export interface Value {
  readonly value: unknown;
  readonly type: FieldType | undefined;
}

/**
 * Whether one comparison holds for a value: the table of SPEC.md, "Operators". A value that is null or
 * absent satisfies `= null` and nothing else; a literal of another type than the value satisfies nothing.
 */
export function holdsFor(leaf: Leaf, subject: Value): boolean {
  if (leaf.kind === 'compare' && leaf.value.kind === 'null') {
    if (leaf.operator === '=') return isNull(subject);
    return leaf.operator === '!=' && !isNull(subject);
  }
  if (isNull(subject)) return false;
  switch (leaf.kind) {
    case 'compare': {
      const order = compareTo(leaf.value, subject);
      return order !== undefined && ordersAs(leaf.operator, order, leaf.value.kind);
    }
    case 'in':
      return leaf.values.some((literal) => compareTo(literal, subject) === 0) !== leaf.negated;
    case 'contains':
    case 'like':
      return matchesText(leaf, subject);
  }
}

/** Null, absent, or a reference without id: an empty one holds only `_info` (PROTOCOL 6.4). */
export function isNull({ value, type }: Value): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value !== 'object' || Array.isArray(value) || type === 'object' || type === 'map') return false;
  const { id } = value as { readonly id?: unknown };
  return id === undefined || id === null;
}

/** Negative when the value comes before the literal, 0 when they are equal, undefined when they do not compare. */
function compareTo(literal: Literal, { value, type }: Value): number | undefined {
  switch (literal.kind) {
    case 'text':
      if (typeof value !== 'string') return undefined;
      return isMoment(type) ? compareInstants(value, literal.value) : compareText(value, literal.value);
    case 'number':
      return typeof value === 'number' ? value - literal.value : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? Number(value) - Number(literal.value) : undefined;
    case 'datetime':
    case 'date':
      return typeof value === 'string' ? compareInstants(value, literal.value) : undefined;
    case 'null':
      return undefined;
  }
}

function compareInstants(a: string, b: string): number | undefined {
  const left = parseInstant(a);
  const right = parseInstant(b);
  return left === undefined || right === undefined ? undefined : left - right;
}

function ordersAs(operator: string, order: number, literal: Literal['kind']): boolean {
  switch (operator) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    default:
      // true and false have no order.
      return (
        literal !== 'boolean' &&
        (order === 0 ? operator.endsWith('=') : order < 0 === operator.startsWith('<'))
      );
  }
}

function matchesText({ kind, negated, value: literal }: TextMatch, { value, type }: Value): boolean {
  if (typeof value !== 'string' || literal.kind !== 'text' || isMoment(type)) return false;
  const found =
    kind === 'contains'
      ? fold(value).includes(fold(literal.value))
      : matchesLike(parseLikePattern(literal.value), value);
  return found !== negated;
}

function isMoment(type: FieldType | undefined): boolean {
  return type === 'datetime' || type === 'date';
}
