import { describe, expect, test } from 'vitest';
import { issueAt } from '../issue.js';
import { formatIssue } from './format-issue.js';

const format = (text: string, start: number, end: number): readonly string[] =>
  formatIssue(text, issueAt(text, start, end, { message: 'Message.', cure: 'Cure.' })).split('\n');

describe('formatIssue', () => {
  test('marks the place under the line', () => {
    expect(format('status/name = New', 14, 17)).toEqual([
      'status/name = New',
      '              ^^^',
      'Message.',
      'Cure.',
    ]);
  });

  test('marks one column where something is missing', () => {
    expect(format('id =', 4, 4).slice(0, 2)).toEqual(['id =', '    ^']);
    expect(format('', 0, 0).slice(0, 2)).toEqual(['', '^']);
  });

  test('shows only the line concerned', () => {
    expect(format('a = 1\nand b = x\nor c', 14, 15).slice(0, 2)).toEqual(['and b = x', '        ^']);
    expect(format('\na = x', 5, 6).slice(0, 2)).toEqual(['a = x', '    ^']);
    expect(format('a = "x\ny', 4, 8).slice(0, 2)).toEqual(['a = "x', '    ^^']);
    expect(format('\n\n', 2, 2).slice(0, 2)).toEqual(['', '^']);
    expect(format('\n', 0, 1).slice(0, 2)).toEqual(['', '^']);
  });

  test('counts columns of wide, combining and control characters', () => {
    expect(format('名前 = x', 5, 6).slice(0, 2)).toEqual(['名前 = x', '       ^']);
    expect(format('u\u0308 = x', 5, 6).slice(0, 2)).toEqual(['u\u0308 = x', '    ^']);
    expect(format('😀 = x', 5, 6).slice(0, 2)).toEqual(['😀 = x', '     ^']);
    expect(format('a\t=\u001b[2Jx', 7, 8).slice(0, 2)).toEqual(['a =\ufffd[2Jx', '       ^']);
    expect(format('a = 1\r\nb', 4, 5).slice(0, 2)).toEqual(['a = 1\ufffd', '    ^']);
  });

  test('cuts a long line around the place, and a long mark', () => {
    const long = `${'a = 1 and '.repeat(20)}b = x${' or c = 2'.repeat(20)}`;
    const [line, carets] = format(long, 204, 205);
    expect(line).toHaveLength(78);
    expect(line).toMatch(/^….* b = x or .*…$/);
    expect(line?.[carets!.indexOf('^')]).toBe('x');
    const [, run] = format(`a = ${'9'.repeat(500)}x`, 4, 505);
    expect(run).toBe(`    ${'^'.repeat(72)}`);
  });
});
