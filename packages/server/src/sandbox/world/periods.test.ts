import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dailySpans, dayOf, periodName, periodOf } from './periods.js';

const day = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;

test.each([
  ['2026-06-12', 2026, 24, '2026-06-08 to 2026-06-14'],
  ['2026-06-14', 2026, 24, '2026-06-08 to 2026-06-14'],
  ['2026-06-15', 2026, 25, '2026-06-15 to 2026-06-21'],
  ['2025-12-31', 2026, 1, '2025-12-29 to 2026-01-04'],
  ['2027-01-03', 2026, 53, '2026-12-28 to 2027-01-03'],
  ['1969-12-31', 1970, 1, '1969-12-29 to 1970-01-04'],
])('%s lies in week %i/%i', (date, year, period, name) => {
  const found = periodOf(day(date));
  expect(found).toMatchObject({ year, period });
  expect(periodName(found)).toBe(name);
});

test('each day lies in its period, and in no other', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), (at) => {
      const { dateStart, dateEnd, deadline } = periodOf(at);
      const [first, last] = [Date.parse(dateStart), Date.parse(dateEnd)].map((ms) => ms / 86_400_000);
      expect(first).toBeLessThanOrEqual(at);
      expect(last).toBeGreaterThanOrEqual(at);
      expect(periodOf((last ?? 0) + 1).dateStart).toBe(deadline);
    }),
  );
});

test('a late evening belongs to the day it has at the provider', () => {
  expect(dayOf(Date.parse('2026-06-13T03:59:59Z') / 1000)).toBe(day('2026-06-12'));
  expect(dayOf(Date.parse('2026-06-13T04:00:00Z') / 1000)).toBe(day('2026-06-13'));
});

test('a span is cut at the midnights of the provider, whatever its clocks do', () => {
  const seconds = (text: string): number => Date.parse(text) / 1000;
  const cut = (from: string, until: string): string[] =>
    [...dailySpans(seconds(from), seconds(until))].map((span) =>
      span.map((at) => new Date(at * 1000).toISOString().slice(5, 16)).join(' '),
    );
  expect(cut('2026-06-12T13:00:00Z', '2026-06-12T14:00:00Z')).toEqual(['06-12T13:00 06-12T14:00']);
  expect(cut('2026-06-12T20:00:00Z', '2026-06-13T13:00:00Z')).toEqual([
    '06-12T20:00 06-13T04:00',
    '06-13T04:00 06-13T13:00',
  ]);
  // Daylight saving ends on the first of November.
  expect(cut('2026-10-31T12:00:00Z', '2026-11-03T00:00:00Z')).toEqual([
    '10-31T12:00 11-01T05:00',
    '11-01T05:00 11-02T05:00',
    '11-02T05:00 11-03T00:00',
  ]);
  expect(cut('2026-06-12T13:00:00Z', '2026-06-12T13:00:00Z')).toEqual([]);
  fc.assert(
    fc.property(
      fc.integer({ min: 1_700_000_000, max: 1_900_000_000 }),
      fc.integer({ min: 1, max: 2_000_000 }),
      (start, length) => {
        const spans = [...dailySpans(start, start + length)];
        expect(spans[0]?.[0]).toBe(start);
        expect(spans.at(-1)?.[1]).toBe(start + length);
        spans.slice(1).forEach(([from], index) => {
          expect(from).toBe(spans[index]?.[1]);
        });
      },
    ),
  );
});
