import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonPlace, type JsonStep } from './place.js';

test.each<[string, JsonStep[], 'name' | 'value start' | 'value end', string]>([
  // The recorded sentence ends at the colon of the name: {"summary":"Network printer is down","enteredBy":
  [
    '{"summary":"Network printer is down","enteredBy":"x"}',
    ['enteredBy'],
    'name',
    "Path 'enteredBy', line 1, position 49",
  ],
  ['{"id":"x"}', ['id'], 'name', "Path 'id', line 1, position 6"],
  ['{"id":"x"}', ['id'], 'value end', "Path 'id', line 1, position 9"],
  ['{"id": {}}', ['id'], 'value start', "Path 'id', line 1, position 8"],
  ['{\n  "a": 1,\n  "b" : 20}', ['b'], 'value end', "Path 'b', line 3, position 10"],
  ['[{"op":1},{"op":"x\\"}"}]', [1, 'op'], 'value end', "Path '[1].op', line 1, position 22"],
  ['{"a":{"b":[1,[2,3]]}}', ['a', 'b', 1, 1], 'value end', "Path 'a.b[1][1]', line 1, position 17"],
  ['{}', [], 'value start', "Path '', line 1, position 1"],
  ['{"a":1,"a":22}', ['a'], 'value end', "Path 'a', line 1, position 13"],
])('%s %j %s', (text, path, end, expected) => {
  expect(jsonPlace(text, path, end)).toBe(expected);
});

test('a value ends where its text ends, however the JSON is laid out', () => {
  fc.assert(
    fc.property(
      fc.jsonValue(),
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.nat(3),
      (value, more, indent) => {
        const text = JSON.stringify({ ...more, wanted: value }, undefined, indent);
        const place = jsonPlace(text, ['wanted'], 'value end');
        const [line = 0, position = 0] = (/line (\d+), position (\d+)/.exec(place) ?? [])
          .slice(1)
          .map(Number);
        const end =
          text
            .split('\n')
            .slice(0, line - 1)
            .join('\n').length +
          (line > 1 ? 1 : 0) +
          position;
        expect(text.slice(end).trim()).toBe('}');
      },
    ),
  );
});
