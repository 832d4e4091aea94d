import { describe, expect, test } from 'vitest';
import { resourceNamed, resources, type Resource } from '../../catalog/index.js';
import type { ConditionParameter } from '../index.js';
import { check, parse, toServerError } from '../index.js';

const TAIL = toServerError(check(parse('id = "5"'), resourceNamed('service/tickets')!)).message.replace(
  'Expected a numeric value, not a string. ',
  '',
);

/** The piece of the text that is marked, what is said about it, and the server's words. */
type Row = readonly [text: string, marked: string, message: string, cure: string, server: string];

function refused(title: string, name: string, parameter: ConditionParameter, rows: readonly Row[]): void {
  describe(title, () => {
    test.each(rows)('%s', (text, marked, message, cure, server) => {
      const issues = check(parse(text), resourceNamed(name)!, parameter);
      expect(issues.map((issue) => [text.slice(issue.start, issue.end), issue.message, issue.cure])).toEqual([
        [marked, message, cure],
      ]);
      expect(toServerError(issues).message.replace(` ${TAIL}`, '')).toBe(server);
    });
  });
}

function accepted(
  title: string,
  name: string,
  parameter: ConditionParameter,
  texts: readonly string[],
): void {
  describe(title, () => {
    test.each(texts)('%s', (text) => {
      expect(check(parse(text), resourceNamed(name)!, parameter)).toEqual([]);
    });
  });
}

accepted('conditions on tickets', 'service/tickets', 'conditions', [
  'status/name = "New" and priority/id <= 2',
  'STATUS/NAME like "n*" or summary not contains "vpn"',
  'company = null and contact != null and closedDate = null',
  'dateEntered > [2024-01-01] and lastUpdated < [2024-01-01T00:00:00Z] and _info/dateEntered != null',
  'closedDate >= 2024-01-01',
  '_info/anything = "x" and _info/other > 5',
  'severity = "high" and impact in ("Low", "MEDIUM") and recordType != null',
  'closedFlag = false and closedFlag in (true, false)',
  'budgetHours > 1.5 and id not in (1, 2)',
]);

refused('names', 'service/tickets', 'conditions', [
  [
    'sumary = "x"',
    'sumary',
    '"sumary" is not a field of service/tickets.',
    'Did you mean "summary"?',
    'sumary is not a recognized name.',
  ],
  [
    'Status/Nam = "x"',
    'Status/Nam',
    '"Status/Nam" is not a field of service/tickets.',
    'Did you mean "status/name"?',
    'Status/Nam is not a recognized name.',
  ],
  [
    'summary/name = "x"',
    'summary/name',
    '"summary/name" is not a field of service/tickets.',
    'summary is a plain value; write it without /name.',
    'summary/name is not a recognized name.',
  ],
  [
    'board/department/name = "x"',
    'board/department/name',
    '"board/department/name" follows two references; PSA follows one.',
    'Filter by board/id, or look that record up first.',
    'board/department/name is not a recognized name.',
  ],
  [
    'notes/text contains "x"',
    'notes/text',
    'A record has several notes; conditions cannot reach them.',
    'Move it to childConditions: notes/text contains "x"',
    'notes/text is not a recognized name.',
  ],
  [
    'customFields/value = 5',
    'customFields/value',
    'Custom fields cannot be filtered in conditions.',
    'Move it to customFieldConditions, such as caption = "Outage ID" and value = 5.',
    'customFields/value is not a recognized name.',
  ],
  [
    'initialDescription contains "x"',
    'initialDescription',
    '"initialDescription" of service/tickets can be written, but neither read nor filtered.',
    'Leave it out.',
    'initialDescription is not a recognized name.',
  ],
]);

refused('names on other resources', 'service/boards', 'conditions', [
  [
    'board/name = "x"',
    'board/name',
    '"board/name" is not a field of service/boards.',
    'Write name: the record itself is not named.',
    'board/name is not a recognized name.',
  ],
]);

