import { describe, expect, test } from 'vitest';
import type { Comparison, Condition, FieldPath, Literal, Membership, TextMatch } from '../ast.js';
import { withoutSpans } from '../build/without-spans.js';
import { parse, print } from '../index.js';

// Short hands for the expected trees.
const field = (path: string): FieldPath => ({ kind: 'field', path: path.split('/') });
const text = (value: string): Literal => ({ kind: 'text', value });
const number = (raw: string): Literal => ({ kind: 'number', value: Number(raw), raw });
const truth = (value: boolean): Literal => ({ kind: 'boolean', value });
const moment = (value: string): Literal => ({ kind: 'datetime', value });
const date = (value: string): Literal => ({ kind: 'date', value });
const nothing: Literal = { kind: 'null' };
const compare = (path: string, operator: Comparison['operator'], value: Literal): Comparison => ({
  kind: 'compare',
  field: field(path),
  operator,
  value,
});
const match = (path: string, kind: TextMatch['kind'], value: Literal, negated = false): TextMatch => ({
  kind,
  negated,
  field: field(path),
  value,
});
const among = (path: string, values: readonly Literal[], negated = false): Membership => ({
  kind: 'in',
  negated,
  field: field(path),
  values,
});
const all = (...items: readonly Condition[]): Condition => ({ kind: 'and', items });
const any = (...items: readonly Condition[]): Condition => ({ kind: 'or', items });
const [a, b, c] = ['a', 'b', 'c'].map((name) => compare(name, '=', number('1'))) as [
  Comparison,
  Comparison,
  Comparison,
];

/** Text as typed, its tree, and its canonical text where that differs. */
type Row = readonly [typed: string, tree: Condition, printed?: string];

function golden(title: string, rows: readonly Row[]): void {
  describe(title, () => {
    test.each(rows.map(([typed, tree, printed = typed]) => ({ typed, tree, printed })))(
      '$typed',
      ({ typed, tree, printed }) => {
        expect(withoutSpans(parse(typed))).toEqual(tree);
        expect(print(parse(typed))).toBe(printed);
      },
    );
  });
}

golden('operators', [
  ['id = 1', compare('id', '=', number('1'))],
  ['id=1', compare('id', '=', number('1')), 'id = 1'],
  ['id!=1', compare('id', '!=', number('1')), 'id != 1'],
  ['id<1', compare('id', '<', number('1')), 'id < 1'],
  ['id<=1', compare('id', '<=', number('1')), 'id <= 1'],
  ['id>1', compare('id', '>', number('1')), 'id > 1'],
  ['id>=1', compare('id', '>=', number('1')), 'id >= 1'],
  ['summary contains "email"', match('summary', 'contains', text('email'))],
  ['summary CONTAINS"email"', match('summary', 'contains', text('email')), 'summary contains "email"'],
  ['summary like "%email%"', match('summary', 'like', text('%email%'))],
  ['summary not contains "a"', match('summary', 'contains', text('a'), true)],
  ['summary Not  Like "a*"', match('summary', 'like', text('a*'), true), 'summary not like "a*"'],
  [
    'status/id in (1,2,3)',
    among('status/id', [number('1'), number('2'), number('3')]),
    'status/id in (1, 2, 3)',
  ],
  ['status/id in(1)', among('status/id', [number('1')]), 'status/id in (1)'],
  ['status/id not in (5)', among('status/id', [number('5')], true)],
  ['name in ("a", \'b\')', among('name', [text('a'), text('b')]), 'name in ("a", "b")'],
  ['endDate is null', compare('endDate', '=', nothing), 'endDate = null'],
  ['endDate IS NOT NULL', compare('endDate', '!=', nothing), 'endDate != null'],
]);

