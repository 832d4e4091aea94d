import { beforeEach, expect, test } from 'vitest';
import { createTestApi, MEMBER, type TestApi } from '../testing/call.js';
import { putSmallWorld } from '../testing/records.js';

type Json = Readonly<Record<string, unknown>>;

let api: TestApi;
beforeEach(async () => {
  api = await createTestApi({ rateLimit: 10 });
  await putSmallWorld(api);
  await api.put('finance/agreements', [{ id: 4, name: 'Gold' }]);
  await api.put('finance/agreements/additions', [{ id: 1, quantity: 3 }], [4]);
  await api.put('company/configurations', [{ id: 2, name: 'PC' }]);
});

async function bundle(requests: readonly unknown[], path = '/system/bundles'): Promise<readonly Json[]> {
  const answer = await api.send('POST', path, JSON.stringify({ requests }));
  expect(answer.status, answer.text).toBe(200);
  return (answer.json as { readonly results: readonly Json[] }).results;
}

test('the same as each request would answer by itself, in their order', async () => {
  const conditions = 'closedFlag = true and id <= 9';
  const results = await bundle([
    {
      sequenceNumber: 7,
      resourceType: 'ticket',
      version: '2020.1',
      apiRequest: {
        filters: { conditions, orderBy: 'id desc' },
        page: { page: 1, pageSize: 2 },
        fields: 'id',
      },
    },
    { sequenceNumber: 2, resourceType: 'configuration', version: '2020.1', apiRequest: { id: 2 } },
    { sequenceNumber: 3, resourceType: 'addition', apiRequest: { parentId: 4 } },
    { sequenceNumber: 4, resourceType: 'agreement', apiRequest: {} },
  ]);
  const [tickets, configuration, additions, agreements] = results;
  expect(tickets).toEqual({
    sequenceNumber: 7,
    resourceType: 'ticket',
    version: '2020.1',
    entities: [{ id: 9 }, { id: 6 }],
    count: 2,
    success: true,
    statusCode: 200,
  });
  expect(configuration).toMatchObject({ entities: [{ id: 2, name: 'PC' }], count: 1 });
  expect(additions).toMatchObject({ entities: [{ id: 1, quantity: 3 }] });
  expect(agreements).toMatchObject({ entities: [{ id: 4, name: 'Gold' }] });
});

test('names count in any case, and 0 is no id and no page', async () => {
  const body = {
    Requests: [
      {
        SequenceNumber: 1,
        ResourceType: 'Ticket',
        Version: 'v2021.1',
        ApiRequest: {
          Id: 0,
          ParentId: null,
          Filters: { Conditions: 'id = 3' },
          Page: { Page: 0, PageSize: 0, PageId: 0 },
        },
      },
    ],
  };
  const answer = await api.send('POST', '/system/bundles', JSON.stringify(body));
  expect(answer.json).toMatchObject({
    results: [{ sequenceNumber: 1, resourceType: 'Ticket', entities: [{ id: 3 }], success: true }],
  });
});

test('hrefs are those of the server that was called', async () => {
  const [result] = await bundle([{ resourceType: 'ticket', apiRequest: { id: 1 } }]);
  const [ticket] = result!['entities'] as readonly { readonly _info: Json }[];
  expect(ticket!._info['notes_href']).toBe('http://psa.test/v4_6_release/apis/3.0//service/tickets/1/notes');
});

test('one that fails says why and stops none', async () => {
  const results = await bundle([
    { resourceType: 'Spaceship', apiRequest: {} },
    { resourceType: 'Ticket', apiRequest: { id: 99_999 } },
    { resourceType: 'Ticket', apiRequest: { filters: { conditions: 'nothing = 1' } } },
    { resourceType: 'Addition', apiRequest: {} },
    { resourceType: 'Addition', apiRequest: { parentId: 5 } },
    { resourceType: 'Ticket', apiRequest: { entity: { summary: 'x' } } },
    { resourceType: 'Ticket' },
  ]);
  expect(
    results.map(({ sequenceNumber, success, statusCode, error }) => [
      sequenceNumber,
      success,
      statusCode,
      (error as Json | undefined)?.['message'],
    ]),
  ).toEqual([
    [1, false, 400, "The resource type 'Spaceship' is not known."],
    [2, false, 404, 'Ticket 99999 not found'],
    [3, false, 400, 'nothing is not a recognized name.'],
    [4, false, 400, "The resource type 'Addition' takes parentId."],
    [5, false, 404, 'Agreement 5 not found'],
    [6, false, 400, 'A bundle only reads: send a record to write in a request of its own.'],
    [7, true, 200, undefined],
  ]);
});

test('counts', async () => {
  const results = await bundle(
    [
      { resourceType: 'Ticket', apiRequest: { filters: { conditions: 'closedFlag = true' } } },
      { resourceType: 'Addition', apiRequest: { parentId: 4 } },
    ],
    '/system/bundles/count',
  );
  expect(results).toMatchObject([
    { sequenceNumber: 1, count: 20, success: true, statusCode: 200 },
    { sequenceNumber: 2, count: 1 },
  ]);
});

test('a bundle is one request for the limit', async () => {
  const single = { resourceType: 'Ticket', apiRequest: { id: 1 } };
  const answer = await api.send(
    'POST',
    '/system/bundles',
    JSON.stringify({ requests: Array(50).fill(single) }),
  );
  expect(answer.headers.get('x-ratelimit-remaining')).toBe('9');
  expect((answer.json as { readonly results: readonly Json[] }).results).toHaveLength(50);
});

test.each([
  [{ requests: Array(51).fill({}) }, 400, 'at most 50'],
  [{}, 400, 'The requests field is required.'],
  [[], 400, 'The requests field is required.'],
  [{ requests: [5] }, 500, 'BundleRequest'],
])('a bundle that is none is refused', async (body, status, message) => {
  const answer = await api.send('POST', '/system/bundles', JSON.stringify(body));
  expect(answer.status).toBe(status);
  expect(answer.text).toContain(message);
});

test('malformed JSON is a 500, as everywhere', async () => {
  expect((await api.send('POST', '/system/bundles', '{x')).status).toBe(500);
  expect((await api.send('POST', '/system/bundles', '')).status).toBe(400);
});

test('a role counts for each of the requests', async () => {
  const member = { ...MEMBER, role: { system: ['inquire'], service: ['inquire'] } } as const;
  const limited = await createTestApi({ store: api.store, members: [member] });
  const requests = [{ resourceType: 'Ticket', apiRequest: { id: 1 } }, { resourceType: 'Agreement' }];
  const answer = await limited.send('POST', '/system/bundles', JSON.stringify({ requests }));
  expect(answer.json).toMatchObject({
    results: [{ statusCode: 200 }, { statusCode: 403, error: { code: 'Security' } }],
  });
});
