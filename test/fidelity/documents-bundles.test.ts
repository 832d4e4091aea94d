import { operations, matchPath } from 'psakit/catalog';
import { expect } from 'vitest';
import { API, authorization, useSandbox } from '../support/sandbox.js';
import { verifies } from './verifies.js';

type Row = Readonly<Record<string, unknown>> & { readonly id: number };
type Json = Readonly<Record<string, unknown>>;

let now = Date.UTC(2026, 5, 1);
const clock = { now: (): number => now, sleep: (): Promise<void> => Promise.resolve() };
const world = useSandbox({
  clock,
  members: [{ identifier: 'plain', publicKey: 'plainkey', privateKey: 'plainsecret' }],
});
const limited = useSandbox({ rateLimit: 5 });

const PNG = Buffer.from('89504e470d0a1a0a0000', 'hex');

const first = async (path: string): Promise<Row> => {
  const [row] = await world.json<Row[]>(`${path}${path.includes('?') ? '&' : '?'}pageSize=1`);
  return row!;
};

const form = (members: Readonly<Record<string, string | File>>): FormData => {
  const body = new FormData();
  for (const [name, value] of Object.entries(members)) body.set(name, value);
  return body;
};

const upload = (members: Readonly<Record<string, string | File>>, status = 201): Promise<Row> =>
  world.json<Row>('/system/documents', { method: 'POST', body: form(members), status });

const onTicket = async (): Promise<{ readonly recordType: string; readonly recordId: string }> => ({
  recordType: 'Ticket',
  recordId: String((await first('/service/tickets')).id),
});

const post = (body: unknown): RequestInit => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
});

const bundle = async (requests: readonly unknown[], path = '/system/bundles'): Promise<readonly Json[]> =>
  (await world.json<{ readonly results: readonly Json[] }>(path, post({ requests }))).results;

verifies('documents:upload', async () => {
  const ticket = await onTicket();
  const made = await upload({
    ...ticket,
    title: 'A map',
    privateFlag: 'true',
    readOnlyFlay: 'true',
    file: new File([PNG], 'map.png'),
  });
  expect(made).toMatchObject({
    title: 'A map',
    fileName: 'map.png',
    size: PNG.length,
    imageFlag: true,
    publicFlag: false,
    readOnlyFlag: true,
    linkFlag: false,
  });
  expect(made['serverFileName']).toBe(`${String(made['guid'])}.png`);
  expect(await upload({ ...ticket, readOnlyFlag: 'true', file: new File(['x'], 'x') })).toMatchObject({
    readOnlyFlag: true,
  });
});

verifies('documents:link', async () => {
  expect(await upload({ ...(await onTicket()), url: 'https://example.com' })).toMatchObject({
    linkFlag: true,
    urlFlag: true,
    size: 0,
  });
});

verifies('documents:tolerant-form', async () => {
  const { recordId } = await onTicket();
  const body = [
    '--x',
    'Content-Disposition: form-data; name=RecordType',
    '',
    'ticket',
    '--x',
    'Content-Disposition: form-data; name=RECORDID',
    '',
    recordId,
    '--x',
    "Content-Disposition: form-data; name=file; filename=na_ve.txt; filename*=utf-8''na%C3%AFve.txt",
    '',
    'hello',
    '--x--',
    '',
  ].join('\r\n');
  const headers = { 'content-type': 'multipart/form-data; boundary="x"' };
  const made = await world.json<Row>('/system/documents', { method: 'POST', body, headers, status: 201 });
  expect(made).toMatchObject({ recordType: 'Ticket', fileName: 'naïve.txt', size: 5 });
});

verifies('documents:required', async () => {
  const fields = async (members: Readonly<Record<string, string | File>>): Promise<unknown> => {
    const refused = await upload(members, 400);
    expect(refused['code']).toBe('InvalidObject');
    return (refused['errors'] as readonly Json[]).map(({ field }) => field);
  };
  expect(await fields({ title: 'x' })).toEqual(['recordType', 'recordId', 'file']);
  const file = new File(['x'], 'x');
  expect(await fields({ recordType: 'Ticket', recordId: '999999999', file })).toEqual(['recordId']);
});

verifies('documents:json-415', async () => {
  const response = await world.ask('/system/documents', post(await onTicket()));
  expect(response.status).toBe(415);
});

