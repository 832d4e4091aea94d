import { describe, expect, test } from 'vitest';
import { FakeClock } from '../core/testing/fake-clock.js';
import { createCallbackReceiver, type CallbackEvent, type CallbackReceiverOptions } from './index.js';
import { keyServer, message, post } from './testing/sender.js';

const body = JSON.stringify(message());

/** A receiver with a key server, what it handed over and what it reported. */
function receiver(options: Partial<CallbackReceiverOptions> = {}) {
  const server = keyServer();
  const events: CallbackEvent[] = [];
  const errors: unknown[] = [];
  const receive = createCallbackReceiver({
    onEvent: (event) => {
      events.push(event);
    },
    onError: (error) => {
      errors.push(error);
    },
    verify: { fetch: server.fetch, cache: undefined },
    ...options,
  });
  return {
    server,
    events,
    errors,
    receive,
    send: async (text = body) => receive(await post(text, server.key)),
  };
}

/** As a program in JavaScript writes them. */
const wrong = (value: unknown) => value as never;

describe('createCallbackReceiver', () => {
  test.each<[unknown, string]>([
    [{ verify: false }, 'needs onEvent'],
    [{ onEvent: 5 }, 'onEvent of createCallbackReceiver is a number'],
    [{ onEvent: () => undefined, verify: true }, 'verifyCallback takes its options as an object'],
    [{ onEvent: () => undefined, verify: { trustedHosts: 'a.example' } }, 'trustedHosts of verifyCallback'],
  ])('refuses %j', (options, said) => {
    expect(() => createCallbackReceiver(wrong(options))).toThrow(
      expect.objectContaining({
        code: 'INVALID_ARGUMENT',
        message: expect.stringContaining(said) as unknown,
      }),
    );
  });

  test.each([undefined, { method: 'POST', headers: {} }])('says that %j is no Request', async (request) => {
    await expect(receiver().receive(wrong(request))).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      hint: expect.stringContaining('new Request(') as unknown,
    });
  });

  test('hands a proven event over and answers 204', async () => {
    const { send, events } = receiver();
    expect((await send()).status).toBe(204);
    expect(events).toMatchObject([{ type: 'ticket', action: 'updated', id: 7310 }]);
  });

  test('asks once for the key of many messages', async () => {
    const { send, events, server } = receiver();
    for (let n = 0; n < 5; n++) await send(JSON.stringify(message({ MessageId: `m${n}` })));
    expect(events).toHaveLength(5);
    expect(server.calls).toHaveLength(1);
  });

  test('refuses a forgery with 401, and tells no more than that', async () => {
    const { receive, events, errors } = receiver();
    const response = await receive(await post(body, 'forged'));
    expect(response.status).toBe(401);
    expect(await response.text()).toBe(
      'CALLBACK_FORGED: A callback message is not proven to come from PSA.\n',
    );
    expect(events).toEqual([]);
    expect(errors).toMatchObject([{ code: 'CALLBACK_FORGED' }]);
  });

  test('a forgery of a message does not keep the real one out', async () => {
    const { receive, send, events } = receiver();
    await receive(await post(body, 'forged'));
    expect((await send()).status).toBe(204);
    expect(events).toHaveLength(1);
  });

  test.each(['GET', 'PUT', 'DELETE'])('refuses %s with 405', async (method) => {
    const response = await receiver().receive(new Request('https://receiver.test/', { method }));
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
  });

  test.each([
    ['no body', ''],
    ['no JSON', 'recordId=5'],
    ['JSON that is no message', '[]'],
  ])('refuses %s with 400', async (_, text) => {
    expect((await receiver().send(text)).status).toBe(400);
  });

  test('refuses a huge body with 413, without reading on and without a key', async () => {
    const { receive, server } = receiver({ maxBodyBytes: 10_000 });
    const declared = await post(' '.repeat(10_001), 'any');
    declared.headers.set('content-length', '10001');
    expect((await receive(declared)).status).toBe(413);
    let read = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        read += 1000;
        controller.enqueue(new Uint8Array(1000));
      },
    });
    const request = new Request('https://receiver.test/', {
      method: 'POST',
      body: endless,
      duplex: 'half',
    } as RequestInit);
    expect((await receive(request)).status).toBe(413);
    expect(read).toBeLessThan(20_000);
    expect(server.calls).toEqual([]);
  });

  test.each([
    [
      'throws',
      () => {
        throw new TypeError('database is away');
      },
    ],
    ['rejects', () => Promise.reject(new TypeError('database is away'))],
  ])('asks for the message again when the function %s, and then handles it', async (_, fail) => {
    let tries = 0;
    const { send, errors } = receiver({
      onEvent: () => {
        tries++;
        return tries === 1 ? fail() : undefined;
      },
    });
    const response = await send();
    expect(response.status).toBe(429);
    expect(await response.text()).not.toContain('database');
    expect(errors).toMatchObject([{ message: 'database is away' }]);
    expect((await send()).status).toBe(204);
    expect((await send()).status).toBe(204);
    expect(tries).toBe(2);
  });

  test('asks for the message again when the key cannot be had', async () => {
    const server = keyServer(() => new Response('sorry', { status: 503 }));
    const { receive } = receiver({ verify: { fetch: server.fetch } });
    expect((await receive(await post(body, server.key))).status).toBe(429);
  });

  test('a repeat is handled once; one without an id is never taken for a repeat', async () => {
    const { send, receive, events } = receiver();
    await send();
    expect((await send()).status).toBe(204);
    expect(events).toHaveLength(1);
    const { receive: open, events: seen } = receiver({ verify: false });
    for (let n = 0; n < 2; n++) {
      await open(await post('{"Action":"updated","ID":5,"Type":"ticket"}', 'none'));
    }
    expect(seen).toHaveLength(2);
    expect(receive).not.toBe(open);
  });

  test('repeats are remembered for a while, and so many', async () => {
    const clock = new FakeClock();
    const server = keyServer();
    const { send, events } = receiver({
      clock,
      verify: { fetch: server.fetch },
      maxRemembered: 3,
      rememberMs: 1000,
    });
    await send();
    await clock.advance(1001);
    await send();
    expect(events).toHaveLength(2);
    for (let n = 0; n < 4; n++) await send(JSON.stringify(message({ MessageId: `m${n}` })));
    await send();
    expect(events).toHaveLength(7);
  });

  test('slow work is answered 429, a repeat joins it, and it is done once', async () => {
    const clock = new FakeClock();
    let finish: () => void = () => undefined;
    let begun = 0;
    const { server, receive } = receiver({
      clock,
      answerWithinMs: 2000,
      onEvent: () => {
        begun++;
        return new Promise<void>((resolve) => {
          finish = resolve;
        });
      },
    });
    const first = await post(body, server.key);
    expect((await clock.runUntil(receive(first))).status).toBe(429);
    const second = receive(await post(body, server.key));
    await clock.advance(500);
    finish();
    expect((await second).status).toBe(204);
    expect((await receive(await post(body, server.key))).status).toBe(204);
    expect(begun).toBe(1);
    expect(clock.sleeping).toBe(0);
  });

  test('slow work that fails in the end is reported, and begun anew when the message comes again', async () => {
    const clock = new FakeClock();
    let fail: (reason: Error) => void = () => undefined;
    let begun = 0;
    const { server, receive, errors } = receiver({
      clock,
      onEvent: () => {
        begun++;
        return begun > 1
          ? undefined
          : new Promise<void>((_, reject) => {
              fail = reject;
            });
      },
    });
    expect((await clock.runUntil(receive(await post(body, server.key)))).status).toBe(429);
    fail(new TypeError('too late'));
    await clock.advance(0);
    expect(errors).toMatchObject([{ message: 'too late' }]);
    expect((await receive(await post(body, server.key))).status).toBe(204);
    expect(begun).toBe(2);
  });

  test('a mistake in trustedHosts is told when the receiver is made', () => {
    expect(() => receiver({ verify: { trustedHosts: ['http://psa.example.com'] } })).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
  });
});
