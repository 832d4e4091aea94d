import { reference } from '../references.js';
import { setupRows } from '../rows.js';
import type { Part } from '../types.js';

/** The office hours of the provider, Monday to Friday: those in which all work of a world is done. */
export const OFFICE_HOURS = reference('calendar', '/schedule/calendars', 1, 'Office Hours');

const HOLIDAYS = reference('holidayList', '/schedule/holidayLists', 1, 'US Holidays');

/** Those to come when a world stands still: none of its past work was put off by one. */
const DAYS: readonly (readonly [date: string, name: string])[] = [
  ['2026-07-03', 'Independence Day'],
  ['2026-09-07', 'Labor Day'],
  ['2026-11-26', 'Thanksgiving Day'],
  ['2026-12-25', 'Christmas Day'],
  ['2027-01-01', 'New Year\u2019s Day'],
];

const WORKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const;

/** The calendar of the provider, and the days on which it is closed. */
export function* calendarRows(): Part<undefined> {
  const hours = WORKDAYS.flatMap((day) => [
    [`${day}StartTime`, '08:00:00'],
    [`${day}EndTime`, '18:00:00'],
  ]);
  yield* setupRows('schedule/holidayLists', [{ id: HOLIDAYS.id, name: HOLIDAYS.name }]);
  yield* setupRows(
    'schedule/holidayLists/holidays',
    DAYS.map(([date, name], index) => ({
      id: index + 1,
      name,
      allDayFlag: true,
      date: `${date}T00:00:00Z`,
      holidayList: HOLIDAYS,
    })),
    HOLIDAYS.id,
  );
  yield* setupRows('schedule/calendars', [
    { id: OFFICE_HOURS.id, name: OFFICE_HOURS.name, holidayList: HOLIDAYS, ...Object.fromEntries(hours) },
  ]);
  return undefined;
}
