import { describe, expect, test } from 'vitest';
import { resourceNamed } from '../../catalog/index.js';
import { checkFields, checkOrderBy, parseFields, parseOrderBy, printFields, printOrderBy } from '../index.js';

const tickets = resourceNamed('service/tickets')!;

describe('orderBy', () => {
  test.each(['id', 'priority/id asc, dateEntered desc', '_info/lastUpdated desc', 'LASTUPDATED', 'summary'])(
    '%s',
    (text) => {
      expect(checkOrderBy(parseOrderBy(text), tickets)).toEqual([]);
    },
  );

  test.each([
    ['priorty/id', '"priorty/id" is not a field of service/tickets.', 'Did you mean "priority/id"?'],
    ['id, company desc', '"company" is a whole record; it has no order.', 'Write company/id.'],
    [
      'customFields/value',
      'A record has several customFields; they give no order.',
      'Order by a single value, such as id.',
    ],
  ])('%s', (text, message, cure) => {
    expect(checkOrderBy(parseOrderBy(text), tickets)).toMatchObject([{ message, cure }]);
  });

  test('is printed as the API writes it', () => {
    expect(printOrderBy(parseOrderBy(' priority/id ASC,dateEntered  DESC'))).toBe(
      'priority/id, dateEntered desc',
    );
  });
});

describe('fields', () => {
  test.each(['id,summary,status/name', 'customFields', 'company/_info', '_info/lastUpdated', 'Board/ID'])(
    '%s',
    (text) => {
      expect(checkFields(parseFields(text), tickets)).toEqual([]);
    },
  );

  test('an unknown name is an issue at its place', () => {
    expect(checkFields(parseFields('id, sumary'), tickets)).toMatchObject([
      {
        start: 4,
        end: 10,
        message: '"sumary" is not a field of service/tickets.',
        cure: 'Did you mean "summary"?',
      },
    ]);
  });

  test('are printed without spaces', () => {
    expect(printFields(parseFields(' id, status/name '))).toBe('id,status/name');
  });
});
