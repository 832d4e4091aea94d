import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { Psa, type PsaError, type PsaOptions } from 'psakit';
import { afterEach, describe, expect, test } from 'vitest';
import { InstantClock } from '../faults/instant-clock.js';

/** No other wait is as long as a try may take: the clock tells them apart by it. */
const TRY_MS = 77_777;

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const open: { close(): void }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

/** A server that answers as it likes, and a client of it. */
async function hostile(handler: Handler, options: PsaOptions = {}): Promise<{ psa: Psa; url: string }> {
  const url = await listening(handler);
  const keys = {
    companyId: 'acme',
    publicKey: 'public-key',
    privateKey: 'private-key',
    clientId: 'client-id',
  };
  const clock = new InstantClock(TRY_MS);
  return {
    psa: new Psa({ ...keys, site: url, env: {}, clock, random: () => 0.5, timeoutMs: TRY_MS, ...options }),
    url,
  };
}

async function listening(handler: Handler): Promise<string> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  open.push({
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function json(
  response: ServerResponse,
  body: string,
  headers: Record<string, string> = {},
  status = 200,
): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(body);
}

function failure(work: Promise<unknown>): Promise<PsaError> {
  return work.then(
    () => {
      throw new TypeError('It did not fail.');
    },
    (error: unknown) => error as PsaError,
  );
}

describe('a body without end', () => {
  const piece = Buffer.alloc(1_048_576, ' ');

  test('is given up, and the connection with it', async () => {
    let sent = 0;
    let closed: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => (closed = resolve));
    const { psa } = await hostile(
      (_, response) => {
        response.on('close', closed).writeHead(200, { 'Content-Type': 'application/json' });
        const more = (): void => {
          sent += 1;
          if (!response.destroyed) response.write(piece, more);
        };
        more();
      },
      { maxTries: 1 },
    );
    const error = await failure(psa.request('GET', '/service/tickets'));
    expect([error.code, error.message]).toEqual(['BAD_RESPONSE', expect.stringContaining('256 MiB')]);
    await gone;
    expect(sent).toBeLessThan(400);
  });

  test('or of compressed nothing is, too', async () => {
    // 300 MiB in as many kilobytes.
    const bomb = Buffer.concat(Array.from({ length: 300 }, () => gzipSync(piece)));
    const { psa } = await hostile(
      (_, response) => {
        response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }).end(bomb);
      },
      { maxTries: 1 },
    );
    const error = await failure(psa.request('GET', '/service/tickets'));
    expect([error.code, bomb.length < 1_000_000]).toEqual(['BAD_RESPONSE', true]);
  });
});

