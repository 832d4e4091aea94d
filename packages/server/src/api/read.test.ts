import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApi, SIGNED, type TestApi } from './testing/call.js';
import { putSmallWorld } from './testing/records.js';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
  await putSmallWorld(api);
});

const ids = (json: unknown): unknown[] => (json as { id: unknown }[]).map((record) => record.id);

describe('paths', () => {
  test.each([
    'http://psa.test/v4_6_release/apis/3.0/service/boards/1',
    'http://psa.test/v2025_1//apis/3.0//service/boards/1',
    'http://psa.test/v2025_1//apis/3.0/service//boards/1/',
    'http://psa.test/acme/apis/3.0/service/boards/1',
    'http://psa.test/apis/3.0/service/boards/1',
    'http://psa.test/V4_6_RELEASE/APIS/3.0/Service/BOARDS/1',
  ])('%s', async (url) => {
    const { status, json } = await api.get(url);
    expect([status, json]).toEqual([200, { id: 1, name: 'Help Desk' }]);
  });
});

describe('collections', () => {
  test('a list, filtered and ordered', async () => {
    const query = encodeURI('conditions=status/name="new" and id<20&orderBy=id desc&pageSize=3');
    expect(ids((await api.get(`/service/tickets?${query}`)).json)).toEqual([19, 16, 13]);
  });

  test('a parameter that is there twice says both: no filter is dropped without a word', async () => {
    const rows = await api.get('/service/tickets?fields=id&Fields=&fields=summary&pageSize=1');
    expect(Object.keys((rows.json as object[])[0] ?? {})).toEqual(['id', 'summary']);
    expect(
      ids((await api.get('/service/tickets?pageSize=2&orderBy=status/id&orderBy=id desc')).json),
    ).toEqual([58, 55]);
    const both = await api.get('/service/tickets?conditions=id=5&conditions=id=6');
    expect([both.status, both.text]).toEqual([400, expect.stringContaining('Condition Syntax Error')]);
  });

  test('names of parameters in any case', async () => {
    expect(ids((await api.get('/service/tickets?CONDITIONS=id=5&PageSize=1')).json)).toEqual([5]);
    for (const name of ['childconditions', 'childConditions', 'ChildConditions']) {
      const found = await api.get(
        `/service/tickets?${name}=${encodeURIComponent('notes/text contains "update"')}`,
      );
      expect(ids(found.json)).toEqual([1]);
    }
  });

  test('members of arrays by childConditions, custom fields by caption and by name', async () => {
    const emails = encodeURIComponent(
      `communicationItems/communicationType="Email" and communicationItems/value like "emma%"`,
    );
    expect(ids((await api.get(`/company/contacts?childConditions=${emails}`)).json)).toEqual([9]);
    const caption = encodeURIComponent('caption="Outage ID" and value = 5');
    expect(ids((await api.get(`/company/contacts?customFieldConditions=${caption}`)).json)).toEqual([9]);
    expect(ids((await api.get('/company/contacts?customFieldConditions=outageId%3D5')).json)).toEqual([9]);
    expect(ids((await api.get('/company/contacts?customFieldConditions=outageId%3D6')).json)).toEqual([]);
  });

  test('nothing found is an empty list', async () => {
    const { status, text } = await api.get('/service/tickets?conditions=id=12345');
    expect([status, text]).toEqual([200, '[]']);
  });

  test('a plus in a query is a space', async () => {
    expect(
      ids((await api.get('/service/tickets?conditions=id+%3e+58+and+status%2fname+%3d+%22Closed%22')).json),
    ).toEqual([60]);
  });

  test('children under their parents', async () => {
    expect(ids((await api.get('/service/tickets/1/notes')).json)).toEqual([1, 2]);
    expect((await api.get('/service/tickets/2/notes')).text).toBe('[]');
    expect((await api.get('/service/tickets/1/notes/2')).json).toMatchObject({
      text: 'An update of the driver',
    });
    expect((await api.get('/service/tickets/2/notes/2')).status).toBe(404);
  });

  test('a record as info shows what its schema has', async () => {
    const list = await api.get('/service/tickets/info?pageSize=1');
    expect(Object.keys((list.json as object[])[0]!)).toEqual(['id', 'summary', '_info']);
    const item = await api.get('/service/tickets/7/info');
    expect(Object.keys(item.json as object)).toEqual(['id', 'summary', '_info']);
  });

  test('counts, whole, filtered and of children', async () => {
    expect((await api.get('/service/tickets/count')).text).toBe('{"count":60}');
    expect((await api.get('/service/tickets/count?conditions=closedFlag=true')).text).toBe('{"count":20}');
    expect((await api.get('/service/tickets/1/notes/count')).text).toBe('{"count":2}');
  });
});

describe('fields', () => {
  test.each([
    ['id,summary', { id: 1, summary: 'Ticket number 1' }],
    ['id,status/name', { id: 1, status: { name: 'New' } }],
    ['ID, Status/NAME', { id: 1, status: { name: 'New' } }],
    ['status', { status: { id: 1, name: 'New' } }],
    ['id,_info/lastUpdated', { id: 1, _info: { lastUpdated: '2024-01-01T00:00:00Z' } }],
    ['id,company/name', { id: 1 }],
  ])('%s', async (fields, expected) => {
    const query = `fields=${encodeURIComponent(fields)}`;
    expect((await api.get(`/service/tickets?conditions=id=1&${query}`)).json).toEqual([expected]);
    expect((await api.get(`/service/tickets/1?${query}`)).json).toEqual(expected);
  });

  test('members of arrays', async () => {
    const { json } = await api.get('/company/contacts/9?fields=communicationItems/value');
    expect(json).toEqual({ communicationItems: [{ value: 'emma@example.com' }, { value: '555 0100' }] });
  });

  test('_info is there unless fields leaves it out', async () => {
    expect((await api.get('/service/tickets/1')).json).toHaveProperty('_info');
    expect((await api.get('/service/tickets/1?fields=id')).json).toEqual({ id: 1 });
  });

  test('an unknown name is refused, or dropped where that is asked for', async () => {
    const refused = await api.get('/service/tickets/1?fields=id,addressLine9');
    expect([refused.status, refused.json]).toEqual([
      400,
      { code: 'ApiFindCondition', message: 'addressLine9 is not a recognized name.' },
    ]);
    const lenient = await createTestApi({ store: api.store, unknownFields: 'drop' });
    expect((await lenient.get('/service/tickets/1?fields=id,addressLine9')).json).toEqual({ id: 1 });
  });
});

