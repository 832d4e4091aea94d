import { beforeEach, describe, expect, test } from 'vitest';
import { createTestApi, createTestClock, known, type TestApi } from './testing/call.js';

const NOW = '2024-01-01T00:00:00Z';

let api: TestApi;

beforeEach(async () => {
  api = await createTestApi({ clock: createTestClock() });
  await api.put('service/boards', [
    { id: 1, name: 'Help Desk' },
    { id: 21, name: 'Projects' },
  ]);
  await api.put('service/boards/statuses', [{ id: 1, name: 'New', sortOrder: 1 }], [1]);
  await api.put('service/boards/statuses', [{ id: 17, name: 'Closed' }], [1]);
  await api.put('company/companies', [
    { id: 250, identifier: 'Acme', name: 'Acme Ltd' },
    { id: 251, identifier: 'Borg', name: 'Borg' },
  ]);
  await api.put('company/communicationTypes', [
    { id: 1, description: 'Email', emailFlag: true },
    { id: 2, description: 'Direct', phoneFlag: true },
  ]);
});

const post = async (path: string, body: unknown) => api.send('POST', path, JSON.stringify(body));
const patch = async (path: string, body: unknown) => api.send('PATCH', path, JSON.stringify(body));

/** A ticket to change. */
async function ticket(more: object = {}): Promise<Record<string, unknown>> {
  const { json } = await post('/service/tickets', { summary: 'No sound', company: { id: 250 }, ...more });
  return json as Record<string, unknown>;
}

/** A contact with two ways to be reached. */
async function contact(): Promise<number> {
  const { json } = await post('/company/contacts', {
    firstName: 'Emma',
    communicationItems: [
      { type: { id: 1 }, value: 'emma@example.com', defaultFlag: true, communicationType: 'Email' },
      { type: { id: 2 }, value: '555 0100', defaultFlag: true, communicationType: 'Phone' },
    ],
  });
  return (json as { id: number }).id;
}

describe('POST', () => {
  test('answers 201 with the whole record: id, references expanded, _info', async () => {
    const answer = await post('/service/tickets', {
      summary: 'No sound',
      board: { name: 'help desk' },
      status: { Name: 'New' },
      company: { identifier: 'ACME' },
    });
    expect(answer.status).toBe(201);
    const base = 'http://psa.test/v4_6_release/apis/3.0/';
    expect(answer.json).toMatchObject({
      id: 1,
      summary: 'No sound',
      board: { id: 1, name: 'Help Desk', _info: { board_href: `${base}/service/boards/1` } },
      status: { id: 1, name: 'New', _info: { status_href: `${base}/service/boards/1/statuses/1` } },
      company: { id: 250, identifier: 'Acme', name: 'Acme Ltd' },
      _info: {
        lastUpdated: NOW,
        updatedBy: 'api1',
        dateEntered: NOW,
        enteredBy: 'api1',
        notes_href: `${base}/service/tickets/1/notes`,
      },
    });
    expect((await api.get('/service/tickets/1')).json).toEqual(answer.json);
    expect((await api.get('/service/tickets?conditions=status/name="new"')).json).toEqual([answer.json]);
  });

  test('`fields` counts on the answer', async () => {
    const answer = await post('/service/tickets?fields=id,company/name', {
      summary: 'x',
      company: { id: 250 },
    });
    expect(answer.json).toEqual({ id: 1, company: { name: 'Acme Ltd' } });
    const refused = await post('/service/tickets?fields=nonsense', { summary: 'x', company: { id: 250 } });
    expect(refused.status).toBe(400);
    expect((await api.get('/service/tickets/count')).json).toEqual({ count: 1 });
  });

  test('a record below another says so', async () => {
    await ticket();
    const note = await post('/service/tickets/1/notes', { text: 'Rebooted' });
    expect(note.json).toMatchObject({ id: 1, ticketId: 1, text: 'Rebooted' });
    const status = await post('/service/boards/21/statuses', { name: 'New' });
    expect(status.json).toMatchObject({ id: 18, board: { id: 21, name: 'Projects' } });
    expect((await post('/service/tickets/7/notes', { text: 'x' })).json).toEqual({
      code: 'NotFound',
      message: 'Ticket 7 not found',
    });
  });

  test('service and project tickets share one sequence, each found only where it belongs', async () => {
    const project = { summary: 'x', project: { id: 1 }, phase: { id: 1 } };
    await api.put('project/projects', [{ id: 1, name: 'Move' }]);
    await api.put('project/projects/phases', [{ id: 1, description: 'Plan' }], [1]);
    expect(await ticket()).toMatchObject({ id: 1 });
    expect((await post('/project/tickets', project)).json).toMatchObject({ id: 2 });
    expect(await ticket()).toMatchObject({ id: 3 });
    expect((await api.get('/service/tickets/2')).json).toEqual({
      code: 'NotFound',
      message: 'Ticket 2 not found',
    });
  });

  test('an id is never given twice, also not by another server over the same records', async () => {
    await ticket();
    await ticket();
    await api.send('DELETE', '/service/tickets/2');
    expect(await ticket()).toMatchObject({ id: 3 });
    await api.send('DELETE', '/service/tickets/3');
    const again = await createTestApi({ store: api.store });
    const { json } = await again.send(
      'POST',
      '/service/tickets',
      JSON.stringify({ summary: 'x', company: { id: 250 } }),
    );
    expect(json).toMatchObject({ id: 4 });
  });

  test('a view is written through to the collection that keeps its records', async () => {
    await api.put('company/companies/types', [{ id: 5, name: 'Customer' }]);
    const answer = await post('/company/companies/250/typeAssociations', { type: { id: 5 } });
    expect(answer.status).toBe(201);
    expect(answer.json).toMatchObject({ type: { id: 5, name: 'Customer' }, company: { id: 250 } });
    expect((await api.get('/company/companies/250/typeAssociations')).json).toHaveLength(1);
    expect((await api.get('/company/companies/251/typeAssociations')).json).toEqual([]);
  });
});