describe('a server that names other places', () => {
  test.each([301, 302, 303, 307, 308])(
    '%i to another origin is not followed; no credentials leave',
    async (status) => {
      let visits = 0;
      const elsewhere = await listening((_, response) => {
        visits += 1;
        json(response, '[]');
      });
      const { psa } = await hostile((_, response) => {
        response.writeHead(status, { Location: `${elsewhere}/v4_6_release/apis/3.0/service/tickets` }).end();
      });
      expect((await failure(psa.request('GET', '/service/tickets'))).code).toBe('REDIRECT_REFUSED');
      expect(visits).toBe(0);
    },
  );

  test.each([
    '//evil.test/x',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'http://[',
    'http://127.0.0.1:1/',
    'http://user:word@127.0.0.1/',
  ])('nor to %s', async (location) => {
    const { psa } = await hostile((_, response) => {
      response.writeHead(302, { Location: location }).end();
    });
    expect((await failure(psa.request('GET', '/service/tickets'))).code).toBe('REDIRECT_REFUSED');
  });

  test('a Link to another host only says which page is next', async () => {
    let visits = 0;
    const elsewhere = await listening((_, response) => {
      visits += 1;
      json(response, '[]');
    });
    const asked: string[] = [];
    const { psa } = await hostile((request, response) => {
      asked.push(request.url ?? '');
      const first = asked.length === 1 ? '1' : '';
      json(response, first === '1' ? '[{"id":1}]' : '[{"id":2}]', {
        Link: `<${elsewhere}/steal?pageId=${first}&conditions=x>; rel="next"`,
      });
    });
    const rows = await psa.collection('tickets').list({ pageSize: 1 }).all();
    expect([rows.map(({ id }) => id), visits]).toEqual([[1, 2], 0]);
    expect(asked[1]).toMatch(/^\/v4_6_release\/apis\/3\.0\/service\/tickets\?/);
    expect(asked[1]).not.toContain('conditions');
  });

  test.each(['1', '0', '-5', '../x', '1&conditions=id>0', '\u00ff', '9'.repeat(5000)])(
    'a next page of %j ends the list with what came or with an error, and asks no third time',
    async (pageId) => {
      let asked = 0;
      const { psa } = await hostile((_, response) => {
        asked += 1;
        json(response, '[{"id":1}]', { Link: `<http://x/?pageId=${pageId}>; rel="next"` });
      });
      const ended = await psa
        .collection('tickets')
        .list({ pageSize: 1 })
        .all()
        .then(
          (rows) => rows.length,
          (error: unknown) => (error as PsaError).code,
        );
      expect(['BAD_RESPONSE', 1]).toContain(ended);
      expect(asked).toBeLessThanOrEqual(3);
    },
  );

  test('cookies are not kept', async () => {
    const cookies: unknown[] = [];
    const { psa } = await hostile((request, response) => {
      cookies.push(request.headers.cookie);
      json(response, '{"id":1}', { 'Set-Cookie': 'session=1; Path=/' });
    });
    await psa.request('GET', '/service/tickets/1');
    await psa.request('GET', '/service/tickets/1');
    expect(cookies).toEqual([undefined, undefined]);
  });
});

describe('a server that asks for silence', () => {
  const limited = async (
    headers: Record<string, string>,
    options: PsaOptions = {},
  ): Promise<{ error: PsaError; asked: number; waitedMs: number }> => {
    let asked = 0;
    const clock = new InstantClock(TRY_MS);
    const start = clock.ticks();
    const { psa } = await hostile(
      (_, response) => {
        asked += 1;
        json(response, '{"code":"RateLimitExceeded","message":"Too many."}', headers, 429);
      },
      { clock, maxTries: 3, ...options },
    );
    const error = await failure(psa.request('GET', '/service/tickets'));
    return { error, asked, waitedMs: clock.ticks() - start };
  };

  test.each(['1000000000', '3601', '9'.repeat(400), 'Fri, 01 Jan 2999 00:00:00 GMT'])(
    'for %s: is not waited for, and says so',
    async (retryAfter) => {
      const { error, asked, waitedMs } = await limited({ 'Retry-After': retryAfter });
      expect([error.code, asked, waitedMs]).toEqual(['RATE_LIMITED', 1, 0]);
      expect(error.hint).toContain('minutes, which is not waited for');
    },
  );

  test.each(['-5', 'soon', '1e9', '', '0x10', 'NaN', 'Infinity'])(
    'for %j: the usual half minute',
    async (retryAfter) => {
      const { asked, waitedMs } = await limited({ 'Retry-After': retryAfter });
      expect([asked, waitedMs]).toEqual([3, 61_000]);
    },
  );

  test.each(['0', 'Sun, 06 Nov 1994 08:49:37 GMT'])(
    'for %s, which is over: soon, and not for ever',
    async (retryAfter) => {
      const { asked, waitedMs } = await limited({ 'Retry-After': retryAfter });
      expect([asked, waitedMs]).toEqual([3, 1_000]);
    },
  );

  test('what else asks meanwhile waits an hour at most', async () => {
    const clock = new InstantClock(TRY_MS);
    let asked = 0;
    const { psa } = await hostile(
      (_, response) => {
        asked += 1;
        if (asked === 1) json(response, '{}', { 'Retry-After': '1000000000' }, 429);
        else json(response, '{"id":1}');
      },
      { clock },
    );
    await failure(psa.request('GET', '/service/tickets/1'));
    const start = clock.ticks();
    expect((await psa.request('GET', '/service/tickets/1')).json()).toEqual({ id: 1 });
    expect(clock.ticks() - start).toBeLessThanOrEqual(3_601_000);
  });
});

