import { beforeAll, describe, expect, test } from 'vitest';
import { createHandler } from './faults/index.js';
import { createTestApi, SIGNED, type TestApi } from './testing/call.js';
import { putSmallWorld } from './testing/records.js';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
  await putSmallWorld(api);
});

const TAIL =
  'String values should be enclosed with double or single quotes; DateTime values should be enclosed in square ' +
  'brackets; numbers should consist of only digits, and optionally a decimal point and a negation sign; boolean ' +
  'values should be indicated with the keywords true or false; null values should be indicated by the keyword null.';

const NO_ENDPOINT = { code: 'ConnectWiseApi', message: 'The endpoint does not exist.' };

describe('conditions (PROTOCOL 2.5)', () => {
  test.each([
    ['invoiceDate = 5', 400, 'ApiFindCondition', 'invoiceDate is not a recognized name.'],
    ['board/nmae = "x"', 400, 'ApiFindCondition', 'board/nmae is not a recognized name.'],
    ['severity = "Extreme"', 400, 'ApiFindCondition', 'Enum value supplied was invalid'],
    ['closedFlag = "perhaps"', 500, 'ConnectWiseApi', 'String was not recognized as a valid Boolean.'],
    ['closedFlag = 5', 400, 'ApiFindCondition', `Expected a boolean value, not a numeric. ${TAIL}`],
    [
      'type/id=4ANDobjectId=5',
      400,
      'ApiFindCondition',
      `Condition Syntax Error (Line 1, Character 9) - Unrecognized value: 4ANDobjectId\n${TAIL}`,
    ],
  ])('%s', async (conditions, status, code, message) => {
    for (const path of ['/service/tickets', '/service/tickets/count']) {
      const found = await api.get(`${path}?conditions=${encodeURIComponent(conditions)}`);
      expect([found.status, found.json]).toEqual([status, { code, message }]);
    }
    const searched = await api.send('POST', '/service/tickets/search', JSON.stringify({ conditions }));
    expect([searched.status, searched.json]).toEqual([status, { code, message }]);
  });

  test.each([
    'summary = "unfinished',
    '(id = 1',
    'id',
    'id = ',
    'id = 1 and',
    'not id = 1',
    '"',
    '%%%',
    '\u0000',
  ])('what cannot be read is a 400 with the place: %s', async (conditions) => {
    const { status, json } = await api.get(`/service/tickets?conditions=${encodeURIComponent(conditions)}`);
    expect(status).toBe(400);
    expect(json).toEqual({
      code: 'ApiFindCondition',
      message: expect.stringMatching(/Condition Syntax Error \(Line 1, Character \d+\)/),
    });
  });

  test.each(['nosuch desc', 'id sideways', 'id,,'])('orderBy=%s', async (orderBy) => {
    const { status, json } = await api.get(`/service/tickets?orderBy=${encodeURIComponent(orderBy)}`);
    expect([status, (json as { code: string }).code]).toEqual([400, 'ApiFindCondition']);
  });

  test('the same mistake twice gets the same answer', async () => {
    const first = await api.get('/service/tickets?conditions=nosuch=1');
    const second = await api.get('/service/tickets?conditions=nosuch=1');
    expect([first.status, second.text]).toEqual([400, first.text]);
  });
});

describe('paths (PROTOCOL 5 and 8.1)', () => {
  test.each([
    ['/service/tickets/999', { code: 'NotFound', message: 'Ticket 999 not found' }],
    ['/company/contacts/57919', { code: 'NotFound', message: 'Contact 57919 not found' }],
    ['/service/tickets/999/notes', { code: 'NotFound', message: 'Ticket 999 not found' }],
    ['/service/tickets/999/notes/1', { code: 'NotFound', message: 'Ticket 999 not found' }],
    ['/service/tickets/999/notes/count', { code: 'NotFound', message: 'Ticket 999 not found' }],
    ['/finance/invoices/types', NO_ENDPOINT],
    ['/finance/invoices/statuses', NO_ENDPOINT],
    ['/finance/payments', NO_ENDPOINT],
    ['/finance/workRoles', NO_ENDPOINT],
    ['/system/customFields', NO_ENDPOINT],
    ['/system/myCompany', NO_ENDPOINT],
    ['/nowhere', NO_ENDPOINT],
    ['', NO_ENDPOINT],
    ['http://psa.test/', NO_ENDPOINT],
    ['http://psa.test/v4_6_release/apis/4.0/service/tickets', NO_ENDPOINT],
    ['http://psa.test/a/b/apis/3.0/service/tickets', NO_ENDPOINT],
  ])('%s', async (path, body) => {
    const { status, json } = await api.get(path);
    expect([status, json]).toEqual([404, body]);
  });

  test.each(['abc', '5abc', '1.5', '%20', '99999999999999999999'])('the id %s is no integer', async (id) => {
    const { status, json } = await api.get(`/service/tickets/${id}`);
    const value = decodeURIComponent(id);
    expect([status, json]).toEqual([
      400,
      {
        code: 'InvalidArgument',
        message: `The value '${value}' is not valid for field 'id'.`,
        errors: [{ code: 'InvalidArgument', message: 'id must be a valid integer', field: 'id' }],
      },
    ]);
  });
});

describe('methods', () => {
  test.each(['HEAD', 'OPTIONS', 'PUT', 'DELETE'])('%s on a collection is a 405', async (method) => {
    const { status, headers } = await api.send(method, '/service/tickets');
    expect([status, headers.get('allow')]).toEqual([405, 'GET, POST']);
  });
});

describe('a fault of this server', () => {
  test('is a 500 that shows nothing of itself; onFault is told', async () => {
    const faults: unknown[] = [];
    const broken = await createTestApi({
      store: {
        ...api.store,
        list: () => Promise.reject(new TypeError('secret detail')),
        get: () => Promise.reject(new TypeError('secret detail')),
      },
      onFault: (error) => faults.push(error),
    });
    const { status, json } = await broken.get('/service/tickets');
    expect([status, json]).toEqual([
      500,
      { code: 'ConnectWiseApi', message: 'An unexpected error has occured.' },
    ]);
    expect(faults).toHaveLength(1);
  });

  test('is none where a sender breaks off its body: the call fails as over a socket', async () => {
    const faults: unknown[] = [];
    const { api: told } = await createTestApi({ onFault: (error) => faults.push(error) });
    const handler = createHandler(told.answer, new AbortController().signal);
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode('{"summary":'));
        controller.error(new Error('the disk is gone'));
      },
    });
    const init = { method: 'POST', body, duplex: 'half', headers: SIGNED };
    const request = new Request('http://localhost/v4_6_release/apis/3.0/service/tickets', init);
    await expect(handler(request)).rejects.toThrow('fetch failed');
    expect(faults).toEqual([]);
  });
});
