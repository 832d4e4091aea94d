import type { LimitReport, StoreState, TakeResult } from 'psakit/budget';
import type { Connection, SqlValue } from '../sqlite/index.js';
import type { Memory } from './memory.js';

/** What a process counts by; times in milliseconds. */
export interface Terms {
  readonly limit: number;
  readonly windowMs: number;
  /** How long a request may be on its way. */
  readonly leaseMs: number;
}

/** An answer to a process that asks for a slot; who waits keeps the ticket for the next time it asks. */
export type Turn = TakeResult & { readonly ticket?: number };

/**
 * Who waits asks again at least this often (*assumed*): a slot that is given back unused, or a limit that
 * rises again, has no date to wait for.
 */
const POLL_MS = 1_000;

/** A ticket is void when its holder is this late (*assumed*): it gave up, or died. */
const LATE_MS = 2_000;

/** Takes a slot, if it is this process's turn; otherwise keeps its place in the row. Within a transaction. */
export function take(connection: Connection, memory: Memory, terms: Terms, ticket: number | undefined): Turn {
  const { now } = memory;
  forget(connection, memory, ticket);
  const ahead = countAhead(connection, ticket);
  const limit = Math.min(terms.limit, currentLimit(connection, memory));
  const used = countSlots(connection) + memory.others;
  const lacking = used + ahead + 1 - limit;
  const held = holdMs(memory, ahead);
  if (held === 0 && lacking <= 0) return { granted: true, slot: grant(connection, memory, terms, ticket) };
  const waitMs = held > 0 ? held : Math.min(POLL_MS, untilReturn(connection, memory, lacking));
  const reason = held > 0 ? 'refused' : 'limit';
  return {
    granted: false,
    waitMs,
    reason,
    ticket: keepPlace(connection, terms, ticket, now + waitMs + LATE_MS),
  };
}

/** The request was answered: its slot comes back in a window, and all know what the server said. */
export function settle(
  connection: Connection,
  memory: Memory,
  terms: Terms,
  slot: number,
  report: LimitReport,
): void {
  // The row is gone where the answer took longer than lease and window: then it counts from now, too.
  connection
    .prepare(
      `INSERT INTO slot (id, returns_at, quota) VALUES (?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET returns_at = excluded.returns_at`,
    )
    .run([slot, memory.now + terms.windowMs, terms.limit]);
  forget(connection, memory, undefined);
  if (report.blockedMs !== undefined) {
    memory.blockedUntil = Math.max(memory.blockedUntil, memory.now + report.blockedMs);
    memory.probe = 'wanted';
  } else if (memory.probe === slot) memory.probe = undefined;
  if (report.limit !== undefined) memory.serverLimit = report.limit;
  if (report.limit === undefined || report.remaining === undefined) return;
  memory.others = Math.max(0, report.limit - report.remaining - countSlots(connection));
  memory.othersUntil = memory.now + (report.resetMs ?? terms.windowMs);
}

/** The request was never sent. */
export function cancel(connection: Connection, memory: Memory, slot: number): void {
  connection.prepare('DELETE FROM slot WHERE id = ?').run([slot]);
  if (memory.probe === slot) memory.probe = 'wanted';
}

/** A process no longer waits. */
export function leave(connection: Connection, ticket: number): void {
  connection.prepare('DELETE FROM waiting WHERE ticket = ?').run([ticket]);
}

/** What is used now, by all processes. */
export function readState(connection: Connection, memory: Memory, terms: Terms): StoreState {
  forget(connection, memory, undefined);
  const limit = Math.min(terms.limit, currentLimit(connection, memory));
  const used = countSlots(connection) + memory.others;
  const blockedMs = Math.max(0, memory.blockedUntil - memory.now);
  return {
    limit,
    used,
    remaining: blockedMs > 0 ? 0 : Math.max(0, limit - used),
    resetMs: blockedMs > 0 ? blockedMs : used === 0 ? 0 : untilReturn(connection, memory, 1),
  };
}

