import { describe, expect, test } from 'vitest';
import { momentOf, parseInstant, parseMoment } from './dates.js';

describe('parseMoment', () => {
  test.each([
    ['2024-01-31', '2024-01-31'],
    ['2024-02-29', '2024-02-29'],
    ['2000-02-29', '2000-02-29'],
    ['0001-01-01', '0001-01-01'],
    ['9999-12-31', '9999-12-31'],
    ['2016-08-20T18:04:26Z', '2016-08-20T18:04:26Z'],
    ['2016-08-20t18:04:26z', '2016-08-20T18:04:26Z'],
    ['2016-08-20T18:04:26', '2016-08-20T18:04:26Z'],
    ['2016-08-20 18:04:26', '2016-08-20T18:04:26Z'],
    ['2016-08-20T18:04', '2016-08-20T18:04:00Z'],
    ['2017-01-01T00:00:00.000000', '2017-01-01T00:00:00Z'],
    ['2017-01-01 00:00:00+00:00', '2017-01-01T00:00:00Z'],
    ['2017-01-01T00:00:00.1234567Z', '2017-01-01T00:00:00.1234567Z'],
    ['2017-01-01T00:00:00.500Z', '2017-01-01T00:00:00.5Z'],
    ['2017-01-01T01:30:00+05:30', '2016-12-31T20:00:00Z'],
    ['2017-01-01T01:30:00-0800', '2017-01-01T09:30:00Z'],
    ['2017-01-01T01:30:00+02', '2016-12-31T23:30:00Z'],
  ])('%s is %s', (text, value) => {
    expect(parseMoment(text)?.value).toBe(value);
  });

  test.each([
    '',
    'today',
    '2024',
    '2024-1-1',
    '01/31/2024',
    '2024-00-01',
    '2024-13-01',
    '2024-04-31',
    '2023-02-29',
    '1900-02-29',
    '0000-01-01',
    '2024-01-01T',
    '2024-01-01T10',
    '2024-01-01T24:00:00Z',
    '2024-01-01T10:60:00Z',
    '2024-01-01T10:00:60Z',
    '2024-01-01T10:00:00.Z',
    '2024-01-01T10:00:00.1234567890Z',
    '2024-01-01T10:00:00+15:00',
    '2024-01-01T10:00:00 Z',
    '2024-01-01Z',
    '0001-01-01T00:00:00+01:00',
    '9999-12-31T23:59:59-01:00',
    '٢٠٢٤-٠١-٠١',
  ])('%j is none', (text) => {
    expect(parseMoment(text)).toBeUndefined();
  });
});

describe('parseInstant', () => {
  test('is the first instant of a date, in UTC', () => {
    expect(parseInstant('2024-01-01')).toBe(Date.UTC(2024, 0, 1));
  });

  test('cuts off what is finer than a millisecond', () => {
    expect(parseInstant('2024-01-01T00:00:00.9999999Z')).toBe(Date.UTC(2024, 0, 1) + 999);
  });

  test('is the same however the moment is written', () => {
    const instants = ['2024-01-01T10:00:00Z', '2024-01-01 12:00:00+02:00', '2024-01-01T10:00'].map(
      parseInstant,
    );
    expect(new Set(instants).size).toBe(1);
  });
});

describe('momentOf', () => {
  test('keeps milliseconds only where there are some', () => {
    expect(momentOf(new Date('2024-01-01T10:00:00.000Z'))?.value).toBe('2024-01-01T10:00:00Z');
    expect(momentOf(new Date('2024-01-01T10:00:00.120Z'))?.value).toBe('2024-01-01T10:00:00.12Z');
    expect(momentOf(new Date('1969-12-31T23:59:59.001Z'))?.value).toBe('1969-12-31T23:59:59.001Z');
  });

  test('knows no invalid date and no year of five digits', () => {
    expect(momentOf(new Date(Number.NaN))).toBeUndefined();
    expect(momentOf(new Date(8.64e15))).toBeUndefined();
  });
});
