import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox } from '@psakit/server';
import { resources, schemas } from 'psakit/catalog';
import { describe, expect, test } from 'vitest';
import { API, authorization, query, useSandbox } from '../support/sandbox.js';
import { exchange, rawAnswer } from './fuzz/raw.js';

const faults: unknown[] = [];
const server = useSandbox({ onFault: (error) => faults.push(error) });
const JSON_TYPE = { 'content-type': 'application/json' };

async function post(
  path: string,
  body: string,
  headers: Record<string, string> = JSON_TYPE,
): Promise<[number, string]> {
  const response = await server.ask(path, { method: 'POST', headers, body });
  const text = await response.text();
  expect(faults.splice(0)).toEqual([]);
  return [response.status, text];
}

const search = (conditions: string): Promise<[number, string]> =>
  post('/service/tickets/search', JSON.stringify({ conditions }));

describe('what would take for ever', () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);

  test.each([
    ['/service/tickets', deep],
    ['/company/contacts', `{"firstName":"a","customFields":[{"id":1,"value":${deep}}]}`],
    ['/service/tickets/search', `{"conditions":${deep}}`],
    ['/system/bundles', `{"requests":[{"resourceType":"Ticket","apiRequest":{"id":${deep}}}]}`],
  ])('JSON that is nested too deep, to %s', async (path, body) => {
    expect(await post(path, body)).toEqual([
      500,
      expect.stringContaining("The reader's MaxDepth of 64 has been exceeded."),
    ]);
  });

  test('64 levels are not too deep, nor is what stands in a text', async () => {
    const levels = '['.repeat(61) + ']'.repeat(61);
    const [, text] = await post(
      '/company/contacts',
      `{"firstName":"[[\\"[${'['.repeat(90)}","customFields":[{"id":1,"value":${levels}}]}`,
    );
    expect(text).not.toContain('MaxDepth');
  });

  const many = (count: number, join: string, each: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => each(index)).join(join);

  test.each([
    ['comparisons', many(1001, ' or ', (index) => `summary contains "zzz${index}"`)],
    ['comparisons', many(20_000, ' or ', (index) => `summry${index} = 1`)],
  ])('more %s than anybody needs', async (what, conditions) => {
    expect(await search(conditions)).toEqual([400, expect.stringContaining(`${what}; 1000 are the most`)]);
  });

  test('an order or fields of a thousand names; the same name again is none', async () => {
    const names = await server.ask(
      `/service/tickets${query({ fields: many(1001, ',', (index) => `id${index}`) })}`,
    );
    expect(names.status).toBe(400);
    const terms = await post(
      '/service/tickets/search',
      JSON.stringify({ conditions: 'id > 0', orderBy: many(3000, ',', () => 'summary') }),
    );
    expect(terms[0]).toBe(200);
  });

  test('a name of a million letters', async () => {
    expect((await search(`${'x'.repeat(1_000_000)} = 1`))[0]).toBe(400);
  });

  test.each(['%a'.repeat(3000), `%${'_'.repeat(3000)}`, '%_'.repeat(500)])(
    'a pattern that tries everything',
    async (pattern) => {
      const [status] = await search(`summary like "${pattern}%b"`);
      expect(status).toBe(200);
    },
  );

  test('a boundary that nearly occurs everywhere', async () => {
    const type = { 'content-type': `multipart/form-data; boundary=${'a'.repeat(1000)}` };
    const [status, text] = await post('/system/documents', `--${'a'.repeat(999)}`.repeat(1000), type);
    expect([status, text]).toEqual([400, expect.stringContaining('70 characters')]);
  });

  test('a bundle of everything stops when it is too large', async () => {
    const request = { resourceType: 'Ticket', apiRequest: { page: { pageSize: 1000 } } };
    const [status, text] = await post(
      '/system/bundles',
      JSON.stringify({ requests: Array(8).fill(request) }),
    );
    const { results } = JSON.parse(text) as { results: { statusCode: number }[] };
    expect([status, results[0]?.statusCode, results.at(-1)?.statusCode]).toEqual([200, 200, 413]);
  });

  test('others are answered while many records are written at once', async () => {
    const records = Array(200).fill({ name: 'a', type: { id: 1 }, company: { id: 2 } });
    let done = false;
    const bulk = post('/company/configurations/bulk', JSON.stringify(records)).then((answer) => {
      done = true;
      return answer;
    });
    for (let count = 0; count < 5; count++) expect((await server.ask('/system/info')).status).toBe(200);
    expect(done).toBe(false);
    expect((await bulk)[0]).toBe(207);
  });
});

