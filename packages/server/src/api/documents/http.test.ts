import { afterEach, expect, test } from 'vitest';
import { serveApi, type ApiServer } from '../node.js';
import { createTestApi, SIGNED } from '../testing/call.js';

let server: ApiServer | undefined;
afterEach(() => server?.close());

test('over HTTP: a file goes up and comes down as it was, one that is too large is answered', async () => {
  const api = await createTestApi({ maxFileBytes: 3_000_000 });
  await api.put('service/tickets', [{ id: 1, summary: 'x' }]);
  server = await serveApi(api.api, { port: 0 });
  const root = `${server.url}/v4_6_release/apis/3.0/system/documents`;
  const bytes = Uint8Array.from({ length: 2_000_000 }, (_, index) => (index * 7919) % 256);
  const send = (content: Uint8Array<ArrayBuffer>): Promise<Response> => {
    const body = new FormData();
    body.set('recordType', 'Ticket');
    body.set('recordId', '1');
    body.set('file', new File([content], 'x.bin'));
    return fetch(root, { method: 'POST', headers: SIGNED, body });
  };
  expect((await send(bytes)).status).toBe(201);
  const down = await fetch(`${root}/1/download`, { headers: SIGNED });
  expect(down.headers.get('content-length')).toBe('2000000');
  expect(Buffer.compare(Buffer.from(await down.arrayBuffer()), bytes)).toBe(0);
  expect((await send(new Uint8Array(3_000_001))).status).toBe(413);
  expect((await fetch(`${root}/1`, { method: 'DELETE', headers: SIGNED })).status).toBe(204);
});
