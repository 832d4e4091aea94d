import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PsaError } from '../../core/index.js';
import { isPsaError } from '../../core/index.js';
import { evaluate, formatIssue, parse, parseFields, parseOrderBy, print, toServerError } from '../index.js';
import type { Condition } from '../index.js';
import { almostConditions } from '../testing/arbitraries.js';

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.uint8Array({ maxLength: 60 }).map((bytes) => String.fromCharCode(...bytes)),
  fc.array(fc.nat(0xffff), { maxLength: 30 }).map((units) => String.fromCharCode(...units)),
  almostConditions,
);

/** The error a reader throws for a text, or undefined; anything but a syntax error fails the test. */
function complaint(read: (text: string) => unknown, text: string): PsaError | undefined {
  try {
    read(text);
    return undefined;
  } catch (error) {
    if (isPsaError(error, 'CONDITION_SYNTAX')) return error;
    throw error;
  }
}

describe('whatever is given', () => {
  test.each([
    ['parse', parse],
    ['parseOrderBy', parseOrderBy],
    ['parseFields', parseFields],
  ])('%s answers, or throws an issue with place, message and cure', (_name, read) => {
    fc.assert(
      fc.property(anyText, (text) => {
        const error = complaint(read, text);
        if (!error) return;
        const [issue] = error.issues;
        expect(error.issues).toHaveLength(1);
        expect(issue?.start).toBeGreaterThanOrEqual(0);
        expect(issue?.end).toBeGreaterThanOrEqual(issue!.start);
        expect(issue?.end).toBeLessThanOrEqual(text.length);
        expect(issue?.message).toMatch(/^\S.*\.$/su);
        expect(issue?.cure).toMatch(/^\S.*\.$/su);
        expect(formatIssue(text, issue!).split('\n')).toHaveLength(4);
        expect(toServerError(error.issues).message).toMatch(
          /^Condition Syntax Error \(Line \d+, Character \d+\) - ./,
        );
      }),
      { numRuns: 1500 },
    );
  });

  test('what is read is printed, unless a text of it cannot be quoted', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let condition: Condition;
        try {
          condition = parse(text);
        } catch {
          return;
        }
        try {
          print(condition);
        } catch (error) {
          expect(isPsaError(error, 'UNQUOTABLE_VALUE')).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('size', () => {
  const deep = (levels: number): string => `${'('.repeat(levels)}id = 1${')'.repeat(levels)}`;

  test('200 levels of parentheses are read, one more is an error where it opens', () => {
    expect(print(parse(deep(200)))).toBe('id = 1');
    expect(complaint(parse, deep(201))?.issues[0]).toMatchObject({ start: 200, end: 201 });
    expect(complaint(parse, '('.repeat(1_000_000))?.issues[0]).toMatchObject({ start: 200 });
  });

  test('200 levels that mean something are walked by everything, one more by nothing', () => {
    const build = (levels: number): Condition => {
      const [one, two] = [parse('id = 1'), parse('id = 2')];
      let condition = one;
      for (let i = 0; i < levels; i++)
        condition = { kind: 'and', items: [one, { kind: 'or', items: [condition, two] }] };
      return condition;
    };
    const text = print(build(200));
    expect(evaluate(parse(text), { id: 1 })).toBe(true);
    for (const walk of [print, (condition: Condition) => evaluate(condition, { id: 1 })]) {
      expect(() => walk(build(201))).toThrow(expect.objectContaining({ code: 'CONDITION_INVALID' }));
      expect(() => walk(build(100_000))).toThrow(expect.objectContaining({ code: 'CONDITION_INVALID' }));
    }
  });

  test('10,000 comparisons side by side, and a list of 50,000', () => {
    const chain = Array.from({ length: 10_000 }, (_, id) => `id = ${id}`).join(' or ');
    const condition = parse(chain);
    expect(condition).toMatchObject({ kind: 'or', items: { length: 10_000 } });
    expect(print(condition)).toBe(chain);
    expect(evaluate(condition, { id: 9_999 })).toBe(true);
    expect(
      evaluate(
        parse(chain.replaceAll('id', 'a/id')),
        { a: [{ id: 9_999 }] },
        { parameter: 'childConditions' },
      ),
    ).toBe(true);
    const list = `id in (${Array.from({ length: 50_000 }, (_, id) => id).join(', ')})`;
    expect(print(parse(list))).toBe(list);
  });

  test('a long text with many lines, quotes and escapes is read in one pass', () => {
    const lines = Array.from({ length: 20_000 }, () => `summary = "a""b\\'c"`).join('\nor ');
    expect(parse(lines)).toMatchObject({ kind: 'or', items: { length: 20_000 } });
    expect(complaint(parse, `id = "${'\\"'.repeat(500_000)}`)?.issues[0]).toMatchObject({ start: 5 });
    expect(complaint(parse, `id = ${'9'.repeat(1_000_000)}`)?.issues[0]).toMatchObject({ start: 5 });
  });
});
