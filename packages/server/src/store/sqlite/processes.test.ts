import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { resourceNamed } from 'psakit/catalog';
import { afterAll, expect, test } from 'vitest';
import { openSqliteStore } from '../index.js';

// Another process writes to the file while this one reads and writes. It runs the built files: `npm test`
// builds first.

const folder = mkdtempSync(join(tmpdir(), 'psakit-processes-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const tickets = resourceNamed('service/tickets')!;
const built = new URL('../../../dist/store/index.js', import.meta.url).href;
const catalog = new URL('../../../../psakit/dist/catalog/index.js', import.meta.url).href;

/** Inserts and deletes even ids above 1,000, and replaces what it finds below, some hundred times. */
const OTHER = `
  const { openSqliteStore } = await import(${JSON.stringify(built)});
  const { resourceNamed } = await import(${JSON.stringify(catalog)});
  const resource = resourceNamed('service/tickets');
  const store = await openSqliteStore(process.argv[1]);
  for (let round = 0; round < 200; round++) {
    const id = 1000 + 2 * (round % 50);
    await store.apply({ writes: [
      { kind: 'put', resource, record: { id, summary: 'passing' } },
      { kind: 'put', resource, record: { id: 1 + (round % 500), summary: 'round ' + round } },
      { kind: 'meta', name: 'round', value: String(round) },
    ] });
    await store.apply({ writes: [{ kind: 'delete', resource, id }] });
  }
  await store.close();
`;

test('a full iteration beside a writing process returns what existed throughout, once', async () => {
  const file = join(folder, 'shared.db');
  const store = await openSqliteStore(file);
  const stays = Array.from({ length: 500 }, (_, index) => index + 1);
  await store.apply({
    writes: stays.map((id) => ({ kind: 'put', resource: tickets, record: { id, summary: 'first' } })),
  });
  let running = true;
  const other = promisify(execFile)(process.execPath, ['--input-type=module', '-e', OTHER, file]).finally(
    () => {
      running = false;
    },
  );
  let own = 0;
  while (running) {
    const seen: number[] = [];
    for (let last = 0; ;) {
      const page = await store.list({ resource: tickets, afterId: last, limit: 50 });
      seen.push(...page.map(({ id }) => Number(id)));
      if (page.length < 50) break;
      last = seen.at(-1) ?? 0;
    }
    expect(seen.filter((id) => id <= 500)).toEqual(stays);
    expect(await store.count({ resource: tickets })).toBeGreaterThanOrEqual(500 + own);
    await store.apply({
      writes: [{ kind: 'put', resource: tickets, record: { id: 2001 + own, summary: 'ours' } }],
    });
    own++;
    await new Promise((resolve) => setImmediate(resolve));
  }
  await other;
  expect(await store.meta('round')).toBe('199');
  expect(await store.count({ resource: tickets })).toBe(500 + own);
  await store.close();
});
