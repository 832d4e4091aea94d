import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Condition } from '../index.js';
import { evaluate, parse, print, where } from '../index.js';
import { withoutSpans } from './without-spans.js';

describe('a template', () => {
  test.each<[string, Condition, string]>([
    ['text', where`status/name = ${'New'}`, 'status/name = "New"'],
    ['number', where`priority/id <= ${2} and id != ${-1.5}`, 'priority/id <= 2 and id != -1.5'],
    ['boolean', where`closedFlag = ${false}`, 'closedFlag = false'],
    ['null', where`contact != ${null}`, 'contact != null'],
    [
      'moment',
      where`lastUpdated > ${new Date('2024-01-31T13:30:00Z')}`,
      'lastUpdated > [2024-01-31T13:30:00Z]',
    ],
    ['list', where`id in ${[1, 2]} and name not in ${['a']}`, 'id in (1, 2) and name not in ("a")'],
    ['list in parentheses', where`id in (${[1, 2]}, ${3})`, 'id in (1, 2, 3)'],
    [
      'pattern',
      where`summary like ${'*vpn*'} or summary contains ${'x'}`,
      'summary like "*vpn*" or summary contains "x"',
    ],
    ['condition', where`${parse('a = 1 or b = 2')} and c = ${3}`, '(a = 1 or b = 2) and c = 3'],
    [
      'condition of the same kind',
      where`${parse('a = 1 and b = 2')} and c = 3`,
      '(a = 1 and b = 2) and c = 3',
    ],
    [
      'clause',
      where.all([where.for('service/tickets')((t) => t.id.gt(5)), where`a = 1`]),
      'id > 5 and a = 1',
    ],
    ['nothing', where`a = 1`, 'a = 1'],
    ['backslash', where`path = "C:\temp\users"`, String.raw`path = "C:\temp\users"`],
    [
      'big and small numbers',
      where`a in ${[1e21, 1.5e-7, -2e300, 5e-324, -0]}`,
      `a in (1${'0'.repeat(21)}, 0.00000015, -2${'0'.repeat(300)}, 0.${'0'.repeat(323)}5, 0)`,
    ],
  ])('with %s', (_what, condition, text) => {
    expect(print(condition)).toBe(text);
    expect(withoutSpans(parse(text))).toEqual(condition);
  });

  test('keeps every value a value, whatever it contains', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '" or 1 = 1',
        "x' or id > 0 or 'a' = 'a",
        '\ufffc',
        'null',
        '${x}',
        '\\',
        ') or (id = 1',
      ),
    );
    fc.assert(
      fc.property(hostile, fc.double({ noNaN: true, noDefaultInfinity: true }), (text, number) => {
        const value = number === 0 ? 0 : number;
        expect(where`a = ${text} and b in ${[text, number]}`).toMatchObject({
          kind: 'and',
          items: [
            { kind: 'compare', value: { kind: 'text', value: text } },
            { kind: 'in', values: [{ value: text }, { value }] },
          ],
        });
        expect(parse(print(where`a = ${number}`))).toMatchObject({ value: { value } });
      }),
    );
  });

  test.each<[string, () => Condition, string]>([
    ['undefined', () => where`a = ${undefined as unknown as string}`, 'INVALID_ARGUMENT'],
    ['NaN', () => where`a = ${Number.NaN}`, 'INVALID_ARGUMENT'],
    ['an invalid date', () => where`a = ${new Date('x')}`, 'INVALID_ARGUMENT'],
    ['an object', () => where`a = ${{} as unknown as string}`, 'INVALID_ARGUMENT'],
    ['an empty list', () => where`a in ${[]}`, 'INVALID_ARGUMENT'],
    ['the character of a hole', () => where`a = "\ufffc￼"`, 'INVALID_ARGUMENT'],
    ['a field', () => where`${'a'} = 1`, 'CONDITION_SYNTAX'],
    ['an operator', () => where`a ${'='} 1`, 'CONDITION_SYNTAX'],
    ['part of a text', () => where`a like "%${'x'}%"`, 'CONDITION_SYNTAX'],
    ['part of a number', () => where`a = 1${2}`, 'CONDITION_SYNTAX'],
    ['a list for =', () => where`a = ${[1]}`, 'CONDITION_SYNTAX'],
    ['a value for in', () => where`a in ${1}`, 'CONDITION_SYNTAX'],
    ['a condition as value', () => where`a = ${parse('b = 1')}`, 'CONDITION_SYNTAX'],
    ['no join', () => where`${parse('b = 1')} ${parse('c = 1')}`, 'CONDITION_SYNTAX'],
    ['nothing at all', () => where.all([]), 'INVALID_ARGUMENT'],
    ['a text to join', () => where.all(['a = 1' as never]), 'INVALID_ARGUMENT'],
    ['a text instead of a list', () => where.any('a = 1' as never), 'INVALID_ARGUMENT'],
    ['parentheses', () => where('a = 1' as never), 'INVALID_ARGUMENT'],
    ['a text to print', () => parse(print('a = 1' as never)), 'INVALID_ARGUMENT'],
    ['a text to evaluate', () => evaluate('a = 1' as never, {}) as never, 'INVALID_ARGUMENT'],
    ['a text that is none', () => parse(undefined as never), 'INVALID_ARGUMENT'],
  ])('refuses %s, with a cure', (_what, build, code) => {
    expect(build).toThrow(expect.objectContaining({ code, hint: expect.stringMatching(/\.$/) }));
  });
});

describe('joining', () => {
  const [a, b] = [where`a = 1`, where`b = 2`] as const;

  test('all and any of a list; one is itself', () => {
    expect(print(where.all([a, b]))).toBe('a = 1 and b = 2');
    expect(print(where.any([a, b, where.all([a, b])]))).toBe('a = 1 or b = 2 or a = 1 and b = 2');
    expect(where.any([a])).toBe(a);
  });
});
