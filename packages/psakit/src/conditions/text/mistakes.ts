import type { PsaError } from '../../core/index.js';
import type { FieldPath } from '../ast.js';
import { shown } from '../report/shown.js';
import { CODE } from './characters.js';
import { printFieldPath } from './field-path.js';
import type { Scanner } from './scanner.js';

// What people write instead of conditions, and what to tell them. The parser comes here only when it
// has failed, so nothing in this file needs to be fast.

/** Other languages' operators, and ours. */
const OPERATOR_CURES: Readonly<Record<string, string>> = {
  '==': 'Write = once.',
  '===': 'Write = once.',
  '<>': 'Write != instead.',
  '!==': 'Write != instead.',
  '~=': 'Write like "*text*" or contains "text" instead.',
  '=<': 'Write <= instead.',
  '=>': 'Write >= instead.',
  eq: 'Write = instead.',
  equals: 'Write = instead.',
  ne: 'Write != instead.',
  lt: 'Write < instead.',
  le: 'Write <= instead.',
  lte: 'Write <= instead.',
  gt: 'Write > instead.',
  ge: 'Write >= instead.',
  gte: 'Write >= instead.',
  startswith: 'Write like "text*" instead.',
  endswith: 'Write like "*text" instead.',
  matches: 'Write like "*text*" instead.',
  between: 'Write two comparisons: field >= 1 and field <= 5.',
};

const OPERATORS = 'Use one of = != < <= > >= contains like in, or not before the last three.';

/** There is no condition where one has to begin. */
export function complainAboutStart(scanner: Scanner): PsaError {
  const { text, position } = scanner;
  if (text.trim() === '') {
    return scanner.error(0, 0, {
      message: 'The condition is empty.',
      cure: 'Write a comparison such as status/name = "New", or leave the parameter out.',
    });
  }
  if (position === text.length) {
    return scanner.errorHere({
      message: 'A condition is missing at the end.',
      cure: 'Add a comparison such as id > 0, or take away what stands before it.',
    });
  }
  if (scanner.atWord('not') || scanner.code() === CODE.exclamation) return complainAboutNot(scanner);
  if (scanner.atWord('and') || scanner.atWord('or') || scanner.code() === CODE.close) {
    const end = Math.max(scanner.wordEnd(), position + 1);
    const found = text.slice(position, end);
    return scanner.error(position, end, {
      message: `A condition is missing before ${shown(found)}.`,
      cure: `Add a comparison there, or take away ${shown(found)}.`,
    });
  }
  if (/["'[\d-]/.test(text.charAt(position))) {
    return scanner.errorHere({
      message: 'A field name is expected here, not a value.',
      cure: 'Put the field first, as in id = 5; on the right stands a value, never another field.',
    });
  }
  return scanner.errorHere({
    message: `${characterName(scanner)} cannot begin a condition.`,
    cure: 'Begin with the name of a field, such as status/name, or with a parenthesis.',
  });
}

/** PSA has no prefix `not` that any source has seen (PROTOCOL 2.1). */
function complainAboutNot(scanner: Scanner): PsaError {
  const end = Math.max(scanner.wordEnd(), scanner.position + 1);
  return scanner.error(scanner.position, end, {
    message: 'A whole condition cannot be negated.',
    cure: 'Negate each comparison: != for =, < for >=, not in, not like, not contains; and turns into or, or into and.',
  });
}

/** After a field stands no operator. `from` is where one was expected; `not` may have been read already. */
export function complainAboutOperator(scanner: Scanner, from: number, field: FieldPath): PsaError {
  const { text } = scanner;
  const name = shown(printFieldPath(field));
  const found = /^(?:[=<>!~]+|[\p{L}\p{M}\p{N}_]+)/u.exec(text.slice(from, from + 40))?.[0] ?? '';
  if (scanner.position > from) {
    return scanner.error(from, scanner.position, {
      message: '"not" is not followed by in, like or contains.',
      cure: 'Write not in (1, 2), not like "a*", not contains "a", or != 1.',
    });
  }
  if (from === text.length) {
    return scanner.errorHere({
      message: `An operator and a value are missing after ${name}.`,
      cure: OPERATORS,
    });
  }
  const cure = OPERATOR_CURES[found.toLowerCase()] ?? OPERATORS;
  if (found === '') {
    return scanner.errorHere({ message: `${characterName(scanner)} is not an operator.`, cure });
  }
  return scanner.error(from, from + found.length, { message: `${shown(found)} is not an operator.`, cure });
}

/** Something follows a condition that is neither `and`, `or` nor the end. */
export function complainAfterCondition(scanner: Scanner): PsaError {
  const { text, position } = scanner;
  if (scanner.code() === CODE.close) {
    return scanner.errorHere({
      message: 'This parenthesis closes nothing.',
      cure: 'Take it away, or add ( before.',
    });
  }
  const joiner = /^(?:&&?|\|\|?|[,;])/.exec(text.slice(position, position + 2))?.[0];
  if (joiner !== undefined) {
    return scanner.error(position, position + joiner.length, {
      message: `${shown(joiner)} does not join conditions.`,
      cure: `Write ${joiner.startsWith('|') ? 'or' : 'and'} instead.`,
    });
  }
  const end = scanner.wordEnd();
  if (end > position) {
    return scanner.error(position, end, {
      message: `"and" or "or" is missing before ${shown(text.slice(position, end))}.`,
      cure: 'Join two comparisons with and or or; put text with spaces in quotes and a moment in square brackets.',
    });
  }
  return scanner.errorHere({
    message: `${characterName(scanner)} is not expected here.`,
    cure: 'A condition ends here or goes on with and or or.',
  });
}

/** The character at the position, by its number where it cannot be seen. */
function characterName(scanner: Scanner): string {
  const character = scanner.text.slice(scanner.position, scanner.position + scanner.characterLength());
  if (/^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character)) return character === '"' ? `'"'` : `"${character}"`;
  const point = character.codePointAt(0) ?? 0;
  return `The invisible character U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
}
