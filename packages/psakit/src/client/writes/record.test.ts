import { describe, expect, test } from 'vitest';
import { schema, type Schema } from '../../catalog/index.js';
import { prepareRecord, type WriteKind } from './record.js';

function schemaOf(name: string): Schema {
  const found = schema(name);
  if (found === undefined) throw new TypeError(`no schema ${name}`);
  return found;
}

const COMPLETE: Readonly<Record<string, Record<string, unknown>>> = {
  Ticket: { summary: 'VPN down', company: { id: 250 }, severity: 'Low', impact: 'Low' },
  Contact: {},
  Company: { identifier: 'acme', name: 'Acme' },
};

function prepare(entity: string, members: Record<string, unknown>, kind: WriteKind = 'create') {
  const base = kind === 'update' ? {} : COMPLETE[entity];
  const { record, findings } = prepareRecord({ ...base, ...members }, schemaOf(entity), kind);
  return {
    record,
    findings: findings.map(({ code, path, message, weight }) => [code, path, message, weight]),
  };
}

describe('what is sent', () => {
  test.each<[string, Record<string, unknown>, Record<string, unknown>, WriteKind]>([
    ['undefined is left out', { contact: undefined }, {}, 'update'],
    ['null empties a member', { contact: null }, { contact: null }, 'update'],
    ['names get the spelling of the catalog', { SUMMARY: 'x' }, { summary: 'x' }, 'update'],
    [
      'a reference is reduced to its id',
      { status: { id: 5, name: 'New', _info: {} } },
      { status: { id: 5 } },
      'update',
    ],
    ['or to its name', { status: { Name: 'New' } }, { status: { name: 'New' } }, 'update'],
    [
      'or to its identifier',
      { owner: { identifier: 'jdoe', id: null } },
      { owner: { identifier: 'jdoe' } },
      'update',
    ],
    ['an empty reference as servers show it is none', { contact: { _info: { x: 'y' } } }, {}, 'update'],
    [
      'a Date goes to the second',
      { requiredDate: new Date(Date.UTC(2024, 4, 1, 12, 0, 0, 999)) },
      { requiredDate: '2024-05-01T12:00:00Z' },
      'update',
    ],
    [
      'so does a text',
      { requiredDate: '2024-05-01T12:00:00.123Z' },
      { requiredDate: '2024-05-01T12:00:00Z' },
      'update',
    ],
    [
      'an offset becomes UTC',
      { requiredDate: '2024-05-01T12:00:00+02:00' },
      { requiredDate: '2024-05-01T10:00:00Z' },
      'update',
    ],
    [
      'a date is its midnight',
      { requiredDate: '2024-05-01' },
      { requiredDate: '2024-05-01T00:00:00Z' },
      'update',
    ],
    ['listed values get the spelling of the catalog', { severity: 'hIGH' }, { severity: 'High' }, 'update'],
    [
      'a list may hold references of any form',
      { types: [{ id: 1, name: 'x' }] },
      { types: [{ id: 1 }] },
      'update',
    ],
    [
      'parts keep their id and lose links',
      { communicationItems: [{ id: 1, value: 'a', _info: {} }] },
      { communicationItems: [{ id: 1, value: 'a' }] },
      'update',
    ],
    [
      'custom fields may hold anything',
      {
        customFields: [
          { id: 1, value: null },
          { id: 2, value: 5 },
          { id: 3, value: 'x' },
        ],
      },
      {
        customFields: [
          { id: 1, value: null },
          { id: 2, value: 5 },
          { id: 3, value: 'x' },
        ],
      },
      'update',
    ],
  ])('%s', (_name, given, sent, kind) => {
    const entity = 'types' in given || 'communicationItems' in given ? 'Contact' : 'Ticket';
    expect(prepare(entity, given, kind)).toEqual({ record: sent, findings: [] });
  });

  test('what was read can be put back: what only the server sets is left out', () => {
    const read = {
      ...COMPLETE['Ticket'],
      id: 5,
      closedFlag: false,
      _info: { lastUpdated: 'x' },
      contact: null,
    };
    expect(prepare('Ticket', read, 'replace')).toEqual({ record: COMPLETE['Ticket'], findings: [] });
  });
});