describe('hrefs', () => {
  test('relative ones lead to this server, in the recorded form; absolute ones stay', async () => {
    const ticket = await api.get('http://psa.test:81/v2025_1/apis/3.0/service/tickets/1');
    expect(ticket.json).toMatchObject({
      board: { _info: { board_href: 'http://psa.test:81/v4_6_release/apis/3.0//service/boards/1' } },
    });
    const contact = await api.get('/company/contacts');
    expect(contact.json).toMatchObject([
      { _info: { image_href: 'https://elsewhere.test/company/contacts/9/image' } },
    ]);
  });

  test('codebase and origin are those of the site', async () => {
    const site = { codebase: 'v2025_1', origin: 'https://na.example.net' };
    const other = await createTestApi({ store: api.store, site });
    expect((await other.get('/service/tickets/1?fields=board/_info')).json).toEqual({
      board: { _info: { board_href: 'https://na.example.net/v2025_1/apis/3.0//service/boards/1' } },
    });
  });
});

describe('search by POST', () => {
  const search = (body: string, query = ''): ReturnType<TestApi['send']> =>
    api.send('POST', `/service/tickets/search${query}`, body, SIGNED);

  test('conditions and order from the body, page and fields from the query', async () => {
    const body = JSON.stringify({ conditions: 'status/id=1', orderBy: 'id desc' });
    const { status, json, headers } = await search(body, '?pageSize=2&page=2&fields=id');
    expect([status, json]).toEqual([200, [{ id: 52 }, { id: 49 }]]);
    expect(headers.get('x-total-count')).toBe('20');
  });

  test('names of the body in any case', async () => {
    const text = 'notes/text contains "update"';
    expect(ids((await search(JSON.stringify({ childConditions: text }))).json)).toEqual([1]);
    expect(ids((await search(JSON.stringify({ ChildConditions: text }))).json)).toEqual([1]);
    expect(ids((await search(JSON.stringify({ childconditions: text, conditions: null }))).json)).toEqual([
      1,
    ]);
    expect((await search('{}', '?pageSize=60')).json).toHaveLength(60);
  });

  test('a condition longer than any URL', async () => {
    const list = Array.from({ length: 5000 }, (_, index) => index + 55).join(',');
    expect(ids((await search(JSON.stringify({ conditions: `id in (${list})` }))).json)).toEqual([
      55, 56, 57, 58, 59, 60,
    ]);
  });

  test('project tickets too', async () => {
    expect((await api.send('POST', '/project/tickets/search', '{}')).text).toBe('[]');
  });

  test.each([
    ['{"conditions": ', /^Unexpected end when reading JSON/],
    ['{conditions', /^Unexpected character encountered while parsing value: c/],
    ['[]', /^Error converting value/],
    ['{"conditions": 5}', /^Error converting value 5 to type 'System.String'. Path 'conditions'/],
    // The name stands in a value first: the member is meant.
    [
      '{"orderBy":"id","id":5}',
      /^Could not find member 'id' on object of type 'FilterValues'. Path 'id', line 1, position 21.Check your accept/,
    ],
    [
      '{"id": 5}',
      /^Could not find member 'id' on object of type 'FilterValues'. Path 'id', line 1, position 6.Check your accept/,
    ],
  ])('%s is a 500 with a text of the JSON reader', async (body, message) => {
    const { status, json } = await search(body);
    expect(status).toBe(500);
    expect(json).toEqual({ code: 'ConnectWiseApi', message: expect.stringMatching(message) });
  });

  test('a body that is too large', async () => {
    const small = await createTestApi({ store: api.store, maxBodyBytes: 100 });
    const { status, json } = await small.send('POST', '/service/tickets/search', ' '.repeat(101));
    expect([status, (json as { code: string }).code]).toEqual([413, 'PayloadTooLarge']);
  });
});

describe('what belongs to no collection', () => {
  test('answers the JSON kept under its path, or the recorded 404', async () => {
    expect((await api.get('/system/myMembers')).json).toEqual({
      code: 'ConnectWiseApi',
      message: 'The endpoint does not exist.',
    });
    await api.store.apply({
      writes: [
        {
          kind: 'meta',
          name: 'GET /system/myMembers',
          value: '{"id":5,"_info":{"member_href":"/system/members/5"}}',
        },
      ],
    });
    expect((await api.get('/system/mymembers')).text).toContain('/apis/3.0//system/members/5"');
  });

  test('a member by its identifier', async () => {
    await api.put('system/members', [{ id: 5, identifier: 'jsmith', firstName: 'John' }]);
    expect((await api.get('/system/members/JSmith')).json).toMatchObject({ id: 5 });
    expect((await api.get('/system/members/5')).json).toMatchObject({ id: 5 });
    expect((await api.get('/system/members/nobody')).json).toEqual({
      code: 'NotFound',
      message: 'Member nobody not found',
    });
  });
});
