import fc from 'fast-check';
import type { Condition, Leaf, Literal } from '../ast.js';
import { momentOf } from '../text/dates.js';
import { isQuotable } from '../text/quote.js';

/** Names as records have them, with a few that look like keywords. */
const name = fc.oneof(
  fc.constantFrom(
    'id',
    'summary',
    'status',
    'name',
    '_info',
    'lastUpdated',
    'inactive',
    'order',
    'island',
    'Größe',
  ),
  fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,8}$/),
);

const RESERVED: ReadonlySet<string> = new Set(['and', 'or', 'not']);

const field = fc
  .array(name, { minLength: 1, maxLength: 3 })
  .filter(([first = '']) => !RESERVED.has(first.toLowerCase()))
  .map((path) => ({ kind: 'field' as const, path }));

/** Texts that conditions can hold, quotes, backslashes and rarer scripts included. */
export const quotableText = fc
  .oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom('"', "'", '\\', 'a', ' ', '\n', '*') }),
  )
  .filter(isQuotable);

const decimalText = fc
  .tuple(fc.constantFrom('', '-'), fc.nat(), fc.constantFrom('', '.0', '.50', '.125'))
  .map(([sign, whole, fraction]) => `${sign}${whole}${fraction}`);

const moment = fc
  .date({
    min: new Date('0001-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  })
  .map((date): Literal => momentOf(date) ?? { kind: 'null' });

export const literal: fc.Arbitrary<Literal> = fc.oneof(
  quotableText.map((value): Literal => ({ kind: 'text', value })),
  decimalText.map((raw): Literal => ({ kind: 'number', value: Number(raw), raw })),
  fc.boolean().map((value): Literal => ({ kind: 'boolean', value })),
  fc.constant<Literal>({ kind: 'null' }),
  moment,
  moment.map((at): Literal => ({
    kind: 'date',
    value: at.kind === 'datetime' ? at.value.slice(0, 10) : '2024-02-29',
  })),
);

export const leaf: fc.Arbitrary<Leaf> = fc.oneof(
  fc.record({
    kind: fc.constant('compare' as const),
    field,
    operator: fc.constantFrom('=', '!=', '<', '<=', '>', '>='),
    value: literal,
  }),
  fc.record({
    kind: fc.constantFrom('contains' as const, 'like' as const),
    negated: fc.boolean(),
    field,
    value: literal,
  }),
  fc.record({
    kind: fc.constant('in' as const),
    negated: fc.boolean(),
    field,
    values: fc.array(literal, { minLength: 1, maxLength: 4 }),
  }),
);

/** Conditions of every kind, without spans. */
export const condition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      items: fc.array(tie('condition'), { minLength: 2, maxLength: 3 }),
    }),
  ),
})).condition;

/** Pieces that conditions are made of, and pieces that break them. */
const token = fc.constantFrom(
  ...[
    'id',
    'status/name',
    'and',
    'OR',
    'not',
    'in',
    'is',
    'null',
    'like',
    'contains',
    'true',
    '=',
    '!=',
    '<=',
    '>',
    '<>',
  ],
  ...[
    '(',
    ')',
    ',',
    '[',
    ']',
    '"',
    "'",
    '\\',
    '/',
    '*',
    '%',
    '-',
    '.',
    '1',
    '42',
    '[2024-01-01]',
    '2024-01-01T00:00:00Z',
  ],
  ...['"a"', "'b'", ' ', '\n', '\u00a0', 'é', '😀', '“', '4AND', ';', '&&', '!', '\0'],
);

/** Texts that are nearly conditions. */
export const almostConditions = fc.oneof(
  fc.array(token, { maxLength: 12 }).map((pieces) => pieces.join('')),
  fc.array(token, { maxLength: 12 }).map((pieces) => pieces.join(' ')),
);

/** A text with one piece cut out, doubled, or replaced. */
export function mutated(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(text, fc.nat(), fc.nat(6), fc.oneof(token, fc.constant('')))
    .map(([whole, at, length, piece]) => {
      const from = at % (whole.length + 1);
      return whole.slice(0, from) + piece + whole.slice(from + length);
    });
}
