import { PsaError } from '../../core/index.js';
import { shown } from '../report/shown.js';
import { CODE } from './characters.js';
import type { Scanner } from './scanner.js';

// Which escape the real server honours is unproven (PROTOCOL 2.2): so all three that programs use are
// read, and none is written.

/**
 * Reads a text in quotes at the position, where the opening quote is next. `\"`, `\'` and a doubled
 * quote stand for the quote; any other backslash stands for itself, as in `C:\temp`.
 */
export function readQuoted(scanner: Scanner): string {
  const { text, position: start } = scanner;
  const quote = scanner.code();
  let value = '';
  let from = start + 1;
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code !== quote && code !== CODE.backslash) continue;
    const next = text.charCodeAt(at + 1);
    const escaped = code === quote ? next === quote : next === CODE.doubleQuote || next === CODE.singleQuote;
    if (escaped) {
      value += text.slice(from, at) + text.charAt(at + 1);
      from = at + 2;
      at++;
    } else if (code === quote) {
      scanner.position = at + 1;
      return value + text.slice(from, at);
    }
  }
  const mark = text.charAt(start);
  const eaten = text.endsWith(`\\${mark}`);
  throw scanner.error(start, text.length, {
    message: 'The text is not closed.',
    cure: eaten
      ? `A backslash before a quote makes it part of the text; leave out the last backslash, or add ${mark} at the end.`
      : `Add ${mark} where the text ends.`,
  });
}

/**
 * Whether a text can be written in quotes. Not where it contains both kinds, nor where a backslash meets a
 * quote, be it the closing one.
 */
export function isQuotable(value: string): boolean {
  return !/\\(["']|$)/.test(value) && !(value.includes('"') && value.includes("'"));
}

/**
 * A text in the kind of quote it does not contain, by preference double ones. Throws `UNQUOTABLE_VALUE`
 * where it is not {@link isQuotable}.
 */
export function quote(value: string): string {
  if (isQuotable(value)) return value.includes('"') ? `'${value}'` : `"${value}"`;
  throw new PsaError({
    code: 'UNQUOTABLE_VALUE',
    message: `The text ${shown(value)} holds both kinds of quotes, or a backslash that would meet one. PSA has no proven escape for that.`,
    hint: 'Match it with like and _ in place of the quote or backslash, or ask for more and filter the answer with evaluate().',
  });
}