describe('a body that is refused', () => {
  test('tells all that is missing or too long at once', async () => {
    const answer = await post('/service/tickets', { summary: 'x'.repeat(101), siteName: 'y'.repeat(51) });
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({
      code: 'InvalidObject',
      message: 'ticket object is invalid',
      errors: [
        {
          code: 'MaxLengthField',
          message: 'The field summary must be a string with a maximum length of 100.',
          resource: 'ticket',
          field: 'summary',
        },
        {
          code: 'MaxLengthField',
          message: 'The field siteName must be a string with a maximum length of 50.',
          resource: 'ticket',
          field: 'siteName',
        },
        {
          code: 'MissingRequiredField',
          message: 'The company/id field is required.',
          resource: 'ticket',
          field: 'company',
        },
      ],
    });
  });

  test.each([
    ['{"company":{"id":999},"summary":"x"}', 'Company 999 not found', 'company/id'],
    ['{"company":{"identifier":"Zzz"},"summary":"x"}', 'Company Zzz not found', 'company/identifier'],
    [
      '{"company":{"id":250},"summary":"x","board":{"id":21},"status":{"id":17}}',
      'Service Status 17 not found for Service Board 21',
      'status/id',
    ],
  ])('%s: %s', async (body, message, field) => {
    const answer = await api.send('POST', '/service/tickets', body);
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({
      message: 'ticket object is invalid',
      errors: [{ code: 'NotFound', message, resource: 'ticket', field }],
    });
  });

  test('a key that is taken', async () => {
    const answer = await post('/company/companies', { identifier: 'ACME', name: 'Another' });
    expect(answer.json).toMatchObject({
      errors: [{ code: 'ObjectExists', message: 'A matching company already exists', field: 'identifier' }],
    });
    const same = await patch('/company/companies/250', [
      { op: 'replace', path: 'identifier', value: 'acme' },
    ]);
    expect(same.status).toBe(200);
  });

  test('a moment with a fraction', async () => {
    await api.put('schedule/types', [{ id: 4, name: 'Service', identifier: 'S' }]);
    const answer = await post('/schedule/entries', {
      type: { id: 4 },
      dateStart: '2024-01-01T10:00:00.000Z',
    });
    expect(answer.json).toMatchObject({
      errors: [
        { code: 'UnsupportedFormat', message: 'Unsupported format applied to dateStart', field: 'dateStart' },
      ],
    });
  });

  test.each([
    [
      '{"summary":"No dial tone on line 2","enteredBy":"x"}',
      "Could not find member 'enteredBy' on object of type 'Ticket'. Path 'enteredBy', line 1, position 48.Check your accept header to make sure you are using the correct version.",
    ],
    [
      '{"status":{"nmae":"New"}}',
      "Could not find member 'nmae' on object of type 'ServiceStatusReference'. Path 'status.nmae', line 1, position 18.Check your accept header to make sure you are using the correct version.",
    ],
    [
      '{"severity":"Huge"}',
      `Error converting value "Huge" to type 'Severity'. Path 'severity', line 1, position 18.`,
    ],
    ['{"board":5}', "Error converting value 5 to type 'BoardReference'. Path 'board', line 1, position 10."],
    [
      '{"summary":{}}',
      "Unexpected character encountered while parsing value: {. Path 'summary', line 1, position 12.",
    ],
    [
      '{"budgetHours":"x"}',
      "Could not convert string to decimal: x. Path 'budgetHours', line 1, position 18.",
    ],
    ['{"approved":"x"}', "Could not convert string to boolean: x. Path 'approved', line 1, position 15."],
    [
      '{"requiredDate":"soon"}',
      "Could not convert string to DateTime: soon. Path 'requiredDate', line 1, position 22.",
    ],
    [
      '{"summary":x}',
      "Unexpected character encountered while parsing value: x. Path '', line 1, position 11.",
    ],
  ])('%s', async (body, message) => {
    const answer = await api.send('POST', '/service/tickets', body);
    expect(answer.status).toBe(500);
    expect(answer.json).toEqual({ code: 'ConnectWiseApi', message });
  });

  test('nothing of a refused write is kept', async () => {
    await post('/service/tickets', { summary: '' });
    expect((await api.get('/service/tickets/count')).json).toEqual({ count: 0 });
  });
});

