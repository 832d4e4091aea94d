import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { REQUIREMENTS } from './requirements/index.js';

const folder = new URL('.', import.meta.url);

/** The ids that the tests of this folder prove, read from their text. */
const proved = readdirSync(folder)
  .filter((file) => file.endsWith('.test.ts'))
  .flatMap((file) => [...readFileSync(new URL(file, folder), 'utf8').matchAll(/\bverifies\(\s*'([^']+)'/g)])
  .map((match) => match[1]);

describe('the fidelity table', () => {
  test('every row has a test, and every test a row', () => {
    const rows = REQUIREMENTS.map((row) => row.id);
    expect({ unproved: rows.filter((id) => !proved.includes(id)) }).toEqual({ unproved: [] });
    expect({ unknown: proved.filter((id) => !rows.includes(id ?? '')) }).toEqual({ unknown: [] });
  });

  test('ids are unique', () => {
    const rows = REQUIREMENTS.map((row) => row.id);
    expect(rows).toEqual([...new Set(rows)]);
  });
});
