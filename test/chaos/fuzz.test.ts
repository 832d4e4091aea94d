import { createSandbox, type Sandbox } from '@psakit/server';
import type { Store } from '@psakit/server/store';
import { resources } from 'psakit/catalog';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { API, authorization } from '../support/sandbox.js';
import { Dice } from './fuzz/dice.js';
import { rawAnswer } from './fuzz/raw.js';
import { fuzzRequest, type FuzzRequest, type LivingIds } from './fuzz/requests.js';
import { faultOf, type FuzzAnswer } from './fuzz/verdict.js';
import { watchEventLoop } from './event-loop.js';
import { isLongRun, scaled, tell } from './scale.js';

let sandbox: Sandbox;
let living: LivingIds;
const faults: unknown[] = [];
beforeAll(async () => {
  sandbox = await createSandbox({ rateLimit: 'off', onFault: (error) => faults.push(error) });
  living = await livingIds(sandbox.store);
  // The first PDF loads what makes them, which here is compiled first; that is no stall of the server's.
  const [invoice] = living.get('/finance/invoices') ?? [];
  await sandbox.fetch(`${sandbox.url}${API}/finance/invoices/${invoice ?? ''}/pdf`, {
    headers: authorization(sandbox),
  });
});
afterAll(() => sandbox.close());

const SEEDS = Array.from({ length: scaled(4, 0.1) }, (_, index) => 1 + index);
const REQUESTS = scaled(700, 25);

test.each(SEEDS)(
  'nothing that is sent makes a fault of ours, seed %i',
  { timeout: 3_600_000 },
  async (seed) => {
    const dice = new Dice(seed);
    const statuses = new Map<number, number>();
    let slowest = { ms: 0, what: '' };
    const watch = isLongRun ? watchEventLoop() : undefined;
    for (let count = 0; count < REQUESTS; count++) {
      const request = fuzzRequest(dice, living);
      const started = performance.now();
      const answer = dice.chance(0.25) ? await overSocket(request) : await withoutSocket(request);
      const ms = Math.round(performance.now() - started);
      if (ms > slowest.ms) slowest = { ms, what: shown(request).slice(0, 300) };
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      expect(faults.splice(0), shown(request)).toEqual([]);
      expect(faultOf(request.method, answer), shown(request)).toBeUndefined();
    }
    // Most of what is sent must get past the door, or it says nothing.
    expect(statuses.get(200) ?? 0).toBeGreaterThan(REQUESTS / 20);
    expect(Object.keys(Object.prototype)).toEqual([]);
    const stalledMs = await watch?.();
    tell(
      `fuzz seed ${seed}: ${REQUESTS} requests ${JSON.stringify([...statuses].sort())}, longest stall ${stalledMs} ms; slowest, ${slowest.ms} ms: ${slowest.what}`,
    );
    if (stalledMs !== undefined) expect(stalledMs).toBeLessThan(1000);
  },
);

test('and the records are whole after it', async () => {
  for (const resource of resources()) {
    if (resource.parents.length > 0 || resource.view) continue;
    for (const { json } of await sandbox.store.list({ resource, limit: 1000 })) JSON.parse(json);
  }
  const path = '/v4_6_release/apis/3.0/service/tickets?pageSize=1000';
  const answer = await sandbox.fetch(sandbox.url + path, { headers: authorization(sandbox) });
  expect((await answer.json()) as unknown[]).toHaveLength(1000);
});

async function withoutSocket(sent: FuzzRequest): Promise<FuzzAnswer> {
  let request: Request;
  try {
    const headers = { ...authorization(sandbox), ...sent.headers };
    const body = sent.body ? { body: new Uint8Array(sent.body) } : {};
    request = new Request(sandbox.url + sent.target, { method: sent.method, headers, ...body });
  } catch {
    // What no client can send this way goes over a socket.
    return overSocket(sent);
  }
  const { status, headers, ...response } = await sandbox.fetch(request).then(async (found) => ({
    status: found.status,
    headers: found.headers,
    body: Buffer.from(await found.arrayBuffer()),
  }));
  return { status, headers, ...response };
}

function overSocket({ method, target, headers, body }: FuzzRequest): Promise<FuzzAnswer> {
  return rawAnswer(sandbox.url, { method, target, headers: { ...authorization(sandbox), ...headers }, body });
}

async function livingIds(store: Store): Promise<LivingIds> {
  const ids = new Map<string, readonly (number | string)[]>();
  for (const resource of resources()) {
    if (resource.parents.length > 0 || resource.view) continue;
    ids.set(
      resource.path,
      (await store.list({ resource, limit: 4 })).map(({ id }) => id),
    );
  }
  return ids;
}

function shown({ method, target, headers, body }: FuzzRequest): string {
  const text = body?.toString().slice(0, 1500) ?? '';
  return `${method} ${target.slice(0, 600)} ${JSON.stringify(headers)} ${text}`;
}