describe('PUT', () => {
  test('resets what is not sent and leaves custom fields, id and who entered it', async () => {
    await api.put('company/companies', [
      {
        id: 252,
        identifier: 'Cyan',
        name: 'Cyan',
        city: 'Tampa',
        customFields: [{ id: 1, caption: 'Tier', value: 'Gold' }],
        _info: {
          dateEntered: '2020-01-01T00:00:00Z',
          enteredBy: 'root',
          lastUpdated: '2020-01-01T00:00:00Z',
        },
      },
    ]);
    const answer = await api.send(
      'PUT',
      '/company/companies/252',
      JSON.stringify({ id: 7, identifier: 'Cyan', name: 'Cyan Inc', _info: { enteredBy: 'me' } }),
    );
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      id: 252,
      name: 'Cyan Inc',
      customFields: [{ id: 1, value: 'Gold' }],
      _info: { dateEntered: '2020-01-01T00:00:00Z', enteredBy: 'root', lastUpdated: NOW, updatedBy: 'api1' },
    });
    expect(answer.json).not.toHaveProperty('city');
  });
});

describe('PATCH', () => {
  test.each([
    [[{ op: 'replace', path: 'summary', value: 'b' }], { summary: 'b' }],
    [[{ op: 'Replace', path: '/summary', value: 'b' }], { summary: 'b' }],
    [[{ op: 'replace', path: 'status', value: { id: 17 } }], { status: { id: 17, name: 'Closed' } }],
    [[{ op: 'replace', path: 'status/name', value: 'closed' }], { status: { id: 17, name: 'Closed' } }],
    [[{ op: 'replace', path: '/status/id', value: 17 }], { status: { id: 17, name: 'Closed' } }],
    [[{ op: 'replace', path: 'company/identifier', value: 'borg' }], { company: { id: 251, name: 'Borg' } }],
    // What is read-only keeps its value.
    [[{ op: 'replace', path: 'id', value: 99 }], { id: 1 }],
  ])('%j', async (steps, expected) => {
    await ticket({ board: { id: 1 }, status: { id: 1 } });
    const answer = await patch('/service/tickets/1', steps);
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject(expected);
  });

  test('remove clears a member, and what is required stays', async () => {
    await ticket({ siteName: 'Main' });
    const cleared = await patch('/service/tickets/1', [{ op: 'remove', path: 'siteName' }]);
    expect(cleared.json).not.toHaveProperty('siteName');
    const refused = await patch('/service/tickets/1', [{ op: 'Remove', path: 'summary' }]);
    expect(refused.json).toMatchObject({
      errors: [{ code: 'MissingRequiredField', message: 'The summary field is required.' }],
    });
  });

  test.each([['nope'], ['Summary'], ['status/nope'], ['communicationItems/9/value']])(
    'the path %s leads nowhere',
    async (path) => {
      await ticket();
      const answer = await patch('/service/tickets/1', [{ op: 'replace', path, value: 'x' }]);
      expect(answer.status).toBe(400);
      expect(answer.json).toMatchObject({
        code: 'InvalidObject',
        errors: [{ code: 'InvalidField', resource: 'ticket', field: path }],
      });
    },
  );

  test('an object in place of the array fails in the reader', async () => {
    await ticket();
    const answer = await patch('/service/tickets/1', { summary: 'x' });
    expect(answer.status).toBe(500);
    expect(answer.json).toMatchObject({
      code: 'ConnectWiseApi',
      message: expect.stringContaining(
        'Cannot deserialize the current JSON object (e.g. {"name":"value"})',
      ) as string,
    });
  });

  test('arrays as recorded: add appends, at 0 without its default, remove shifts, one default a type', async () => {
    const id = await contact();
    const added = await patch(`/company/contacts/${id}`, [
      {
        op: 'add',
        path: '/communicationItems/0',
        value: { type: { id: 1 }, value: 'first@example.com', defaultFlag: true, communicationType: 'Email' },
      },
      {
        op: 'add',
        path: '/communicationItems/7',
        value: { type: { id: 1 }, value: 'last@example.com', defaultFlag: true, communicationType: 'Email' },
      },
    ]);
    const items = (json: unknown) =>
      (json as { communicationItems: { value: string; defaultFlag: boolean }[] }).communicationItems.map(
        ({ value, defaultFlag }) => [value, defaultFlag],
      );
    expect(items(added.json)).toEqual([
      ['emma@example.com', false],
      ['555 0100', true],
      ['first@example.com', false],
      ['last@example.com', true],
    ]);
    const removed = await patch(`/company/contacts/${id}`, [
      { op: 'remove', path: 'communicationItems/0' },
      { op: 'replace', path: 'communicationItems/1/defaultFlag', value: true },
      { op: 'replace', path: 'communicationItems/0/value', value: '555 0199' },
    ]);
    expect(items(removed.json)).toEqual([
      ['555 0199', true],
      ['first@example.com', true],
      ['last@example.com', false],
    ]);
    expect(removed.json).toMatchObject({
      communicationItems: [{ type: { id: 2, name: 'Direct' } }, {}, {}],
    });
  });

  test('custom fields are merged by id', async () => {
    await api.put('company/contacts', [
      {
        id: 9,
        firstName: 'Emma',
        customFields: [
          { id: 1, caption: 'Tier', value: 'Gold' },
          { id: 2, caption: 'Seats', value: 5 },
        ],
      },
    ]);
    const answer = await patch('/company/contacts/9', [
      { op: 'replace', path: '/customFields', value: [{ id: 2, value: 6 }] },
      { op: 'replace', path: 'customFields', value: [] },
    ]);
    expect(answer.json).toMatchObject({
      customFields: [
        { id: 1, caption: 'Tier', value: 'Gold' },
        { id: 2, caption: 'Seats', value: 6 },
      ],
    });
  });
});

