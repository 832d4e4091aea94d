import { expect } from 'vitest';
import { useSandbox } from '../support/sandbox.js';
import { verifies } from './verifies.js';

const world = useSandbox();

type Json = Readonly<Record<string, unknown>>;

const send = <T = Json>(method: string, path: string, body: unknown, status: number): Promise<T> =>
  world.json<T>(path, { method, status, body: typeof body === 'string' ? body : JSON.stringify(body) });

/** A new contact: nothing of PSA's own happens to it but its links. */
const contact = (more: object = {}): Promise<Json> =>
  send('POST', '/company/contacts', { firstName: 'Emma', company: { id: 2 }, ...more }, 201);

const ticket = (more: object = {}): Promise<Json> =>
  send('POST', '/service/tickets', { summary: 'No sound', company: { id: 2 }, ...more }, 201);

const errorsOf = async (method: string, path: string, body: unknown): Promise<unknown> =>
  (await send<{ errors: unknown }>(method, path, body, 400)).errors;

verifies('writes-server:statuses', async () => {
  const made = await contact({ lastName: 'Reed' });
  const path = `/company/contacts/${String(made['id'])}`;
  expect(await world.json(path)).toEqual(made);
  expect(await send('PUT', path, { firstName: 'Emma', company: { id: 2 } }, 200)).toMatchObject({
    id: made['id'],
  });
  await send('PATCH', path, [{ op: 'replace', path: 'lastName', value: 'Ray' }], 200);
  const gone = await world.ask(path, { method: 'DELETE' });
  expect([gone.status, await gone.text()]).toEqual([204, '']);
});

verifies('writes-server:fields', async () => {
  const made = await send(
    'POST',
    '/service/tickets?fields=id,company/id',
    { summary: 'x', company: { id: 2 } },
    201,
  );
  expect(made).toEqual({ id: expect.any(Number) as number, company: { id: 2 } });
});

const configuration = { name: 'srv', type: { id: 1 }, company: { id: 2 } };

verifies('writes-server:bulk', async () => {
  const answer = await send('POST', '/company/configurations/bulk', [configuration, configuration], 207);
  expect(answer).toMatchObject({
    payload: [
      { success: true, originalIndex: 0, statusCode: 201 },
      { success: true, originalIndex: 1, statusCode: 201 },
    ],
  });
});

verifies('writes-server:bulk-alone', async () => {
  const answer = await send('POST', '/company/configurations/bulk', [{ name: 'x' }, configuration], 207);
  expect(answer).toMatchObject({ payload: [{ success: false, statusCode: 400 }, { success: true }] });
});

verifies('writes-server:all-faults', async () => {
  const told = async (body: object): Promise<readonly string[]> => {
    const errors = (await errorsOf('POST', '/service/tickets', body)) as { code: string; field: string }[];
    return errors.map(({ code, field }) => `${code} ${field}`);
  };
  // Of another board than the one a ticket without a board comes to.
  expect(await told({ status: { id: 17 }, type: { id: 20 }, parentTicketId: 999_999 })).toEqual([
    'MissingRequiredField summary',
    'MissingRequiredField company',
    'NotFound status/id',
    'NotFound type/id',
    'NotFound parentTicketId',
  ]);
  expect(await told({ board: { id: 1 }, status: { id: 17 }, type: { id: 999 } })).toEqual([
    'NotFound status/id',
    'NotFound type/id',
    'MissingRequiredField summary',
    'MissingRequiredField company',
  ]);
  expect(await told({ summary: 's'.repeat(101), siteName: 's'.repeat(51) })).toEqual([
    'MaxLengthField summary',
    'MaxLengthField siteName',
    'MissingRequiredField company',
  ]);
  // A contact brings its company: that is not missing.
  const { id } = await contact();
  expect(await told({ summary: 's'.repeat(101), contact: { id } })).toEqual(['MaxLengthField summary']);
  // What rules cannot make sense of is told once, by what is wrong with it.
  const entry = { chargeToType: 'ServiceTicket', chargeToId: 999_999, timeStart: '2026-06-12T13:00:00.5Z' };
  const errors = await errorsOf('POST', '/time/entries', { ...entry, timeEnd: '2026-06-12T12:00:00.5Z' });
  expect(errors).toMatchObject([
    { code: 'UnsupportedFormat', field: 'timeStart' },
    { code: 'UnsupportedFormat', field: 'timeEnd' },
    { code: 'NotFound', field: 'chargeToId', message: 'Ticket 999999 not found' },
  ]);
  expect(await told({ summary: 'x', company: { id: 999_999 }, priority: { id: 999 } })).toEqual([
    'NotFound company/id',
    'NotFound priority/id',
  ]);
});

verifies('writes-server:missing', async () => {
  expect(await send('POST', '/company/contacts', {}, 400)).toMatchObject({
    code: 'InvalidObject',
    message: 'contact object is invalid',
    errors: [
      {
        code: 'MissingRequiredField',
        message: 'The firstName field is required.',
        resource: 'contact',
        field: 'firstName',
      },
    ],
  });
  expect(await errorsOf('POST', '/sales/activities', { name: 'Call' })).toContainEqual(
    expect.objectContaining({ message: 'The assignTo/id field is required.', field: 'assignTo' }),
  );
});

