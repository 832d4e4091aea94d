import { describe, expect, test } from 'vitest';
import { parse, print } from '../index.js';
import type { ChildGroup } from '../index.js';
import { groupByRoot } from './group-by-root.js';

/** `notes{text contains "a" and internalFlag = true} and types{id = 1}` */
function show(group: ChildGroup): string {
  if (group.kind !== 'some') return `(${group.items.map(show).join(` ${group.kind} `)})`;
  const caption = group.caption === undefined ? '' : `[${group.caption}]`;
  return `${group.root}${caption}{${print(group.condition)}}`;
}

describe('childConditions', () => {
  test.each([
    ['types/name = "x"', 'types{name = "x"}'],
    ['items/a = 1 and items/b = 2', 'items{a = 1 and b = 2}'],
    ['items/a = 1 or Items/b = 2', 'items{a = 1 or b = 2}'],
    ['notes/a = 1 and types/b = 2 and notes/c = 3', '(notes{a = 1 and c = 3} and types{b = 2})'],
    ['notes/a = 1 and (notes/b = 2 or notes/c = 3)', 'notes{a = 1 and (b = 2 or c = 3)}'],
    ['notes/a = 1 and (notes/b = 2 or types/c = 3)', '(notes{a = 1} and (notes{b = 2} or types{c = 3}))'],
    ['(notes/a = 1 and types/b = 2) and notes/c = 3', '(notes{a = 1 and c = 3} and types{b = 2})'],
    ['notes/a = 1 and notes/b = 2 or notes/c = 3', 'notes{a = 1 and b = 2 or c = 3}'],
    ['items/type/name = "x" and items/value = "y"', 'items{type/name = "x" and value = "y"}'],
  ])('%s', (text, grouped) => {
    expect(show(groupByRoot(parse(text), 'childConditions'))).toBe(grouped);
  });
});

describe('customFieldConditions', () => {
  test.each([
    ['caption = "Outage ID" and value = 5', 'customFields{caption = "Outage ID" and value = 5}'],
    ['customField1 contains "x"', 'customFields[customfield1]{value contains "x"}'],
    ['rack = 1 and Rack = 2', '(customFields[rack]{value = 1} and customFields[rack]{value = 2})'],
    [
      'caption = "a" and rack = 1 and value = 2',
      '(customFields{caption = "a" and value = 2} and customFields[rack]{value = 1})',
    ],
  ])('%s', (text, grouped) => {
    expect(show(groupByRoot(parse(text), 'customFieldConditions'))).toBe(grouped);
  });
});
