import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Condition } from '../index.js';
import { parse, print } from '../index.js';
import { isQuotable } from './quote.js';

const equals = (value: string): Condition => ({
  kind: 'compare',
  field: { kind: 'field', path: ['a'] },
  operator: '=',
  value: { kind: 'text', value },
});

describe('printing a text', () => {
  test.each([
    ['New', '"New"'],
    ["it's", '"it\'s"'],
    ['say "x"', '\'say "x"\''],
    ['', '""'],
    [String.raw`C:\temp`, String.raw`"C:\temp"`],
  ])('%s is written %s', (value, written) => {
    expect(print(equals(value))).toBe(`a = ${written}`);
    expect(parse(`a = ${written}`)).toMatchObject({ value: { value } });
  });

  test.each([`"it's"`, 'C:\\', String.raw`a\"b`, String.raw`a\'b`])('%s is refused with a cure', (value) => {
    expect(() => print(equals(value))).toThrow(
      expect.objectContaining({ code: 'UNQUOTABLE_VALUE', hint: expect.stringContaining('like and _') }),
    );
  });

  test('what is quotable reads back as itself, what is not is refused', () => {
    const unit = fc.constantFrom('"', "'", '\\', 'a');
    fc.assert(
      fc.property(fc.string({ unit }), (value) => {
        if (isQuotable(value)) expect(parse(print(equals(value)))).toMatchObject({ value: { value } });
        else
          expect(() => print(equals(value))).toThrow(expect.objectContaining({ code: 'UNQUOTABLE_VALUE' }));
      }),
    );
  });
});
