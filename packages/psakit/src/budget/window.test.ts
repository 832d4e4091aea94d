import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FakeClock } from '../core/testing/fake-clock.js';
import { createBudget, type Lane } from './index.js';

/** A request: when it is made, and how long it takes there and back, in milliseconds. */
interface Trip {
  readonly lane: Lane;
  readonly madeAt: number;
  readonly there: number;
  readonly back: number;
}

const trip: fc.Arbitrary<Trip> = fc.record({
  lane: fc.constantFrom<Lane>('interactive', 'bulk'),
  madeAt: fc.nat(3000),
  there: fc.nat(1500),
  back: fc.nat(1500),
});

/** When each request arrives at the server, which is what the server counts. */
async function arrivals(trips: readonly Trip[], limit: number, concurrency: number): Promise<number[]> {
  const clock = new FakeClock();
  const budget = createBudget({ limit, windowMs: 1000, concurrency, clock });
  const times: number[] = [];
  await clock.runUntil(
    Promise.all(
      trips.map(async ({ lane, madeAt, there, back }) => {
        await clock.sleep(madeAt);
        const lease = await budget.acquire({ lane });
        await clock.sleep(there);
        times.push(clock.now());
        await clock.sleep(back);
        lease.settle();
      }),
    ),
  );
  return times.sort((a, b) => a - b);
}

test('no window ever holds more arrivals than the limit, and every request gets its turn', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(trip, { maxLength: 25 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 6 }),
      async (trips, limit, concurrency) => {
        const times = await arrivals(trips, limit, concurrency);
        expect(times).toHaveLength(trips.length);
        for (let index = limit; index < times.length; index++) {
          expect((times[index] ?? 0) - (times[index - limit] ?? 0)).toBeGreaterThanOrEqual(1000);
        }
      },
    ),
    { numRuns: 100 },
  );
});

test('requests that take no time use the whole budget', async () => {
  const trips = Array.from({ length: 12 }, () => ({ lane: 'bulk' as const, madeAt: 0, there: 0, back: 0 }));
  const times = await arrivals(trips, 4, 4);
  expect(times.map((time) => time - (times[0] ?? 0))).toEqual([
    0, 0, 0, 0, 1000, 1000, 1000, 1000, 2000, 2000, 2000, 2000,
  ]);
});