refused('values', 'service/tickets', 'conditions', [
  [
    'id = "5"',
    '"5"',
    'id takes a number, not text.',
    'Leave out the quotes: 5.',
    'Expected a numeric value, not a string.',
  ],
  [
    'id = "x"',
    '"x"',
    'id takes a number, not text.',
    'Write digits without quotes, such as 5.',
    'Expected a numeric value, not a string.',
  ],
  [
    'summary = 5',
    '5',
    'summary takes text, not a number.',
    'Put the value in quotes: "5".',
    'Expected a string value, not a numeric.',
  ],
  [
    'summary = [2024-01-01]',
    '[2024-01-01]',
    'summary takes text, not a moment.',
    'Put the value in quotes: "2024-01-01".',
    'Expected a string value, not a datetime.',
  ],
  [
    'summary contains 5',
    '5',
    'summary takes text, not a number.',
    'Put the value in quotes: "5".',
    'Expected a string value, not a numeric.',
  ],
  [
    'closedFlag = 1',
    '1',
    'closedFlag takes true or false, not a number.',
    'Write true or false, without quotes.',
    'Expected a boolean value, not a numeric.',
  ],
  [
    'closedFlag = "yes"',
    '"yes"',
    'closedFlag takes true or false, not text.',
    'Write true or false, without quotes.',
    'String was not recognized as a valid Boolean.',
  ],
  [
    'closedDate > "2024-01-01"',
    '"2024-01-01"',
    'closedDate takes a moment, not text.',
    'Put it in square brackets: [2024-01-01].',
    'Expected a datetime value, not a string.',
  ],
  [
    'closedDate > 5',
    '5',
    'closedDate takes a moment, not a number.',
    'Write a date as [2024-01-31] or a moment as [2024-01-31T13:30:00Z].',
    'Expected a datetime value, not a numeric.',
  ],
  [
    'id in (1, "2")',
    '"2"',
    'id takes a number, not text.',
    'Leave out the quotes: 2.',
    'Expected a numeric value, not a string.',
  ],
  [
    'severity = "Hgih"',
    '"Hgih"',
    '"Hgih" is not a value of severity.',
    'Did you mean "High"?',
    'Enum value supplied was invalid',
  ],
  [
    'severity = "Zzz"',
    '"Zzz"',
    '"Zzz" is not a value of severity.',
    'Write one of "Low", "Medium", "High".',
    'Enum value supplied was invalid',
  ],
  [
    'severity = 1',
    '1',
    'severity holds one of a few names, which are written in quotes.',
    'Write one of "Low", "Medium", "High".',
    'Enum value supplied was invalid',
  ],
  [
    'id in (1, null)',
    'null',
    'null can only be compared with = and !=.',
    'Take null out of the list and add: or id = null.',
    'Condition Syntax Error (Line 1, Character 11) - null can only be compared with = and !=.',
  ],
  [
    'id > null',
    'null',
    'null can only be compared with = and !=.',
    'Write id = null.',
    'Condition Syntax Error (Line 1, Character 6) - null can only be compared with = and !=.',
  ],
]);

refused('operators', 'service/tickets', 'conditions', [
  [
    'closedFlag > false',
    'closedFlag',
    '> orders values, and closedFlag holds true or false.',
    'Use = or !=.',
    'Condition Syntax Error (Line 1, Character 1) - > orders values, and closedFlag holds true or false.',
  ],
  [
    'id like "5*"',
    'id',
    'like searches text, and id holds numbers.',
    'Use = != < <= > >= or in.',
    'Condition Syntax Error (Line 1, Character 1) - like searches text, and id holds numbers.',
  ],
  [
    'closedDate contains "2024"',
    'closedDate',
    'contains searches text, and closedDate holds moments.',
    'Use = != < <= > >= or in.',
    'Condition Syntax Error (Line 1, Character 1) - contains searches text, and closedDate holds moments.',
  ],
  [
    'severity not like "High"',
    'severity',
    'like searches text, and severity holds one of a few names.',
    'Use = != or in.',
    'Enum value supplied was invalid',
  ],
  [
    'company = 5',
    'company',
    '"company" is a whole record; it can only be compared with null.',
    'Compare a member of it: company/id = 5 or company/identifier = "abc" or company/name = "abc".',
    'company is not a recognized name.',
  ],
  [
    'company like "x"',
    'company',
    '"company" is a whole record; it can only be compared with null.',
    'Compare a member of it: company/id = 5 or company/identifier = "abc" or company/name = "abc".',
    'company is not a recognized name.',
  ],
]);

accepted('childConditions on contacts', 'company/contacts', 'childConditions', [
  'communicationItems/value like "john@Outlook.com" AND communicationItems/communicationType="Email"',
  'communicationItems/type/name="email" and communicationItems/type/id = 1',
  'notes/text contains "update" and types/name = "Approver"',
]);

accepted('childConditions on tickets', 'service/tickets', 'childConditions', [
  'notes/text contains "update"',
  'notes/internalFlag = true and notes/member/identifier = "amy" and notes/dateCreated > [2024-01-01]',
]);

