import type { DateLiteral, DateTimeLiteral } from '../ast.js';
import { isDigit } from './characters.js';

/** A moment or a date read from a text, in the form the AST keeps. */
export type Moment = Pick<DateTimeLiteral, 'kind' | 'value'> | Pick<DateLiteral, 'kind' | 'value'>;

/**
 * Reads a date or a moment in any form that programs are known to send (PROTOCOL 2.2): a date only; `T`
 * or a space before the time; seconds and a fraction or none; `Z`, an offset, or nothing, which means
 * UTC (*assumed*). Answers undefined for anything else, also for days that no calendar has.
 */
export function parseMoment(text: string): Moment | undefined {
  if (!beginsWithDate(text)) return undefined;
  if (text.length === 10) return { kind: 'date', value: text };
  return isCanonical(text) ? { kind: 'datetime', value: text } : parseTime(text);
}

/** Whether a text that begins with a date is already what the AST keeps: most texts are. */
function isCanonical(text: string): boolean {
  return (
    text.length === 20 &&
    text[10] === 'T' &&
    text[13] === ':' &&
    text[16] === ':' &&
    text[19] === 'Z' &&
    numberAt(text, 11, 13) < 24 &&
    numberAt(text, 14, 16) < 60 &&
    numberAt(text, 17, 19) < 60
  );
}

function parseTime(text: string): Moment | undefined {
  const time =
    /^[Tt ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?(?:[Zz]|([+-])(0\d|1[0-4]):?([0-5]\d)?)?$/.exec(
      text.slice(10),
    );
  if (!time) return undefined;
  const [
    ,
    hour = '',
    minute = '',
    second = '00',
    fraction = '',
    sign,
    offsetHours = '0',
    offsetMinutes = '0',
  ] = time;
  const local = Date.parse(`${text.slice(0, 10)}T${hour}:${minute}:${second}Z`);
  const offset = (sign === '-' ? -1 : 1) * (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000;
  return atSecond(local - offset, fraction);
}

/** The canonical literal of a JavaScript moment; undefined for an invalid date or one beyond four-digit years. */
export function momentOf(date: Date): Moment | undefined {
  const ms = date.getTime();
  if (Number.isNaN(ms)) return undefined;
  const whole = Math.floor(ms / 1000) * 1000;
  return atSecond(whole, String(ms - whole).padStart(3, '0'));
}

/**
 * The milliseconds since 1970 (UTC) of a date or moment in any form conditions take, fractions
 * of a millisecond cut off; undefined where the text is none. `evaluate` and SQL compare by this number.
 */
export function parseInstant(text: string): number | undefined {
  const moment = parseMoment(text);
  if (!moment) return undefined;
  // Dates and canonical moments are the two forms JavaScript itself is bound to read, as UTC.
  return Date.parse(moment.value);
}

function atSecond(ms: number, fraction: string): Moment | undefined {
  const iso = new Date(ms).toISOString();
  // An offset can lead out of the years 0001 to 9999; ISO then has a sign or the year 0000.
  if (iso.length !== 24 || iso.startsWith('0000')) return undefined;
  const digits = fraction.replace(/0+$/, '');
  return { kind: 'datetime', value: `${iso.slice(0, 19)}${digits === '' ? '' : `.${digits}`}Z` };
}

/** Whether a text begins with `YYYY-MM-DD`, and that day exists, in the years 0001 to 9999. */
function beginsWithDate(text: string): boolean {
  if (text[4] !== '-' || text[7] !== '-') return false;
  const year = numberAt(text, 0, 4);
  const month = numberAt(text, 5, 7);
  const day = numberAt(text, 8, 10);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

/** The number that the digits from `start` to `end` make; not a number if there is anything but digits. */
function numberAt(text: string, start: number, end: number): number {
  let value = 0;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (!isDigit(code)) return Number.NaN;
    value = value * 10 + code - 0x30;
  }
  return value;
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}
