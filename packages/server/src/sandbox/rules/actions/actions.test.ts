import { matchPath, operations, schema, type Operation } from 'psakit/catalog';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonRecord } from '../../../store/index.js';
import { openOffice, type Office } from '../testing/office.js';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.store.close());

/** Operations that other parts of the server answer. */
const ELSEWHERE = /^\/system\/(bundles|documents)|\/(search|bulk|tokens|image)$/;

/** What is neither the change of one record nor answered elsewhere. */
function actions(): readonly Operation[] {
  return operations().filter(({ method, path }) => {
    if (method === 'GET' || ELSEWHERE.test(path)) return false;
    const kind = matchPath(path.replace(/\{\w+\}/g, '0'))?.place?.kind;
    return !(kind === 'collection' && method === 'POST') && !(kind === 'item' && method !== 'POST');
  });
}

/** A body with the required members of a schema. */
function bodyOf({ body, method }: Operation): unknown {
  if (method === 'PATCH') return [];
  if (!body?.schema) return undefined;
  const fields = schema(body.schema)?.fields.filter((field) => field.required || field.name === 'id') ?? [];
  const members = fields.map(({ name, type, enum: values, items }) => {
    if (values) return [name, values[0]];
    if (type === 'array') return [name, items === 'integer' ? [54321] : []];
    if (type === 'reference') return [name, { id: 1 }];
    if (type === 'boolean') return [name, true];
    if (type === 'integer' || type === 'number') return [name, 1];
    return [name, type === 'datetime' || type === 'date' ? '2026-06-01T00:00:00Z' : 'x'];
  });
  const record = Object.fromEntries(members) as JsonRecord;
  return body.array ? [record] : record;
}

test('every action is answered as the catalog has it, or refused in the words of the API', async () => {
  const answers: string[] = [];
  for (const operation of actions()) {
    const { method, path, status } = operation;
    const url = path.replace(/\{\w+\}/g, '1');
    const body = bodyOf(operation);
    const answer =
      method === 'POST'
        ? await office.post(url, body)
        : method === 'PUT'
          ? await office.put(url, body)
          : method === 'PATCH'
            ? await office.steps(url, body as JsonRecord[])
            : await office.delete(url);
    const refused = [400, 404, 409].includes(answer.status) && typeof answer.json['code'] === 'string';
    const noRoute = answer.json['message'] === 'The endpoint does not exist.';
    if ((answer.status === status || refused) && !noRoute) continue;
    answers.push(
      `${method} ${path}: ${answer.status} instead of ${status} ${JSON.stringify(answer.json).slice(0, 200)}`,
    );
  }
  expect(answers).toEqual([]);
});

const faultsOf = (answer: { readonly json: JsonRecord }): unknown[] =>
  (answer.json['errors'] as readonly JsonRecord[]).map(
    ({ code, field }) => `${String(code)} ${String(field)}`,
  );
const openTickets = async (): Promise<readonly number[]> => {
  const found = await office.list(
    '/service/tickets?conditions=closedFlag=false and board/id=1&pageSize=4&fields=id',
  );
  return found.map(({ id }) => Number(id));
};

test('an action tells all that is wrong with its body, as a write does', async () => {
  const [a = 0, b = 0] = await openTickets();
  const itself = await office.post(`/service/tickets/${a}/merge`, { mergeTicketIds: [a] });
  expect(itself.json).toMatchObject({ message: 'ticketMerge object is invalid' });
  expect(faultsOf(itself)).toEqual(['MissingRequiredField status', 'InvalidField mergeTicketIds']);

  const unknown = await office.post(`/service/tickets/${a}/merge`, {
    mergeTicketIds: [b],
    status: { id: 9999 },
  });
  expect(unknown.json['errors']).toEqual([
    {
      code: 'NotFound',
      message: 'Service Status 9999 not found for Service Board 1',
      resource: 'ticket',
      field: 'status/id',
    },
  ]);
  const [opportunity] = await office.list('/sales/opportunities?pageSize=1&fields=id');
  const project = await office.post(`/sales/opportunities/${String(opportunity?.['id'])}/convertToProject`, {
    board: { id: 99 },
    manager: { identifier: 'nobody' },
    name: 'n'.repeat(101),
  });
  expect(faultsOf(project).sort()).toEqual([
    'MaxLengthField name',
    'NotFound board/id',
    'NotFound manager/identifier',
  ]);
  const convert = await office.post(`/service/tickets/${a}/convert`, {
    phase: { id: 999 },
    project: { id: 999 },
  });
  expect(convert.json).toMatchObject({ message: 'convertToProject object is invalid' });
  expect(faultsOf(convert)).toEqual([
    'MissingRequiredField wbsCode',
    'NotFound phase/id',
    'NotFound project/id',
  ]);
});

test('of an action on a record that is not there, that is told before what is wrong with its body', async () => {
  expect(await office.post('/service/tickets/999999/merge', {})).toMatchObject({
    status: 404,
    json: { message: 'Ticket 999999 not found' },
  });
});

test('changeType says what it lacks, and names the record where a step is wrong', async () => {
  const [found] = await office.list('/company/configurations?pageSize=1&fields=id');
  const path = `/company/configurations/${String(found?.['id'])}/changeType`;
  expect(faultsOf(await office.steps(path, []))).toEqual(['MissingRequiredField type']);
  const wrong = await office.steps(path, [{ op: 'turn', path: 'type', value: { id: 1 } }]);
  expect(wrong.json).toMatchObject({ message: 'companyConfiguration object is invalid' });
});

test('no ticket becomes the child of one of its children', async () => {
  const [a = 0, b = 0, c = 0] = await openTickets();
  expect((await office.post(`/service/tickets/${a}/attachChildren`, { childTicketIds: [b] })).status).toBe(
    200,
  );
  expect((await office.post(`/service/tickets/${b}/attachChildren`, { childTicketIds: [c] })).status).toBe(
    200,
  );
  for (const parent of [b, c]) {
    const circle = await office.post(`/service/tickets/${parent}/attachChildren`, { childTicketIds: [a] });
    expect(faultsOf(circle)).toEqual(['InvalidField parentTicketId']);
  }
});

test('an opportunity becomes an agreement of the default type unless another is named', async () => {
  const [opportunity] = await office.list('/sales/opportunities?pageSize=1&fields=id');
  const made = await office.post(
    `/sales/opportunities/${String(opportunity?.['id'])}/convertToAgreement`,
    {},
  );
  expect([made.status, typeof (made.json['type'] as JsonRecord | undefined)?.['id']]).toEqual([
    201,
    'number',
  ]);
});
