import { describe, expect, test } from 'vitest';
import { isPsaError } from '../../core/index.js';
import { parse, parseFields, parseOrderBy, toServerError } from '../index.js';

/** The issue a text is refused with, the piece of the text it stands on, and the server's words. */
function complaint(read: (text: string) => unknown, text: string): readonly [string, string, string] {
  try {
    read(text);
  } catch (error) {
    if (!isPsaError(error, 'CONDITION_SYNTAX')) throw error;
    const [issue] = error.issues;
    expect(error.hint).toBe(issue!.cure);
    return [text.slice(issue!.start, issue!.end), issue!.message, issue!.cure];
  }
  throw new TypeError(`${text} was read`);
}

type Row = readonly [typed: string, marked: string, message: string, cure: string];

function mistakes(title: string, read: (text: string) => unknown, rows: readonly Row[]): void {
  describe(title, () => {
    test.each(rows)('%s', (typed, marked, message, cure) => {
      expect(complaint(read, typed)).toEqual([marked, message, cure]);
    });
  });
}

const FIELD_FIRST = 'Put the field first, as in id = 5; on the right stands a value, never another field.';
const OPERATORS = 'Use one of = != < <= > >= contains like in, or not before the last three.';
const VALUES = 'Write a text in quotes, a number, true, false, null, or a date in square brackets.';
const DATES =
  'Write a date as [2024-01-31] or a moment as [2024-01-31T13:30:00Z]; PSA knows no relative dates such as today.';
const NUMBERS = 'Write digits, with one decimal point and a minus in front at most.';
const NEGATE =
  'Negate each comparison: != for =, < for >=, not in, not like, not contains; and turns into or, or into and.';
const JOIN =
  'Join two comparisons with and or or; put text with spaces in quotes and a moment in square brackets.';

mistakes('where a condition begins', parse, [
  [
    '',
    '',
    'The condition is empty.',
    'Write a comparison such as status/name = "New", or leave the parameter out.',
  ],
  [
    ' \n',
    '',
    'The condition is empty.',
    'Write a comparison such as status/name = "New", or leave the parameter out.',
  ],
  [
    'id = 1 and',
    '',
    'A condition is missing at the end.',
    'Add a comparison such as id > 0, or take away what stands before it.',
  ],
  [
    'and id = 1',
    'and',
    'A condition is missing before "and".',
    'Add a comparison there, or take away "and".',
  ],
  [
    'id = 1 or or id = 2',
    'or',
    'A condition is missing before "or".',
    'Add a comparison there, or take away "or".',
  ],
  ['()', ')', 'A condition is missing before ")".', 'Add a comparison there, or take away ")".'],
  ['not (id = 1)', 'not', 'A whole condition cannot be negated.', NEGATE],
  ['NOT id = 1', 'NOT', 'A whole condition cannot be negated.', NEGATE],
  ['!closedFlag', '!', 'A whole condition cannot be negated.', NEGATE],
  ['"New" = status/name', '"', 'A field name is expected here, not a value.', FIELD_FIRST],
  ['1 = id', '1', 'A field name is expected here, not a value.', FIELD_FIRST],
  [
    '*',
    '*',
    '"*" cannot begin a condition.',
    'Begin with the name of a field, such as status/name, or with a parenthesis.',
  ],
  [
    '\u200bid = 1',
    '\u200b',
    'The invisible character U+200B cannot begin a condition.',
    'Begin with the name of a field, such as status/name, or with a parenthesis.',
  ],
  [
    'status/ = 1',
    ' ',
    'A field name is missing after the slash.',
    'Write the slash between two names without spaces, as in status/name.',
  ],
]);

mistakes('operators', parse, [
  ['id', '', 'An operator and a value are missing after "id".', OPERATORS],
  ['id <> 1', '<>', '"<>" is not an operator.', 'Write != instead.'],
  ['id == 1', '==', '"==" is not an operator.', 'Write = once.'],
  ['id => 1', '=>', '"=>" is not an operator.', 'Write >= instead.'],
  ['id =< 1', '=<', '"=<" is not an operator.', 'Write <= instead.'],
  ['id ! 1', '!', '"!" is not an operator.', OPERATORS],
  ['id eq 1', 'eq', '"eq" is not an operator.', 'Write = instead.'],
  ['name startsWith "x"', 'startsWith', '"startsWith" is not an operator.', 'Write like "text*" instead.'],
  [
    'id between 1 and 2',
    'between',
    '"between" is not an operator.',
    'Write two comparisons: field >= 1 and field <= 5.',
  ],
  [
    'id not 5',
    'not ',
    '"not" is not followed by in, like or contains.',
    'Write not in (1, 2), not like "a*", not contains "a", or != 1.',
  ],
  ['id is 5', '5', 'Only null can follow "is".', 'Write is null, is not null, or = and a value.'],
  ['id + 1', '+', '"+" is not an operator.', OPERATORS],
]);

