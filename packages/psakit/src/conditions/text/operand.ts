import type { Literal } from '../ast.js';
import { CODE, isDelimiter, isDigit } from './characters.js';
import { parseMoment } from './dates.js';
import {
  complainAboutDate,
  complainAboutHoleInText,
  complainAboutMissingValue,
  complainAboutWord,
} from './mistaken-values.js';
import { readQuoted } from './quote.js';
import type { Scanner } from './scanner.js';

/** Reads one value at the position; `after` is what stands before it, for the message when it is missing. */
export function readLiteral(scanner: Scanner, after: string): Literal {
  const start = scanner.position;
  const code = scanner.code();
  if (code === CODE.doubleQuote || code === CODE.singleQuote) {
    const value = readQuoted(scanner);
    if (scanner.hasHole(value)) throw complainAboutHoleInText(scanner, start);
    return { kind: 'text', value, span: scanner.span(start) };
  }
  if (code === CODE.openBracket) return readBracketed(scanner);
  const hole = scanner.takeHole('value');
  if (hole) return hole.literal;
  const end = bareEnd(scanner);
  if (end === start) throw complainAboutMissingValue(scanner, after);
  return readBare(scanner, end);
}

/** Reads `[2024-01-01T00:00:00Z]` at the position. */
function readBracketed(scanner: Scanner): Literal {
  const { text, position: start } = scanner;
  const close = text.indexOf(']', start);
  const moment = close < 0 ? undefined : parseMoment(text.slice(start + 1, close).trim());
  if (!moment) throw complainAboutDate(scanner, close);
  scanner.position = close + 1;
  return { ...moment, span: scanner.span(start) };
}

/** Reads a number, `true`, `false`, `null` or a date without brackets, from the position to `end`. */
function readBare(scanner: Scanner, end: number): Literal {
  const { text, position: start } = scanner;
  const span = scanner.span(start, end);
  const raw = text.slice(start, end);
  scanner.position = end;
  if (isNumber(raw)) return { kind: 'number', value: Number(raw), raw, span };
  const word = raw.length <= 5 ? raw.toLowerCase() : '';
  if (word === 'true' || word === 'false') return { kind: 'boolean', value: word === 'true', span };
  if (word === 'null') return { kind: 'null', span };
  // The mission writes dates without brackets; the printed form has them.
  const moment = parseMoment(raw);
  if (moment) return { ...moment, span };
  throw complainAboutWord(scanner, start, raw);
}

/** Where the bare word at the position ends. */
function bareEnd(scanner: Scanner): number {
  const { text } = scanner;
  let end = scanner.position;
  while (end < text.length && !isDelimiter(text.charCodeAt(end))) end++;
  return end;
}

/**
 * Digits, optionally with a decimal point and a minus before them, as the server's own text has it
 * (PROTOCOL 2.5); and no more than a JavaScript number can hold.
 */
function isNumber(raw: string): boolean {
  let digits = 0;
  let points = 0;
  for (let i = raw.charCodeAt(0) === CODE.minus ? 1 : 0; i < raw.length; i++) {
    const code = raw.charCodeAt(i);
    if (isDigit(code)) digits++;
    else if (code === CODE.point) points++;
    else return false;
  }
  return digits > 0 && points <= 1 && (raw.length < 300 || Number.isFinite(Number(raw)));
}
