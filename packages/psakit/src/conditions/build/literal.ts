import { invalidArgument, type PsaError } from '../../core/index.js';
import type { Literal, NumberLiteral } from '../ast.js';
import { momentOf } from '../text/dates.js';

/** A JavaScript value that conditions can compare with. A `Date` is a moment. */
export type ConditionValue = string | number | boolean | Date | null;

/** The literal of a value. Throws `INVALID_ARGUMENT` for one that conditions have no form for. */
export function literalOf(value: ConditionValue): Literal {
  if (value === null) return { kind: 'null' };
  switch (typeof value) {
    case 'string':
      return { kind: 'text', value };
    case 'boolean':
      return { kind: 'boolean', value };
    case 'number':
      return numberLiteral(value);
    default:
      return momentLiteral(value);
  }
}

/** The literals of a list. Throws `INVALID_ARGUMENT` for an empty one: PSA has no empty list. */
export function literalsOf(values: readonly ConditionValue[]): readonly Literal[] {
  if (values.length === 0) {
    throw invalidArgument(
      'The list for in is empty.',
      'Nothing can be in an empty list: do without the request.',
    );
  }
  return values.map(literalOf);
}

function numberLiteral(value: number): NumberLiteral {
  if (!Number.isFinite(value)) throw unusable(String(value), 'Give a finite number.');
  // Minus zero would print as 0 and read back as another value.
  return { kind: 'number', value: value === 0 ? 0 : value, raw: decimal(value) };
}

/** A number without an exponent, which conditions do not know. */
function decimal(value: number): string {
  const [mantissa = '', exponent] = String(value).split('e');
  if (exponent === undefined) return mantissa;
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return sign + digits.padEnd(point, '0');
}

function momentLiteral(value: unknown): Literal {
  const moment = value instanceof Date ? momentOf(value) : undefined;
  if (moment) return moment;
  const name =
    value instanceof Date
      ? 'an invalid date'
      : value === undefined
        ? 'undefined'
        : `a value of type ${typeof value}`;
  throw unusable(name, 'Give a text, a finite number, a boolean, null or a Date.');
}

function unusable(what: string, hint: string): PsaError {
  return invalidArgument(`Conditions cannot compare with ${what}.`, hint);
}
