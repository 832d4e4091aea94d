import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findJsonFault } from './json-fault.js';

test.each([
  ['', 0, 'a value'],
  ['{', 1, 'a name in double quotes'],
  ['[', 1, 'a value'],
  ['{"a":1,}', 7, 'a name in double quotes'],
  ['[1,]', 3, 'a value'],
  ['[1 2]', 3, 'a comma or "]"'],
  ['{"a":1 "b":2}', 7, 'a comma or "}"'],
  ['{"a" 1}', 5, 'a colon'],
  ["{'a':1}", 1, 'a name in double quotes'],
  ['{"a": x}', 6, 'a value'],
  ['{"a": "b}', 6, 'a text that is closed and has no line break'],
  ['["a\nb"]', 1, 'a text that is closed and has no line break'],
  ['[1] 2', 4, 'the end of the file'],
  ['// no\n[]', 0, 'a value'],
  ['[01]', 2, 'a comma or "]"'],
])('%j stops being JSON at %i', (text, offset, expected) => {
  expect(findJsonFault(text)).toEqual({ offset, expected });
});

test('no JSON has a fault', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), (text) => {
      expect(findJsonFault(text)).toBeUndefined();
    }),
  );
});

test('a fault is found exactly where JSON.parse fails', () => {
  const symbol = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '\\',
    'a',
    '1',
    '-',
    '.',
    'e',
    'true',
    'null',
    ' ',
    '\n',
    '\u0001',
    '\u007f',
  );
  fc.assert(
    fc.property(fc.array(symbol, { maxLength: 12 }), (symbols) => {
      const text = symbols.join('');
      let parses = true;
      try {
        JSON.parse(text);
      } catch {
        parses = false;
      }
      const fault = findJsonFault(text);
      expect(fault === undefined).toBe(parses);
      if (fault) expect(fault.offset).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 5_000 },
  );
});

test('deep nesting is no trouble', () => {
  expect(findJsonFault('['.repeat(100_000))).toEqual({ offset: 100_000, expected: 'a value' });
});