verifies('documents:too-large', async () => {
  const file = new File([new Uint8Array(52_428_801)], 'large.bin');
  await upload({ ...(await onTicket()), file }, 413);
});

verifies('documents:update', async () => {
  const { id } = await upload({ ...(await onTicket()), file: new File(['x'], 'x.txt') });
  const changed = await world.json<Row>(`/system/documents/${id}`, {
    method: 'POST',
    body: form({ title: 'Another' }),
  });
  expect(changed).toMatchObject({ id, title: 'Another', fileName: 'x.txt', size: 1 });
});

verifies('documents:list', async () => {
  const { recordId } = await onTicket();
  const made = await upload({ recordType: 'Ticket', recordId, file: new File(['x'], 'listed.txt') });
  const found = await world.json<Row[]>(`/system/documents?recordType=Ticket&recordId=${recordId}`);
  expect(found.find(({ id }) => id === made.id)).toEqual(made);
  const references = await world.json<Row[]>(`/service/tickets/${recordId}/documents`);
  expect(references.find(({ id }) => id === made.id)).toMatchObject({ name: 'listed.txt' });
  expect(references.map(({ id }) => id)).toEqual(found.map(({ id }) => id));
});

verifies('documents:download', async () => {
  const { id } = await upload({ ...(await onTicket()), file: new File(['hello'], 'a "b" ü.txt') });
  const response = await world.ask(`/system/documents/${id}/download`);
  expect(response.headers.get('content-type')).toBe('application/octet-stream');
  expect(response.headers.get('content-disposition')).toBe(
    `attachment; filename="a _b_ _.txt"; filename*=UTF-8''a%20%22b%22%20%C3%BC.txt`,
  );
  expect(await response.text()).toBe('hello');
});

verifies('documents:thumbnail', async () => {
  const ticket = await onTicket();
  const image = await upload({ ...ticket, file: new File([PNG], 'x.png') });
  const response = await world.ask(`/system/documents/${image.id}/thumbnail`);
  expect(response.headers.get('content-type')).toBe('image/png');
  const text = await upload({ ...ticket, file: new File(['x'], 'x.txt') });
  expect((await world.ask(`/system/documents/${text.id}/thumbnail`)).status).toBe(404);
});

verifies('documents:delete', async () => {
  const { id } = await upload({ ...(await onTicket()), file: new File(['x'], 'x.txt') });
  expect((await world.ask(`/system/documents/${id}`, { method: 'DELETE' })).status).toBe(204);
  expect((await world.ask(`/system/documents/${id}/download`)).status).toBe(404);
  expect((await world.sandbox.store.blobs()).map(({ name }) => name)).not.toContain(`documents/${id}`);
});

verifies('documents:avatar', async () => {
  for (const [recordType, path] of [
    ['Contact', '/company/contacts'],
    ['Member', '/system/members'],
  ] as const) {
    const { id } = await first(path);
    await upload({ recordType, recordId: String(id), isAvatar: 'true', file: new File([PNG], 'me.png') });
    const response = await world.ask(`${path}/${id}/image`);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(PNG);
    expect(await world.json<Json>(`${path}/${id}`)).toMatchObject({ photo: { name: 'me.png' } });
  }
});

verifies('documents:avatar-change', async () => {
  const { id } = await first('/company/contacts');
  const hook = { url: 'https://hooks.example.com/', type: 'contact', level: 'contact', objectId: id };
  const { id: callback } = await world.json<Row>('/system/callbacks', { ...post(hook), status: 201 });
  const trail = `/system/audittrail?type=Contact&id=${id}`;
  const before = (await world.json<Json[]>(trail)).length;
  const document = await upload({
    recordType: 'Contact',
    recordId: String(id),
    isAvatar: 'true',
    file: new File([PNG], 'me.png'),
  });
  await world.ask(`/system/documents/${document.id}`, { method: 'DELETE' });
  expect((await world.json<Json[]>(trail)).slice(before)).toMatchObject([
    { auditSubType: 'Updated', text: expect.stringContaining('photo') as string },
    { auditSubType: 'Updated', text: expect.stringContaining('photo') as string },
  ]);
  await world.sandbox.admin.callbacks.settled();
  const told = (await world.sandbox.admin.callbacks.list()).filter((each) => each.callbackId === callback);
  expect(told).toMatchObject([
    { type: 'contact', action: 'updated', recordId: id },
    { type: 'contact', action: 'updated', recordId: id },
  ]);
});

