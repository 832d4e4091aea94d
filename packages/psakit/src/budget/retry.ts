/** Why a try failed, as far as the decision to try again needs it. */
export interface Failure {
  /** Absent where no answer came. */
  readonly status?: number | undefined;
  /** What `Retry-After` said, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /**
   * The same request will meet it again: a 500 about text no boolean can be read from (PROTOCOL 2.5), a host
   * that does not exist, a certificate nobody trusts.
   */
  readonly permanent?: boolean | undefined;
  /** The server never saw the request, as when nothing listens at the address. */
  readonly unsent?: boolean | undefined;
  /** A 409 because someone else holds the record at this moment (MISSION, Codes). */
  readonly locked?: boolean | undefined;
  /** The body is cut short, or for a success, somebody else's web page. */
  readonly damaged?: boolean | undefined;
}

/** What {@link retryDelay} is asked. */
export interface RetryQuestion {
  /** The try that failed, from 1. */
  readonly attempt: number;
  readonly maxTries: number;
  /** Whether the request may be sent twice without harm: a read, a delete, a write of whole values. */
  readonly repeatable: boolean;
  /** Whether it only reads; as `repeatable` unless told otherwise. */
  readonly reads?: boolean | undefined;
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

/**
 * The longest pause that a server gets, in milliseconds: an hour, where the windows of the limits are minutes
 * (*assumed*). Whoever asks for more is not waited for: the call fails, and says so.
 */
export const LONGEST_PAUSE_MS = 3_600_000;

/** How many milliseconds nobody may send after a 429: `Retry-After` plus up to a second at random. */
export function rateLimitPause(retryAfterMs: number | undefined, random: number): number {
  return Math.min(retryAfterMs ?? DEFAULT_PAUSE_MS, LONGEST_PAUSE_MS) + Math.round(random * JITTER_MS);
}

/**
 * How many milliseconds to wait before the next try, or `undefined` where there is to be none.
 *
 * A 429 was refused before it did anything, and an unsent request did nothing, so any of those is tried
 * again. Everything else is tried again only where a second arrival does no harm: no answer or a damaged one,
 * 502, 503, 504, a lock, and for what only reads a 500 (a database that timed out, PROTOCOL 4). Never before
 * `Retry-After` is over, and not at all where that is more than {@link LONGEST_PAUSE_MS}.
 */
export function retryDelay(question: RetryQuestion): number | undefined {
  const { attempt, maxTries, failure, random } = question;
  if (attempt >= maxTries || (failure.retryAfterMs ?? 0) > LONGEST_PAUSE_MS) return undefined;
  if (failure.status === 429) return rateLimitPause(failure.retryAfterMs, random);
  if (failure.permanent === true || !isPassing(question)) return undefined;
  const backoff = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempt - 1));
  const asked = failure.retryAfterMs;
  return Math.max(
    asked === undefined ? 0 : rateLimitPause(asked, random),
    Math.round(backoff * (1 - random / 2)),
  );
}

const PASSING: ReadonlySet<number | undefined> = new Set([undefined, 502, 503, 504]);

function isPassing({ repeatable, reads = repeatable, failure }: RetryQuestion): boolean {
  if (failure.unsent === true) return true;
  if (!repeatable) return false;
  if (failure.status === 500) return reads;
  return failure.damaged === true || failure.locked === true || PASSING.has(failure.status);
}
