import { expect, test } from 'vitest';
import {
  alsoRequired,
  entityName,
  errorName,
  referenceTarget,
  resourceNamed,
  schemas,
  sequenceOf,
  titleFields,
  uniqueFields,
} from './index.js';

const names = (schema: string): readonly string[] =>
  (referenceTarget(schema)?.resources ?? []).map((resource) => resource.name);

test.each([
  ['BoardReference', ['service/boards']],
  ['ServiceStatusReference', ['service/boards/statuses']],
  ['TicketReference', ['service/tickets', 'project/tickets']],
  ['MemberReference', ['system/members']],
  ['WonRevenueReference', []],
  ['NoSuchReference', []],
])('%s means %j', (schema, expected) => {
  expect(names(schema)).toEqual(expected);
});

test('four in five kinds of references lead to a collection', () => {
  const kinds = new Set(
    schemas().flatMap(({ fields }) =>
      fields.filter((f) => f.type === 'reference').map((f) => f.schema ?? ''),
    ),
  );
  const led = [...kinds].filter((kind) => names(kind).length > 0);
  expect(led.length / kinds.size).toBeGreaterThan(0.8);
});

test('the two parts of a message that is recorded: Service Status 17 not found for Service Board 21', () => {
  expect(referenceTarget('ServiceStatusReference')?.title).toBe('Service Status');
  expect(referenceTarget('BoardReference')?.title).toBe('Service Board');
});

test('what records are called', () => {
  expect(titleFields('Company')).toEqual(['name']);
  expect(titleFields('Contact')).toEqual(['firstName', 'lastName']);
  expect(titleFields('ConfigurationStatus')).toEqual(['description']);
});

test('both kinds of tickets count together, whichever is asked for', () => {
  const service = resourceNamed('service/tickets');
  const project = resourceNamed('project/tickets');
  if (!service || !project) throw new Error('the catalog has no tickets');
  expect(sequenceOf(service)).toEqual([service, project]);
  expect(sequenceOf(project)).toEqual([service, project]);
});

test('a contact has a first name', () => {
  expect(alsoRequired('Contact')).toEqual(['firstName']);
  expect(alsoRequired('Company')).toEqual([]);
});

test('a company has its identifier alone', () => {
  const companies = resourceNamed('company/companies');
  expect(companies && uniqueFields(companies)).toEqual(['identifier']);
});

test('what messages call a record, and what errors do', () => {
  expect(entityName('ServiceTicket.TicketNote')).toBe('TicketNote');
  expect(entityName('ContactContactTypeAssociationContactTypeAssociation')).toBe('ContactTypeAssociation');
  expect(['Ticket', 'CallbackEntry', 'TimeEntry', 'ScheduleEntry', 'Addition'].map(errorName)).toEqual([
    'ticket',
    'callbackEntry',
    'timeEntry',
    'schedule',
    'Addition',
  ]);
});
