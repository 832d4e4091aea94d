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