describe('DELETE', () => {
  test('answers 204 without a body, and then 404', async () => {
    await ticket();
    const answer = await api.send('DELETE', '/service/tickets/1');
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect((await api.get('/service/tickets/1')).status).toBe(404);
    expect((await api.send('DELETE', '/service/tickets/1')).json).toEqual({
      code: 'NotFound',
      message: 'Ticket 1 not found',
    });
  });
});

describe('bulk', () => {
  test('each record has an entry of its own', async () => {
    await api.put('company/configurations/types', [{ id: 3, name: 'Server' }]);
    const one = { name: 'srv1', type: { id: 3 }, company: { id: 250 } };
    const created = await post('/company/configurations/bulk', [one, { name: 'srv2' }, one]);
    expect(created.status).toBe(207);
    expect(created.json).toMatchObject({
      payload: [
        { success: true, originalIndex: 0, statusCode: 201, data: { id: 1 } },
        { success: false, originalIndex: 1, statusCode: 400, error: { code: 'InvalidObject' } },
        { success: true, originalIndex: 2, statusCode: 201 },
      ],
    });
    const replaced = await api.send(
      'PUT',
      '/company/configurations/bulk',
      JSON.stringify([{ ...one, id: 1, name: 'srv9' }]),
    );
    expect(replaced.json).toMatchObject({ payload: [{ success: true, statusCode: 200, data: { id: 1 } }] });
    const deleted = await api.send('DELETE', '/company/configurations/bulk', '{"ids":[1,77]}');
    expect(deleted.json).toMatchObject({
      payload: [
        { success: true, statusCode: 204 },
        { success: false, statusCode: 404 },
      ],
    });
  });
});

