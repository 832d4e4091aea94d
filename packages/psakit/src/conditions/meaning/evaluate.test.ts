import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resourceNamed } from '../../catalog/index.js';
import type { Condition, EvaluateContext } from '../index.js';
import { evaluate, parse, print } from '../index.js';
import { condition, literal } from '../testing/arbitraries.js';

const holds = (text: string, record: object, context?: EvaluateContext): boolean =>
  evaluate(parse(text), record, context);

/** A record with one field of each kind, and with the reference of an empty one (PROTOCOL 6.4). */
const RECORD = {
  id: 5,
  summary: 'VPN in MÜLLER & Co is down',
  zip: '08005',
  hours: 1.5,
  closedFlag: false,
  dateEntered: '2024-01-31T13:30:00Z',
  status: { id: 1, name: 'New', _info: { status_href: '/service/statuses/1' } },
  contact: { _info: { contact_href: '' } },
  owner: null,
  _info: { lastUpdated: '2024-02-01T00:00:00Z', updatedBy: 'amy' },
};

describe('operators, by what the field holds', () => {
  test.each<[string, boolean]>([
    // numbers
    ['id = 5', true],
    ['id = 5.0', true],
    ['id != 5', false],
    ['id != 6', true],
    ['id < 6', true],
    ['id < 5', false],
    ['id <= 5', true],
    ['id >= 6', false],
    ['hours > 1.25', true],
    ['id in (4, 5)', true],
    ['id not in (4, 5)', false],
    ['id not in (4)', true],
    // text, without regard to case or composition
    ['summary contains "müller"', true],
    ['summary contains "MU\u0308LLER"', true],
    ['summary contains ""', true],
    ['summary not contains "vpn"', false],
    ['summary like "vpn*"', true],
    ['summary like "vpn"', false],
    ['summary not like "*down"', false],
    ['status/name = "NEW"', true],
    ['status/name != "new"', false],
    ['status/name > "me"', true],
    ['status/name < "me"', false],
    ['status/name in ("old", "new")', true],
    ['zip = "08005"', true],
    // booleans
    ['closedFlag = false', true],
    ['closedFlag != true', true],
    ['closedFlag < true', false],
    ['closedFlag <= false', false],
    ['closedFlag in (true, false)', true],
    // moments
    ['dateEntered = [2024-01-31T13:30:00Z]', true],
    ['dateEntered = [2024-01-31T15:30:00+02:00]', true],
    ['dateEntered > [2024-01-31]', true],
    ['dateEntered < [2024-02-01]', true],
    ['dateEntered = [2024-01-31]', false],
    ['dateEntered in ([2024-01-31], [2024-01-31T13:30:00Z])', true],
    // names without regard to case; the time stamps by their short names
    ['STATUS/Name = "new"', true],
    ['lastUpdated = [2024-02-01]', true],
    ['LastUpdated > [2024-01-31]', true],
    ['updatedBy = "Amy"', true],
    // null
    ['owner = null', true],
    ['nothing = null', true],
    ['nothing/at/all = null', true],
    ['contact = null', true],
    ['contact != null', false],
    ['status = null', false],
    ['status != null', true],
    ['id = null', false],
    ['id != null', true],
    ['status/nothing != null', false],
  ])('%s is %s', (text, expected) => {
    expect(holds(text, RECORD)).toBe(expected);
  });
});

describe('null satisfies = null and nothing else', () => {
  test.each([
    ...[
      '= 1',
      '!= 1',
      '< 1',
      '<= 1',
      '> 1',
      '>= 1',
      '!= null',
      'in (1)',
      'not in (1)',
      '= "x"',
      '!= "x"',
      '= false',
      '!= true',
    ],
    ...[
      'contains "x"',
      'not contains "x"',
      'like "*"',
      'not like "x"',
      '< null',
      '>= null',
      'in (null)',
      'not in (null)',
    ],
    ...['> [2024-01-01]', '!= [2024-01-01]'],
  ])('%s', (test) => {
    expect(holds(`x ${test}`, { x: null })).toBe(false);
    expect(holds(`x ${test}`, {})).toBe(false);
  });
});

