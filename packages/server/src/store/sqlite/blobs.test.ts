import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resourceNamed } from 'psakit/catalog';
import { afterAll, expect, test } from 'vitest';
import { openSqliteStore } from '../index.js';

const folder = mkdtempSync(join(tmpdir(), 'psakit-blobs-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('bytes outlive the process that wrote them, and a database without any has no table for them', async () => {
  const file = join(folder, 'a.db');
  const first = await openSqliteStore(file);
  expect(await first.blob('x')).toBeUndefined();
  expect(await first.blobs()).toEqual([]);
  await first.apply({ writes: [{ kind: 'blob', name: 'x', bytes: undefined }] });
  await first.apply({ writes: [{ kind: 'blob', name: 'x', bytes: new Uint8Array([0, 1, 255]) }] });
  await first.close();
  const second = await openSqliteStore(file);
  expect([...(await second.blob('x'))!]).toEqual([0, 1, 255]);
  await second.close();
});

test('a store that holds only bytes may still be filled with records', async () => {
  const store = await openSqliteStore(':memory:');
  await store.apply({ writes: [{ kind: 'blob', name: 'x', bytes: new Uint8Array(3) }] });
  const loader = store.load();
  loader.put(resourceNamed('service/tickets')!, [], { id: 1 });
  loader.finish();
  expect(await store.count({ resource: resourceNamed('service/tickets')! })).toBe(1);
  await store.close();
});
