import type { JsonRecord } from '../../../store/index.js';
import { hoursBehind } from '../../world/index.js';
import type { Draft } from '../draft.js';
import { flagOf, idOf, textOf } from '../values.js';

/** When work is done: minutes of each day of the week from Sunday on, and the days on which it is not. */
export interface ServiceHours {
  readonly week: readonly (Span | undefined)[];
  /** By local date, `2026-12-25`: what is closed of it. */
  readonly closed: ReadonlyMap<string, Span>;
}

/** From when on and until when, such as minutes from midnight: the second is the first that is not in it. */
type Span = readonly [from: number, to: number];

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

const DAY_MINUTES = 1440;

/** How many days are looked at for a goal: who is open one hour a week has a goal of 500 within them. */
const MOST_DAYS = 3660;

/**
 * The hours that count for the goals of a service level, by what it is based on: a calendar of its own, that of the
 * customer's site or else company, or, for `MyCalendar`, that of the ticket's location. Undefined where all hours
 * count: for `AllHours`, and where there is no such calendar or it has no hours (which calendar each of them means is
 * *assumed*).
 */
export async function serviceHours(
  sla: JsonRecord,
  ticket: JsonRecord,
  draft: Draft,
): Promise<ServiceHours | undefined> {
  const calendar = await draft.get('schedule/calendars', [], await calendarId(sla, ticket, draft));
  const week = calendar && weekOf(calendar);
  if (!week) return undefined;
  const list = idOf(calendar, 'holidayList');
  const holidays =
    list === undefined ? [] : await draft.list('schedule/holidayLists/holidays', { parents: [list] });
  return { week, closed: closedBy(holidays) };
}

/** The hours of a calendar; undefined where it has none. */
const weekOf = rememberedOf((calendar: JsonRecord): ServiceHours['week'] | undefined => {
  const week = DAYS.map((day) =>
    spanOf(textOf(calendar, `${day}StartTime`), textOf(calendar, `${day}EndTime`)),
  );
  return week.every((span) => span === undefined) ? undefined : week;
});

const closedBy = rememberedOf(
  (holidays: readonly JsonRecord[]): ServiceHours['closed'] => new Map(holidays.flatMap(closedOn)),
);

/** Works out a fact of records once for each object: the records that rules ask for stay the same until they change. */
function rememberedOf<K extends object, V>(workOut: (records: K) => V): (records: K) => V {
  const known = new WeakMap<K, { readonly value: V }>();
  return (records) => {
    let found = known.get(records);
    if (!found) known.set(records, (found = { value: workOut(records) }));
    return found.value;
  };
}

async function calendarId(sla: JsonRecord, ticket: JsonRecord, draft: Draft): Promise<number | undefined> {
  const own = async (name: string, member: string): Promise<number | undefined> =>
    idOf(await draft.get(name, [], idOf(ticket, member)), 'calendar');
  switch (textOf(sla, 'basedOn')) {
    case 'Custom':
      return idOf(sla, 'customCalendar');
    case 'MyCalendar':
      return own('system/locations', 'location');
    case 'Customer': {
      const company = idOf(ticket, 'company');
      const site =
        company === undefined
          ? undefined
          : await draft.get('company/companies/sites', [company], idOf(ticket, 'site'));
      return idOf(site, 'calendar') ?? own('company/companies', 'company');
    }
    default:
      return undefined;
  }
}

function closedOn(holiday: JsonRecord): [string, Span][] {
  const date = textOf(holiday, 'date')?.slice(0, 10);
  if (date === undefined) return [];
  const part = spanOf(textOf(holiday, 'timeStart'), textOf(holiday, 'timeEnd'));
  return [[date, flagOf(holiday, 'allDayFlag') || !part ? [0, DAY_MINUTES] : part]];
}

/** `08:00:00` to `18:00:00`; an end at midnight is that of the day. Undefined where nothing lies between. */
function spanOf(start: string | undefined, end: string | undefined): Span | undefined {
  const [from, to] = [minuteOf(start), minuteOf(end)];
  if (from === undefined || to === undefined) return undefined;
  const until = to === 0 ? DAY_MINUTES : to;
  return from < until ? [from, until] : undefined;
}

function minuteOf(time: string | undefined): number | undefined {
  const [, hour, minute] = /(?:^|T)(\d{1,2}):(\d{2})/.exec(time ?? '') ?? [];
  return hour === undefined ? undefined : Number(hour) * 60 + Number(minute);
}

/**
 * The moment at which so many hours have passed, of those that count, in milliseconds since 1970. The calendar is in
 * the provider's own time.
 */
export function afterHours(start: number, hours: number, open: ServiceHours | undefined): number {
  if (!open) return start + hours * 3_600_000;
  let left = hours * 3_600_000;
  for (const [begins, ends] of openFrom(start, open)) {
    if (left <= ends - begins) return begins + left;
    left -= ends - begins;
  }
  return start + hours * 3_600_000;
}

/** How many minutes lie between two moments, of those that count. */
export function minutesBetween(start: number, end: number, open: ServiceHours | undefined): number {
  if (!open) return Math.max(0, end - start) / 60_000;
  let passed = 0;
  for (const [begins, ends] of openFrom(start, open)) {
    if (begins >= end) break;
    passed += Math.min(ends, end) - begins;
  }
  return passed / 60_000;
}

/** From when to when it is open, from a moment on, for as many days as are looked at. */
function* openFrom(start: number, open: ServiceHours): Generator<Span, undefined> {
  const first = localDay(start);
  for (let day = first; day < first + MOST_DAYS; day++) {
    const midnight = day * 86_400_000 + hoursBehind(day) * 3_600_000;
    for (const [from, to] of openOn(day, open)) {
      const begins = Math.max(midnight + from * 60_000, start);
      const ends = midnight + to * 60_000;
      if (begins < ends) yield [begins, ends];
    }
  }
  return undefined;
}

/** What is open of a day: one span, or two around a holiday of some hours. */
function openOn(day: number, { week, closed }: ServiceHours): readonly Span[] {
  // The first day of 1970 was a Thursday.
  const hours = week[(day + 4) % 7];
  if (!hours) return [];
  const without = closed.get(new Date(day * 86_400_000).toISOString().slice(0, 10));
  if (!without) return [hours];
  const before: Span = [hours[0], Math.min(hours[1], without[0])];
  const behind: Span = [Math.max(hours[0], without[1]), hours[1]];
  return [before, behind].filter(([from, to]) => from < to);
}

/** The provider's date at a moment, in days since 1970. */
export function localDay(moment: number): number {
  const day = Math.floor(moment / 86_400_000);
  return Math.floor((moment - hoursBehind(day) * 3_600_000) / 86_400_000);
}