describe('a literal of another type is neither equal nor unequal', () => {
  test.each<[string, unknown]>([
    ['x = "5"', 5],
    ['x != "6"', 5],
    ['x = 5', '5'],
    ['x != 6', '5'],
    ['x = true', 'true'],
    ['x != [2024-01-01]', 'no date'],
    ['x = 1', true],
    ['x contains "5"', 5],
    ['x not contains "6"', 5],
    ['x like 5', '5'],
    ['x != 1', { id: 1 }],
    ['x = 1', [1]],
  ])('%s on %j', (text, x) => {
    expect(holds(text, { x })).toBe(false);
  });
});

describe('the catalog decides how a field compares', () => {
  const resource = resourceNamed('service/tickets')!;

  test('a text compared with a moment is read as one', () => {
    const ticket = { closedDate: '2024-01-31T13:30:00Z' };
    expect(holds('closedDate = "2024-01-31T15:30:00+02:00"', ticket, { resource })).toBe(true);
    expect(holds('closedDate > "soon"', ticket, { resource })).toBe(false);
    expect(holds('closedDate contains "2024"', ticket, { resource })).toBe(false);
  });

  test('members it does not know are found as they are', () => {
    expect(holds('newField = 1 and _info/x = "y"', { newField: 1, _info: { x: 'y' } }, { resource })).toBe(
      true,
    );
  });

  test('the members of Object are no members of a record', () => {
    expect(holds('constructor = null and __proto__/toString = null', {}, { resource })).toBe(true);
  });
});

describe('children', () => {
  const contact = {
    communicationItems: [
      { type: { name: 'Email' }, value: 'john@outlook.com', communicationType: 'Email' },
      { type: { name: 'Direct' }, value: '8135551234', communicationType: 'Phone' },
    ],
    types: [],
    tags: ['red', 'blue'],
    customFields: [
      { id: 1, caption: 'Outage ID', value: 5 },
      { id: 2, caption: 'Custom Field 1', value: 'Rack 7' },
      { id: 3, caption: 'Empty' },
    ],
  };
  const resource = resourceNamed('company/contacts')!;

  test.each<[string, boolean]>([
    ['communicationItems/value like "john@*" and communicationItems/communicationType = "Email"', true],
    ['communicationItems/value like "john@*" and communicationItems/communicationType = "Phone"', false],
    ['communicationItems/type/name = "direct"', true],
    ['communicationItems/extension = null', true],
    ['communicationItems/value != "x"', true],
    ['types/name = null', false],
    ['types/name != "x"', false],
    ['nothing/name = null', false],
    ['tags = "red" and communicationItems/value = "8135551234"', true],
    ['tags = "green"', false],
  ])('childConditions %s is %s', (text, expected) => {
    expect(holds(text, contact, { parameter: 'childConditions' })).toBe(expected);
    expect(holds(text, contact, { parameter: 'childConditions', resource })).toBe(expected);
  });

  test('children that are not in the record are asked for', () => {
    const notes = [{ text: 'An update', dateCreated: '2024-01-01T00:00:00Z' }];
    const children = (name: string): readonly object[] => (name === 'notes' ? notes : []);
    const context = {
      parameter: 'childConditions',
      resource: resourceNamed('service/tickets')!,
      children,
    } as const;
    expect(holds('notes/text contains "update" and notes/dateCreated < "2024-02-01"', {}, context)).toBe(
      true,
    );
    expect(holds('tasks/id = 1', {}, context)).toBe(false);
  });

  test.each<[string, boolean]>([
    ['caption = "outage id" and value = 5', true],
    ['caption = "outage id" and value = "Rack 7"', false],
    ['caption = "Empty" and value = null', true],
    ['caption = "None" and value = null', false],
    ['customField1 contains "rack"', true],
    ['outageId = 5 and CustomField1 like "*7"', true],
    ['outageId = 6', false],
    ['unknown = null', false],
    ['empty = null', true],
  ])('customFieldConditions %s is %s', (text, expected) => {
    expect(holds(text, contact, { parameter: 'customFieldConditions' })).toBe(expected);
    expect(holds(text, contact, { parameter: 'customFieldConditions', resource })).toBe(expected);
  });
});

