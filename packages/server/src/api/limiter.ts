import type { Clock } from 'psakit/core';

/** What the limiter says about one request. */
export interface Admission {
  readonly allowed: boolean;
  readonly limit: number;
  /** Requests left in the window, this one included in what was spent. */
  readonly remaining: number;
  /** Whole seconds until the oldest request of the window leaves it, at least 1. */
  readonly resetSeconds: number;
}

/** Counts requests for each API member. */
export interface Limiter {
  admit(member: string): Admission;
}

/** Length of the window (MISSION, Limits). */
export const WINDOW_MS = 60_000;

/**
 * At most `limit` requests of a member in any 60 seconds: a log of the last `limit` arrivals, so that no
 * stretch of 60 seconds ever holds more, wherever it begins. A refused request does not count (*assumed*:
 * a client that waits for `Retry-After` then always gets through).
 */
export function createLimiter(limit: number, clock: Clock): Limiter {
  const logs = new Map<string, ArrivalLog>();
  return {
    admit: (member) => {
      let log = logs.get(member);
      if (!log) {
        log = createArrivalLog(limit);
        logs.set(member, log);
      }
      const now = clock.now();
      log.forget(now - WINDOW_MS);
      const allowed = log.count() < limit;
      if (allowed) log.add(now);
      const resetMs = log.oldest() + WINDOW_MS - now;
      return {
        allowed,
        limit,
        remaining: limit - log.count(),
        resetSeconds: Math.max(1, Math.ceil(resetMs / 1000)),
      };
    },
  };
}

interface ArrivalLog {
  add(time: number): void;
  /** Forgets arrivals at `time` and before. */
  forget(time: number): void;
  count(): number;
  oldest(): number;
}

/** A ring of times, oldest first. */
function createArrivalLog(size: number): ArrivalLog {
  const times = new Float64Array(size);
  let head = 0;
  let count = 0;
  return {
    add: (time) => {
      times[(head + count) % size] = time;
      count++;
    },
    forget: (time) => {
      while (count > 0 && (times[head] ?? 0) <= time) {
        head = (head + 1) % size;
        count--;
      }
    },
    count: () => count,
    oldest: () => times[head] ?? 0,
  };
}
