import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AS_OF, AS_OF_WORK, LAST_WORKDAY, Timeline } from './timeline.js';

const time = new Timeline();

test('the as-of moment is where the constants say', () => {
  expect(time.workText(AS_OF_WORK)).toBe(AS_OF);
  expect(time.dateText(LAST_WORKDAY)).toBe('2026-06-12T00:00:00Z');
});

test.each([
  // Friday 18:00 and Monday 08:00 are the same working minute; summer time begins in between.
  ['2026-03-06T22:59:00Z', 1609, 599],
  ['2026-03-09T12:00:00Z', 1610, 0],
  ['2025-10-31T21:59:00Z', 1519, 599],
  ['2025-11-03T13:00:00Z', 1520, 0],
])('%s is minute %i of its day', (text, day, minute) => {
  expect(time.workText(day * 600 + minute)).toBe(text);
});

test('a goal is told in local time', () => {
  expect(time.goalText(AS_OF_WORK)).toBe('Fri 06/12 04:00 PM UTC-04');
  expect(time.goalText(1520 * 600 + 240)).toBe('Mon 11/03 12:00 PM UTC-05');
});

test('later working minutes are later instants, and texts are those of Date', () => {
  fc.assert(
    fc.property(fc.nat(1_100_000), fc.integer({ min: 1, max: 5_000 }), fc.nat(59), (minute, more, second) => {
      expect(time.seconds(minute + more)).toBeGreaterThan(time.seconds(minute, second));
      const seconds = time.seconds(minute, second);
      expect(time.text(seconds)).toBe(new Date(seconds * 1000).toISOString().replace('.000Z', 'Z'));
    }),
  );
});
