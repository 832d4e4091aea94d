import { describe, expect, test } from 'vitest';
import { fieldPaths, findField, resourceNamed, resources, schema, type Resource } from './index.js';

const named = (name: string): Resource => resourceNamed(name)!;
const tickets = named('service/tickets');

describe('findField', () => {
  test.each([
    ['service/tickets', 'summary', 'summary', 'string'],
    ['service/tickets', 'SUMMARY', 'summary', 'string'],
    ['service/tickets', 'ClosedFlag', 'closedFlag', 'boolean'],
    ['service/tickets', 'Board/ID', 'board/id', 'integer'],
    ['service/tickets', 'status/Name', 'status/name', 'string'],
    ['service/tickets', 'company/identifier', 'company/identifier', 'string'],
    ['service/tickets', 'contact', 'contact', 'reference'],
    ['service/tickets', 'closedDate', 'closedDate', 'datetime'],
    ['service/tickets', 'budgetHours', 'budgetHours', 'number'],
    ['service/tickets', '_info/lastUpdated', '_info/lastUpdated', 'datetime'],
    ['service/tickets', '_INFO/DATEENTERED', '_info/dateEntered', 'datetime'],
    ['service/tickets', '_info/updatedBy', '_info/updatedBy', 'string'],
    ['service/tickets', '_info/sla_resolve_by', '_info/sla_resolve_by', 'string'],
    ['service/tickets', 'LastUpdated', '_info/lastUpdated', 'datetime'],
    ['service/tickets', 'dateEntered', '_info/dateEntered', 'datetime'],
    ['service/tickets', 'enteredBy', '_info/enteredBy', 'string'],
    // A schema that has the field itself keeps it.
    ['time/entries', 'dateEntered', 'dateEntered', 'datetime'],
    ['time/entries', 'enteredBy', 'enteredBy', 'string'],
    ['schedule/holidayLists/holidays', 'date', 'date', 'date'],
    ['schedule/holidayLists/holidays', 'timeStart', 'timeStart', 'string'],
    ['schedule/calendars', 'mondayStartTime', 'mondayStartTime', 'string'],
  ])('%s: %s is %s, %s', (resource, path, found, type) => {
    const match = findField(named(resource), path);
    expect(match).toMatchObject({ path: found, names: found.split('/') });
    expect(match?.field.type).toBe(type);
    expect(match?.array).toBeUndefined();
  });

  test.each([
    '',
    'sumary',
    'summary/name',
    'board/department/name/x',
    'status/nothing',
    '/',
    'status/',
    '_info',
  ])('nothing to compare at "%s"', (path) => {
    const match = findField(tickets, path);
    expect(match === undefined || match.field.type === 'map').toBe(true);
  });

  test('takes the path in parts', () => {
    expect(findField(tickets, ['Status', 'NAME'])?.path).toBe('status/name');
  });

  test('says where an array stands on the way', () => {
    const match = findField(named('company/contacts'), 'communicationItems/type/name');
    expect(match?.fields.map(({ name }) => name)).toEqual(['communicationItems', 'type', 'name']);
    expect(match?.array).toMatchObject({ name: 'communicationItems', items: 'object' });
    expect(findField(tickets, 'customFields/rowNum')?.array?.name).toBe('customFields');
  });

  test('gives the fact sheet of a field', () => {
    expect(findField(tickets, 'summary')?.field).toMatchObject({
      maxLength: 100,
      required: true,
      readOnly: false,
    });
    expect(findField(tickets, 'severity')?.field).toMatchObject({
      enum: ['Low', 'Medium', 'High'],
      requiredOnUpdate: true,
      nullable: true,
    });
    expect(findField(tickets, 'id')?.field.readOnly).toBe(true);
    expect(findField(tickets, 'initialDescription')?.field.writeOnly).toBe(true);
    expect(findField(tickets, 'status')?.field.schema).toBe('ServiceStatusReference');
  });
});

describe('fieldPaths', () => {
  test('lists scalars, references and what lies one reference deep', () => {
    const paths = fieldPaths(tickets);
    expect(paths).toEqual(
      expect.arrayContaining(['id', 'summary', 'company', 'company/id', '_info/lastUpdated']),
    );
    expect(paths).not.toContain('customFields');
    expect(paths).not.toContain('initialDescription');
    expect(paths.some((path) => path.split('/').length > 2)).toBe(false);
  });

  test('each of them, of every resource, is found', () => {
    for (const resource of resources()) {
      for (const path of fieldPaths(resource)) {
        expect(findField(resource, path)?.path, `${resource.name} ${path}`).toBe(path);
      }
    }
  });
});

describe('schema', () => {
  test('knows its fields without regard to case', () => {
    expect(schema('Ticket')?.field('CLOSEDflag')?.name).toBe('closedFlag');
    expect(schema('Ticket')?.field('constructor')).toBeUndefined();
    expect(schema('ticket')).toBeUndefined();
    expect(schema('toString')).toBeUndefined();
  });
});

describe('names that conditions take and answers do not have', () => {
  test('another name leads to the path it stands for, in any case', () => {
    const agreements = named('finance/agreements');
    expect(findField(agreements, 'parentagreementid')?.path).toBe('parentAgreement/id');
    expect(schema('Agreement')?.alias('PARENTAGREEMENTID')).toBe('parentAgreement/id');
    expect(schema('Agreement')?.alias('parentAgreement')).toBeUndefined();
  });

  test('configuration/id of tickets is there to filter by', () => {
    const match = findField(tickets, 'configuration/id');
    expect(match?.fields[0]).toMatchObject({ filterOnly: true, readOnly: true, type: 'reference' });
    expect(match?.field.type).toBe('integer');
  });
});
