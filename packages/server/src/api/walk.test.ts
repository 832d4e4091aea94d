import { matchPath, operations, resources, schema, type Resource } from 'psakit/catalog';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApi, type TestApi } from './testing/call.js';

const NO_ENDPOINT = '{"code":"ConnectWiseApi","message":"The endpoint does not exist."}';

/** A path with every parameter filled in: 1, which reads as an id and as a text. */
const filled = (path: string): string => path.replace(/\{\w+\}/g, '1');

/** 1 as the key's own type has it. */
function keyOf({ entity, key = 'id' }: Resource): number | string {
  return schema(entity)?.field(key)?.type === 'string' ? '1' : 1;
}

describe('every GET of the catalog', () => {
  let api: TestApi;
  const gets = operations().filter((operation) => operation.method === 'GET');

  beforeAll(async () => {
    api = await createTestApi();
  });

  test('answers from an empty store: nothing there, or a recorded 404, and never a fault', async () => {
    const wrong: string[] = [];
    for (const { path } of gets) {
      const { status, text } = await api.get(filled(path));
      const place = matchPath(filled(path))?.place?.kind;
      const honest =
        (status === 404 &&
          (text === NO_ENDPOINT || /^\{"code":"NotFound","message":"\w+ 1 not found"\}$/.test(text))) ||
        (status === 200 && place !== 'item' && (text === '[]' || text === '{"count":0}')) ||
        // What needs no record.
        path === '/system/info' ||
        path === '/system/documents/uploadsample';
      if (!honest) wrong.push(`${path}: ${status} ${text}`);
    }
    expect(wrong).toEqual([]);
  });

  test('takes conditions on the key, an order, fields and forward-only pages', async () => {
    const wrong: string[] = [];
    for (const resource of resources()) {
      const key = resource.key ?? schema(resource.entity)?.fields[0]?.name ?? 'id';
      const query = `?conditions=${key} = null&orderBy=${key} desc&fields=${key}&pageSize=3`;
      for (const headers of [{}, { 'pagination-type': 'forward-only' }]) {
        const { status, text } = await api.get(`${filled(resource.path)}${encodeURI(query)}`, headers);
        if (status !== 200 && status !== 404) wrong.push(`${resource.path}: ${status} ${text}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('with a record in every collection', () => {
  test('each one lists it, gets it and counts it', async () => {
    const api = await createTestApi();
    for (const resource of resources()) {
      const record = { id: 1, ...(resource.key === undefined ? {} : { [resource.key]: keyOf(resource) }) };
      if (!resource.view)
        await api.put(
          resource.name,
          [record],
          resource.parents.map(() => 1),
        );
    }
    const wrong: string[] = [];
    for (const resource of resources()) {
      if (resource.view?.where !== undefined) continue;
      const list = await api.get(filled(resource.path));
      if (list.status !== 200 || !Array.isArray(list.json) || list.json.length !== 1) {
        wrong.push(`${resource.path}: ${list.status} ${list.text}`);
      }
      const item = filled(resource.itemPath ?? '/');
      if (matchPath(item)?.operations.GET) {
        const one = await api.get(item);
        if (one.status !== 200) wrong.push(`${item}: ${one.status} ${one.text}`);
      }
      if (resource.countable) {
        const count = await api.get(`${filled(resource.path)}/count`);
        if (count.text !== '{"count":1}') wrong.push(`${resource.path}/count: ${count.status} ${count.text}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