describe('a body over the limit', () => {
  const head = (length: number): string => {
    const headers = Object.entries(authorization(server.sandbox)).map(
      ([name, value]) => `${name}: ${value}\r\n`,
    );
    return `POST ${API}/service/tickets HTTP/1.1\r\nHost: x\r\n${headers.join('')}Content-Length: ${length}\r\n\r\n`;
  };

  test('that says so is refused before it comes', async () => {
    expect((await exchange(server.sandbox.url, Buffer.from(head(1e12)))).status).toBe(413);
  });

  test('that does not say so is refused, and the rest not taken', async () => {
    const { hostname, port } = new URL(server.sandbox.url);
    const chunked = head(0).replace('Content-Length: 0', 'Transfer-Encoding: chunked');
    const piece = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(65_536, ' '), Buffer.from('\r\n')]);
    let sent = 0;
    const received = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(Number(port), hostname, () => {
        socket.write(chunked);
        const more = (): void => {
          sent += piece.length;
          if (!socket.destroyed) socket.write(piece, more);
        };
        more();
      });
      socket.setEncoding('latin1').on('data', (chunk: string) => (text += chunk));
      socket
        .on('error', () => undefined)
        .on('close', () => {
          resolve(text);
        });
    });
    expect(received).toMatch(/^HTTP\/1\.1 413 /);
    expect(sent).toBeLessThan(100_000_000);
  });
});

