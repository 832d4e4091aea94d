import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERROR_CODES } from 'psakit';
import { describe, expect, test } from 'vitest';
import { root } from '../support/psa.js';
import { errorPage, REFUSALS } from './error-table.js';

const page = join(root, 'docs/errors.md');

describe('docs/errors.md', () => {
  test('says of each code what the errors themselves say', async () => {
    await expect(await errorPage()).toMatchFileSnapshot(page);
  });

  test('has a row for each code, and for nothing else', () => {
    const rows = [...readFileSync(page, 'utf8').matchAll(/^\| `([A-Z_]+)` \|/gm)].map((match) => match[1]);
    expect(rows).toEqual(Object.keys(ERROR_CODES));
  });

  test('has a row for each code of the server that the client has a cure for', () => {
    const cures = readFileSync(join(root, 'packages/psakit/src/client/cures.ts'), 'utf8');
    const patterns = [...cures.matchAll(/\bcode: \/\^(.+?)\$\/i?\b/g)].map((match) => match[1] ?? '');
    const named = patterns.flatMap((pattern) => pattern.replace(/^\(\?:|\)$/g, '').split('|'));
    const shown = new Set(REFUSALS.map(({ code }) => code));
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((code) => !shown.has(code))).toEqual([]);
  });
});
