import { expect, test } from 'vitest';
import { Random, weighted } from './random.js';

test('the numbers follow from seed and label', () => {
  const some = (random: Random): number[] => Array.from({ length: 20 }, () => random.bits());
  expect(some(new Random(7, 'a'))).toEqual(some(new Random(7, 'a')));
  expect(some(new Random(7, 'a'))).not.toEqual(some(new Random(8, 'a')));
  expect(some(new Random(7, 'a'))).not.toEqual(some(new Random(7, 'b')));
});

test('numbers are spread evenly and stay in their bounds', () => {
  const random = new Random(1);
  const counts = Array<number>(10).fill(0);
  for (let i = 0; i < 100_000; i++) {
    const value = random.int(5, 14);
    counts[value - 5] = (counts[value - 5] ?? 0) + 1;
  }
  expect(Math.min(...counts)).toBeGreaterThan(9_500);
  expect(counts.reduce((sum, count) => sum + count)).toBe(100_000);
});

test('around has the average it is given', () => {
  const random = new Random(3);
  for (const average of [0.1, 0.55, 1.1, 2]) {
    let sum = 0;
    for (let i = 0; i < 50_000; i++) sum += random.around(average);
    expect(sum / 50_000).toBeCloseTo(average, 1);
  }
});

test('a GUID is one, and never the same twice', () => {
  const random = new Random(5);
  const made = Array.from({ length: 10_000 }, () => random.guid());
  expect(new Set(made).size).toBe(10_000);
  for (const guid of made)
    expect(guid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('weights are how often an item is there', () => {
  expect(
    weighted([
      ['a', 2],
      ['b', 0],
      ['c', 1],
    ]),
  ).toEqual(['a', 'a', 'c']);
});
