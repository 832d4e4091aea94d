import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApi, type TestAnswer, type TestApi } from './testing/call.js';
import { tickets } from './testing/records.js';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
  await api.put('service/tickets', tickets(60));
});

const ids = (answer: TestAnswer): number[] => (answer.json as { id: number }[]).map((record) => record.id);
const ROOT = 'http://psa.test/v4_6_release/apis/3.0';

/** `rel` to the query of its link. */
function links(answer: TestAnswer): Record<string, string> {
  const header = answer.headers.get('link') ?? '';
  return Object.fromEntries(
    header.split(', ').map((link) => {
      const found = /^<[^?]*\?(.*)>; rel="(\w+)"$/.exec(link);
      return [found?.[2] ?? link, found?.[1] ?? ''];
    }),
  );
}

describe('by page', () => {
  test('the first page: next and last, in the recorded form', async () => {
    const { headers } = await api.get(
      '/service/tickets?pageSize=2&conditions=LastUpdated >= [2023-04-01T20:02:28Z]',
    );
    const base = `${ROOT}/service/tickets/?conditions=LastUpdated+%3e%3d+%5b2023-04-01T20%3a02%3a28Z%5d&pageSize=2&page=`;
    expect(headers.get('link')).toBe(`<${base}2>; rel="next", <${base}30>; rel="last"`);
    expect(headers.get('x-total-count')).toBe('60');
  });

  test('a page in the middle, the last page, one past the end', async () => {
    const middle = await api.get('/service/tickets?pageSize=20&page=2');
    expect(ids(middle)[0]).toBe(21);
    expect(Object.entries(links(middle))).toEqual([
      ['next', 'pageSize=20&page=3'],
      ['last', 'pageSize=20&page=3'],
      ['first', 'pageSize=20&page=1'],
      ['prev', 'pageSize=20&page=1'],
    ]);
    const last = await api.get('/service/tickets?pageSize=20&page=3');
    expect(Object.keys(links(last))).toEqual(['last', 'first', 'prev']);
    const past = await api.get('/service/tickets?pageSize=20&page=9');
    expect([past.status, past.text]).toEqual([200, '[]']);
    expect(links(past)).toEqual({
      last: 'pageSize=20&page=3',
      first: 'pageSize=20&page=1',
      prev: 'pageSize=20&page=3',
    });
  });

  test('no Link where one page holds everything', async () => {
    const whole = await api.get('/service/tickets?pageSize=60');
    expect(whole.headers.has('link')).toBe(false);
    expect(whole.headers.get('x-total-count')).toBe('60');
    const none = await api.get('/service/tickets?conditions=id=999');
    expect(none.headers.has('link')).toBe(false);
    expect(none.headers.get('x-total-count')).toBe('0');
  });

  test('25 rows unless told, 1000 at most', async () => {
    expect(ids(await api.get('/service/tickets'))).toHaveLength(25);
    const full = await createTestApi();
    await full.put('service/tickets', tickets(1001));
    const capped = await full.get('/service/tickets?pageSize=5000');
    expect(ids(capped)).toHaveLength(1000);
    expect(links(capped)).toEqual({ next: 'pageSize=1000&page=2', last: 'pageSize=1000&page=2' });
  });

  test('following next sees every row once', async () => {
    const seen: number[] = [];
    let url: string | undefined = '/service/tickets?pageSize=7&orderBy=id desc&conditions=id>3';
    while (url !== undefined) {
      const answer: TestAnswer = await api.get(url);
      seen.push(...ids(answer));
      const next: string | undefined = links(answer)['next'];
      url = next === undefined ? undefined : `/service/tickets?${next}`;
    }
    expect(seen).toEqual(Array.from({ length: 57 }, (_, index) => 60 - index));
  });

  test.each([
    ['page=0', 'page', '0'],
    ['page=-1', 'page', '-1'],
    ['page=two', 'page', 'two'],
    ['page=99999999999', 'page', '99999999999'],
    ['pageSize=0', 'pageSize', '0'],
    ['pageSize=2.5', 'pageSize', '2.5'],
    ['pageId=x', 'pageId', 'x'],
  ])('%s is refused', async (query, field, value) => {
    const { status, json } = await api.get(`/service/tickets?${query}`);
    expect(status).toBe(400);
    expect(json).toEqual({
      code: 'InvalidArgument',
      message: `The value '${value}' is not valid for field '${field}'.`,
      errors: [
        {
          code: 'InvalidArgument',
          message: expect.stringContaining(`${field} must be a valid integer`),
          field,
        },
      ],
    });
  });
});

describe('forward-only', () => {
  const forward = { 'Pagination-Type': 'Forward-Only' };

  test.each([7, 20, 30, 60, 61])('pages of %i: each row once, by id, Link always there', async (pageSize) => {
    const seen: number[] = [];
    let query: string | undefined = `pageSize=${pageSize}&conditions=id>0`;
    let requests = 0;
    while (query !== undefined) {
      const answer: TestAnswer = await api.get(`/service/tickets?${query}`, forward);
      requests++;
      seen.push(...ids(answer));
      expect(answer.headers.has('x-total-count')).toBe(false);
      const next: string = links(answer)['next']!;
      expect(next).toMatch(/^conditions=id%3e0&pageSize=\d+&pageId=\d*$/);
      query = next.endsWith('pageId=') ? undefined : next;
    }
    expect(seen).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
    expect(requests).toBe(Math.ceil(60 / pageSize));
  });

  test('pageId alone asks for it; order and page are ignored', async () => {
    const answer = await api.get('/service/tickets?pageId=50&pageSize=3&orderBy=id desc&page=4');
    expect(ids(answer)).toEqual([51, 52, 53]);
    expect(links(answer)).toEqual({ next: 'pageSize=3&orderBy=id+desc&pageId=53' });
  });

  test('begins with the lowest id, whatever that is', async () => {
    const odd = await createTestApi();
    await odd.put('service/tickets', [{ id: 0 }, { id: -5 }, { id: 3 }]);
    expect(ids(await odd.get('/service/tickets?pageSize=2', forward))).toEqual([-5, 0]);
  });

  test('nothing found', async () => {
    const answer = await api.get('/service/tickets?pageId=60', forward);
    expect([answer.text, answer.headers.get('link')]).toEqual([
      '[]',
      `<${ROOT}/service/tickets/?pageId=>; rel="next"`,
    ]);
  });

  test('a collection that cannot do it is paged by number', async () => {
    const answer = await api.get('/system/audittrail', forward);
    expect([answer.status, answer.headers.get('x-total-count'), answer.headers.has('link')]).toEqual([
      200,
      '0',
      false,
    ]);
  });
});