describe('what is wrong', () => {
  test.each<[string, Record<string, unknown>, readonly unknown[], WriteKind?]>([
    ['Ticket', { summary: undefined }, ['MissingRequiredField', 'summary', 'The summary field is required.']],
    ['Ticket', { summary: ' ' }, ['MissingRequiredField', 'summary', 'The summary field is required.']],
    [
      'Ticket',
      { company: undefined },
      ['MissingRequiredField', 'company', 'The company/id field is required.'],
    ],
    [
      'Ticket',
      { severity: undefined },
      ['MissingRequiredField', 'severity', 'The severity field is required.'],
      'replace',
    ],
    [
      'Ticket',
      { severity: null },
      ['MissingRequiredField', 'severity', 'The severity field is required.'],
      'update',
    ],
    [
      'Ticket',
      { summary: '' },
      ['MissingRequiredField', 'summary', 'The summary field is required.'],
      'update',
    ],
    [
      'Ticket',
      { summary: 'x'.repeat(101) },
      ['MaxLengthField', 'summary', 'The field summary must be a string with a maximum length of 100.'],
    ],
    ['Ticket', { summary: 5 }, ['InvalidArgument', 'summary', 'summary must be a valid string.']],
    ['Ticket', { approved: 'true' }, ['InvalidArgument', 'approved', 'approved must be a valid boolean.']],
    [
      'Ticket',
      { parentTicketId: '5' },
      ['InvalidArgument', 'parentTicketId', 'parentTicketId must be a valid integer.'],
    ],
    [
      'Ticket',
      { budgetHours: Number.NaN },
      ['InvalidArgument', 'budgetHours', 'budgetHours must be a valid number.'],
    ],
    [
      'Ticket',
      { requiredDate: 'tomorrow' },
      ['InvalidArgument', 'requiredDate', 'requiredDate must be a valid date.'],
    ],
    [
      'Ticket',
      { requiredDate: '2024-02-30' },
      ['InvalidArgument', 'requiredDate', 'requiredDate must be a valid date.'],
    ],
    [
      'Ticket',
      { requiredDate: new Date(Number.NaN) },
      ['InvalidArgument', 'requiredDate', 'requiredDate must be a valid date.'],
    ],
    [
      'Ticket',
      { requiredDate: '2024-05-01T12:00:00' },
      [
        'UnsupportedFormat',
        'requiredDate',
        'Unsupported format applied to requiredDate: a time without a zone.',
      ],
    ],
    ['Ticket', { status: 5 }, ['InvalidArgument', 'status', 'status must be a reference to another record.']],
    [
      'Ticket',
      { status: { id: '5' } },
      ['InvalidArgument', 'status/id', 'status/id must be a valid integer.'],
    ],
    [
      'Ticket',
      { status: { nmae: 'New' } },
      ['MissingRequiredField', 'status', 'The status/id field is required.'],
    ],
    ['Ticket', { closedFlag: true }, ['InvalidField', 'closedFlag', 'The closedFlag field is read-only.']],
    ['Ticket', { id: 5 }, ['InvalidField', 'id', 'The id field is read-only.'], 'update'],
    [
      'Ticket',
      { initialDescription: 'x' },
      ['InvalidField', 'initialDescription', 'The initialDescription field is only taken by a create.'],
      'update',
    ],
    [
      'Ticket',
      { Summary: 'a', summary: 'b' },
      ['InvalidField', 'summary', 'The summary field is there twice.'],
      'update',
    ],
    [
      'Contact',
      { communicationItems: {} },
      ['InvalidArgument', 'communicationItems', 'communicationItems must be a list.'],
    ],
    [
      'Contact',
      { communicationItems: ['x'] },
      ['InvalidArgument', 'communicationItems/0', 'communicationItems/0 must be an object.'],
    ],
    [
      'Contact',
      { communicationItems: [{ value: 5 }] },
      ['InvalidArgument', 'communicationItems/0/value', 'communicationItems/0/value must be a valid string.'],
    ],
    [
      'Contact',
      { types: [5] },
      ['InvalidArgument', 'types/0', 'types/0 must be a reference to another record.'],
    ],
  ])('%s %j', (entity, members, [code, path, message], kind) => {
    const { findings } = prepare(entity, members, kind);
    expect(findings).toEqual([[code, path, message, undefined]]);
  });

  test.each<[Record<string, unknown>, string]>([
    [{ sumary: 'x' }, `Could not find member 'sumary' on object of type 'Ticket'. Did you mean "summary"?`],
    [
      { 'status/id': 5 },
      "Could not find member 'status/id' on object of type 'Ticket'. Write the whole member: { status: { id: … } }.",
    ],
    [{ severity: 'Hihg' }, `The value 'Hihg' is not valid for field 'severity'. Did you mean "High"?`],
  ])('but only to the catalog: %j', (members, message) => {
    const { findings } = prepare('Ticket', members, 'update');
    expect(findings).toEqual([[expect.any(String), expect.any(String), message, 'unknown']]);
  });

  test('a value missing from a list that nobody confirmed is only advice', () => {
    expect(prepare('Addition', { billCustomer: 'Newer' }, 'update').findings[0]?.[3]).toBe('advice');
    expect(prepare('Ticket', { billTime: 'Newer' }, 'update').findings[0]?.[3]).toBe('unknown');
  });

  test('all of it at once', () => {
    const { findings } = prepareRecord(
      { summary: 'x'.repeat(200), status: { id: 'x' }, sumary: 'y', closedFlag: true },
      schemaOf('Ticket'),
      'create',
    );
    expect(findings.map(({ path }) => path)).toEqual([
      'summary',
      'status/id',
      'sumary',
      'closedFlag',
      'company',
    ]);
  });

  test('names of the language are no members', () => {
    const record = JSON.parse('{"__proto__": 1, "constructor": 2}') as Record<string, unknown>;
    const { findings } = prepare('Contact', {}, 'update');
    expect(findings).toEqual([]);
    expect(prepareRecord(record, schemaOf('Contact'), 'update').findings.map(({ path }) => path)).toEqual([
      '__proto__',
      'constructor',
    ]);
  });
});
