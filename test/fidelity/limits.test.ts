import { createBudget, Psa } from 'psakit';
import { createSandbox } from '@psakit/server/sandbox';
import { describe, expect } from 'vitest';
import { FakeClock } from '../../packages/psakit/src/core/testing/fake-clock.js';
import { API, authorization } from '../support/sandbox.js';
import { verifies } from './verifies.js';

async function limited(
  run: (ask: () => Promise<Response>, clock: FakeClock) => Promise<void>,
): Promise<void> {
  const clock = new FakeClock();
  const sandbox = await createSandbox({ clock });
  try {
    await run(
      () =>
        sandbox.fetch(`${sandbox.url}${API}/service/tickets?pageSize=1`, { headers: authorization(sandbox) }),
      clock,
    );
  } finally {
    await sandbox.close();
  }
}

describe('the local PSA', () => {
  verifies('limits:sixty', () =>
    limited(async (ask, clock) => {
      for (let i = 0; i < 30; i++) expect((await ask()).status).toBe(200);
      await clock.advance(30_000);
      for (let i = 0; i < 30; i++) expect((await ask()).status).toBe(200);
      expect((await ask()).status).toBe(429);
      await clock.advance(30_001);
      // The first thirty are out of the window, the second are not.
      for (let i = 0; i < 30; i++) expect((await ask()).status).toBe(200);
      expect((await ask()).status).toBe(429);
    }),
  );

  verifies('limits:headers', () =>
    limited(async (ask) => {
      const first = await ask();
      const second = await ask();
      expect(first.headers.get('x-ratelimit-limit')).toBe('60');
      expect([first, second].map((r) => r.headers.get('x-ratelimit-remaining'))).toEqual(['59', '58']);
      expect(Number(first.headers.get('x-ratelimit-reset'))).toBeLessThanOrEqual(60);
    }),
  );

  verifies('limits:body', () =>
    limited(async (ask) => {
      for (let i = 0; i < 60; i++) await ask();
      const refused = await ask();
      const seconds = Number(refused.headers.get('retry-after'));
      expect(seconds).toBeGreaterThan(0);
      expect(await refused.json()).toEqual({
        code: 'RateLimitExceeded',
        message: `Rate limit exceeded. Try again in ${seconds} seconds.`,
      });
    }),
  );
});

describe('the client', () => {
  const KEYS = {
    companyId: 'company',
    publicKey: 'publickey',
    privateKey: 'privatekey',
    clientId: 'client',
    env: {},
  };

  /** Counts tickets against a server that answers these responses in turn. */
  async function count(
    answers: readonly Response[],
    clock: FakeClock,
  ): Promise<{ outcome: unknown; requests: number }> {
    let requests = 0;
    const psa = new Psa({
      ...KEYS,
      clock,
      random: () => 0.5,
      fetch: () => Promise.resolve((answers[requests++] ?? answers.at(-1))!.clone()),
    });
    const outcome = await clock.runUntil(psa.service.tickets.count().catch((reason: unknown) => reason));
    return { outcome, requests };
  }

  const refusal = (headers: Record<string, string> = {}): Response =>
    Response.json(
      { code: 'RateLimitExceeded', message: 'Rate limit exceeded. Try again in 30 seconds.' },
      { status: 429, headers },
    );

  verifies('limits:obeyed', async () => {
    const clock = new FakeClock();
    const start = clock.now();
    const waited = await count([refusal({ 'retry-after': '7' }), Response.json({ count: 3 })], clock);
    expect(waited).toEqual({ outcome: 3, requests: 2 });
    expect(clock.now() - start).toBeGreaterThanOrEqual(7000);
    expect(clock.now() - start).toBeLessThanOrEqual(8000);

    const silent = new FakeClock();
    const before = silent.now();
    expect(await count([refusal(), Response.json({ count: 3 })], silent)).toEqual({
      outcome: 3,
      requests: 2,
    });
    expect(silent.now() - before).toBeGreaterThanOrEqual(30_000);
    expect(silent.now() - before).toBeLessThanOrEqual(31_000);

    const never = await count([refusal()], new FakeClock());
    expect(never.requests).toBe(5);
    expect(never.outcome).toMatchObject({ code: 'RATE_LIMITED', status: 429, retryable: true });
  });

  verifies('limits:longest-pause', async () => {
    const clock = new FakeClock();
    const start = clock.now();
    const hour = await count([refusal({ 'retry-after': '3600' }), Response.json({ count: 3 })], clock);
    expect(hour).toEqual({ outcome: 3, requests: 2 });
    expect(clock.now() - start).toBeGreaterThanOrEqual(3_600_000);

    const answers = [refusal({ 'retry-after': '3601' }), Response.json({ count: 3 })];
    const patient = new FakeClock();
    const psa = new Psa({ ...KEYS, clock: patient, fetch: () => Promise.resolve(answers.shift()!) });
    const asked = patient.now();
    await expect(psa.service.tickets.count()).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      hint: expect.stringContaining('minutes, which is not waited for') as string,
    });
    expect(patient.now()).toBe(asked);
    expect(await patient.runUntil(psa.service.tickets.count())).toBe(3);
    expect(patient.now() - asked).toBeGreaterThanOrEqual(3_600_000);
    expect(patient.now() - asked).toBeLessThanOrEqual(3_601_000);
  });

  verifies('limits:both-bodies', async () => {
    const vendor = Response.json(
      { error: 'ConnectWiseAPI', message: 'Too many requests. Please try again in 30 seconds.' },
      { status: 429, headers: { 'retry-after': '30' } },
    );
    const { outcome } = await count([vendor], new FakeClock());
    expect(outcome).toMatchObject({ code: 'RATE_LIMITED', serverCode: 'ConnectWiseAPI' });
    expect((outcome as Error).message).toContain('Too many requests');
  });

  verifies('limits:budget', async () => {
    const clock = new FakeClock();
    const starts: number[] = [];
    const psa = new Psa({
      ...KEYS,
      clock,
      budget: createBudget({ limit: 60, clock }),
      fetch: () => {
        starts.push(clock.now());
        return Promise.resolve(Response.json({ count: 1 }));
      },
    });
    await clock.runUntil(Promise.all(Array.from({ length: 200 }, () => psa.service.tickets.count())));
    expect(starts).toHaveLength(200);
    for (const start of starts) {
      expect(starts.filter((other) => other >= start && other < start + 60_000).length).toBeLessThanOrEqual(
        60,
      );
    }
  });
});
