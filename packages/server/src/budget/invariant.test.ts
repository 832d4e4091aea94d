import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { createBudget, rateLimitPause } from 'psakit/budget';
import { expect, test } from 'vitest';
import { openSqliteBudget } from './index.js';
import { createTestClock } from './testing/clock.js';
import { createTestFiles } from './testing/folder.js';

const newFile = createTestFiles();

/** The most arrivals that any stretch of a window holds. */
function fullestWindow(arrivals: readonly number[], windowMs: number): number {
  const times = arrivals.toSorted((a, b) => a - b);
  let first = 0;
  return times.reduce((most, time, index) => {
    while (time - (times[first] ?? 0) >= windowMs) first += 1;
    return Math.max(most, index - first + 1);
  }, 0);
}

/** How one client goes about it; times in milliseconds. */
interface Habits {
  readonly concurrency: number;
  readonly there: number;
  readonly back: number;
  /** Between an answer and the next request of the same worker. */
  readonly idle: number;
}

const habits: fc.Arbitrary<Habits> = fc.record({
  concurrency: fc.integer({ min: 1, max: 4 }),
  there: fc.nat(2000),
  back: fc.nat(2000),
  idle: fc.constantFrom(0, 0, 0, 50, 5000),
});

const LIMIT = 60;
const WINDOW_MS = 60_000;
const FIVE_MINUTES = 300_000;

/** Four clients of one file for five minutes, against a server that counts arrivals and refuses. */
async function runClients(clients: readonly Habits[], setBackMs: number) {
  const clock = createTestClock();
  const file = newFile();
  const start = clock.now();
  // The server's clock is its own; only that of the machine of the clients is set back.
  let serverBehind = 0;
  const arrivals: number[] = [];
  const grants = clients.map(() => [] as number[]);
  let refusals = 0;
  const stores = clients.map(() => openSqliteBudget({ file, limit: LIMIT, windowMs: WINDOW_MS, clock }));
  const elapsed = (): number => clock.now() + serverBehind - start;
  clients.forEach(({ concurrency, there, back, idle }, client) => {
    const budget = createBudget({ store: stores[client], concurrency, clock });
    const work = async (): Promise<void> => {
      while (elapsed() < FIVE_MINUTES) {
        const lease = await budget.acquire();
        grants[client]?.push(elapsed());
        await clock.sleep(there);
        const now = elapsed();
        const refused = arrivals.filter((time) => time > now - WINDOW_MS).length >= LIMIT;
        if (refused) refusals += 1;
        else arrivals.push(now);
        await clock.sleep(back);
        lease.settle(refused ? { blockedMs: rateLimitPause(undefined, 0) } : {});
        await clock.sleep(Math.max(1, idle));
      }
    };
    for (let worker = 0; worker < concurrency; worker++) void work();
  });
  await clock.run(FIVE_MINUTES / 2);
  clock.jump(-setBackMs);
  serverBehind = setBackMs;
  await clock.run(FIVE_MINUTES / 2);
  for (const store of stores) store.close();
  return { arrivals, grants, refusals };
}

test('four clients, five minutes: no window over the limit, no refusal, none starved', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(habits, { minLength: 4, maxLength: 4 }),
      fc.constantFrom(0, 1, 90_000),
      async (clients, setBackMs) => {
        const { arrivals, grants, refusals } = await runClients(clients, setBackMs);
        expect(fullestWindow(arrivals, WINDOW_MS)).toBeLessThanOrEqual(LIMIT);
        expect(refusals).toBe(0);
        for (const times of grants) {
          // Every client gets something in every stretch of a window and the longest trip.
          const gaps = [...times, FIVE_MINUTES].map((time, index) => time - (times[index - 1] ?? 0));
          expect(Math.max(...gaps)).toBeLessThanOrEqual(WINDOW_MS + 4_000 + 5_000);
        }
      },
    ),
    { numRuns: 10 },
  );
});

test('four greedy clients share what there is evenly, and use all of it', async () => {
  const greedy = { concurrency: 4, there: 20, back: 30, idle: 0 };
  const { arrivals, grants } = await runClients([greedy, greedy, greedy, greedy], 0);
  // Each window is shifted by a round trip.
  expect(arrivals.length).toBeGreaterThanOrEqual(5 * LIMIT - LIMIT / 10);
  for (const times of grants) expect(Math.abs(times.length - arrivals.length / 4)).toBeLessThanOrEqual(12);
});

const contender = fileURLToPath(new URL('./testing/contender.mjs', import.meta.url));

/** A process of its own, with the built package, as an installed one. Answers when it had each slot. */
async function contend(file: string, ...terms: readonly (number | string)[]): Promise<number[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [contender, file, ...terms.map(String)]);
  return JSON.parse(stdout) as number[];
}

test('two processes contend for one file: no window over the limit', async () => {
  const file = newFile();
  const windowMs = 300;
  const both = await Promise.all([contend(file, 5, windowMs, 10), contend(file, 5, windowMs, 10)]);
  expect(both.map((times) => times.length)).toEqual([10, 10]);
  expect(fullestWindow(both.flat(), windowMs)).toBeLessThanOrEqual(5);
});

test('a process that is killed leaves a slot that counts, and nothing locked', async () => {
  const file = newFile();
  await expect(contend(file, 5, 60_000, 1, 'dies')).rejects.toMatchObject({ signal: 'SIGKILL' });
  const store = openSqliteBudget({ file, limit: 5 });
  expect(await store.state()).toMatchObject({ used: 1, remaining: 4 });
  expect(await store.take()).toMatchObject({ granted: true });
  store.close();
});
