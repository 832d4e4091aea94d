import { test } from 'vitest';
import { REQUIREMENTS } from './requirements.js';

/** A test that proves one row of the table; its name is the row's statement. */
export function verifies(id: string, body: () => Promise<void> | void): void {
  const requirement = REQUIREMENTS.find((row) => row.id === id);
  if (!requirement) throw new TypeError(`No requirement has the id ${id}`);
  test(`${id}: ${requirement.statement}`, body);
}