describe('rules', () => {
  test('see the keeper, the record with its id, and what was sent; what they decide is one batch', async () => {
    const seen: unknown[] = [];
    const ruled = await createTestApi({
      store: api.store,
      rules: {
        decide: async (write, context) => {
          seen.push([write.kind, write.resource.name, write.after?.['id'], [...write.sent]]);
          const record = { ...write.after, siteName: 'Main' };
          const note = { id: await context.nextId(known('service/tickets/notes')), text: 'made by a rule' };
          return {
            record,
            writes: [{ kind: 'put', resource: known('service/tickets/notes'), parents: [1], record: note }],
          };
        },
        act: (action) => Promise.resolve({ answer: { success: true, body: action.body }, writes: [] }),
      },
    });
    const body = JSON.stringify({ summary: 'x', company: { id: 250 } });
    const { json } = await ruled.send('POST', '/service/tickets', body);
    expect(json).toMatchObject({ id: 1, siteName: 'Main' });
    expect(seen).toEqual([['create', 'service/tickets', 1, ['summary', 'company']]]);
    expect((await ruled.get('/service/tickets/1/notes')).json).toEqual([{ id: 1, text: 'made by a rule' }]);
    const acted = await ruled.send(
      'POST',
      '/service/tickets/1/merge',
      '{"MergeTicketIds":[2],"status":{"id":1}}',
    );
    expect(acted.json).toEqual({ success: true, body: { mergeTicketIds: [2], status: { id: 1 } } });
    expect(
      (await ruled.send('POST', '/service/tickets/5/merge', '{"mergeTicketIds":[2],"status":{"id":1}}'))
        .status,
    ).toBe(404);
  });

  test('writes run one after another: no id is given twice and no change is lost', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => ticket()));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(20);
    await Promise.all([
      patch('/service/tickets/1', [{ op: 'replace', path: 'siteName', value: 'a' }]),
      patch('/service/tickets/1', [{ op: 'replace', path: 'zip', value: '1' }]),
    ]);
    expect((await api.get('/service/tickets/1')).json).toMatchObject({ siteName: 'a', zip: '1' });
  });
});
