import { hoursBehind } from './timeline.js';

/** The week that a time sheet or an expense report is about. */
export interface Period {
  /** The year that the week is counted in, and which of its weeks it is, from 1. */
  readonly year: number;
  readonly period: number;
  /** The first and the last day, and the day until which it is handed in: midnight, UTC. */
  readonly dateStart: string;
  readonly dateEnd: string;
  readonly deadline: string;
}

/**
 * The week from Monday to Sunday that a day lies in, numbered as in ISO 8601, due on the Monday after it
 * (*assumed*: what a PSA has is set up by its owner).
 *
 * @param day days since 1970.
 */
export function periodOf(day: number): Period {
  // The first day of 1970 was a Thursday, and a week belongs to the year in which its Thursday lies.
  const monday = day - ((((day + 3) % 7) + 7) % 7);
  const thursday = new Date((monday + 3) * DAY);
  const year = thursday.getUTCFullYear();
  const weeks = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY));
  return {
    year,
    period: weeks + 1,
    dateStart: midnight(monday),
    dateEnd: midnight(monday + 6),
    deadline: midnight(monday + 7),
  };
}

/** What a sheet of a period is called where others refer to it: `2026-06-08 to 2026-06-14` (*assumed*). */
export function periodName({ dateStart, dateEnd }: Pick<Period, 'dateStart' | 'dateEnd'>): string {
  return `${dateStart.slice(0, 10)} to ${dateEnd.slice(0, 10)}`;
}

/** The provider's date at a moment, both counted since 1970: days, of seconds. */
export function dayOf(seconds: number): number {
  const day = Math.floor(seconds / 86_400);
  return Math.floor((seconds - hoursBehind(day) * 3600) / 86_400);
}

/** What of a span of time lies in each of the provider's days, from and until when, in seconds since 1970. */
export function* dailySpans(start: number, end: number): Generator<readonly [number, number], undefined> {
  let from = start;
  while (from < end) {
    const next = dayOf(from) + 1;
    // Clocks change at night: what the next day is behind by is what counts at its midnight.
    const midnight = next * 86_400 + hoursBehind(next) * 3600;
    const until = Math.min(end, midnight > from ? midnight : midnight + 86_400);
    yield [from, until];
    from = until;
  }
  return undefined;
}

const DAY = 86_400_000;

function midnight(day: number): string {
  return `${new Date(day * DAY).toISOString().slice(0, 10)}T00:00:00Z`;
}
