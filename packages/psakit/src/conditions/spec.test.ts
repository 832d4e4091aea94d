import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const here = (file: string): URL => new URL(file, import.meta.url);
const spec = readFileSync(here('SPEC.md'), 'utf8');
const enforced = [...spec.matchAll(/Enforced by: (\S+), "(.+)"$/gm)].map(([, file = '', title = '']) => ({
  file,
  title,
}));

describe('SPEC.md', () => {
  test('has invariants, each with the test that holds it', () => {
    expect(enforced.length).toBeGreaterThan(15);
  });

  test.each(enforced)('$file has "$title"', ({ file, title }) => {
    expect(existsSync(here(file))).toBe(true);
    expect(readFileSync(here(file), 'utf8')).toContain(title);
  });
});
