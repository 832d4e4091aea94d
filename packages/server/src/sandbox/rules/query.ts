import type { RecordFilter } from '../../store/index.js';

/** What a store can be asked for. */
export type Condition = NonNullable<RecordFilter['conditions']>;

type Scalar = string | number | boolean | null;

/** The condition that a field, named as in conditions (`board/id`), has a value. */
export function equals(path: string, value: Scalar): Condition {
  return {
    kind: 'compare',
    field: { kind: 'field', path: path.split('/') },
    operator: '=',
    value: literal(value),
  };
}

/** The row of a setup table that counts where nobody says which. One condition: its answers are remembered by it. */
export const IS_DEFAULT = equals('defaultFlag', true);

/** The condition that a field has another value, or none. */
export function differs(path: string, value: Scalar): Condition {
  return { ...equals(path, value), operator: '!=' } as Condition;
}

/** The condition that a field is one of some whole numbers. */
export function oneOf(path: string, values: readonly number[]): Condition {
  return {
    kind: 'in',
    negated: false,
    field: { kind: 'field', path: path.split('/') },
    values: values.map((value) => ({ kind: 'number', value, raw: String(value) })),
  };
}

/** The condition that a text begins with another, in which nothing is a wildcard. */
export function startsWith(path: string, text: string): Condition {
  return {
    kind: 'like',
    negated: false,
    field: { kind: 'field', path: path.split('/') },
    value: { kind: 'text', value: `${text.replace(/[%*_[]/g, '[$&]')}%` },
  };
}

/** All of them. */
export function all(first: Condition, ...more: readonly Condition[]): Condition {
  return more.length === 0 ? first : { kind: 'and', items: [first, ...more] };
}

/** Any of them. */
export function any(first: Condition, ...more: readonly Condition[]): Condition {
  return more.length === 0 ? first : { kind: 'or', items: [first, ...more] };
}

function literal(value: Scalar): Extract<Condition, { kind: 'compare' }>['value'] {
  if (value === null) return { kind: 'null' };
  switch (typeof value) {
    case 'number':
      return { kind: 'number', value, raw: String(value) };
    case 'boolean':
      return { kind: 'boolean', value };
    default:
      return { kind: 'text', value };
  }
}
