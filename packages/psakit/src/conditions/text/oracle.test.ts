import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import peggy from 'peggy';
import { describe, expect, test } from 'vitest';
import type { Condition } from '../ast.js';
import { withoutSpans } from '../build/without-spans.js';
import { parse, print } from '../index.js';
import { almostConditions, condition, mutated } from '../testing/arbitraries.js';
import { SEEN } from '../testing/seen-in-the-wild.js';

const grammar = readFileSync(new URL('../testing/conditions.peggy', import.meta.url), 'utf8');
const oracle = peggy.generate(grammar);

/** What a parser makes of a text; undefined where it refuses. */
function attempt(read: () => Condition): Condition | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function expectAgreement(text: string): void {
  const ours = attempt(() => withoutSpans(parse(text)));
  const theirs = attempt(() => oracle.parse(text) as Condition);
  expect(ours, JSON.stringify(text)).toEqual(theirs);
}

describe('the parser and the one generated from conditions.peggy agree', () => {
  test('on texts that were printed', () => {
    fc.assert(fc.property(condition.map(print), expectAgreement), { numRuns: 300 });
  });

  test('on such texts with a piece cut out or put in', () => {
    fc.assert(fc.property(mutated(condition.map(print)), expectAgreement), { numRuns: 1000 });
  });

  test('on texts that are nearly conditions', () => {
    fc.assert(fc.property(almostConditions, expectAgreement), { numRuns: 1000 });
  });

  test('on the texts of real programs, mutated', () => {
    const seen = fc.constantFrom(...SEEN.map(({ text }) => text));
    fc.assert(fc.property(mutated(seen), expectAgreement), { numRuns: 1000 });
  });
});
