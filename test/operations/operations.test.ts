import { isDeepStrictEqual } from 'node:util';
import { matchPath, operations } from 'psakit/catalog';
import { createSandbox } from '@psakit/server';
import { expect, test } from 'vitest';
import { Caller, type Outcome } from './caller.js';
import { misfits } from './fits.js';
import { KNOWN_FAILURES } from './known-failures.js';
import type { Operation } from 'psakit/catalog';

/** Deleting comes last, so that everything else finds its records. */
const ORDER = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** What is wrong with an answer; `undefined` where it is what the catalog declares. */
function fault(operation: Operation, outcome: Outcome | undefined): string | undefined {
  if (!outcome) return 'no record can be had that its path needs';
  const { status, text } = outcome;
  if (status !== operation.status) return `${status} ${text.slice(0, 300)}`;
  const { response } = operation;
  if (!response || response.type === 'binary' || text === '') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return `no JSON: ${text.slice(0, 100)}`;
  }
  return misfits(response, value)[0];
}

/**
 * What is wrong with reading back a record that was created: by its id, and in a list by a condition.
 * Collections that answer no single record, or say less in the list, are not asked.
 */
async function lost(
  caller: Caller,
  operation: Operation,
  outcome: Outcome | undefined,
): Promise<string | undefined> {
  const place = matchPath(operation.path.replace(/\{\w+\}/g, '0'))?.place;
  if (operation.method !== 'POST' || place?.kind !== 'collection' || outcome?.status !== 201)
    return undefined;
  const { key, itemPath, entity } = place.resource;
  if (operation.response?.schema !== entity) return undefined;
  const path = outcome.sent.split(' ')[1] ?? '';
  const record = JSON.parse(outcome.text) as Readonly<Record<string, unknown>>;
  const item = itemPath && matchPath(itemPath.replace(/\{\w+\}/g, '0'))?.operations.GET;
  if (key === undefined || !item) return undefined;
  const id = String(record[key]);
  const got = await caller.send('GET', `${path}/${id}`);
  if (got.status !== 200) return `created and not found: ${got.text}`;
  if (!isDeepStrictEqual(JSON.parse(got.text), record)) return `created ${outcome.text}, read ${got.text}`;
  const listed = await caller.send('GET', `${path}?conditions=${key}=${id}`);
  if (!isDeepStrictEqual(JSON.parse(listed.text), [record]))
    return `created ${outcome.text}, listed ${listed.text}`;
  return undefined;
}

/** A sample that could not be had, as the outcome of the operation it was for. */
function told(error: unknown): Outcome {
  return { status: 0, text: String(error), sent: '' };
}

test('every operation of the catalog answers valid input as it declares', { timeout: 900_000 }, async () => {
  const sandbox = await createSandbox({ rateLimit: 'off' });
  const faults = new Map<string, string>();
  try {
    const caller = new Caller(sandbox);
    const all = [...operations()].sort((a, b) => ORDER.indexOf(a.method) - ORDER.indexOf(b.method));
    expect(all.length).toBeGreaterThan(3000);
    for (const operation of all) {
      const outcome = await caller.call(operation).catch(told);
      const found = fault(operation, outcome) ?? (await lost(caller, operation, outcome));
      if (found !== undefined)
        faults.set(
          `${operation.method} ${operation.path}`,
          `${found} <- ${outcome?.sent.slice(0, 300) ?? ''}`,
        );
    }
  } finally {
    await sandbox.close();
  }
  if (process.env['PSAKIT_SHOW_FAULTS'] !== undefined) {
    for (const [name, what] of faults) process.stdout.write(`${name}: ${what}\n`);
  }
  expect([...faults.keys()].sort()).toEqual(Object.keys(KNOWN_FAILURES).sort());
});
