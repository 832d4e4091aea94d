import { test } from 'vitest';
import { REQUIREMENTS } from './requirements/index.js';

/**
 * A test that proves one row of the table; its name is the row's statement. Where the row is a known gap the
 * test is expected to fail: the day it passes, the gap's entry has to go.
 */
export function verifies(id: string, body: () => Promise<void> | void): void {
  const requirement = REQUIREMENTS.find((row) => row.id === id);
  if (!requirement) throw new TypeError(`No requirement has the id ${id}`);
  const prove = requirement.gap === undefined ? test : test.fails;
  prove(`${id}: ${requirement.statement}`, body);
}
