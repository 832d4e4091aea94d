import { describe, expect, test } from 'vitest';
import { createProjection, project } from './project.js';

const TICKET = {
  id: 5,
  summary: 'No sound',
  status: { id: 1, name: 'New', _info: { status_href: '/service/boards/1/statuses/1' } },
  company: null,
  site: { _info: { site_href: '/x' } },
  items: [{ a: 1, b: { c: 2, d: 3 } }, { a: 4 }],
  words: ['x', 'y'],
  _info: { lastUpdated: '2024-01-01T00:00:00Z', updatedBy: 'a' },
};

describe('project', () => {
  test.each([
    [['id'], { id: 5 }],
    [['SUMMARY', 'Id'], { id: 5, summary: 'No sound' }],
    [['status'], { status: TICKET.status }],
    [['status/name'], { status: { name: 'New' } }],
    [['status/name', 'status/id'], { status: { id: 1, name: 'New' } }],
    [['status', 'status/name'], { status: TICKET.status }],
    [['status/name', 'status'], { status: TICKET.status }],
    [['company'], { company: null }],
    [['company/name'], { company: null }],
    [['site/name'], {}],
    [['summary/x'], {}],
    [['items/a'], { items: [{ a: 1 }, { a: 4 }] }],
    [['items/b/c'], { items: [{ b: { c: 2 } }, {}] }],
    [['words'], { words: ['x', 'y'] }],
    [['_info/lastUpdated'], { _info: { lastUpdated: '2024-01-01T00:00:00Z' } }],
    [['nothing'], {}],
    [[], {}],
  ])('%j', (paths, expected) => {
    const projection = createProjection(paths.map((path) => path.split('/')));
    expect(JSON.parse(project(JSON.stringify(TICKET), projection))).toEqual(expected);
  });

  test('keeps the order of the record', () => {
    expect(project('{"b":1,"a":2,"c":3}', createProjection([['c'], ['a'], ['b']]))).toBe(
      '{"b":1,"a":2,"c":3}',
    );
  });
});
