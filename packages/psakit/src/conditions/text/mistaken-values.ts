import type { PsaError } from '../../core/index.js';
import { shown } from '../report/shown.js';
import { HOLE } from './hole.js';
import type { Scanner } from './scanner.js';

// What people write where a value belongs, and what to tell them. Like mistakes.ts, this runs only once
// the parser has failed.

export function complainAboutMissingValue(scanner: Scanner, after: string): PsaError {
  return scanner.errorHere({
    message: `A value is missing after ${shown(after)}.`,
    cure: 'Write a text in quotes, a number, true, false, null, or a date in square brackets.',
  });
}

const DATE_CURE =
  'Write a date as [2024-01-31] or a moment as [2024-01-31T13:30:00Z]; PSA knows no relative dates such as today.';

/** What is in the brackets that open at the position is no date; they close at `close`, or never if negative. */
export function complainAboutDate(scanner: Scanner, close: number): PsaError {
  const { text, position: start } = scanner;
  if (close < 0) {
    return scanner.error(start, text.length, {
      message: 'The square bracket is not closed.',
      cure: 'Add ] after the date.',
    });
  }
  return scanner.error(start, close + 1, {
    message: `${shown(text.slice(start + 1, close).trim())} is not a date.`,
    cure: DATE_CURE,
  });
}

/** A bare word that is neither number, keyword nor date: the server's `Unrecognized value` (PROTOCOL 2.5). */
export function complainAboutWord(scanner: Scanner, start: number, token: string): PsaError {
  return scanner.error(start, start + token.length, {
    message: `${shown(token)} is not a value.`,
    cure: cureForWord(token, scanner.text.slice(start, start + 200)),
    problem: { kind: 'unrecognized-value', token },
  });
}

const CURLY_QUOTES = /[“”‘’„«»`´]/g;

function cureForWord(token: string, rest: string): string {
  if (token.includes(HOLE)) return 'Put in a whole value, list or condition, never a part of one.';
  if (/^(?:and|or)$/i.test(token)) return 'Write the value that is missing before it.';
  const joined = /^(-?[\d.]+|true|false|null)(and|or)(.*)$/i.exec(token);
  if (joined) return `Put spaces around ${joined[2] ?? ''}: ${shown(joined.slice(1).join(' ').trim())}.`;
  if (/^\d{4}-\d/.test(token)) return DATE_CURE;
  if (/^[-+]*[\d.]+(e[+-]?\d+)?$/i.test(token)) {
    return 'Write digits, with one decimal point and a minus in front at most.';
  }
  const [phrase = token] = /^.*?(?=\s+(?:and|or)\s|\s*[),\n]|\s*$)/i.exec(rest) ?? [];
  const straight = phrase.replace(CURLY_QUOTES, '');
  return straight === phrase
    ? `Put text in quotes: ${shown(phrase)}.`
    : `Write straight quotes: ${shown(straight)}.`;
}

export function complainAboutHoleInText(scanner: Scanner, start: number): PsaError {
  return scanner.error(start, scanner.position, {
    message: 'A value is put into the middle of a quoted text.',
    cure: "Put in the whole text, without quotes around it: like ${'%' + name + '%'}.",
  });
}
