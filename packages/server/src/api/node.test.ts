import { Agent, get as httpGet, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveApi, type ApiServer } from './node.js';
import { createTestApi, SIGNED, type TestApi } from './testing/call.js';
import { putSmallWorld } from './testing/records.js';

let api: TestApi;
let server: ApiServer;
beforeAll(async () => {
  api = await createTestApi({ maxBodyBytes: 1000 });
  await putSmallWorld(api);
  await api.put('service/tickets', [{ id: 61, summary: 'Müller – 打印机 🖨' }]);
  server = await serveApi(api.api);
});
afterAll(async () => {
  await server.close();
});

const root = (): string => `${server.url}/v4_6_release/apis/3.0`;

describe('over a socket', () => {
  test('listens on this machine only, on a free port', () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  test('answers what the function answers, with hrefs and links to where it listens', async () => {
    const path = '/service/tickets?pageSize=2&page=2&conditions=id<7';
    const response = await fetch(root() + path, { headers: SIGNED });
    const direct = await api.get(root() + path);
    expect(await response.text()).toBe(direct.text);
    expect(response.headers.get('link')).toBe(direct.headers.get('link'));
    expect(response.headers.get('link')).toContain(`<${server.url}/v4_6_release/apis/3.0/service/tickets/?`);
    expect(response.headers.get('content-length')).toBe(String(direct.text.length));
  });

  test('text outside ASCII arrives whole, in a list and alone', async () => {
    const list = await fetch(`${root()}/service/tickets?conditions=id>59`, { headers: SIGNED });
    expect(await list.json()).toMatchObject([{ id: 60 }, { summary: 'Müller – 打印机 🖨' }]);
    const item = await fetch(`${root()}/service/tickets/61`, { headers: SIGNED });
    expect(await item.json()).toMatchObject({ summary: 'Müller – 打印机 🖨' });
    const conditions = encodeURIComponent('summary contains "MÜLLER – 打印"');
    const found = await fetch(`${root()}/service/tickets/count?conditions=${conditions}`, {
      headers: SIGNED,
    });
    expect(await found.text()).toBe('{"count":1}');
  });

  test('a search body, in pieces', async () => {
    const text = await new Promise<string>((resolve, reject) => {
      const request = httpRequest(
        `${root()}/service/tickets/search?fields=id`,
        { method: 'POST', headers: SIGNED },
        (response) => {
          let received = '';
          response.setEncoding('utf8').on('data', (chunk: string) => (received += chunk));
          response.on('end', () => {
            resolve(received);
          });
        },
      ).on('error', reject);
      request.write('{"conditions": "id ');
      request.end('= 5"}');
    });
    expect(text).toBe('[{"id":5}]');
  });

  test('a body that is too large is refused and the connection given up', async () => {
    const response = await fetch(`${root()}/service/tickets/search`, {
      method: 'POST',
      headers: SIGNED,
      body: 'x'.repeat(3_000_000),
    });
    expect([response.status, response.headers.get('connection')]).toEqual([413, 'close']);
  });

  test('HEAD has no body', async () => {
    const response = await fetch(`${root()}/service/tickets`, { method: 'HEAD', headers: SIGNED });
    expect([response.status, await response.text()]).toEqual([405, '']);
  });

  test('a Host that is no name does not get into records', async () => {
    const text = await new Promise<string>((resolve, reject) => {
      const headers = { ...SIGNED, host: 'evil"/><' };
      httpGet(`${root()}/service/tickets/1`, { headers }, (response) => {
        response.setEncoding('utf8').on('data', (chunk: string) => {
          resolve(chunk);
        });
      }).on('error', reject);
    });
    expect(text).toContain('"http://localhost/v4_6_release/apis/3.0//service/boards/1"');
  });

  test('a client that leaves in the middle does no harm', async () => {
    const { port } = new URL(server.url);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.write(
          `POST /apis/3.0/service/tickets/search HTTP/1.1\r\nHost: x\r\nclientId: x\r\n` +
            `Authorization: ${SIGNED['authorization'] ?? ''}\r\nContent-Length: 500\r\n\r\n{`,
          () => {
            socket.destroy();
            resolve();
          },
        );
      });
    });
    expect((await fetch(`${root()}/system/info`, { headers: SIGNED })).status).toBe(200);
  });
});

test.each([
  ['a request line with raw spaces', 'GET', 'conditions=id = 1', '400 Bad Request'],
  ['a request line that is too long', 'GET', `conditions=${'x'.repeat(40_000)}`, '414 Request URI Too Long'],
  ['that of a HEAD', 'HEAD', `conditions=${'x'.repeat(40_000)}`, '414 Request URI Too Long'],
])('%s is refused as the web server in front of PSA does', async (_, method, query, status) => {
  const { hostname, port } = new URL(server.url);
  const text = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(`${method} /v4_6_release/apis/3.0/service/tickets?${query} HTTP/1.1\r\nHost: x\r\n\r\n`);
    });
    let received = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => (received += chunk));
    socket.on('error', reject).on('close', () => {
      resolve(received);
    });
  });
  expect(text).toContain(`HTTP/1.1 ${status}\r\nContent-Type: text/html; charset=us-ascii\r\n`);
  expect(text.endsWith('</html>')).toBe(method !== 'HEAD');
  expect((await fetch(`${root()}/system/info`, { headers: SIGNED })).status).toBe(200);
});

test('any function from Request to Response can be served', async () => {
  const echo = await serveApi(async (request) => {
    const body = await request.text();
    return Response.json(
      { method: request.method, path: new URL(request.url).pathname, body },
      { status: 201 },
    );
  });
  const response = await fetch(`${echo.url}/a/b?c`, { method: 'POST', body: 'text' });
  expect([response.status, await response.json()]).toEqual([
    201,
    { method: 'POST', path: '/a/b', body: 'text' },
  ]);
  await echo.close();
});

describe('listening', () => {
  test('a port in use is said so, with the cure', async () => {
    const port = Number(new URL(server.url).port);
    await expect(serveApi(api.api, { port })).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      message: expect.stringContaining(String(port)),
      hint: expect.stringContaining('--port'),
    });
  });

  test.each([{ port: 70_000 }, { port: -1 }, { host: '203.0.113.1' }])(
    '%o cannot be listened on',
    async (options) => {
      await expect(serveApi(api.api, options)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    },
  );

  test('close ends connections that are kept alive, and frees the port', async () => {
    const first = await serveApi(api.api);
    const agent = new Agent({ keepAlive: true });
    await new Promise<void>((resolve, reject) => {
      httpGet(`${first.url}/`, { agent }, (response) => {
        response.resume().on('end', resolve);
      }).on('error', reject);
    });
    await first.close();
    const second = await serveApi(api.api, { port: Number(new URL(first.url).port) });
    expect(second.url).toBe(first.url);
    await second.close();
    agent.destroy();
  });
});