describe('laws', () => {
  const value = fc.oneof(
    fc.integer({ min: -3, max: 3 }),
    fc.constantFrom('a', 'A', 'b', '2024-01-01T00:00:00Z', ''),
    fc.boolean(),
    fc.constant(null),
  );
  const record = fc.record({ id: value, summary: value, status: fc.record({ id: value, name: value }) });

  test('and is every, or is some', () => {
    fc.assert(
      fc.property(fc.array(condition, { minLength: 2, maxLength: 4 }), record, (items, subject) => {
        const each = items.map((item) => evaluate(item, subject));
        expect(evaluate({ kind: 'and', items }, subject)).toBe(each.every(Boolean));
        expect(evaluate({ kind: 'or', items }, subject)).toBe(each.some(Boolean));
      }),
    );
  });

  test('on a value, not in is the opposite of in; on null both fail', () => {
    fc.assert(
      fc.property(value, fc.array(literal, { minLength: 1, maxLength: 4 }), (x, values) => {
        const test = (negated: boolean): boolean =>
          evaluate({ kind: 'in', negated, field: { kind: 'field', path: ['x'] }, values }, { x });
        expect([test(false), test(true)].filter(Boolean)).toHaveLength(x === null ? 0 : 1);
      }),
    );
  });

  test('in is any of =', () => {
    fc.assert(
      fc.property(value, fc.array(literal, { minLength: 1, maxLength: 4 }), (x, values) => {
        const field = { kind: 'field' as const, path: ['x'] };
        const equal = values.some(
          (each) =>
            each.kind !== 'null' && evaluate({ kind: 'compare', field, operator: '=', value: each }, { x }),
        );
        expect(evaluate({ kind: 'in', negated: false, field, values }, { x })).toBe(equal);
      }),
    );
  });

  test('of <, = and > at most one holds, and <= is one of the first two', () => {
    fc.assert(
      fc.property(value, literal, (x, against) => {
        const is = (operator: '<' | '=' | '>' | '<='): boolean =>
          evaluate(
            { kind: 'compare', field: { kind: 'field', path: ['x'] }, operator, value: against },
            { x },
          );
        expect([is('<'), is('='), is('>')].filter(Boolean).length).toBeLessThanOrEqual(1);
        if (against.kind !== 'null' && against.kind !== 'boolean') expect(is('<=')).toBe(is('<') || is('='));
      }),
    );
  });

  test('a condition means the same after printing and reading', () => {
    fc.assert(
      fc.property(condition, record, (built: Condition, subject) => {
        expect(evaluate(parse(print(built)), subject)).toBe(evaluate(built, subject));
      }),
    );
  });

  test('parentheses around an and inside an and change nothing about children', () => {
    const [a, b, c] = ['x/a = 1', 'y/b = 2', 'x/c = 3'].map(parse) as [Condition, Condition, Condition];
    const flat: Condition = { kind: 'and', items: [a, b, c] };
    const nested: Condition = { kind: 'and', items: [a, { kind: 'and', items: [b, c] }] };
    const item = fc.record({ a: fc.nat(2), b: fc.nat(3), c: fc.nat(4) });
    const parent = fc.record({ x: fc.array(item, { maxLength: 3 }), y: fc.array(item, { maxLength: 3 }) });
    fc.assert(
      fc.property(parent, (subject) => {
        const context = { parameter: 'childConditions' } as const;
        expect(evaluate(nested, subject, context)).toBe(evaluate(flat, subject, context));
      }),
    );
  });
});
