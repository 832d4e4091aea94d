import { isPsaError, type PsaError } from 'psakit';
import { describe, expect, test } from 'vitest';
import type { Fault } from './faulty-server.js';
import { withFaults } from './run.js';

const SEEDS = Array.from({ length: 4 }, (_, index) => 1000 + index);

/** All that a read must get over. */
const ALL: readonly Fault[] = [
  ...(['reset', 'busy', 'failed', 'page', 'limited', 'limited, vendor', 'locked'] as const),
  ...([
    'lost',
    'cut',
    'ended early',
    'stalled',
    'page after',
    'gateway after',
    'slow',
    'other type',
  ] as const),
];

/** A write of whole values gets over all but a 500, which may be about what was sent. */
const FOR_WRITES = ALL.filter((fault) => fault !== 'failed');

const TICKETS = '/service/tickets';

describe('every record arrives once', () => {
  test.each(SEEDS)('page after page behind an id, seed %i', async (seed) => {
    await withFaults({ seed, size: 3000, faults: ALL, percent: 40 }, async ({ psa, met }) => {
      const rows = await psa.collection('tickets').list({ pageSize: 150 }).all();
      expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 3000 }, (_, index) => index + 1));
      expect(met.size).toBeGreaterThan(5);
    });
  });

  test.each(SEEDS)('page after page by number, seed %i', async (seed) => {
    await withFaults({ seed, size: 3000, faults: ALL, percent: 40 }, async ({ psa }) => {
      const ids: unknown[] = [];
      for await (const { id } of psa.collection('tickets').list({ orderBy: 'id', pageSize: 150, page: 1 }))
        ids.push(id);
      expect(ids).toEqual(Array.from({ length: 3000 }, (_, index) => index + 1));
    });
  });

  test('and each fault was met', async () => {
    const seen = new Set<Fault>();
    for (const seed of SEEDS.slice(0, 3)) {
      await withFaults({ seed, size: 3000, faults: ALL, percent: 40 }, async ({ psa, met }) => {
        await psa.collection('tickets').list({ pageSize: 50 }).all();
        for (const fault of met.keys()) seen.add(fault);
      });
    }
    expect(ALL.filter((fault) => !seen.has(fault))).toEqual([]);
  });
});

describe('every create happens at most once', () => {
  test.each(SEEDS)('and where the answer is lost, that is said; seed %i', async (seed) => {
    await withFaults({ seed, size: 0, faults: ALL, percent: 50 }, async ({ psa, table, met }) => {
      const outcomes = await Promise.all(
        Array.from({ length: 60 }, async (_, index) => {
          const summary = `create ${index}`;
          const error = await psa.request('POST', TICKETS, { body: { summary } }).then(
            () => undefined,
            (reason: unknown) => reason,
          );
          return { summary, error };
        }),
      );
      for (const { summary, error } of outcomes) {
        const times = table.creations.get(summary) ?? 0;
        if (error === undefined) expect(times).toBe(1);
        else if (isPsaError(error, 'OUTCOME_UNKNOWN')) expect(times).toBeLessThanOrEqual(1);
        else {
          expect(['SERVER_ERROR', 'CONFLICT']).toContain((error as PsaError).code);
          expect(times).toBe(0);
        }
      }
      expect(met.size).toBeGreaterThan(5);
    });
  });

  test.each(SEEDS)('or exactly once, where create may look for it; seed %i', async (seed) => {
    const faults = FOR_WRITES.filter((fault) => fault !== 'locked');
    await withFaults({ seed, size: 0, faults, percent: 30 }, async ({ psa, table }) => {
      for (let index = 0; index < 40; index += 1) {
        const summary = `create ${index}`;
        const verify = `summary = "${summary}"`;
        const created = await psa
          .collection('tickets')
          .create({ summary, company: { id: 1 } }, { verify })
          .catch((error: unknown) => error);
        // Both of its two tries may be lost; then it says so.
        if (isPsaError(created, 'OUTCOME_UNKNOWN'))
          expect(table.creations.get(summary) ?? 0).toBeLessThanOrEqual(1);
        else
          expect([(created as { summary?: unknown }).summary, table.creations.get(summary)]).toEqual([
            summary,
            1,
          ]);
      }
    });
  });
});

describe('what does no harm twice gets through', () => {
  test.each(SEEDS)('whole values and deletes, seed %i', async (seed) => {
    await withFaults({ seed, size: 100, faults: FOR_WRITES, percent: 50 }, async ({ psa, table }) => {
      await Promise.all(
        Array.from({ length: 50 }, async (_, index) => {
          await psa.request('PUT', `${TICKETS}/${index + 1}`, { body: { summary: `new ${index + 1}` } });
          await psa.request('DELETE', `${TICKETS}/${index + 51}`);
        }),
      );
      expect([...table.rows.values()]).toEqual(
        Array.from({ length: 50 }, (_, index) => ({ id: index + 1, summary: `new ${index + 1}` })),
      );
    });
  });
});

test.each(['limited', 'limited, vendor'] as const)(
  'one 429 never becomes ten: forty callers share the pause (%s)',
  async (fault) => {
    const limits = { seed: 7, size: 100, faults: [fault], percent: 3 };
    await withFaults(limits, async ({ psa, met, refusals }) => {
      await Promise.all(
        Array.from({ length: 40 }, async () => {
          for (let index = 1; index <= 10; index += 1) await psa.request('GET', `${TICKETS}/${index}`);
        }),
      );
      const storms = met.get(fault) ?? 0;
      expect(storms).toBeGreaterThan(5);
      // Only what was on its way already, four at most, can meet the same one.
      expect(refusals()).toBeLessThanOrEqual(storms * 4);
    });
  },
);
