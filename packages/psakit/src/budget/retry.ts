/** Why a try failed, as far as the decision to try again needs it. */
export interface Failure {
  /** Absent where no answer came. */
  readonly status?: number | undefined;
  /** What `Retry-After` said, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** A 500 that the same input will meet again, such as text no boolean can be read from (PROTOCOL 2.5). */
  readonly permanent?: boolean | undefined;
}

/** What {@link retryDelay} is asked. */
export interface RetryQuestion {
  /** The try that failed, from 1. */
  readonly attempt: number;
  readonly maxTries: number;
  /** Whether the request may be sent twice without harm: a read. */
  readonly repeatable: boolean;
  readonly failure: Failure;
  /** From 0 up to 1, drawn by the caller. */
  readonly random: number;
}

/** Tries in all, unless told otherwise (MISSION, Limits). */
export const DEFAULT_TRIES = 5;

/** The wait after a 429 that names none (MISSION, Limits). */
const DEFAULT_PAUSE_MS = 30_000;
const JITTER_MS = 1_000;

/** Waits of 0.5, 1, 2, … seconds up to half a minute, each shortened by up to half at random; *assumed*. */
const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 30_000;

/** How many milliseconds nobody may send after a 429: `Retry-After` plus up to a second at random. */
export function rateLimitPause(retryAfterMs: number | undefined, random: number): number {
  return (retryAfterMs ?? DEFAULT_PAUSE_MS) + Math.round(random * JITTER_MS);
}

/**
 * How many milliseconds to wait before the next try, or `undefined` where there is to be none.
 *
 * A 429 was refused before it did anything, so any request is tried again. Everything else is tried again
 * only where a second arrival does no harm: no answer, 500 (a database that timed out, PROTOCOL 4), 502,
 * 503, 504.
 */
export function retryDelay(question: RetryQuestion): number | undefined {
  const { attempt, maxTries, repeatable, failure, random } = question;
  if (attempt >= maxTries) return undefined;
  if (failure.status === 429) return rateLimitPause(failure.retryAfterMs, random);
  if (!repeatable || !isPassing(failure)) return undefined;
  const backoff = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempt - 1));
  return Math.max(failure.retryAfterMs ?? 0, Math.round(backoff * (1 - random / 2)));
}

function isPassing({ status, permanent }: Failure): boolean {
  if (status === 500) return permanent !== true;
  return status === undefined || status === 502 || status === 503 || status === 504;
}
