/**
 * Time in a world. Work is counted in *working minutes*: 600 a day, 08:00 to 18:00 local, Monday to Friday,
 * from the first Monday of 2020. Adding minutes to one never leaves office hours, whatever the weekend or
 * the hour; only at the end is it turned into UTC.
 */
export class Timeline {
  readonly #midnights: number[] = [];
  readonly #dates: string[] = [];
  readonly #clock: readonly string[] = Array.from(
    { length: 1440 },
    (_, minute) => `T${two(Math.floor(minute / 60))}:${two(minute % 60)}:`,
  );
  readonly #seconds: readonly string[] = Array.from({ length: 60 }, (_, second) => `${two(second)}Z`);

  /** Local midnight of a working day, in seconds since 1970. */
  midnight(workday: number): number {
    const known = this.#midnights[workday];
    if (known !== undefined) return known;
    const day = FIRST_MONDAY + Math.floor(workday / 5) * 7 + (workday % 5);
    const seconds = day * 86_400 + hoursBehind(day) * 3600;
    this.#midnights[workday] = seconds;
    return seconds;
  }

  /** UTC seconds of a working minute, and so many seconds into it. */
  seconds(workMinute: number, second = 0): number {
    const workday = Math.floor(workMinute / WORKDAY_MINUTES);
    return this.midnight(workday) + (OPENS + workMinute - workday * WORKDAY_MINUTES) * 60 + second;
  }

  /** `2026-06-12T15:04:05Z`, as the API writes instants (PROTOCOL 6.4). */
  text(seconds: number): string {
    const day = Math.floor(seconds / 86_400);
    let date = this.#dates[day];
    if (date === undefined) {
      date = new Date(day * 86_400_000).toISOString().slice(0, 10);
      this.#dates[day] = date;
    }
    const rest = seconds - day * 86_400;
    const minute = Math.floor(rest / 60);
    return date + (this.#clock[minute] ?? '') + (this.#seconds[rest - minute * 60] ?? '');
  }

  /** The text of a working minute. */
  workText(workMinute: number, second = 0): string {
    return this.text(this.seconds(workMinute, second));
  }

  /** `Tue 10/04 11:00 PM UTC-05`: local, as the status of an SLA tells its goals (PROTOCOL 6.5). */
  goalText(workMinute: number): string {
    const workday = Math.floor(workMinute / WORKDAY_MINUTES);
    const midnight = this.midnight(workday);
    const [, month = '', day = ''] = this.text(midnight).slice(0, 10).split('-');
    const minute = OPENS + workMinute - workday * WORKDAY_MINUTES;
    const hour = Math.floor(minute / 60);
    const time = `${two(((hour + 11) % 12) + 1)}:${two(minute % 60)} ${hour < 12 ? 'AM' : 'PM'}`;
    return `${WEEKDAYS[workday % 5] ?? ''} ${month}/${day} ${time} UTC-${two((midnight % 86_400) / 3600)}`;
  }

  /** Midnight UTC of the working day's date, as date-only fields are answered (PROTOCOL 6.4). */
  dateText(workday: number): string {
    return this.text(Math.floor(this.midnight(workday) / 86_400) * 86_400);
  }
}

/** Working minutes in a day. */
export const WORKDAY_MINUTES = 600;

/** The last working day of every world: Friday, 12 June 2026. */
export const LAST_WORKDAY = 1679;

/**
 * The moment at which every world stands still: 16:00 local on its last working day. *Assumed*: a real PSA
 * has the present; a fixed moment makes the same world every day.
 */
export const AS_OF = '2026-06-12T20:00:00Z';

/** The as-of moment in working minutes. */
export const AS_OF_WORK = LAST_WORKDAY * WORKDAY_MINUTES + 480;

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'];

/** Minutes from midnight to the start of office hours. */
const OPENS = 480;

/** 6 January 2020, in days since 1970. */
const FIRST_MONDAY = 18_267;

/** Eastern summer time: from the second Sunday of March to the first Sunday of November. */
function isSummerTime(day: number): boolean {
  const date = new Date(day * 86_400_000);
  const year = date.getUTCFullYear();
  const start = sundayOnOrAfter(Date.UTC(year, 2, 8));
  const end = sundayOnOrAfter(Date.UTC(year, 10, 1));
  return date.getTime() >= start && date.getTime() < end;
}

/** How many hours the provider's time is behind UTC on a day, in days since 1970: Eastern time. */
export function hoursBehind(day: number): number {
  return isSummerTime(day) ? 4 : 5;
}

function sundayOnOrAfter(instant: number): number {
  return instant + ((7 - new Date(instant).getUTCDay()) % 7) * 86_400_000;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