verifies('images:priority', async () => {
  const { id } = await first('/service/priorities');
  const response = await world.ask(`/service/priorities/${id}/image`);
  expect(response.headers.get('content-type')).toBe('image/png');
});

verifies('invoices:pdf', async () => {
  const { id } = await first('/finance/invoices');
  const response = await world.ask(`/finance/invoices/${id}/pdf`);
  expect(response.headers.get('content-type')).toBe('application/pdf');
  const text = await response.text();
  expect(text.startsWith('%PDF-')).toBe(true);
  expect(text.trimEnd().endsWith('%%EOF')).toBe(true);
});

verifies('bundles:results', async () => {
  const ticket = await first('/service/tickets');
  const [one, list] = await bundle([
    { sequenceNumber: 2, resourceType: 'ticket', version: '2025.16', apiRequest: { id: ticket.id } },
    {
      sequenceNumber: 1,
      resourceType: 'configuration',
      version: '2020.1',
      apiRequest: {
        filters: { conditions: 'id > 0', orderBy: 'id desc' },
        page: { page: 1, pageSize: 3 },
        fields: 'id',
      },
    },
  ]);
  expect(one).toEqual({
    sequenceNumber: 2,
    resourceType: 'ticket',
    version: '2025.16',
    entities: [ticket],
    count: 1,
    success: true,
    statusCode: 200,
  });
  expect(list).toMatchObject({ sequenceNumber: 1, success: true, count: 3 });
});

verifies('bundles:any-case', async () => {
  const { results } = await world.json<{ readonly results: readonly Json[] }>(
    '/system/bundles',
    post({
      Requests: [
        {
          SequenceNumber: 1,
          ResourceType: 'Ticket',
          Version: 'v2021.1',
          ApiRequest: { Filters: { Conditions: 'closedFlag = false' }, Page: { PageSize: 2 } },
        },
      ],
    }),
  );
  expect(results).toMatchObject([{ resourceType: 'Ticket', success: true, count: 2 }]);
});

verifies('bundles:parents', async () => {
  const agreement = await first('/finance/agreements');
  const additions = await world.json<Row[]>(`/finance/agreements/${agreement.id}/additions`);
  const [result] = await bundle([{ resourceType: 'addition', apiRequest: { parentId: agreement.id } }]);
  expect(result).toMatchObject({ success: true, entities: additions });
});

verifies('bundles:errors', async () => {
  const results = await bundle([
    { resourceType: 'Spaceship', apiRequest: {} },
    { resourceType: 'Ticket', apiRequest: { id: 999_999_999 } },
    { resourceType: 'Ticket', apiRequest: { page: { pageSize: 1 } } },
  ]);
  expect(results.map(({ success, statusCode }) => [success, statusCode])).toEqual([
    [false, 400],
    [false, 404],
    [true, 200],
  ]);
  expect(results[1]?.['error']).toMatchObject({ code: 'NotFound', message: 'Ticket 999999999 not found' });
});

verifies('bundles:count', async () => {
  const { count } = await world.json<{ readonly count: number }>('/service/tickets/count');
  const [result] = await bundle([{ resourceType: 'Ticket', apiRequest: {} }], '/system/bundles/count');
  expect(result).toMatchObject({ count, success: true, statusCode: 200 });
});

verifies('bundles:fifty', async () => {
  const requests = (length: number): readonly unknown[] =>
    Array.from({ length }, () => ({ resourceType: 'Ticket', apiRequest: { page: { pageSize: 1 } } }));
  expect(await bundle(requests(50))).toHaveLength(50);
  expect((await world.ask('/system/bundles', post({ requests: requests(51) }))).status).toBe(400);
});

verifies('bundles:largest', async () => {
  const everything = { resourceType: 'Ticket', apiRequest: { page: { pageSize: 1000 } } };
  const results = await bundle(Array.from({ length: 10 }, () => everything));
  const done = results.filter(({ success }) => success === true).map((each) => JSON.stringify(each).length);
  const left = results.slice(done.length);
  const total = done.reduce((sum, length) => sum + length, 0);
  expect(total).toBeGreaterThanOrEqual(33_554_432);
  expect(total - (done.at(-1) ?? 0)).toBeLessThan(33_554_432);
  expect(new Set(left.map(({ statusCode }) => statusCode))).toEqual(new Set([413]));
});

