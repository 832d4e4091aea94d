import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withoutSpans } from '../build/without-spans.js';
import { parse, print } from '../index.js';
import { condition } from '../testing/arbitraries.js';

describe('the canonical text', () => {
  test('reads back as an equal condition', () => {
    fc.assert(
      fc.property(condition, (built) => {
        expect(withoutSpans(parse(print(built)))).toEqual(built);
      }),
      { numRuns: 1000 },
    );
  });

  test('is a fixed point: printing what it reads as gives it again', () => {
    fc.assert(
      fc.property(condition, (built) => {
        const text = print(built);
        expect(print(parse(text))).toBe(text);
      }),
    );
  });

  test('does not depend on space or the case of keywords', () => {
    const text = 'a = 1 and (b not like "x" or c in (1, 2)) and d != null';
    const spread = '\n a=1\tAND\u00a0(b  Not\nLIKE"x"Or c IN(1,2) )and d!=NULL ';
    expect(print(parse(spread))).toBe(text);
  });
});

describe('spans', () => {
  test('cover exactly the text of each node', () => {
    const text = "(a/b = 'x' or c in (1,\n 2)) and d > [2024-01-01]";
    const parsed = parse(text);
    const pieces: string[] = [];
    JSON.stringify(parsed, (_key, value: unknown) => {
      if (typeof value === 'object' && value !== null && 'span' in value) {
        const { start, end } = value.span as { start: number; end: number };
        pieces.push(text.slice(start, end));
      }
      return value;
    });
    expect(pieces).toEqual([
      "a/b = 'x' or c in (1,\n 2)) and d > [2024-01-01]",
      "a/b = 'x' or c in (1,\n 2)",
      "a/b = 'x'",
      'a/b',
      "'x'",
      'c in (1,\n 2)',
      'c',
      '1',
      '2',
      'd > [2024-01-01]',
      'd',
      '[2024-01-01]',
    ]);
  });

  test('give line and column as the server counts them, from 1', () => {
    expect(parse('a = 1\r\nand\n  b = 2')).toMatchObject({
      span: { line: 1, column: 1 },
      items: [{}, { span: { start: 13, line: 3, column: 3 }, value: { span: { line: 3, column: 7 } } }],
    });
  });
});
