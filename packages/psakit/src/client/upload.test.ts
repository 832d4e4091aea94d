import { expect, test } from 'vitest';
import { settled } from '../core/testing/fake-clock.js';
import type { Fetch } from './index.js';
import { createTestPsa } from './testing/create-psa.js';
import { json } from './testing/scripted-fetch.js';

const PATH = '/system/documents';

/** A server that answers when the body was sent to its end. */
const reading: Fetch = async (_url, init) => {
  await new Response(init.body).arrayBuffer();
  return json({ id: 1 });
};

test('a stream that is being sent is not timed out, one that stands still is', async () => {
  let source: ReadableStreamDefaultController<Uint8Array> | undefined;
  const open = (): ReadableStream<Uint8Array> =>
    new ReadableStream({
      start: (controller) => {
        source = controller;
      },
    });
  const { psa, clock } = createTestPsa({ fetch: reading, timeoutMs: 1000 });
  const slow = psa.request('POST', PATH, { rawBody: open() });
  for (let piece = 0; piece < 10; piece += 1) {
    await clock.advance(900);
    source?.enqueue(new Uint8Array([piece]));
    await settled();
  }
  source?.close();
  expect((await slow).status).toBe(200);

  const still = psa.request('POST', PATH, { rawBody: open() });
  still.catch(() => undefined);
  await settled();
  source?.enqueue(new Uint8Array([1]));
  await clock.advance(2000);
  await expect(still).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN', cause: { code: 'TIMEOUT' } });
  expect(clock.sleeping).toBe(0);
});

test('a body of known size has the time a slow line takes', async () => {
  const { psa, clock } = createTestPsa({ fetch: () => new Promise(() => undefined), timeoutMs: 1000 });
  const start = clock.now();
  const call = psa.request('POST', PATH, { rawBody: new Blob([new Uint8Array(640_000)]) });
  await expect(clock.runUntil(call)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  expect(clock.now() - start).toBe(11_000);
});
