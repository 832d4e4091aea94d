import { describe, expect, test } from 'vitest';
import { fillPath, formatQuery, normalizePath } from './query.js';
import { readLimits, readNextLink, readRetryAfter, readTotal } from './wire.js';

const link = (value: string): Headers => new Headers({ Link: value });

describe('readNextLink', () => {
  test('reads the page of the vendor guide and of the recorded form (PROTOCOL 3)', () => {
    const guide =
      '<https://host/v2017_3/apis/3.0/company/companies?pageSize=50&page=2>; rel="next", <https://host/v2017_3/apis/3.0/company/companies?pageSize=50&page=4>; rel="last"';
    expect(readNextLink(link(guide))).toEqual({ page: '2', pageId: undefined });
    const recorded =
      '<https://h/x/company/contacts/?conditions=LastUpdated+%3e%3d+%5b2025-04-01T20%3a02%3a28Z%5d&pageSize=2&page=2>; rel="next"';
    expect(readNextLink(link(recorded))).toEqual({ page: '2', pageId: undefined });
  });

  test.each([
    ['<https://h/x?pageId=51&pageSize=50>; rel="next"', { page: undefined, pageId: '51' }],
    ['<https://h/x?pageSize=50&pageId=>; rel="next"', { page: undefined, pageId: '' }],
    ['<https://h/x?PAGEID=7>;rel=next', { page: undefined, pageId: '7' }],
    ['<https://h/x?a=1,2&page=3>; title="x"; REL="NEXT"', { page: '3', pageId: undefined }],
    ['<https://h/x?page=1>; rel="first", <https://h/x?page=3>; rel="next"', { page: '3', pageId: undefined }],
    ['<https://h/x?page=1>; rel="first", <https://h/x?page=2>; rel="prev"', 'none'],
    ['<https://h/x?page=9>; rel="nextish"', 'none'],
    ['garbage', undefined],
  ])('%s', (value, expected) => {
    expect(readNextLink(link(value))).toEqual(expected);
  });

  test('a conditions text cannot pass for a page', () => {
    const value = '<https://h/x?conditions=summary%3D%22%26page%3D99%22&page=2>; rel="next"';
    expect(readNextLink(link(value))).toMatchObject({ page: '2' });
  });

  test('no header is not the same as no next page', () => {
    expect(readNextLink(new Headers())).toBeUndefined();
  });
});

describe('limits and counts', () => {
  test('are read from the headers of the mission', () => {
    const headers = new Headers({
      'X-RateLimit-Limit': '60',
      'X-RateLimit-Remaining': '0',
      'X-RateLimit-Reset': '12',
    });
    expect(readLimits(headers)).toEqual({ limit: 60, remaining: 0, resetMs: 12_000 });
    expect(readTotal(new Headers({ 'X-Total-Count': '1234' }))).toBe(1234);
  });

  test('are unknown where they are absent or no numbers', () => {
    expect(readLimits(new Headers({ 'X-RateLimit-Remaining': '-1' }))).toEqual({});
    expect(readTotal(new Headers({ 'X-Total-Count': 'many' }))).toBeUndefined();
  });

  test.each([
    ['30', 30_000],
    ['0', 0],
    ['1.5', 1500],
    ['Thu, 01 Jan 1970 00:00:10 GMT', 9000],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
  ])('Retry-After: %s', (value, expected) => {
    expect(readRetryAfter(new Headers({ 'Retry-After': value }), 1000)).toBe(expected);
  });
});

describe('URLs', () => {
  test('are encoded as the mission shows', () => {
    expect(formatQuery({ conditions: 'company/id=12345 and status/id!=5' })).toBe(
      '?conditions=company/id%3D12345%20and%20status/id!%3D5',
    );
    expect(formatQuery({ conditions: 'a<1 and b>"x"' })).toBe('?conditions=a%3C1%20and%20b%3E%22x%22');
  });

  test('escape each character of PROTOCOL 2.7, and leave out what has no value', () => {
    expect(formatQuery({ a: `&"'*%+`, b: undefined, c: 'id,status/name', d: 0 })).toBe(
      '?a=%26%22%27%2A%25%2B&c=id,status/name&d=0',
    );
    expect(formatQuery({ b: undefined })).toBe('');
  });

  test('fill paths from outside in', () => {
    expect(fillPath('/service/boards/{parentId}/statuses/{id}', [3, '17'])).toBe(
      '/service/boards/3/statuses/17',
    );
    expect(fillPath('/system/members/{memberIdentifier}', ['a/b?c#d'])).toBe('/system/members/a%2Fb%3Fc%23d');
  });

  test.each(['', '.', '..', NaN, 1.5, Infinity])('%s is no id', (id) => {
    expect(() => fillPath('/x/{id}', [id])).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
  });

  test('half a surrogate pair is refused', () => {
    expect(() => formatQuery({ a: '\ud800' })).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
  });

  test('a path of one’s own stays below the API', () => {
    expect(normalizePath('/system/info')).toBe('/system/info');
    expect(normalizePath('system/info')).toBe('/system/info');
    expect(normalizePath('//elsewhere.example/x')).toBe('/elsewhere.example/x');
    for (const path of [
      'https://elsewhere.example/x',
      '/v4_6_release/apis/3.0/system/info',
      '/a/../../b',
      '/a/%2e%2E/b',
      '/a?b=c',
      '/a b',
      '/a\\b',
    ]) {
      expect(() => normalizePath(path)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
    }
  });
});