verifies('bundles:one-request', async () => {
  const requests = Array.from({ length: 20 }, () => ({ resourceType: 'Ticket', apiRequest: { id: 1 } }));
  const response = await limited.ask('/system/bundles', post({ requests }));
  expect(response.headers.get('x-ratelimit-remaining')).toBe('4');
});

verifies('reports:shape', async () => {
  const report = await world.json<Json>('/system/reports/Service?pageSize=2&columns=TicketNbr,Summary');
  expect(report['column_definitions']).toEqual([
    { TicketNbr: expect.objectContaining({ type: 'Numeric' }) as object },
    { Summary: expect.objectContaining({ type: 'Text' }) as object },
  ]);
  expect(report['row_values']).toHaveLength(2);
});

verifies('reports:columns', async () => {
  const conditions = encodeURIComponent('Closed_Flag = true');
  const report = await world.json<{ readonly row_values: readonly unknown[][] }>(
    `/system/reports/Service?conditions=${conditions}&columns=Closed_Flag&pageSize=3`,
  );
  expect(report.row_values).toEqual([[true], [true], [true]]);
  const refused = await world.ask(
    `/system/reports/Service?conditions=${encodeURIComponent('closedFlag2 = 1')}`,
  );
  expect(await refused.text()).toContain('closedFlag2 is not a recognized name.');
});

verifies('reports:names', async () => {
  const names = await world.json<{ readonly name: string }[]>('/system/reports');
  expect(names.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['Service', 'Company', 'Time', 'Agreement', 'Invoice']),
  );
});

interface Token {
  readonly publicKey: string;
  readonly privateKey: string;
  readonly expiration: string;
}

const mint = async (): Promise<{
  readonly token: Token;
  readonly headers: Record<string, string>;
  readonly identifier: string;
}> => {
  const identifier = (await first('/system/members?conditions=inactiveFlag=false'))['identifier'] as string;
  const path = `/system/members/${identifier}/tokens`;
  const token = await world.json<Token>(path, post({ memberIdentifier: identifier }));
  const { companyId, clientId } = world.sandbox.credentials;
  const encoded = Buffer.from(`${companyId}+${token.publicKey}:${token.privateKey}`).toString('base64');
  return {
    token,
    identifier,
    headers: { authorization: `Basic ${encoded}`, clientId, 'x-cw-usertype': 'member' },
  };
};

verifies('tokens:mint', async () => {
  const { headers, identifier } = await mint();
  const { url } = world.sandbox;
  const response = await world.sandbox.fetch(`${url}${API}/system/documents`, {
    method: 'POST',
    headers,
    body: form({ ...(await onTicket()), url: 'https://example.com' }),
  });
  expect(await response.json()).toMatchObject({ owner: identifier });
  const { 'x-cw-usertype': userType, ...without } = headers;
  expect(userType).toBe('member');
  expect((await world.sandbox.fetch(`${url}${API}/system/info`, { headers: without })).status).toBe(401);
});

verifies('tokens:lifetime', async () => {
  const { token, headers } = await mint();
  const start = now;
  expect(Date.parse(token.expiration)).toBe(start + 4 * 3_600_000);
  const status = async (): Promise<number> =>
    (await world.sandbox.fetch(`${world.sandbox.url}${API}/system/info`, { headers })).status;
  now = start + 4 * 3_600_000 - 1;
  expect(await status()).toBe(200);
  now = start + 4 * 3_600_000;
  expect(await status()).toBe(401);
});

verifies('tokens:refused', async () => {
  const { companyId } = world.sandbox.credentials;
  const encoded = Buffer.from(`${companyId}+plainkey:plainsecret`).toString('base64');
  const { identifier } = await mint();
  const response = await world.sandbox.fetch(
    `${world.sandbox.url}${API}/system/members/${identifier}/tokens`,
    { ...post({}), headers: { ...authorization(world.sandbox), authorization: `Basic ${encoded}` } },
  );
  expect(response.status).toBe(403);
  expect(await response.json()).toEqual({
    code: 'Security',
    message: 'You do not have security permission to perform this action.',
  });
});

verifies('singles:answer', async () => {
  const singles = operations().filter(
    ({ method, path }) => method === 'GET' && !path.includes('{') && !matchPath(path)?.place,
  );
  for (const { path } of singles) {
    // An API member has no account and no record of its own (PROTOCOL 1.7, live).
    if (path.startsWith('/system/my')) continue;
    expect((await world.ask(path)).status, path).toBe(200);
  }
});
