import { parseInstant } from '../../conditions/index.js';

/** A moment as the server takes it, or why there is none. */
export type ReadMoment = { readonly text: string } | { readonly problem: 'no moment' | 'no zone' };

/**
 * A `Date` or a text as `yyyy-MM-ddTHH:mm:ssZ`. Fractions of a second are cut off and offsets turned into
 * UTC, since servers refuse both (PROTOCOL 6.4). A date alone is its midnight in UTC, as date-only fields
 * come back (PROTOCOL 6.4; for moments *assumed*). A time without a zone could be any of 24: it is refused.
 */
export function readMoment(value: unknown): ReadMoment {
  if (value instanceof Date) return fromInstant(value.getTime());
  const instant = typeof value === 'string' ? parseInstant(value) : undefined;
  if (typeof value !== 'string' || instant === undefined) return { problem: 'no moment' };
  return value.length > 10 && !/(?:z|[+-]\d\d(?::?\d\d)?)$/i.test(value.slice(10))
    ? { problem: 'no zone' }
    : fromInstant(instant);
}

function fromInstant(ms: number): ReadMoment {
  const valid = Number.isFinite(ms) && Math.abs(ms) <= 8.64e15;
  const iso = valid ? new Date(ms).toISOString() : '';
  // Years beyond four digits have a sign in ISO; the server knows none.
  return /^\d{4}-/.test(iso) ? { text: `${iso.slice(0, 19)}Z` } : { problem: 'no moment' };
}