verifies('writes-server:max-length', async () => {
  const body = { summary: 'x'.repeat(101), siteName: 'y'.repeat(51), company: { id: 2 } };
  expect(await errorsOf('POST', '/service/tickets', body)).toMatchObject([
    {
      code: 'MaxLengthField',
      message: 'The field summary must be a string with a maximum length of 100.',
      field: 'summary',
    },
    { code: 'MaxLengthField', field: 'siteName' },
  ]);
});

verifies('writes-server:not-found', async () => {
  expect(
    await errorsOf('POST', '/service/tickets', { summary: 'x', company: { id: 999_999 } }),
  ).toMatchObject([{ code: 'NotFound', message: 'Company 999999 not found', field: 'company/id' }]);
  const wrong = { summary: 'x', company: { id: 2 }, board: { id: 1 }, status: { id: 999_999 } };
  expect(await errorsOf('POST', '/service/tickets', wrong)).toMatchObject([
    {
      message: 'Service Status 999999 not found for Service Board 1',
      resource: 'ticket',
      field: 'status/id',
    },
  ]);
});

verifies('writes-server:exists', async () => {
  const [company] = await world.json<Json[]>('/company/companies?pageSize=1');
  const body = { identifier: company?.['identifier'], name: 'Another' };
  expect(await errorsOf('POST', '/company/companies', body)).toContainEqual(
    expect.objectContaining({ code: 'ObjectExists', field: 'identifier' }),
  );
});

verifies('writes-server:unsupported-format', async () => {
  const errors = await errorsOf('POST', '/schedule/entries', {
    type: { id: 4 },
    dateStart: '2024-05-01T10:00:00.5Z',
  });
  expect(errors).toMatchObject([
    { code: 'UnsupportedFormat', message: 'Unsupported format applied to dateStart', field: 'dateStart' },
  ]);
});

verifies('writes-server:unknown-member', async () => {
  const body = '{"summary":"No dial tone on line two","enteredBy":"x"}';
  expect(await send('POST', '/service/tickets', body, 500)).toEqual({
    code: 'ConnectWiseApi',
    message:
      "Could not find member 'enteredBy' on object of type 'Ticket'. Path 'enteredBy', line 1, position 50." +
      'Check your accept header to make sure you are using the correct version.',
  });
});

verifies('writes-server:malformed', async () => {
  expect(await send('POST', '/service/tickets', '{"summary":x}', 500)).toMatchObject({
    code: 'ConnectWiseApi',
    message: expect.stringContaining('Unexpected character encountered while parsing value: x') as string,
  });
  expect(await send('POST', '/service/tickets', { severity: 'Huge' }, 500)).toMatchObject({
    message: expect.stringContaining('Error converting value "Huge"') as string,
  });
});

verifies('writes-server:references', async () => {
  const [company] = await world.json<Json[]>('/company/companies?conditions=id=2');
  const identifier = String(company?.['identifier']);
  for (const reference of [
    { id: 2 },
    { identifier: identifier.toUpperCase() },
    { Name: company?.['name'] },
  ]) {
    expect((await ticket({ company: reference }))['company']).toMatchObject({
      id: 2,
      identifier,
      name: company?.['name'],
      _info: { company_href: expect.stringMatching(/\/company\/companies\/2$/) as string },
    });
  }
});

verifies('writes-server:info', async () => {
  const made = await contact();
  expect(made['_info']).toMatchObject({
    lastUpdated: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
    updatedBy: expect.any(String) as string,
    dateEntered: expect.any(String) as string,
    enteredBy: expect.any(String) as string,
    notes_href: expect.stringContaining(`/company/contacts/${String(made['id'])}/notes`) as string,
  });
});

verifies('writes-server:sequence', async () => {
  const [project] = await world.json<Json[]>('/project/projects?pageSize=1');
  const path = `/project/projects/${String(project?.['id'])}/phases?pageSize=1`;
  const [phase] = await world.json<Json[]>(path);
  const first = await ticket();
  const body = { summary: 'x', project: { id: project?.['id'] }, phase: { id: phase?.['id'] } };
  const second = await send('POST', '/project/tickets', body, 201);
  expect(second['id']).toBe(Number(first['id']) + 1);
  expect(await world.json(`/service/tickets/${String(second['id'])}`, { status: 404 })).toMatchObject({
    code: 'NotFound',
    message: `Ticket ${String(second['id'])} not found`,
  });
});

verifies('writes-server:ids', async () => {
  const { id } = await contact();
  await world.ask(`/company/contacts/${String(id)}`, { method: 'DELETE' });
  expect((await contact())['id']).toBe(Number(id) + 1);
});

verifies('writes-server:put', async () => {
  const { id, customFields } = await contact({ lastName: 'Reed', nickName: 'Em' });
  const answer = await send(
    'PUT',
    `/company/contacts/${String(id)}`,
    { firstName: 'Emma', company: { id: 2 } },
    200,
  );
  expect(answer).not.toHaveProperty('nickName');
  expect(answer['customFields']).toEqual(customFields);
});

