import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { root } from '../support/psa.js';
import { run } from '../support/run.js';
import { useSecureSandbox } from './support/secure-sandbox.js';

const secure = useSecureSandbox();

/** What each check of the script is to find. */
const EXPECTED = {
  page_loop: { pages: true, all: true, twice: 0 },
  empty_page_loop: { some: true, 'next past the end': false },
  forward_only: { pages: true, all: true, rising: true },
  page_comes_last: {
    pages: [
      [1, 3],
      [2, 3],
    ],
  },
  follow_links: { all: true, first: 10, 'at the end': ['first', 'last', 'prev'] },
  header_names: {
    status: 200,
    'content type': 'application/json; charset=utf-8',
    names: ['x-cw-request-id', 'api-current-version'],
    'length or chunks': true,
  },
  keep_alive: { statuses: [200, 404, 201, 500, 404, 404, 404, 405, 200], connections: 1 },
  expect_continue: { leave: 'HTTP/1.1 100 Continue', status: 201, summary: 'Sent after 100 Continue' },
  chunked_body: { status: 201, summary: 'Sent in pieces ✂' },
  http_1_0: { status: 200, boards: true, chunked: false },
  compressed: { status: 200, rows: 100, encoding: true },
  write: {
    summary: ['Python ☃', 'Changed by Python'],
    note: 201,
    refused: 'ConnectWiseApi',
    deleted: [204, 0],
    gone: 'NotFound',
  },
  upload: {
    status: 201,
    name: 'all bytes.txt',
    disposition: 'attachment; filename="all bytes.txt"',
    same: true,
    'json instead': 415,
  },
  time_zone_forms: {
    '[2017-01-01T00:00:00.000000]': 5,
    '[2017-01-01 00:00:00+00:00]': 5,
    '[2017-01-01]': 5,
    '[2017-01-01T00:00:00Z]': 5,
  },
  strict_certificate: { '127.0.0.1': 200, localhost: 200 },
  refused_certificate: { refused: true },
};

interface Line {
  readonly check: string;
  readonly result?: unknown;
  readonly error?: string;
}
const found = new Map<string, Line>();

beforeAll(async () => {
  await run('python3', ['--version'], { cwd: root }).catch((cause: unknown) => {
    throw new TypeError('These tests need python3; install it, as .ci/run does.', { cause });
  });
  const script = join(root, 'test/conformance/python/client.py');
  const printed = await run('python3', [script], { cwd: root, env: secure.env });
  for (const text of printed.trim().split('\n')) {
    const line = JSON.parse(text) as Line;
    found.set(line.check, line);
  }
});

test.each(Object.entries(EXPECTED))('Python: %s', (check, result) => {
  expect(found.get(check)).toEqual({ check, result });
});

test('Python: the script checks nothing else', () => {
  expect([...found.keys()]).toEqual(Object.keys(EXPECTED));
});
