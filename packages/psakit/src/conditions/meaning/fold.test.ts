import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareCodePoints, compareText, fold } from './fold.js';

const text = fc.string({ unit: 'grapheme' });

describe('fold', () => {
  test.each([
    ['MÜLLER', 'müller'],
    ['Mu\u0308ller', 'Müller'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['Ångström', 'A\u030angström'],
    ['ABC', 'abc'],
  ])('%s equals %s', (a, b) => {
    expect(fold(a)).toBe(fold(b));
    expect(compareText(a, b)).toBe(0);
  });

  test.each([
    ['Straße', 'Strasse'],
    ['Müller', 'Muller'],
    ['a', 'a '],
  ])('%s does not equal %s', (a, b) => {
    expect(compareText(a, b)).not.toBe(0);
  });

  test('folding twice is folding once, and neither case nor composition matters', () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(fold(fold(value))).toBe(fold(value));
        expect(fold(value.normalize('NFD'))).toBe(fold(value));
        expect(fold(value.toLowerCase())).toBe(fold(value));
      }),
    );
  });
});

describe('compareText', () => {
  test('orders as bytes of UTF-8 do, which code units do not', () => {
    const bytes = (value: string): Buffer => Buffer.from(value, 'utf8');
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareCodePoints(a, b))).toBe(Buffer.compare(bytes(a), bytes(b)));
      }),
    );
    expect(compareCodePoints('\uffee', '😀')).toBeLessThan(0);
    expect(['😀', '\uffee'].sort()).toEqual(['😀', '\uffee']);
  });

  test('is an order', () => {
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        expect(Math.sign(compareText(a, b))).toBe(-Math.sign(compareText(b, a)) + 0);
        const [first, second, third] = [a, b, c].sort(compareText) as [string, string, string];
        expect(compareText(first, second) <= 0 && compareText(second, third) <= 0).toBe(true);
        expect(compareText(first, third)).toBeLessThanOrEqual(0);
      }),
    );
  });
});
