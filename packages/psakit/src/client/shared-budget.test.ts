import { expect, test } from 'vitest';
import { createBudget, SlidingLog } from '../budget/index.js';
import { FakeClock } from '../core/testing/fake-clock.js';
import { createTestPsa } from './testing/create-psa.js';
import { json } from './testing/scripted-fetch.js';

const LIMIT = 60;
const WINDOW_MS = 60_000;
const FIVE_MINUTES = 300_000;

test('four clients over one store for five minutes: no window over 60, no 429, none starved', async () => {
  const clock = new FakeClock();
  const start = clock.now();
  const store = new SlidingLog({ limit: LIMIT, windowMs: WINDOW_MS, clock });
  const arrivals: { readonly at: number; readonly client: number }[] = [];
  let refusals = 0;
  const clients = [20, 90, 400, 1500].map((latencyMs, client) => {
    const fetch = async (): Promise<Response> => {
      await clock.sleep(latencyMs / 2);
      const at = clock.now();
      const refused = arrivals.filter((arrival) => arrival.at > at - WINDOW_MS).length >= LIMIT;
      if (refused) refusals += 1;
      else arrivals.push({ at, client });
      await clock.sleep(latencyMs / 2);
      return refused ? json({}, { status: 429, headers: { 'Retry-After': '30' } }) : json([]);
    };
    return createTestPsa({ clock, fetch, budget: createBudget({ store, clock, concurrency: 4 }) }).psa;
  });
  const work = clients.flatMap((psa) =>
    Array.from({ length: 4 }, async () => {
      while (clock.now() - start < FIVE_MINUTES) await psa.request('GET', '/system/info');
    }),
  );
  void Promise.all(work);
  await clock.advance(FIVE_MINUTES);
  expect(refusals).toBe(0);
  for (const { at } of arrivals) {
    const inWindow = arrivals.filter((other) => other.at >= at && other.at < at + WINDOW_MS);
    expect(inWindow.length).toBeLessThanOrEqual(LIMIT);
  }
  // Nearly all that the limit allows is used.
  expect(arrivals.length).toBeGreaterThanOrEqual(0.95 * 5 * LIMIT);
  for (const [client] of clients.entries()) {
    const own = arrivals.filter((arrival) => arrival.client === client).map(({ at }) => at - start);
    const gaps = [...own, FIVE_MINUTES].map((at, index) => at - (own[index - 1] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(WINDOW_MS + 4_000);
  }
});
