import { describe, expect, test } from 'vitest';
import { resourceNamed } from '../../catalog/index.js';
import { check, parse, print, toServerError } from '../index.js';
import { withoutSpans } from '../build/without-spans.js';
import { SEEN } from './seen-in-the-wild.js';

test('the collection is whole', () => {
  expect(SEEN).toHaveLength(55);
  expect(new Set(SEEN.map(({ text }) => text))).toHaveLength(55);
});

describe.each(SEEN)('$text ($source)', ({ text, resource: name, parameter, refused, unknownHere }) => {
  const resource = resourceNamed(name)!;

  test('is read, and its canonical text means the same', () => {
    expect(resource).toBeDefined();
    const condition = parse(text);
    expect(withoutSpans(parse(print(condition)))).toEqual(withoutSpans(condition));
  });

  test(refused === undefined ? (unknownHere ?? 'is accepted') : `is refused: ${refused}`, () => {
    const issues = check(parse(text), resource, parameter);
    if (unknownHere !== undefined) expect(issues).toMatchObject([{ problem: { kind: 'unrecognized-name' } }]);
    else if (refused === undefined) expect(issues).toEqual([]);
    else expect(toServerError(issues)).toEqual({ status: 400, code: 'ApiFindCondition', message: refused });
  });
});
