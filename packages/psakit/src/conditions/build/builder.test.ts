import { describe, expect, test } from 'vitest';
import type { Entities } from '../../catalog/index.js';
import { resourceNamed } from '../../catalog/index.js';
import type {
  ChildConditionBuilder,
  Clause,
  Condition,
  ConditionBuilder,
  CustomFieldConditionBuilder,
} from '../index.js';
import { buildCondition, check, parse, print, where } from '../index.js';

type Fields = ConditionBuilder<Entities['Ticket']>;

const tickets = where.for('service/tickets');

describe('the builder', () => {
  test.each<[string, (t: Fields) => Clause | Condition]>([
    ['status/name = "New" and priority/id <= 2', (t) => t.status.name.eq('New').and(t.priority.id.lte(2))],
    ['summary contains "vpn"', (t) => t.summary.contains('vpn')],
    ['summary not contains "vpn"', (t) => t.summary.notContains('vpn')],
    ['summary like "vpn*"', (t) => t.summary.like('vpn*')],
    ['summary not like "vpn*"', (t) => t.summary.notLike('vpn*')],
    ['id != 1', (t) => t.id.ne(1)],
    ['id < 1 or id > 5', (t) => t.id.lt(1).or(t.id.gt(5))],
    ['id >= 1', (t) => t.id.gte(1)],
    ['id in (1, 2)', (t) => t.id.in([1, 2])],
    ['id not in (1)', (t) => t.id.notIn([1])],
    ['contact = null and closedDate != null', (t) => t.contact.isNull().and(t.closedDate.isNotNull())],
    ['closedFlag = false', (t) => t.closedFlag.eq(false)],
    ['severity = "High"', (t) => t.severity.eq('High')],
    ['closedDate > [2024-01-31T00:00:00Z]', (t) => t.closedDate.gt(new Date('2024-01-31'))],
    ['closedDate > [2024-01-31]', (t) => t.closedDate.gt('2024-01-31')],
    ['id = 1 and id = 2 and id = 3', (t) => t.id.eq(1).and(t.id.eq(2)).and(t.id.eq(3))],
    ['id = 1 and id = 2 and id = 3', (t) => t.id.eq(1).and(t.id.eq(2), t.id.eq(3))],
    ['(id = 1 or id = 2) and id = 3', (t) => t.id.eq(1).or(t.id.eq(2)).and(t.id.eq(3))],
    ['id = 1 and summary = "a"', (t) => t.id.eq(1).and(parse('summary = "a"'))],
    ['id = 1', () => parse('id = 1')],
  ])('%s', (text, build) => {
    expect(print(tickets(build))).toBe(text);
    expect(check(tickets(build), resourceNamed('service/tickets')!)).toEqual([]);
  });

  test('takes short names of resources, and says which there are', () => {
    expect(print(where.for('service/boards')((b) => b.name.eq('x')))).toBe('name = "x"');
    expect(() => where.for('service/tiket' as 'service/tickets')).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_RESOURCE' }),
    );
  });

  test('leaves unknown names to check', () => {
    const condition = tickets((t) => (t as unknown as Record<string, Fields['summary']>)['sumary']!.eq('x'));
    expect(check(condition, resourceNamed('service/tickets')!)).toMatchObject([
      { cure: 'Did you mean "summary"?' },
    ]);
  });

  test.each<[string, (t: Fields) => unknown]>([
    ['a field', (t) => t.summary],
    ['nothing', () => undefined],
    ['an operator that was not called', (t) => t.id.isNull],
    ['an empty list', (t) => t.id.in([])],
    ['no list', (t) => t.id.in(5 as unknown as number[])],
    ['undefined', (t) => t.id.eq(undefined as unknown as number)],
  ])('refuses %s', (_what, build) => {
    expect(() => tickets(build as (t: Fields) => Clause)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
  });

  test('its fields survive being awaited, logged and serialised', async () => {
    let seen: unknown;
    tickets((t) => {
      seen = t.status;
      return t.id.eq(1);
    });
    expect(await Promise.resolve(seen)).toBe(seen);
    expect(JSON.stringify({ seen })).toBe('{}');
  });

  test('children and custom fields', () => {
    const children = (c: ChildConditionBuilder<Entities['Contact']>): Clause =>
      c.communicationItems.value.like('*@x.com').and(c.communicationItems.type.name.eq('Email'));
    expect(print(buildCondition(children))).toBe(
      'communicationItems/value like "*@x.com" and communicationItems/type/name = "Email"',
    );
    const custom = (c: CustomFieldConditionBuilder): Clause => c.caption.eq('Outage ID').and(c.value.eq(5));
    expect(print(buildCondition(custom))).toBe('caption = "Outage ID" and value = 5');
  });
});
