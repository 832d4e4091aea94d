import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FakeClock } from '../core/testing/fake-clock.js';
import { CallbackKeyCache, signCallback, verifyCallback, type VerifyCallbackOptions } from './index.js';
import { KEY_URL, keyServer, message, type KeyServer } from './testing/sender.js';

const body = JSON.stringify(message());
const FORGED = { code: 'CALLBACK_FORGED', retryable: false };

/** Verifies a body that a given key signed. */
async function verify(
  server: KeyServer,
  text: string,
  options: VerifyCallbackOptions = {},
  key = server.key,
): Promise<unknown> {
  return verifyCallback(text, await signCallback(text, key), { fetch: server.fetch, ...options });
}

describe('the signature', () => {
  test('is the one other implementations make', async () => {
    // Made with: openssl dgst -sha256 -mac HMAC -macopt hexkey:$(printf %s key | sha256sum) over {"a":1}
    expect(await signCallback('{"a":1}', 'key')).toBe('f9GMEKDV+1FLfETUluDlWA3KaD3gwx4A94miwrEMCHA=');
  });

  test('is taken over bytes and over text', async () => {
    const server = keyServer();
    const signature = await signCallback(body, server.key);
    const bytes = new TextEncoder().encode(body);
    for (const raw of [body, bytes]) {
      await expect(verifyCallback(raw, ` ${signature}\n`, { fetch: server.fetch })).resolves.toMatchObject({
        type: 'ticket',
        id: 7310,
      });
    }
    expect(server.calls[0]).toMatchObject({ url: KEY_URL, init: { method: 'GET', redirect: 'manual' } });
  });

  test('is of the bytes as they came, whatever another writer would make of them', async () => {
    const loose = body.replaceAll('","', '" ,\n "').replaceAll('ö', '\\u00F6');
    const server = keyServer();
    expect(JSON.stringify(JSON.parse(loose))).not.toBe(loose);
    await expect(verify(server, loose)).resolves.toMatchObject({ id: 7310 });
    const signature = await signCallback(loose, server.key);
    const rewritten = JSON.stringify(JSON.parse(loose));
    await expect(verifyCallback(rewritten, signature, { fetch: server.fetch })).rejects.toMatchObject(FORGED);
  });

  test('fits no other body: any text verifies, and no changed byte does', async () => {
    const server = keyServer();
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme' }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (summary, at, by) => {
          const raw = new TextEncoder().encode(
            JSON.stringify(message({ Entity: JSON.stringify({ summary }) })),
          );
          const signature = await signCallback(raw, server.key);
          const event = await verifyCallback(raw, signature, { fetch: server.fetch });
          expect(event.entity).toEqual({ summary });
          const changed = raw.map((byte, index) => (index === at % raw.length ? byte ^ by : byte));
          await expect(verifyCallback(changed, signature, { fetch: server.fetch })).rejects.toMatchObject({
            code: expect.stringMatching(/^CALLBACK_(FORGED|INVALID)$/),
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each([
    ['missing', null],
    ['empty', ''],
    ['not base64', 'not a signature'],
    ['too short', btoa('short')],
    ['hex', 'ab'.repeat(32)],
    ['url-safe base64', `${'-_'.repeat(21)}A=`],
  ])('that is %s is refused without a request', async (_, signature) => {
    const server = keyServer();
    await expect(verifyCallback(body, signature, { fetch: server.fetch })).rejects.toMatchObject({
      ...FORGED,
      hint: expect.stringMatching(/./) as unknown,
    });
    await expect(
      verifyCallback(body, signature, { companyID: 'acme' } as VerifyCallbackOptions),
    ).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', hint: 'Did you mean "companyId"?' });
    expect(server.calls).toEqual([]);
  });

  test('of another key is refused', async () => {
    await expect(verify(keyServer(), body, {}, 'another key')).rejects.toMatchObject(FORGED);
  });
});

describe('where the key is', () => {
  test.each([
    'http://eu.myconnectwise.net/k',
    'https://evil.myconnectwise.net.example.com/k',
    'https://eu.myconnectwise.net@example.com/k',
  ])('%s is never called', async (key_url) => {
    const server = keyServer();
    const text = JSON.stringify(message({ Metadata: { key_url } }));
    await expect(verify(server, text)).rejects.toMatchObject(FORGED);
    expect(server.calls).toEqual([]);
  });

  test('the form of MISSION names no key and cannot be verified', async () => {
    const text = '{"Action":"updated","ID":1,"Type":"ticket"}';
    await expect(verify(keyServer(), text)).rejects.toMatchObject(FORGED);
  });

  test('message and key must belong to the company that was given', async () => {
    const server = keyServer();
    await expect(verify(server, body, { companyId: 'northwind' })).resolves.toMatchObject({ id: 7310 });
    await expect(verify(server, body, { companyId: 'southwind' })).rejects.toMatchObject(FORGED);
    for (const query of ['', '?companyName=mallory', '?companyName=Northwind&companyName=mallory']) {
      const key_url = `https://eu.myconnectwise.net/k${query}`;
      const text = JSON.stringify(message({ Metadata: { key_url } }));
      await expect(verify(server, text, { companyId: 'Northwind' })).rejects.toMatchObject(FORGED);
    }
    expect(server.calls).toHaveLength(1);
  });

  test('the clientId is sent when there is one', async () => {
    const server = keyServer();
    await verify(server, body, { clientId: 'mine' });
    expect(server.calls[0]?.init.headers).toMatchObject({ clientId: 'mine' });
  });
});

describe('fetching the key', () => {
  test.each([
    [
      'a redirect',
      () => new Response(null, { status: 302, headers: { location: 'https://x.test' } }),
      'REDIRECT_REFUSED',
    ],
    ['a failure', () => new Response('sorry', { status: 503 }), 'SERVER_ERROR'],
    ['another status', () => new Response('no', { status: 403 }), 'UNEXPECTED_STATUS'],
    ['a page', () => new Response('<html>secret key</html>'), 'BAD_RESPONSE'],
    ['no key', () => Response.json({ key: 'x' }), 'BAD_RESPONSE'],
    ['an empty key', () => Response.json({ signing_key: '' }), 'BAD_RESPONSE'],
    ['far too much', () => Response.json({ signing_key: 'k'.repeat(100_000) }), 'BAD_RESPONSE'],
    ['no connection', () => Promise.reject(new TypeError(`cannot reach ${KEY_URL}`)), 'NETWORK'],
  ])('%s proves nothing and may be tried again', async (_, answer, code) => {
    const failed = await verify(keyServer(answer), body).catch((error: unknown) => error);
    expect(failed).toMatchObject({ code, retryable: true });
    const told = `${String(failed)} ${String((failed as Error).cause)}`;
    expect(told).not.toContain('secret key');
    expect(told).not.toContain('id=5f0c');
  });

  test('a key that does not exist proves the message forged', async () => {
    const server = keyServer(() => new Response('gone', { status: 404 }));
    await expect(verify(server, body)).rejects.toMatchObject(FORGED);
  });

  test('a server that never answers is given up', async () => {
    const clock = new FakeClock();
    const server = keyServer(() => new Promise<Response>(() => undefined));
    const waiting = clock.runUntil(verify(server, body, { clock, timeoutMs: 700 }));
    await expect(waiting).rejects.toMatchObject({ code: 'TIMEOUT' });
    expect(server.calls[0]?.init.signal?.aborted).toBe(true);
    expect(clock.sleeps).toEqual([700]);
  });
});

describe('the cache', () => {
  test('asks once for a key, also when many messages come at the same time', async () => {
    const server = keyServer();
    const cache = new CallbackKeyCache();
    await Promise.all(Array.from({ length: 50 }, () => verify(server, body, { cache })));
    await verify(server, body, { cache });
    expect(server.calls).toHaveLength(1);
  });

  test('a replaced key is fetched again, once for each message', async () => {
    const server = keyServer();
    const cache = new CallbackKeyCache();
    await verify(server, body, { cache });
    server.key = 'second signing key';
    await verify(server, body, { cache });
    expect(server.calls).toHaveLength(2);
    await verify(server, body, { cache });
    expect(server.calls).toHaveLength(2);
    await expect(verify(server, body, { cache }, 'first signing key')).rejects.toMatchObject(FORGED);
    expect(server.calls).toHaveLength(3);
  });

  test('forgeries cost at most one request a second', async () => {
    const clock = new FakeClock();
    const server = keyServer();
    const cache = new CallbackKeyCache();
    await verify(server, body, { cache, clock });
    for (let second = 0; second < 3; second++) {
      for (let n = 0; n < 20; n++) {
        await expect(verify(server, body, { cache, clock }, 'forged')).rejects.toMatchObject(FORGED);
      }
      await clock.advance(1_000);
    }
    expect(server.calls).toHaveLength(4);
  });

  test('forgets by age, by number, and when the clock is set back', async () => {
    const clock = new FakeClock();
    const server = keyServer();
    const cache = new CallbackKeyCache({ maxKeys: 2, maxAgeMs: 1000 });
    await verify(server, body, { cache, clock });
    await clock.advance(1000);
    await verify(server, body, { cache, clock });
    expect(server.calls).toHaveLength(2);
    clock.set(clock.now() - 60_000);
    await verify(server, body, { cache, clock });
    expect(server.calls).toHaveLength(3);
    for (let id = 0; id < 5; id++) {
      const key_url = `https://eu.myconnectwise.net/k?id=${id}`;
      await verify(server, JSON.stringify(message({ Metadata: { key_url } })), { cache, clock });
    }
    expect(cache.size).toBe(2);
  });

  test('a flood of made-up keys waits for few requests at a time', async () => {
    const server = keyServer(() => new Promise<Response>(() => undefined));
    const clock = new FakeClock();
    const cache = new CallbackKeyCache();
    const texts = Array.from({ length: 30 }, (_, id) =>
      JSON.stringify(message({ Metadata: { key_url: `https://eu.myconnectwise.net/k?id=${id}` } })),
    );
    const signatures = await Promise.all(texts.map((text) => signCallback(text, server.key)));
    const flood = texts.map((text, id) =>
      verifyCallback(text, signatures[id], { fetch: server.fetch, cache, clock }),
    );
    const outcomes = await clock.runUntil(Promise.allSettled(flood));
    expect(server.calls).toHaveLength(8);
    const codes = outcomes.map(
      (outcome) => outcome.status === 'rejected' && (outcome.reason as { code: string }).code,
    );
    expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(22);
    expect(codes.filter((code) => code === 'TIMEOUT')).toHaveLength(8);
  });

  test('holds nothing that can be read', async () => {
    const server = keyServer();
    const cache = new CallbackKeyCache();
    await verify(server, body, { cache });
    const source = { now: () => Date.now(), fetch: () => Promise.reject(new TypeError('not asked')) };
    const { key } = await cache.find(KEY_URL, source);
    await expect(crypto.subtle.exportKey('raw', key as CryptoKey)).rejects.toThrow();
  });
});
