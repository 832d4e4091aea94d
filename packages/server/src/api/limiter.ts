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

/** Where a member stands: what its next request would be told, were it not to count. */
export interface LimitState extends Admission {
  readonly member: string;
}

/** Counts requests for each API member. */
export interface Limiter {
  /** Counts one request of a member, which may have a limit of its own. */
  admit(member: string, limit?: number): Admission;
  /** Every member that has asked, as of now. */
  states(): readonly LimitState[];
  /** Forgets what was counted. */
  reset(): void;
}

/** Length of the window (MISSION, Limits). */
export const WINDOW_MS = 60_000;

/**
 * At most `limit` requests of a member in any 60 seconds: a log of the last `limit` arrivals, so that no
 * stretch of 60 seconds ever holds more, wherever it begins. A refused request does not count (*assumed*:
 * a client that waits for `Retry-After` then always gets through).
 */
export function createLimiter(usualLimit: number, clock: Clock): Limiter {
  const logs = new Map<string, ArrivalLog>();
  const admissionOf = (log: ArrivalLog, allowed: boolean, now: number): Admission => ({
    allowed,
    limit: log.size,
    remaining: log.size - log.count(),
    resetSeconds: Math.max(1, Math.ceil((log.oldest() + WINDOW_MS - now) / 1000)),
  });
  return {
    admit: (member, limit = usualLimit) => {
      let log = logs.get(member);
      if (!log) {
        log = createArrivalLog(limit);
        logs.set(member, log);
      }
      const now = clock.now();
      log.forget(now);
      const allowed = log.count() < limit;
      if (allowed) log.add(now);
      return admissionOf(log, allowed, now);
    },
    states: () => {
      const now = clock.now();
      return [...logs].map(([member, log]) => {
        log.forget(now);
        const { resetSeconds, ...state } = admissionOf(log, log.count() < log.size, now);
        return { member, ...state, resetSeconds: log.count() === 0 ? 0 : resetSeconds };
      });
    },
    reset: () => {
      logs.clear();
    },
  };
}

interface ArrivalLog {
  /** How many arrivals it holds at most. */
  readonly size: number;
  add(time: number): void;
  /** Forgets arrivals that left the window, and those in the future: the clock was set back. */
  forget(now: number): void;
  count(): number;
  oldest(): number;
}

/** A ring of times, oldest first. */
function createArrivalLog(size: number): ArrivalLog {
  const times = new Float64Array(size);
  let head = 0;
  let count = 0;
  return {
    size,
    add: (time) => {
      times[(head + count) % size] = time;
      count++;
    },
    forget: (now) => {
      while (count > 0 && (times[head] ?? 0) <= now - WINDOW_MS) {
        head = (head + 1) % size;
        count--;
      }
      while (count > 0 && (times[(head + count - 1) % size] ?? 0) > now) count--;
    },
    count: () => count,
    oldest: () => times[head] ?? 0,
  };
}