verifies('writes-server:patch-path', async () => {
  const made = await ticket({ board: { id: 1 } });
  const [, status] = await world.json<Json[]>('/service/boards/1/statuses');
  const path = `/service/tickets/${String(made['id'])}`;
  const steps = [
    { op: 'Replace', path: '/summary', value: 'b' },
    { op: 'replace', path: 'status/id', value: status?.['id'] },
  ];
  expect(await send('PATCH', path, steps, 200)).toMatchObject({
    summary: 'b',
    status: { name: status?.['name'] },
  });
});

interface Items {
  readonly communicationItems: readonly { readonly value: string; readonly defaultFlag: boolean }[];
}

verifies('writes-server:patch-arrays', async () => {
  const [type] = await world.json<Json[]>('/company/communicationTypes?conditions=emailFlag=true');
  const mail = (value: string): object => ({
    type: { id: type?.['id'] },
    value,
    defaultFlag: true,
    communicationType: 'Email',
  });
  const { id } = await contact({ communicationItems: [mail('one@example.com')] });
  const path = `/company/contacts/${String(id)}`;
  const flags = async (steps: object[]): Promise<unknown> =>
    (await send<Items>('PATCH', path, steps, 200)).communicationItems.map((one) => [
      one.value,
      one.defaultFlag,
    ]);
  expect(await flags([{ op: 'add', path: '/communicationItems/0', value: mail('two@example.com') }])).toEqual(
    [
      ['one@example.com', true],
      ['two@example.com', false],
    ],
  );
  expect(await flags([{ op: 'replace', path: '/communicationItems/1/defaultFlag', value: true }])).toEqual([
    ['one@example.com', false],
    ['two@example.com', true],
  ]);
  expect(await flags([{ op: 'remove', path: '/communicationItems/0' }])).toEqual([['two@example.com', true]]);
});

verifies('writes-server:patch-object', async () => {
  const { id } = await contact();
  const answer = await send('PATCH', `/company/contacts/${String(id)}`, { firstName: 'x' }, 500);
  expect(answer).toMatchObject({ code: 'ConnectWiseApi' });
});

verifies('writes-server:body-limit', async () => {
  const body = JSON.stringify({ summary: 'x', company: { id: 2 } });
  const padded = (bytes: number): RequestInit => ({ method: 'POST', body: body.padEnd(bytes) });
  expect((await world.ask('/service/tickets', padded(1_048_576))).status).toBe(201);
  const refused = await world.ask('/service/tickets', padded(1_048_577));
  expect([refused.status, await refused.json()]).toEqual([
    413,
    { code: 'PayloadTooLarge', message: 'The body has more than 1048576 bytes. Send less.' },
  ]);
});

verifies('writes-server:patch-unknown', async () => {
  const { id } = await contact();
  const steps = [{ op: 'replace', path: 'nope', value: 1 }];
  expect(await errorsOf('PATCH', `/company/contacts/${String(id)}`, steps)).toMatchObject([
    { code: 'InvalidField', field: 'nope' },
  ]);
});

interface Custom {
  readonly customFields: readonly { readonly id: number; readonly type: string; readonly value?: unknown }[];
}

verifies('writes-server:custom-fields', async () => {
  const made = (await ticket()) as unknown as Custom & Json;
  const path = `/service/tickets/${String(made['id'])}`;
  const field = made.customFields.find(({ type }) => type === 'Text');
  const change = { op: 'replace', path: '/customFields', value: [{ id: field?.id, value: 'x' }] };
  const changed = await send<Custom>('PATCH', path, [change], 200);
  expect(changed.customFields).toHaveLength(made.customFields.length);
  expect(changed.customFields.find(({ id }) => id === field?.id)).toMatchObject({ value: 'x' });
  const cleared = await send<Custom>('PATCH', path, [{ ...change, value: [] }], 200);
  expect(cleared.customFields).toEqual(changed.customFields);
});

verifies('writes-server:read-only', async () => {
  const { id } = await contact();
  const path = `/company/contacts/${String(id)}`;
  const steps = [{ op: 'replace', path: 'id', value: 1 }];
  expect(await send('PATCH', path, steps, 200)).toMatchObject({ id });
  const body = { id: 1, firstName: 'Emma', company: { id: 2 }, _info: { enteredBy: 'nobody' } };
  expect(await send('PUT', path, body, 200)).toMatchObject({ id });
});

verifies('writes-server:json-depth', async () => {
  // The body itself, its customFields and the field in them are three levels.
  const body = (levels: number): string =>
    `{"firstName":"a","customFields":[{"id":1,"value":${'['.repeat(levels - 3)}${']'.repeat(levels - 3)}}]}`;
  expect(await send('POST', '/company/contacts', body(65), 500)).toMatchObject({
    message: expect.stringContaining("The reader's MaxDepth of 64 has been exceeded.") as string,
  });
  const taken = await world.ask('/company/contacts', { method: 'POST', body: body(64) });
  expect(await taken.text()).not.toContain('MaxDepth');
});
