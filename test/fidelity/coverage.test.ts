import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { printRequirements } from './print.js';
import { REQUIREMENTS } from './requirements/index.js';

const folder = new URL('.', import.meta.url);
const document = new URL('../../docs/fidelity.md', import.meta.url);

/** The ids that the tests of this folder prove, read from their text. */
const proved = readdirSync(folder)
  .filter((file) => file.endsWith('.test.ts'))
  .flatMap((file) => [...readFileSync(new URL(file, folder), 'utf8').matchAll(/\bverifies\(\s*'([^']+)'/g)])
  .map((match) => match[1] ?? '');

const rows = REQUIREMENTS.map((row) => row.id);

/** Those that occur more than once. */
const doubles = (ids: readonly string[]): readonly string[] =>
  ids.filter((id, index) => ids.indexOf(id) < index);

describe('the fidelity table', () => {
  test('every row has a test, and every test a row', () => {
    expect({ unproved: rows.filter((id) => !proved.includes(id)) }).toEqual({ unproved: [] });
    expect({ unknown: proved.filter((id) => !rows.includes(id)) }).toEqual({ unknown: [] });
  });

  test('no row is there twice, and no row is proved twice', () => {
    expect({ rows: doubles(rows), proved: doubles(proved) }).toEqual({ rows: [], proved: [] });
  });

  test('no statement is made twice', () => {
    expect(doubles(REQUIREMENTS.map(({ statement }) => statement))).toEqual([]);
  });

  // PSAKIT_PRINT=1 writes it: `npm run fidelity`.
  test('docs/fidelity.md is the table as it is', () => {
    const printed = printRequirements(REQUIREMENTS);
    if (process.env['PSAKIT_PRINT'] === '1') writeFileSync(document, printed);
    expect(readFileSync(document, 'utf8')).toBe(printed);
  });
});