refused('childConditions', 'company/contacts', 'childConditions', [
  [
    'firstName = "x"',
    'firstName',
    '"firstName" is not in a list of children.',
    'Move it to conditions.',
    'firstName is not a recognized name.',
  ],
  [
    'communicationItems/valu = "x"',
    'communicationItems/valu',
    '"valu" is not a field of communicationItems.',
    'Did you mean "communicationItems/value"?',
    'communicationItems/valu is not a recognized name.',
  ],
  [
    'comunicationItems/value = "x"',
    'comunicationItems/value',
    'A record of company/contacts has no "comunicationItems".',
    'Did you mean "communicationItems" or "communications"?',
    'comunicationItems/value is not a recognized name.',
  ],
  [
    'customFields/value = 1',
    'customFields/value',
    '"customFields/value" is not in a list of children.',
    'Move it to customFieldConditions.',
    'customFields/value is not a recognized name.',
  ],
  [
    'communicationItems/id in (1, 2)',
    'communicationItems/id',
    'in cannot be used in childConditions.',
    'Write each value out: (communicationItems/id = 1 or communicationItems/id = 2).',
    'Condition Syntax Error (Line 1, Character 1) - in cannot be used in childConditions.',
  ],
  [
    'communicationItems/defaultFlag = "x"',
    '"x"',
    'communicationItems/defaultFlag takes true or false, not text.',
    'Write true or false, without quotes.',
    'String was not recognized as a valid Boolean.',
  ],
]);

accepted('customFieldConditions', 'service/tickets', 'customFieldConditions', [
  'caption="Outage ID" AND value = 5',
  'caption="TomNumber" AND value !=null',
  'customField1 contains "value"',
  'customField1 = true or id = 5',
]);

refused('customFieldConditions refuses', 'service/tickets', 'customFieldConditions', [
  [
    'customFields/value = 5',
    'customFields/value',
    'A custom field is addressed by one name, without a slash.',
    'Write value, or caption = "…" and value = ….',
    'customFields/value is not a recognized name.',
  ],
  [
    'id = "x"',
    '"x"',
    'id takes a number, not text.',
    'Write digits without quotes, such as 5.',
    'Expected a numeric value, not a string.',
  ],
  [
    'value not in (1, 2)',
    'value',
    'in cannot be used in customFieldConditions.',
    'Write each value out: (value != 1 and value != 2).',
    'Condition Syntax Error (Line 1, Character 1) - in cannot be used in customFieldConditions.',
  ],
]);

test('each wrong comparison has its own issue, in the order of the text', () => {
  const issues = check(parse('a1 = 1 and (b1 = 2 or\n id = "x")'), resourceNamed('service/tickets')!);
  expect(issues.map(({ start, line, column }) => [start, line, column])).toEqual([
    [0, 1, 1],
    [12, 1, 13],
    [28, 2, 7],
  ]);
});

test('a resource without custom fields says so', () => {
  const [issue] = check(parse('x = 1'), resourceNamed('service/priorities')!, 'customFieldConditions');
  expect(issue?.message).toBe('Records of service/priorities have no custom fields.');
});

test('the mission\'s "assignedResource" is unknown, with a cure', () => {
  const [issue] = check(parse('assignedResource != null'), resourceNamed('service/tickets')!);
  expect(issue).toMatchObject({
    start: 0,
    end: 16,
    problem: { kind: 'unrecognized-name', path: 'assignedResource' },
  });
  expect(issue?.cure).toMatch(/^Did you mean "/);
});

test('a text that nothing can quote does not keep an issue from being told', () => {
  const [issue] = check(parse(String.raw`notes/text = "a\"b'c"`), resourceNamed('service/tickets')!);
  expect(issue?.cure).toBe('Move it to childConditions.');
});

test('a built condition is checked without places', () => {
  const condition = parse('sumary = "x"');
  delete (condition as { span?: unknown }).span;
  const bare = { ...condition, field: { kind: 'field' as const, path: ['sumary'] } };
  expect(check(bare as typeof condition, resourceNamed('service/tickets')!)[0]).toMatchObject({
    start: 0,
    end: 0,
    line: 1,
    column: 1,
  });
});

test('no resource of the catalog makes check fail', () => {
  const texts = [
    'id = 1',
    'x/y/z = "a"',
    'name like 5',
    '_info/lastUpdated > [2024-01-01]',
    'a = null and b in (1)',
  ];
  for (const resource of resources()) {
    for (const parameter of ['conditions', 'childConditions', 'customFieldConditions'] as const) {
      for (const text of texts) {
        for (const issue of check(parse(text), resource, parameter)) expect(issue.cure).toMatch(/\S$/);
      }
    }
  }
});

test('a resource that is none is refused in words', () => {
  expect(() => check(parse('id = 1'), undefined as unknown as Resource)).toThrow(
    expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
  );
});