test.each([
  ['POST', '/company/contacts', '{"firstName":"a","__proto__":{"polluted":1}}'],
  ['POST', '/company/contacts', '{"firstName":"a","constructor":{"prototype":{"polluted":1}}}'],
  ['PATCH', '/company/contacts/5002', '[{"op":"add","path":"__proto__/polluted","value":1}]'],
  ['PATCH', '/company/contacts/5002', '[{"op":"add","path":"/constructor/prototype/polluted","value":1}]'],
  ['PATCH', '/company/contacts/5002', '[{"op":"add","path":"_info/__proto__/polluted","value":1}]'],
  [
    'PATCH',
    '/company/contacts/5002',
    '[{"op":"replace","path":"customFields","value":[{"__proto__":{"polluted":1}}]}]',
  ],
  ['POST', '/service/tickets/search', '{"__proto__":{"polluted":1},"conditions":"__proto__ = 1"}'],
  ['POST', '/system/bundles', '{"requests":[{"resourceType":"__proto__","__proto__":{"polluted":1}}]}'],
  ['GET', '/service/tickets?__proto__[polluted]=1&constructor=1&orderBy=__proto__&fields=constructor', ''],
  ['constructor', '/service/tickets', ''],
  ['__proto__', '/service/__proto__', ''],
])('%s %s %s touches no prototype', async (method, path, body) => {
  const response = await server.ask(path, { method, headers: JSON_TYPE, ...(body === '' ? {} : { body }) });
  await response.text();
  expect(response.status).toBeGreaterThanOrEqual(200);
  expect(faults.splice(0)).toEqual([]);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test('half of a surrogate pair is no fault', async () => {
  const [status, text] = await post(
    '/system/bundles',
    '{"requests":[{"resourceType":"Ticket","apiRequest":{"id":"\\ud800"}}]}',
  );
  expect([status, text]).toEqual([200, expect.stringContaining('"statusCode":400')]);
});

test('HEAD has no body without a socket either', async () => {
  expect(await (await server.ask('/service/tickets', { method: 'HEAD' })).text()).toBe('');
});

describe('headers', () => {
  const injected = '\r\nSet-Cookie: a=1\r\n\r\n<script>';

  test('Link repeats no line ends', async () => {
    const target = `${API}/service/tickets?pageSize=1&x=${encodeURIComponent(injected)}&conditions=${encodeURIComponent(`summary != "${injected}"`)}`;
    const request = { method: 'GET', target, headers: authorization(server.sandbox) };
    const { status, headers } = await rawAnswer(server.sandbox.url, request);
    expect([status, headers.get('set-cookie')]).toEqual([200, null]);
    expect(headers.get('link')).toContain('%0d%0aSet-Cookie');
  });

  test('a file name cannot leave Content-Disposition, and is no path', async () => {
    const name = encodeURIComponent(`../..\\"${injected}.txt`);
    const form = `--b\r\nContent-Disposition: form-data; name="recordType"\r\n\r\nTicket\r\n--b\r\nContent-Disposition: form-data; name="recordId"\r\n\r\n52501\r\n--b\r\nContent-Disposition: form-data; name="title"\r\n\r\nx\r\n--b\r\nContent-Disposition: form-data; name="file"; filename*=utf-8''${name}\r\n\r\nhello\r\n--b--\r\n`;
    const [status, text] = await post('/system/documents', form, {
      'content-type': 'multipart/form-data; boundary=b',
    });
    expect(status, text).toBe(201);
    const { id } = JSON.parse(text) as { id: number };
    const request = {
      method: 'GET',
      target: `${API}/system/documents/${id}/download`,
      headers: authorization(server.sandbox),
    };
    const answer = await rawAnswer(server.sandbox.url, request);
    expect([answer.status, answer.headers.get('set-cookie'), answer.body.toString()]).toEqual([
      200,
      null,
      'hello',
    ]);
    expect(answer.headers.get('content-disposition')).not.toMatch(/filename="[^"]*[\\/]/);
  });
});

describe('the admin API', () => {
  const asked = async (headers: Record<string, string>): Promise<number> => {
    const bearer = { authorization: `Bearer ${server.sandbox.admin.token}` };
    const request = { method: 'GET', target: '/_psakit/faults', headers: { ...bearer, ...headers } };
    return (await rawAnswer(server.sandbox.url, request)).status;
  };

  test.each([
    [{}, 200],
    [{ origin: 'http://localhost:5173' }, 200],
    [{ host: 'localhost:4000' }, 200],
    [{ authorization: '' }, 401],
    [{ authorization: 'Bearer x' }, 401],
    [{ host: 'evil.test' }, 403],
    [{ host: 'localhost.evil.test' }, 403],
    [{ host: '127.0.0.1.evil.test' }, 403],
    [{ origin: 'https://evil.test' }, 403],
    [{ origin: 'null' }, 403],
  ])('%o: %i', async (headers, status) => {
    expect(await asked(headers as Record<string, string>)).toBe(status);
  });

  test('snapshots have no names that lead out of the folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'psakit-chaos-'));
    const sandbox = await createSandbox({ db: join(folder, 'data.db') });
    try {
      const before = readdirSync(tmpdir()).length;
      for (const name of [
        '..%2f..%2fevil',
        '%2e%2e',
        '..',
        'a%00b',
        '%2fetc%2fpasswd',
        'a'.repeat(65),
        '%5c..%5cx',
        '',
      ]) {
        for (const [method, end] of [
          ['PUT', ''],
          ['POST', '/restore'],
          ['DELETE', ''],
        ] as const) {
          const headers = { authorization: `Bearer ${sandbox.admin.token}` };
          const answer = await rawAnswer(sandbox.url, {
            method,
            target: `/_psakit/snapshots/${name}${end}`,
            headers,
          });
          expect([400, 404, 405], name).toContain(answer.status);
        }
      }
      expect(readdirSync(folder).every((file) => /^data\.db(-wal|-shm)?$/.test(file))).toBe(true);
      expect(readdirSync(tmpdir()).filter((file) => file.startsWith('evil'))).toEqual([]);
      expect(before).toBeGreaterThan(0);
    } finally {
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('callbacks', () => {
  test('go nowhere but to this machine, and follow nobody', async () => {
    const visits: string[] = [];
    const receiver = createServer((request, response) => {
      visits.push(request.url ?? '');
      response.writeHead(302, { Location: '/inside' }).end();
    });
    await new Promise<void>((resolve) => {
      receiver.listen(0, '127.0.0.1', resolve);
    });
    const own = `127.0.0.1:${(receiver.address() as AddressInfo).port}`;
    const sandbox = await createSandbox({ rateLimit: 'off' });
    const ask = async (path: string, body: unknown): Promise<number> =>
      (
        await sandbox.fetch(`${sandbox.url}${API}${path}`, {
          method: 'POST',
          headers: { ...authorization(sandbox), ...JSON_TYPE },
          body: JSON.stringify(body),
        })
      ).status;
    try {
      const hosts = [
        ...[
          '10.0.0.1',
          '169.254.169.254',
          '[::ffff:10.0.0.1]',
          '0.0.0.0',
          '[::]',
          'evil.test',
          'localhost.evil.test',
        ],
        ...['127.0.0.1.evil.test', own.replace(':', '%3a'), '127.0.0.1@evil.test', 'evil.test#@127.0.0.1'],
      ];
      for (const host of [...hosts, own]) {
        await ask('/system/callbacks', {
          url: `http://${host}/hook?id=`,
          type: 'contact',
          level: 'owner',
          objectId: 1,
        });
      }
      await ask('/system/callbacks', {
        url: 'file:///etc/passwd',
        type: 'contact',
        level: 'owner',
        objectId: 1,
      });
      expect(await ask('/company/contacts', { firstName: 'a' })).toBe(201);
      await sandbox.admin.callbacks.settled();
      const deliveries = await sandbox.admin.callbacks.list();
      const sent = deliveries.filter(({ state }) => state !== 'blocked').map(({ url }) => url);
      expect(sent).toEqual([`http://${own}/hook?id=`]);
      expect(visits).toEqual([expect.stringMatching(/^\/hook/)]);
    } finally {
      await sandbox.close();
      receiver.close();
      receiver.closeAllConnections();
    }
  });
});

test('what names tables and columns has nothing in it that SQL would read', () => {
  for (const { name, key = 'id' } of resources())
    expect(
      [name, key].every((text) => /^[\w/.{}-]+$/.test(text)),
      name,
    ).toBe(true);
  for (const { fields } of schemas()) {
    for (const { name } of fields) expect(name).toMatch(/^[\w$.-]+$/);
  }
});