describe('nonsense about the limits', () => {
  test.each([
    {
      'X-RateLimit-Limit': '9'.repeat(400),
      'X-RateLimit-Remaining': '0',
      'X-RateLimit-Reset': '9'.repeat(400),
    },
    { 'X-RateLimit-Limit': '0', 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': '0' },
    { 'X-RateLimit-Limit': '60', 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': '999999999999' },
    { 'X-RateLimit-Limit': '-1', 'X-RateLimit-Remaining': '-60', 'X-RateLimit-Reset': '-1' },
    { 'X-RateLimit-Limit': 'NaN', 'X-RateLimit-Remaining': '1e9', 'X-RateLimit-Reset': 'never' },
    { 'X-RateLimit-Limit': '1', 'X-RateLimit-Remaining': '1000000', 'X-RateLimit-Reset': '1' },
  ])('%o: requests go on, never more than the limit of the client in a minute', async (headers) => {
    const clock = new InstantClock(TRY_MS);
    const at: number[] = [];
    const { psa } = await hostile(
      (_, response) => {
        at.push(clock.ticks());
        json(response, '{"id":1}', headers);
      },
      { clock, budget: 5 },
    );
    for (let count = 0; count < 12; count++) await psa.request('GET', '/service/tickets/1');
    for (const [index, time] of at.entries()) {
      const sixth = at[index + 5];
      if (sixth !== undefined) expect(sixth - time).toBeGreaterThanOrEqual(60_000);
    }
    expect((at.at(-1) ?? 0) - (at[0] ?? 0)).toBeLessThan(12 * 3_700_000);
  });
});

describe('odd JSON', () => {
  test('names that mean something to the engine change nothing', async () => {
    const { psa } = await hostile((_, response) => {
      json(
        response,
        '[{"id":1,"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"id":2}]',
      );
    });
    const [row] = await psa.collection('tickets').list({ page: 1 }).all();
    expect(row?.['id']).toBe(2);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
  });

  test('ids as texts are given as they came', async () => {
    const { psa } = await hostile((_, response) => {
      json(response, '[{"id":"7"},{"id":"8"}]', { Link: '<http://x/?pageId=>; rel="next"' });
    });
    expect(await psa.collection('tickets').list().all()).toEqual([{ id: '7' }, { id: '8' }]);
  });

  test.each(['null', '5', '"text"', '{"id":1}', '', '[1,2', '[null]', '[[[]]]', '['.repeat(100_000)])(
    'a list of another kind, %#, is an error of ours or what it says, and nothing else',
    async (body) => {
      const { psa } = await hostile(
        (_, response) => {
          json(response, body);
        },
        { maxTries: 1 },
      );
      const ended = await psa
        .collection('tickets')
        .list({ page: 1 })
        .all()
        .catch((error: unknown) => error);
      expect(Array.isArray(ended) || (ended as PsaError).code === 'BAD_RESPONSE', String(ended)).toBe(true);
    },
  );

  test('an error whose members are of other kinds is still one', async () => {
    for (const body of [
      '{"code":{"a":1},"message":[1],"errors":{"a":1}}',
      '{"errors":[null,5,"x",{"message":{}}]}',
      '[]',
      'null',
      '{"__proto__":{"code":"x"}}',
    ]) {
      const { psa } = await hostile((_, response) => {
        json(response, body, {}, 400);
      });
      expect((await failure(psa.request('GET', '/service/tickets'))).code).toMatch(/^BAD_RE/);
    }
  });

  test('headers as long as they may be are no harm; longer ones are no answer', async () => {
    const { psa } = await hostile((_, response) => {
      json(response, '{"id":1}', { 'x-cw-request-id': 'x'.repeat(8_000), Link: '<'.repeat(4_000) });
    });
    expect((await psa.request('GET', '/service/tickets/1')).json()).toEqual({ id: 1 });
    const { psa: flooded } = await hostile(
      (_, response) => {
        json(response, '{"id":1}', { 'x-flood': 'x'.repeat(1_000_000) });
      },
      { maxTries: 1 },
    );
    expect((await failure(flooded.request('GET', '/service/tickets/1'))).code).toBe('NETWORK');
  });
});