golden('literals', [
  ['a = "x"', compare('a', '=', text('x'))],
  ["a = 'x'", compare('a', '=', text('x')), 'a = "x"'],
  ['a = ""', compare('a', '=', text(''))],
  [`a = "it's"`, compare('a', '=', text("it's"))],
  [`a = 'say "x"'`, compare('a', '=', text('say "x"'))],
  [String.raw`a = "say \"x\""`, compare('a', '=', text('say "x"')), `a = 'say "x"'`],
  [String.raw`a = 'it\'s'`, compare('a', '=', text("it's")), `a = "it's"`],
  [String.raw`a = "it\'s"`, compare('a', '=', text("it's")), `a = "it's"`],
  ["a = 'it''s'", compare('a', '=', text("it's")), `a = "it's"`],
  ['a = "say ""x"""', compare('a', '=', text('say "x"')), `a = 'say "x"'`],
  [String.raw`a = "C:\temp\\x"`, compare('a', '=', text(String.raw`C:\temp\\x`))],
  ['a = "line\nbreak"', compare('a', '=', text('line\nbreak'))],
  ['a = "ü 😀"', compare('a', '=', text('ü 😀'))],
  ['a = -5', compare('a', '=', number('-5'))],
  ['a = 1.50', compare('a', '=', number('1.50'))],
  ['a = .5', compare('a', '=', number('.5'))],
  ['a = 5.', compare('a', '=', number('5.'))],
  ['a = 007', compare('a', '=', number('007'))],
  ['a = True', compare('a', '=', truth(true)), 'a = true'],
  ['a = FALSE', compare('a', '=', truth(false)), 'a = false'],
  ['a = NULL', compare('a', '=', nothing), 'a = null'],
  ['a !=null', compare('a', '!=', nothing), 'a != null'],
  ['a = "*x%"', compare('a', '=', text('*x%'))],
]);

golden('dates', [
  ['a > [2024-01-01]', compare('a', '>', date('2024-01-01'))],
  ['a>2024-01-01', compare('a', '>', date('2024-01-01')), 'a > [2024-01-01]'],
  ['a > [2024-01-01T10:20:30Z]', compare('a', '>', moment('2024-01-01T10:20:30Z'))],
  [
    'a > 2024-01-01T10:20:30Z',
    compare('a', '>', moment('2024-01-01T10:20:30Z')),
    'a > [2024-01-01T10:20:30Z]',
  ],
  [
    'a > [ 2024-01-01T10:20:30 ]',
    compare('a', '>', moment('2024-01-01T10:20:30Z')),
    'a > [2024-01-01T10:20:30Z]',
  ],
  [
    'a > [2024-01-01 10:20:30+02:00]',
    compare('a', '>', moment('2024-01-01T08:20:30Z')),
    'a > [2024-01-01T08:20:30Z]',
  ],
  [
    'a > [2024-01-01T10:20:30.000000]',
    compare('a', '>', moment('2024-01-01T10:20:30Z')),
    'a > [2024-01-01T10:20:30Z]',
  ],
  [
    'a > [2024-01-01T10:20:30.120Z]',
    compare('a', '>', moment('2024-01-01T10:20:30.12Z')),
    'a > [2024-01-01T10:20:30.12Z]',
  ],
  [
    'a in ([2024-01-01], 2024-01-02)',
    among('a', [date('2024-01-01'), date('2024-01-02')]),
    'a in ([2024-01-01], [2024-01-02])',
  ],
]);

golden('and, or, parentheses', [
  ['a = 1 and b = 1', all(a, b)],
  ['a = 1 or b = 1 and c = 1', any(a, all(b, c))],
  ['a = 1 and b = 1 or c = 1', any(all(a, b), c)],
  ['(a = 1 or b = 1) and c = 1', all(any(a, b), c)],
  ['a = 1 AND b = 1 And c = 1', all(a, b, c), 'a = 1 and b = 1 and c = 1'],
  ['(a = 1 and b = 1) and c = 1', all(all(a, b), c)],
  ['(a = 1 and b = 1) or c = 1', any(all(a, b), c), 'a = 1 and b = 1 or c = 1'],
  ['a = 1 or (b = 1 or c = 1)', any(a, any(b, c))],
  ['((a = 1))', a, 'a = 1'],
  ['(a=1)and(b=1)', all(a, b), 'a = 1 and b = 1'],
  ['a=1 and(b=1)', all(a, b), 'a = 1 and b = 1'],
  ['a="1"and b=1', all(compare('a', '=', text('1')), b), 'a = "1" and b = 1'],
  ['a in (1)and b=1', all(among('a', [number('1')]), b), 'a in (1) and b = 1'],
]);

golden('fields', [
  ['Board/ID = 1', compare('Board/ID', '=', number('1'))],
  ['_info/lastUpdated != null', compare('_info/lastUpdated', '!=', nothing)],
  ['a/b/c = 1', compare('a/b/c', '=', number('1'))],
  ['customField1 = 1', compare('customField1', '=', number('1'))],
  ['größe = 1', compare('größe', '=', number('1'))],
  ['in = 1', compare('in', '=', number('1'))],
  ['like like "x"', match('like', 'like', text('x'))],
  [
    'android = 1 and order = 1 or notes/text = 1',
    any(
      all(compare('android', '=', number('1')), compare('order', '=', number('1'))),
      compare('notes/text', '=', number('1')),
    ),
  ],
]);
