import { describe, expect, test } from 'vitest';
import { DEFAULT_TRIES, rateLimitPause, retryDelay, type Failure } from './index.js';

const ask = (failure: Failure, over: Partial<Parameters<typeof retryDelay>[0]> = {}): number | undefined =>
  retryDelay({ attempt: 1, maxTries: DEFAULT_TRIES, repeatable: true, random: 0, failure, ...over });

describe('retryDelay', () => {
  test('a 429 waits Retry-After, 30 s without one, plus up to a second at random', () => {
    expect(ask({ status: 429, retryAfterMs: 7000 })).toBe(7000);
    expect(ask({ status: 429 })).toBe(30_000);
    expect(ask({ status: 429, retryAfterMs: 7000 }, { random: 0.5 })).toBe(7500);
    expect(rateLimitPause(undefined, 0.999)).toBe(30_999);
  });

  test('a 429 was refused before it did anything: writes are tried again too', () => {
    expect(ask({ status: 429 }, { repeatable: false })).toBe(30_000);
  });

  test('five tries are all', () => {
    expect(DEFAULT_TRIES).toBe(5);
    expect(ask({ status: 429 }, { attempt: 4 })).toBeDefined();
    expect(ask({ status: 429 }, { attempt: 5 })).toBeUndefined();
    expect(ask({ status: 429 }, { attempt: 1, maxTries: 1 })).toBeUndefined();
  });

  test.each([500, 502, 503, 504, undefined])(
    'a read that met %s is tried again, with growing waits',
    (status) => {
      expect([1, 2, 3, 4].map((attempt) => ask({ status }, { attempt }))).toEqual([500, 1000, 2000, 4000]);
      expect(ask({ status }, { random: 0.99 })).toBe(253);
      expect(ask({ status }, { repeatable: false })).toBeUndefined();
    },
  );

  test('no wait is longer than half a minute, unless the server says so', () => {
    expect(ask({ status: 503 }, { attempt: 20, maxTries: 99 })).toBe(30_000);
    expect(ask({ status: 503, retryAfterMs: 45_000 })).toBe(45_000);
  });

  test.each([400, 401, 403, 404, 409, 414, 501])('%s is not tried again', (status) => {
    expect(ask({ status })).toBeUndefined();
  });

  test('a write that does no harm twice is tried again as a read is, but not after a 500', () => {
    expect(ask({ status: 503 }, { reads: false })).toBe(500);
    expect(ask({ status: 500 }, { reads: false })).toBeUndefined();
  });

  test('a lock passes, and so does an answer that is damaged', () => {
    expect(ask({ status: 409, locked: true })).toBe(500);
    expect(ask({ status: 200, damaged: true })).toBe(500);
    for (const failure of [
      { status: 409, locked: true },
      { status: 200, damaged: true },
    ]) {
      expect(ask(failure, { repeatable: false })).toBeUndefined();
    }
  });

  test('what was never sent is sent again, whatever it is', () => {
    expect(ask({ unsent: true }, { repeatable: false })).toBe(500);
    expect(ask({ unsent: true, permanent: true })).toBeUndefined();
  });

  test('never before Retry-After, which is made longer at random', () => {
    expect(ask({ status: 503, retryAfterMs: 9000 }, { random: 0.5 })).toBe(9500);
  });

  test('a 500 about what was sent is not tried again', () => {
    expect(ask({ status: 500, permanent: true })).toBeUndefined();
  });
});
