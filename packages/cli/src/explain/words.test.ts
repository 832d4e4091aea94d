import { parse } from 'psakit/conditions';
import { describe, expect, test } from 'vitest';
import { notesOn } from './notes.js';
import { sentenceOf, type Sentence } from './words.js';

function flat({ text, parts }: Sentence): string {
  return parts.length === 0 ? text : `${text} [${parts.map(flat).join('; ')}]`;
}

describe('sentenceOf', () => {
  test.each([
    ['status/name = "New"', 'status/name is "New"'],
    ['status/id != 5', 'status/id is not 5'],
    ['priority/id < 3', 'priority/id is less than 3'],
    ['priority/id <= 2', 'priority/id is at most 2'],
    ['budgetHours > 1.50', 'budgetHours is more than 1.50'],
    ['id >= 7', 'id is at least 7'],
    ['closedFlag = TRUE', 'closedFlag is true'],
    ['contact = null', 'contact is empty'],
    ['contact != null', 'contact is not empty'],
    ['dateEntered < [2024-01-01T00:00:00Z]', 'dateEntered is before 2024-01-01 00:00:00 UTC'],
    ['dateEntered >= [2024-01-01]', 'dateEntered is at or after 2024-01-01 00:00 UTC'],
    ['summary contains "vpn"', 'summary contains "vpn"'],
    ['summary not contains "vpn"', 'summary does not contain "vpn"'],
    ['summary like "%vpn*"', 'summary contains "vpn"'],
    ['summary like "AC%"', 'summary begins with "AC"'],
    ['summary not like "%AC"', 'summary does not end with "AC"'],
    ['summary like "A%C"', 'summary matches the pattern "A%C"'],
    ['summary like "test"', 'summary matches the pattern "test"'],
    ['summary not like "a_c"', 'summary does not match the pattern "a_c"'],
    ['status/id in (1, 2)', 'status/id is one of 1, 2'],
    ['status/id not in (5)', 'status/id is none of 5'],
    ['id = 1 and id = 2 or id = 3', 'any of these: [all of these: [id is 1; id is 2]; id is 3]'],
  ])('%s: %s', (text, words) => {
    expect(flat(sentenceOf(parse(text)))).toBe(words);
  });
});

test('notesOn says what is easily overlooked, once', () => {
  expect(notesOn(parse('status/id = 1 and contact != null'))).toEqual([]);
  expect(notesOn(parse('status/id != 1 and status/id != 2'))).toEqual([
    'A record without status/id is not selected; add "or status/id = null" for those.',
  ]);
  expect(notesOn(parse('summary like "vpn"'))).toEqual([
    '"like" without % or * matches the whole text only; "contains" finds it anywhere.',
  ]);
});