mistakes('values', parse, [
  ['id =', '', 'A value is missing after "=".', VALUES],
  ['id = and x = 1', 'and', '"and" is not a value.', 'Write the value that is missing before it.'],
  ['id = (1)', '(', 'A value is missing after "=".', VALUES],
  [
    'type/id=4ANDobjectId=945370',
    '4ANDobjectId',
    '"4ANDobjectId" is not a value.',
    'Put spaces around AND: "4 AND objectId".',
  ],
  ['closedFlag=falseor', 'falseor', '"falseor" is not a value.', 'Put spaces around or: "false or".'],
  ['name like *mail*', '*mail*', '"*mail*" is not a value.', 'Put text in quotes: "*mail*".'],
  [
    'status/name = In Progress and id = 1',
    'In',
    '"In" is not a value.',
    'Put text in quotes: "In Progress".',
  ],
  ['(status/name = In Progress)', 'In', '"In" is not a value.', 'Put text in quotes: "In Progress".'],
  ['name = “New”', '“New”', '"“New”" is not a value.', 'Write straight quotes: "New".'],
  ['id = +5', '+5', '"+5" is not a value.', NUMBERS],
  ['id = 1e5', '1e5', '"1e5" is not a value.', NUMBERS],
  ['id = 1.2.3', '1.2.3', '"1.2.3" is not a value.', NUMBERS],
  ['id = -', '-', '"-" is not a value.', 'Put text in quotes: "-".'],
  ['name = "New', '"New', 'The text is not closed.', 'Add " where the text ends.'],
  [
    String.raw`path = "C:\"`,
    String.raw`"C:\"`,
    'The text is not closed.',
    'A backslash before a quote makes it part of the text; leave out the last backslash, or add " at the end.',
  ],
  ['a > [2024-01-01', '[2024-01-01', 'The square bracket is not closed.', 'Add ] after the date.'],
  ['a > [today]', '[today]', '"today" is not a date.', DATES],
  ['a > []', '[]', '"" is not a date.', DATES],
  ['a > [2024-02-30]', '[2024-02-30]', '"2024-02-30" is not a date.', DATES],
  ['a > 2024-1-1', '2024-1-1', '"2024-1-1" is not a value.', DATES],
  ['a > 2024-01-01 10:00', '10', '"and" or "or" is missing before "10".', JOIN],
]);

mistakes('lists', parse, [
  ['id in 1', '1', 'The list after "in" is missing.', 'Put the values in parentheses: in (1, 2, 3).'],
  ['id in', '', 'The list after "in" is missing.', 'Put the values in parentheses: in (1, 2, 3).'],
  ['id in ()', ')', 'A value is missing after "(".', VALUES],
  ['id in (1,)', ')', 'A value is missing after ",".', VALUES],
  [
    'id in (1 2)',
    '2',
    'A comma or ) is expected after a value of a list.',
    'Separate the values with commas: in (1, 2, 3).',
  ],
  ['id in (1', '(', 'The list is not closed.', 'Add ) after the last value.'],
]);

mistakes('after a condition', parse, [
  ['id = 1)', ')', 'This parenthesis closes nothing.', 'Take it away, or add ( before.'],
  ['(id = 1', '(', 'The parenthesis is not closed.', 'Add ) where the part ends.'],
  ['(id = 1 id = 2)', 'id', '"and" or "or" is missing before "id".', JOIN],
  ['id = 1 && id = 2', '&&', '"&&" does not join conditions.', 'Write and instead.'],
  ['id = 1 || id = 2', '||', '"||" does not join conditions.', 'Write or instead.'],
  ['id = 1, 2', ',', '"," does not join conditions.', 'Write and instead.'],
  ['id = 1 = 2', '=', '"=" is not expected here.', 'A condition ends here or goes on with and or or.'],
  ['id = 1 "x"', '"', `'"' is not expected here.`, 'A condition ends here or goes on with and or or.'],
]);

mistakes('orderBy', parseOrderBy, [
  [
    '',
    '',
    'The list is empty.',
    'Write field names separated by commas, such as priority/id, dateEntered desc.',
  ],
  [
    'id,',
    '',
    'A field name is missing.',
    'Write field names separated by commas, such as priority/id, dateEntered desc.',
  ],
  [
    'id descending',
    'descending',
    '"descending" is not expected here.',
    'Write field names separated by commas, such as priority/id, dateEntered desc.',
  ],
  [
    'id desc asc',
    'asc',
    '"asc" is not expected here.',
    'Write field names separated by commas, such as priority/id, dateEntered desc.',
  ],
  [
    '-id',
    '-',
    'A field name is missing.',
    'Write field names separated by commas, such as priority/id, dateEntered desc.',
  ],
]);

mistakes('fields', parseFields, [
  [
    'id,,summary',
    ',',
    'A field name is missing.',
    'Write field names separated by commas, such as id,summary,status/name.',
  ],
  [
    'id summary',
    'summary',
    '"summary" is not expected here.',
    'Write field names separated by commas, such as id,summary,status/name.',
  ],
]);

describe('the recorded syntax error', () => {
  test('comes out word for word (PROTOCOL 2.5)', () => {
    try {
      parse('type/id=4ANDobjectId=945370');
    } catch (error) {
      if (!isPsaError(error)) throw error;
      const { status, code, message } = toServerError(error.issues);
      expect({ status, code }).toEqual({ status: 400, code: 'ApiFindCondition' });
      expect(message.split('\n')).toEqual([
        'Condition Syntax Error (Line 1, Character 9) - Unrecognized value: 4ANDobjectId',
        'String values should be enclosed with double or single quotes; DateTime values should be enclosed in square brackets; numbers should consist of only digits, and optionally a decimal point and a negation sign; boolean values should be indicated with the keywords true or false; null values should be indicated by the keyword null.',
      ]);
      return;
    }
    throw new TypeError('it was read');
  });
});

describe('lists that are read', () => {
  test('orderBy', () => {
    expect(parseOrderBy(' priority/id ASC, dateEntered Desc,asc ')).toMatchObject([
      { field: { path: ['priority', 'id'] }, descending: false },
      { field: { path: ['dateEntered'] }, descending: true },
      { field: { path: ['asc'] }, descending: false },
    ]);
  });
  test('fields', () => {
    expect(parseFields('id, status/name').map(({ path }) => path)).toEqual([['id'], ['status', 'name']]);
  });
});