/**
 * One date says all: a slot nobody settles counts until its lease is over and one window more, since its
 * request may have arrived at the last moment.
 */
function grant(connection: Connection, memory: Memory, terms: Terms, ticket: number | undefined): number {
  const leasedUntil = memory.now + terms.leaseMs;
  const slot = numberOf(connection, 'INSERT INTO slot (returns_at, quota) VALUES (?, ?) RETURNING id', [
    leasedUntil + terms.windowMs,
    terms.limit,
  ]);
  if (ticket !== undefined) leave(connection, ticket);
  if (memory.probe === 'wanted') {
    memory.probe = slot;
    memory.probeUntil = leasedUntil;
  }
  return slot;
}

/** How long nobody may send, whatever is free: a 429, and after it until one request came through. */
function holdMs(memory: Memory, ahead: number): number {
  if (memory.now < memory.blockedUntil) return memory.blockedUntil - memory.now;
  const waitsForProbe = memory.probe === 'wanted' ? ahead > 0 : memory.probe !== undefined;
  return waitsForProbe ? POLL_MS : 0;
}

function keepPlace(
  connection: Connection,
  { limit }: Terms,
  ticket: number | undefined,
  expiresAt: number,
): number {
  const kept =
    ticket !== undefined &&
    connection.prepare('UPDATE waiting SET expires_at = ? WHERE ticket = ?').run([expiresAt, ticket]) > 0;
  if (kept) return ticket;
  return numberOf(connection, 'INSERT INTO waiting (expires_at, quota) VALUES (?, ?) RETURNING ticket', [
    expiresAt,
    limit,
  ]);
}

/** Takes out what no longer counts. Who asks is not late, whatever its ticket says. */
function forget(connection: Connection, memory: Memory, ticket: number | undefined): void {
  const { now } = memory;
  connection.prepare('DELETE FROM slot WHERE returns_at <= ?').run([now]);
  connection
    .prepare('DELETE FROM waiting WHERE expires_at <= ? AND ticket IS NOT ?')
    .run([now, ticket ?? null]);
  if (memory.othersUntil <= now) memory.others = 0;
  // Whoever held the probe died.
  if (typeof memory.probe === 'number' && memory.probeUntil <= now) memory.probe = 'wanted';
  // A limit from the server is believed as long as anything counts; the next answer brings it again.
  if (memory.serverLimit !== undefined && countSlots(connection) === 0) memory.serverLimit = undefined;
}

function countSlots(connection: Connection): number {
  return numberOf(connection, 'SELECT count(*) FROM slot', []);
}

function countAhead(connection: Connection, ticket: number | undefined): number {
  return numberOf(connection, 'SELECT count(*) FROM waiting WHERE ticket < ?', [
    ticket ?? Number.MAX_SAFE_INTEGER,
  ]);
}

/** The lowest limit of all that wait or have a slot that counts, and of the server; at least 1. */
function currentLimit(connection: Connection, { serverLimit = Infinity }: Memory): number {
  const quota = connection
    .prepare(
      'SELECT min(quota) FROM (SELECT min(quota) AS quota FROM slot UNION ALL SELECT min(quota) FROM waiting)',
    )
    .first([])?.[0];
  return Math.max(1, Math.min(serverLimit, typeof quota === 'number' ? quota : Infinity));
}

/** Milliseconds until `count` slots have come back, at least 1; the slots of others come back together. */
function untilReturn(connection: Connection, memory: Memory, count: number): number {
  const row = connection
    .prepare('SELECT returns_at FROM slot ORDER BY returns_at LIMIT 1 OFFSET ?')
    .first([Math.max(0, count - 1)]);
  const own = typeof row?.[0] === 'number' ? row[0] : Infinity;
  const soonest = Math.min(own, memory.others > 0 ? memory.othersUntil : Infinity);
  return Math.max(1, Number.isFinite(soonest) ? soonest - memory.now : 1);
}

/** The one number that a statement answers. */
function numberOf(connection: Connection, sql: string, values: readonly SqlValue[]): number {
  return Number(connection.prepare(sql).first(values)?.[0]);
}
