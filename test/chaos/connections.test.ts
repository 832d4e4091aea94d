import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createSandbox } from '@psakit/server';
import { startSandboxCommand } from '../support/psa.js';
import { authorization, useSandbox } from '../support/sandbox.js';
import { isLongRun, tell } from './scale.js';

const server = useSandbox();
/** A process may open 20,000 files or so: ten thousand connections need two, one for each end. */
let far: Awaited<ReturnType<typeof startSandboxCommand>> | undefined;
beforeAll(async () => {
  if (isLongRun) far = await startSandboxCommand(['--rate-limit', 'off']);
});
afterAll(() => far?.stop());
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

/** So many connections, each with what it sends at first. */
async function connected(url: string, count: number, first = ''): Promise<readonly Socket[]> {
  const { hostname, port } = new URL(url);
  const opened: Socket[] = [];
  // In pieces: the queue of those that wait to be let in is short.
  while (opened.length < count) {
    const piece = Array.from({ length: Math.min(200, count - opened.length) }, async () => {
      const socket = connect(Number(port), hostname);
      sockets.push(socket);
      socket.on('error', () => undefined);
      await new Promise<void>((resolve, reject) => {
        socket.once('connect', resolve).once('error', reject);
      });
      if (first !== '') socket.write(first);
      return socket;
    });
    opened.push(...(await Promise.all(piece)));
  }
  return opened;
}

async function answers(url: string): Promise<number> {
  const headers = authorization(server.sandbox);
  const response = await fetch(`${url}/v4_6_release/apis/3.0/service/tickets?pageSize=5`, { headers });
  await response.arrayBuffer();
  return response.status;
}

const COUNT = isLongRun ? 10_000 : 300;

test(`${COUNT} connections that send nothing keep nobody from being answered`, async () => {
  const { url } = far?.line ?? server.sandbox;
  const idle = await connected(url, COUNT);
  const started = performance.now();
  for (let count = 0; count < 50; count++) expect(await answers(url)).toBe(200);
  const each = (performance.now() - started) / 50;
  expect(idle.filter((socket) => socket.destroyed)).toEqual([]);
  tell(`${COUNT} idle connections: ${each.toFixed(1)} ms a request beside them`);
}, 300_000);

test.each([
  ['half a request line', 'GET /v4_6_rel'],
  ['headers that do not end', 'GET / HTTP/1.1\r\nHost: x\r\nX-A: b\r\n'],
  [
    'a body that does not come',
    `POST /v4_6_release/apis/3.0/service/tickets HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{`,
  ],
])('%s, from many, keep nobody from being answered', async (_, first) => {
  await connected(server.sandbox.url, COUNT / 10, first);
  for (let count = 0; count < 10; count++) expect(await answers(server.sandbox.url)).toBe(200);
});

test('close does not wait for those who say nothing', async () => {
  const sandbox = await createSandbox();
  const idle = await connected(sandbox.url, 50, 'GET / HT');
  const ended = Promise.all(
    idle.map((socket) => new Promise((resolve) => socket.resume().once('close', resolve))),
  );
  await sandbox.close();
  await ended;
});

if (isLongRun) {
  test('who never ends his headers is let go', async () => {
    const { url } = server.sandbox;
    const slow = await connected(url, 100, 'GET / HTTP/1.1\r\nX: ');
    const ended = Promise.all(
      slow.map((socket) => new Promise((done) => socket.resume().once('close', done))),
    );
    const drip = setInterval(() => {
      for (const socket of slow) socket.write('x');
    }, 1000);
    const started = performance.now();
    await ended;
    clearInterval(drip);
    tell(
      `a connection that sends a byte a second is let go after ${Math.round((performance.now() - started) / 1000)} s`,
    );
    expect(await answers(url)).toBe(200);
  }, 120_000);
}
