import { expect, test } from 'vitest';
import { matchPath, operations, type Operation } from '../catalog/index.js';
import { createTestPsa } from './testing/create-psa.js';
import { EVERY_WAY } from './testing/generated/every-way.js';
import { minimalBody } from './testing/minimal-body.js';
import { json } from './testing/scripted-fetch.js';

const API = '/v4_6_release/apis/3.0';

/** An answer of the form that the operation declares. */
function answer({ method, status, body, response }: Operation): Response {
  if (response?.type === 'binary') return new Response('bytes');
  if (status === 204) return new Response(null, { status });
  if (response?.schema === 'Count') return json({ count: 0 });
  const lists = response?.array === true && (method === 'GET' || body?.schema === 'FilterValues');
  return json(lists ? [] : { id: 7 }, { status });
}

function operationAt(method: string, path: string): Operation | undefined {
  return matchPath(path)?.operations[method as Operation['method']];
}

test('the chains reach all 3,053 operations, each by its method and path', async () => {
  const sent: string[] = [];
  const { psa } = createTestPsa({
    budget: 'off',
    fetch: (url, init) => {
      const path = new URL(url).pathname.replace(API, '');
      const method = init.method ?? 'GET';
      sent.push(`${method} ${path}`);
      const operation = operationAt(method, path);
      return Promise.resolve(
        operation === undefined ? new Response(null, { status: 404 }) : answer(operation),
      );
    },
  });
  const reached = new Set<Operation>();
  const failed: string[] = [];
  for (const [method, path, call] of EVERY_WAY) {
    const operation = operationAt(method, path);
    sent.length = 0;
    try {
      await call(psa, (operation && minimalBody(operation)) as never);
    } catch (error) {
      sent.push(String(error));
    }
    if (operation !== undefined) reached.add(operation);
    if (sent.join() !== `${method} ${path}`) failed.push(`${method} ${path} <- ${sent.join()}`);
  }
  expect(failed).toEqual([]);
  const known = operations();
  expect(known).toHaveLength(3053);
  expect(known.filter((operation) => !reached.has(operation))).toEqual([]);
});
