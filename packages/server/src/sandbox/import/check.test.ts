import { describe, expect, test } from 'vitest';
import { checkImport } from './check.js';

describe('what is taken', () => {
  test('records by collection, as given, with members the catalog does not know', () => {
    const contact = {
      id: 7,
      firstName: 'Zoë',
      somethingNew: { a: [1, null] },
      customFields: [{ id: 1, podId: 'x' }],
    };
    const { collections, problems } = checkImport({
      '/company/contacts': [contact],
      '/service/tickets/5/notes': [{ id: 1, text: 'x' }],
    });
    expect(problems).toEqual([]);
    expect(collections.map(({ resource, parents }) => [resource.name, parents])).toEqual([
      ['company/contacts', []],
      ['service/tickets/notes', [5]],
    ]);
    expect(collections[0]?.records[0]).toBe(contact);
  });

  test('paths in any case, with a slash too many', () => {
    expect(checkImport({ '/Company/Contacts/': [] }).collections[0]?.resource.name).toBe('company/contacts');
  });

  test('the same id below different parents', () => {
    expect(
      checkImport({ '/service/tickets/5/notes': [{ id: 1 }], '/service/tickets/6/notes': [{ id: 1 }] })
        .problems,
    ).toEqual([]);
  });
});

describe('what is refused', () => {
  test.each<[string, unknown, place: string, message: RegExp, cure: RegExp]>([
    ['an array', [{ id: 1 }], 'the file', /an array of 1, not an object/, /"\/company\/contacts"/],
    ['a number', 5, 'the file', /the number 5/, /The form is/],
    ['null', null, 'the file', /is null/, /The form is/],
    [
      'a slip in a path',
      { '/company/contact': [] },
      '"/company/contact"',
      /no path/,
      /"\/company\/contacts"/,
    ],
    ['no slash', { 'company/contacts': [] }, '"company/contacts"', /no path/, /"\/company\/contacts"/],
    [
      'one record',
      { '/company/contacts/5': [] },
      '"/company/contacts/5"',
      /is one record/,
      /\/company\/contacts\./,
    ],
    [
      'a count',
      { '/company/contacts/count': [] },
      '"/company/contacts/count"',
      /is a count/,
      /\/company\/contacts\./,
    ],
    [
      'a view',
      { '/service/tickets/5/timeentries': [] },
      '"/service/tickets/5/timeentries"',
      /only shows records of time\/entries/,
      /"\/time\/entries"/,
    ],
    [
      'a parent that is a word',
      { '/service/tickets/five/notes': [] },
      '"/service/tickets/five/notes"',
      /"five"/,
      /whole numbers/,
    ],
    [
      'no array',
      { '/company/contacts': { id: 1 } },
      '"/company/contacts"',
      /is an object, not an array/,
      /\[ \]/,
    ],
    [
      'no record',
      { '/company/contacts': [3] },
      '"/company/contacts"[0]',
      /the number 3, not a record/,
      /object/,
    ],
    ['no id', { '/company/contacts': [{ id: 1 }, {}] }, '"/company/contacts"[1].id', /missing/, /its id/],
    [
      'an id that is null',
      { '/company/contacts': [{ id: null }] },
      '"/company/contacts"[0].id',
      /missing/,
      /its id/,
    ],
    [
      'an id that is a text',
      { '/company/contacts': [{ id: '7' }] },
      '"/company/contacts"[0].id',
      /the text "7", not a whole number/,
      /whole number/,
    ],
    [
      'an id with a fraction',
      { '/company/contacts': [{ id: 1.5 }] },
      '"/company/contacts"[0].id',
      /1\.5/,
      /whole number/,
    ],
    [
      'an id twice',
      { '/company/contacts': [{ id: 1 }, { id: 1 }] },
      '"/company/contacts"[1].id',
      /is 1, as "\/company\/contacts"\[0\]\.id is/,
      /one of the two/,
    ],
    [
      'an id twice under two spellings',
      { '/company/contacts': [{ id: 1 }], '/company/Contacts': [{ id: 1 }] },
      '"/company/Contacts"[0].id',
      /is 1, as/,
      /one of the two/,
    ],
  ])('%s', (_, content, place, message, cure) => {
    const { problems } = checkImport(content);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toEqual({
      place,
      message: expect.stringMatching(message),
      cure: expect.stringMatching(cure),
    });
  });

  test('all problems are told at once', () => {
    const content = {
      '/company/contacts': [{}, { id: 'x' }],
      '/nowhere/at/all': [],
      '/company/companies': 1,
    };
    expect(checkImport(content).problems).toHaveLength(4);
  });
});
