import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeArray } from './encode.js';

test('records become one array in UTF-8', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { maxLength: 5 }), (values) => {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(
        encodeArray(values.map((value) => JSON.stringify(value))),
      );
      expect(text).toBe(JSON.stringify(values));
    }),
  );
});

test.each([
  [[], '[]'],
  [['{"a":"ü"}'], '[{"a":"ü"}]'],
  [['1', '"打🖨"', '2'], '[1,"打🖨",2]'],
])('%j', (texts, expected) => {
  expect(Buffer.from(encodeArray(texts)).toString()).toBe(expected);
});
