import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pad, safeLines, safeText, textWidth, truncate, wrap } from './text.js';

describe('safeText', () => {
  test.each([
    ['plain', 'plain'],
    ['a\nb\tc\r', 'a␊b␉c␍'],
    ['\u001b[2J\u001b]0;title\u0007', '␛[2J␛]0;title␇'],
    ['\u007f\u009b31m', '␡\ufffd31m'],
    ['\u202egnp.exe\u2066', '\ufffdgnp.exe\ufffd'],
    ['Müller – 東京 👍🏽', 'Müller – 東京 👍🏽'],
  ])('%j is shown as %j', (text, shown) => {
    expect(safeText(text)).toBe(shown);
  });

  test('lines may stay lines', () => {
    expect(safeLines('a\nb\u001bc')).toBe('a\nb␛c');
  });

  test('whatever a record holds, nothing is left that a terminal obeys', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(safeText(text)).not.toMatch(/\p{Cc}/u);
      }),
    );
  });
});

describe('textWidth', () => {
  test.each([
    ['', 0],
    ['abc', 3],
    ['é', 1],
    ['e\u0301', 1],
    ['東京', 4],
    ['한국', 4],
    ['👍', 2],
    ['👍🏽', 2],
    ['👨‍👩‍👧', 2],
    ['🇩🇪', 2],
    ['❤️', 2],
    ['ＡＢ', 4],
    ['…', 1],
    ['\u200b', 0],
  ])('%j takes %i columns', (text, width) => {
    expect(textWidth(text)).toBe(width);
  });
});

describe('truncate', () => {
  test.each([
    ['summary', 7, 'summary'],
    ['summary', 6, 'summa…'],
    ['東京都', 5, '東京…'],
    ['東京都', 4, '東…'],
    ['👍🏽👍🏽', 3, '👍🏽…'],
  ])('%j in %i columns is %j', (text, width, short) => {
    expect(truncate(text, width)).toBe(short);
  });

  test('never takes more columns than it has', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 20 }), (text, width) => {
        expect(textWidth(truncate(safeText(text), width))).toBeLessThanOrEqual(width);
      }),
    );
  });
});

test('pad fills up by columns, on either side', () => {
  expect(pad('東', 4)).toBe('東  ');
  expect(pad('7', 3, 'right')).toBe('  7');
  expect(pad('long', 2)).toBe('long');
});

test('wrap breaks at spaces and keeps a word that is too long', () => {
  expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrap('incomprehensible word', 4)).toEqual(['incomprehensible', 'word']);
});
