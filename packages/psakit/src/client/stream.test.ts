import { describe, expect, test } from 'vitest';
import { createBudget } from '../budget/index.js';
import { FakeClock, settled } from '../core/testing/fake-clock.js';
import type { Fetch } from './attempt.js';
import type { StreamedResponse } from './response.js';
import { json, scriptedFetch, type Reply } from './testing/scripted-fetch.js';
import { Transport, type TransportOptions } from './transport.js';

const URL = 'https://psa.example/apis/3.0/file';

function setUp(replies: readonly Reply[], options: Partial<TransportOptions> = {}) {
  const clock = new FakeClock();
  const { fetch } = scriptedFetch(replies.map((reply) => ({ url: URL, reply })));
  const transport = new Transport({
    ...{ clock, fetch, headers: {}, secrets: ['secret-key-0123'], timeoutMs: 1000, maxTries: 3 },
    ...{ deadlineMs: Infinity, random: () => 0, budget: createBudget({ clock }) },
    address: {
      apiUrl: 'https://psa.example/apis/3.0',
      ready: () => Promise.resolve(),
      lookAgain: () => Promise.resolve(false),
    },
    ...options,
  });
  const open = (signal?: AbortSignal): Promise<StreamedResponse> =>
    clock.runUntil(transport.stream({ method: 'GET', path: '/file', signal }));
  return { clock, open };
}

/** A body of some pieces, that then ends as told. */
function body(pieces: readonly string[], end: 'closed' | 'broken' | 'still'): ReadableStream<Uint8Array> {
  const left = [...pieces];
  return new ReadableStream({
    pull: (controller) => {
      const piece = left.shift();
      if (piece !== undefined) controller.enqueue(new TextEncoder().encode(piece));
      else if (end === 'closed') controller.close();
      else if (end === 'broken') controller.error(new TypeError('terminated by secret-key-0123'));
      else return new Promise(() => undefined);
      return undefined;
    },
  });
}

const read = (stream: ReadableStream<Uint8Array>): Promise<string> => new Response(stream).text();

describe('a streamed answer', () => {
  test('comes as it is sent, and is tried again until it begins', async () => {
    const { open } = setUp([json({}, { status: 503 }), new Response(body(['ab', 'cd'], 'closed'))]);
    const answer = await open();
    expect(answer.status).toBe(200);
    expect(await read(answer.body)).toBe('abcd');
  });

  test('that is a refusal is an error like any other', async () => {
    const { open } = setUp([json({ code: 'NotFound', message: 'none' }, { status: 404 })]);
    await expect(open()).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('none'),
    });
  });

  test('that breaks fails with NETWORK, and tells no secret', async () => {
    const { open } = setUp([new Response(body(['ab'], 'broken'))]);
    const { body: stream } = await open();
    await expect(read(stream)).rejects.toMatchObject({
      code: 'NETWORK',
      message: 'The answer from https://psa.example broke off: terminated by [redacted]',
    });
  });

  test('that ends before its length fails with NETWORK', async () => {
    const { open } = setUp([new Response(body(['ab'], 'closed'), { headers: { 'Content-Length': '4' } })]);
    const { body: stream } = await open();
    await expect(read(stream)).rejects.toMatchObject({
      code: 'NETWORK',
      message: expect.stringContaining('2 of 4 bytes'),
    });
  });

  test('that stands still fails with TIMEOUT, however long the whole of it may take', async () => {
    const { open, clock } = setUp([new Response(body(['ab', 'cd'], 'still'))]);
    const reader = (await open()).body.getReader();
    await reader.read();
    await clock.advance(900);
    await reader.read();
    const last = reader.read();
    last.catch(() => undefined);
    await clock.advance(999);
    await clock.advance(1);
    await expect(last).rejects.toMatchObject({ code: 'TIMEOUT' });
    expect(clock.sleeping).toBe(0);
  });

  test('is given up by its signal, and lets go of the connection', async () => {
    let dropped: AbortSignal | null | undefined;
    const fetch: Fetch = (_url, init) => {
      dropped = init.signal;
      return Promise.resolve(new Response(body(['ab'], 'still')));
    };
    const { open, clock } = setUp([], { fetch });
    const control = new AbortController();
    const reading = read((await open(control.signal)).body);
    reading.catch(() => undefined);
    await settled();
    control.abort();
    await expect(reading).rejects.toMatchObject({ code: 'ABORTED' });
    expect(dropped?.aborted).toBe(true);
    expect(clock.sleeping).toBe(0);
  });
});
