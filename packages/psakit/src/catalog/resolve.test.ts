import { describe, expect, test } from 'vitest';
import { isPsaError, type PsaError } from '../core/index.js';
import { childCollections, resolveResource, resourceNamed, resources } from './index.js';

function refusal(text: string): PsaError {
  try {
    resolveResource(text);
  } catch (error) {
    if (isPsaError(error)) return error;
  }
  throw new Error(`"${text}" was not refused.`);
}

describe('resolveResource', () => {
  test.each([
    ['service/tickets', 'service/tickets', []],
    ['/service/tickets/', 'service/tickets', []],
    ['  Service/TICKETS ', 'service/tickets', []],
    ['tickets', 'service/tickets', []],
    ['Tickets', 'service/tickets', []],
    ['service/tickets/54321/notes', 'service/tickets/notes', ['54321']],
    ['tickets/54321/NOTES', 'service/tickets/notes', ['54321']],
    ['companies', 'company/companies', []],
    ['time', 'time/entries', []],
    ['time-entries', 'time/entries', []],
    ['time/5/audits', 'time/entries/audits', ['5']],
    ['time/entries/5/audits', 'time/entries/audits', ['5']],
    ['schedule', 'schedule/entries', []],
    [
      'company/configurations/types/3/questions/7/values',
      'company/configurations/types/questions/values',
      ['3', '7'],
    ],
    ['billingcycles', 'finance/billingCycles', []],
    ['system/workflows/5/events', 'system/workflows/{parentId}/events', ['5']],
    ['system/workflows/events', 'system/workflows/events', []],
    ['procurement/catalog/vendors/5', 'procurement/catalog/vendors', ['5']],
    ['system/reports', 'system/reports', []],
  ])('%s is %s below %j', (text, name, parents) => {
    const address = resolveResource(text);
    expect(address.resource.name).toBe(name);
    expect(address.parents).toEqual(parents);
  });

  test('finds every resource by its path and every short name', () => {
    for (const resource of resources()) {
      const path = resource.path.replace(/\{\w+\}/g, '7');
      expect(resolveResource(path)).toEqual({ resource, parents: resource.parents.map(() => '7') });
      for (const name of resource.shortNames) {
        if (resource.parents.length === 0) expect(resolveResource(name).resource).toBe(resource);
        else expect(refusal(name).code).toBe('INVALID_ARGUMENT');
      }
    }
  });

  test.each([
    ['tickts', 'UNKNOWN_RESOURCE', 'There is no resource "tickts".', 'Did you mean tickets?'],
    [
      'service/tickets/5/note',
      'UNKNOWN_RESOURCE',
      '"service/tickets/5/note"',
      'service/tickets/{parentId}/notes',
    ],
    ['', 'UNKNOWN_RESOURCE', 'There is no resource "".', 'Write a path such as service/tickets'],
    ['zzzzzz', 'UNKNOWN_RESOURCE', 'There is no resource "zzzzzz".', 'Write a path such as service/tickets'],
    ['workflows/5/events', 'UNKNOWN_RESOURCE', 'There is no resource', 'system/workflows/events'],
    [
      'workTypes',
      'AMBIGUOUS_RESOURCE',
      'finance/agreements/{parentId}/worktypes, time/workTypes',
      'the whole path',
    ],
    ['notes', 'AMBIGUOUS_RESOURCE', '"notes" fits', 'Write the whole path'],
    ['statuses', 'AMBIGUOUS_RESOURCE', 'service/boards/{parentId}/statuses', 'Write the whole path'],
    [
      'service/tickets/notes',
      'INVALID_ARGUMENT',
      'the id of that record is missing',
      'service/tickets/123/notes',
    ],
    [
      'tickets/notes',
      'INVALID_ARGUMENT',
      'the id of that record is missing',
      'service/tickets/{parentId}/notes',
    ],
    ['additions', 'INVALID_ARGUMENT', 'the id of that record is missing', 'finance/agreements/123/additions'],
    ['tickets/abc/notes', 'INVALID_ARGUMENT', '"abc" is not the id of a record', 'service/tickets/123/notes'],
    ['tickets/5', 'INVALID_ARGUMENT', 'is one record', 'Name the collection, service/tickets.'],
    [
      'service/tickets/count',
      'INVALID_ARGUMENT',
      'is a number of records',
      'Name the collection, service/tickets.',
    ],
    ['5', 'UNKNOWN_RESOURCE', 'There is no resource "5".', 'Write a path'],
  ] as const)('"%s" is refused: %s', (text, code, message, hint) => {
    const error = refusal(text);
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
    expect(error.hint).toContain(hint);
  });
});

describe('childCollections', () => {
  test('names what lies below one record, in lower case', () => {
    const children = childCollections(resourceNamed('service/tickets')!);
    expect([...children.keys()].sort()).toEqual([
      'activities',
      'allnotes',
      'configurations',
      'documents',
      'notes',
      'products',
      'scheduleentries',
      'tasks',
      'timeentries',
    ]);
    expect(children.get('notes')?.name).toBe('service/tickets/notes');
    expect(childCollections(resourceNamed('service/tickets/notes')!).size).toBe(0);
  });
});
