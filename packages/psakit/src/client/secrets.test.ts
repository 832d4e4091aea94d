import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createTestPsa, KEYS } from './testing/create-psa.js';
import { json, plain } from './testing/scripted-fetch.js';
import type { Fetch } from './index.js';

const TOKEN = btoa(`${KEYS.companyId}+${KEYS.publicKey}:${KEYS.privateKey}`);
const SECRETS = [KEYS.publicKey, KEYS.privateKey, TOKEN];

function expectClean(text: string): void {
  for (const secret of SECRETS) expect(text).not.toContain(secret);
}

/** All that a program could print of a value. */
function everything(value: unknown): string {
  return [
    inspect(value, { depth: 10, showHidden: true }),
    inspect(value, { depth: 10, showHidden: true, showProxy: true }),
    JSON.stringify(value),
    value instanceof Error ? `${value.message} ${String(value.stack)}` : '',
  ].join('\n');
}

/** Servers and networks that repeat what they were sent. */
const TELLTALES: readonly (readonly [string, Fetch])[] = [
  [
    'an error body',
    (_url, init) =>
      Promise.resolve(
        json(
          {
            code: 'InvalidCredentials',
            message: `refused: ${JSON.stringify(init.headers)}`,
            errors: [{ code: 'x', message: `key ${KEYS.privateKey}`, field: 'y' }],
          },
          { status: 401 },
        ),
      ),
  ],
  ['plain text', (_url, init) => Promise.resolve(plain(`Cannot route ${JSON.stringify(init.headers)}`, 400))],
  ['a web page', (_url, init) => Promise.resolve(plain(`<html>${JSON.stringify(init.headers)}`, 400))],
  [
    'a network error',
    (_url, init) => Promise.reject(new TypeError(`bad header ${JSON.stringify(init.headers)}`)),
  ],
  [
    'the cause of a network error',
    (_url, init) =>
      Promise.reject(
        new TypeError('fetch failed', { cause: new Error(`bad header ${JSON.stringify(init.headers)}`) }),
      ),
  ],
];

const leaky = (init: RequestInit): string => JSON.stringify(init.headers);

/** Answers of every status, and in every broken form, that repeat what they were sent. */
const REPLIES: readonly (readonly [string, (init: RequestInit) => Response])[] = [
  ...[400, 401, 403, 404, 405, 409, 412, 414, 415, 418, 429, 500, 502, 503, 504].map(
    (status) =>
      [
        `${status}`,
        (init: RequestInit) => json({ code: leaky(init), message: leaky(init) }, { status }),
      ] as const,
  ),
  ['a web page for a success', (init) => plain(`<html>${leaky(init)}`, 200, 'text/html')],
  ['JSON that is cut short', (init) => plain(`{"a":${leaky(init)}`, 200, 'application/json')],
  [
    'a redirect',
    (init) =>
      new Response(null, {
        status: 302,
        headers: { Location: `https://x.example/?${encodeURI(leaky(init))}` },
      }),
  ],
  [
    'a body that breaks',
    (init) =>
      new Response(
        new ReadableStream({
          pull: (controller) => {
            controller.error(new TypeError(`terminated ${leaky(init)}`, { cause: new Error(leaky(init)) }));
          },
        }),
      ),
  ],
];

describe('no secret shows', () => {
  test.each(REPLIES)('in errors, events and a diagnosis, though %s repeats it', async (_name, reply) => {
    const events: unknown[] = [];
    const { psa, clock } = createTestPsa({
      fetch: (_url, init) => Promise.resolve(reply(init)),
      maxTries: 1,
      logger: (event) => {
        events.push(event);
      },
    });
    for (const method of ['GET', 'POST', 'DELETE'] as const) {
      const error: unknown = await clock
        .runUntil(psa.request(method, '/system/info'))
        .catch((reason: unknown) => reason);
      expect(error).toMatchObject({ name: 'PsaError' });
      expectClean(everything(error));
    }
    expectClean(everything(events));
    expectClean(everything(await clock.runUntil(psa.diagnose())));
  });

  test('in a client, its budget or its chains', async () => {
    const { psa } = createTestPsa();
    for (const value of [
      psa,
      psa.budget,
      psa.service,
      psa.service.tickets(5),
      psa.service.tickets.list(),
      await psa.budget.state(),
    ]) {
      expectClean(everything(value));
    }
    expectClean(String(Object.getOwnPropertyNames(psa)));
  });

  test.each(TELLTALES)('in errors, though %s repeats it', async (_name, fetch) => {
    const { psa } = createTestPsa({ fetch, maxTries: 1 });
    const error: unknown = await psa.request('GET', '/system/info').catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'PsaError' });
    expectClean(everything(error));
  });

  test('in a URL', async () => {
    const urls: string[] = [];
    const { psa } = createTestPsa({
      fetch: (url) => {
        urls.push(url);
        return Promise.resolve(json([]));
      },
    });
    await psa.service.tickets.list({ where: 'id > 5' });
    expectClean(urls.join(' '));
  });
});
