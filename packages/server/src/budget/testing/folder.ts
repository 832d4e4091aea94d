import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** Names of files that do not exist yet, in a folder that is removed after the tests of a file. */
export function createTestFiles(): () => string {
  const folder = mkdtempSync(join(tmpdir(), 'psakit-budget-'));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  let count = 0;
  return () => join(folder, `state-${++count}`, 'key.db');
}
