import type { Connection, SqlValue } from '../sqlite/index.js';

/** What a budget file knows besides slots. Times are milliseconds of the file's own clock. */
export interface Memory {
  /** The time; it never goes back. */
  now: number;
  /** How far the machine's clock was set back since the file was made. */
  setBack: number;
  blockedUntil: number;
  /** After a 429 one request goes alone: the slot of that request, or that one is wanted. */
  probe: number | 'wanted' | undefined;
  probeUntil: number;
  /** The limit the server last named. */
  serverLimit: number | undefined;
  /** Slots used by programs that do not count here, as the server reports, and until when to believe that. */
  others: number;
  othersUntil: number;
}

const NO_PROBE = -1;
const PROBE_WANTED = 0;

/**
 * Reads the memory. A clock that was set back would hold slots for as long, so the file keeps the latest
 * time it saw and goes on from there. A clock that is set forward cannot be told from time that passed.
 */
export function readMemory(connection: Connection, machineNow: number): Memory {
  const [last, setBack, blockedUntil, probe, probeUntil, serverLimit, others, othersUntil] = (
    connection.prepare('SELECT * FROM memory').first([]) ?? []
  ).map(Number) as [number, number, number, number, number, number, number, number];
  const now = Math.max(last, machineNow + setBack);
  return {
    now,
    setBack: now - machineNow,
    blockedUntil,
    probe: probe === NO_PROBE ? undefined : probe === PROBE_WANTED ? 'wanted' : probe,
    probeUntil,
    // A null became 0, and no server that answers allows 0.
    serverLimit: serverLimit === 0 ? undefined : serverLimit,
    others,
    othersUntil,
  };
}

/** Writes it back, within the transaction it was read in. */
export function writeMemory(connection: Connection, memory: Memory): void {
  const values: readonly SqlValue[] = [
    memory.now,
    memory.setBack,
    memory.blockedUntil,
    memory.probe === undefined ? NO_PROBE : memory.probe === 'wanted' ? PROBE_WANTED : memory.probe,
    memory.probeUntil,
    memory.serverLimit ?? null,
    memory.others,
    memory.othersUntil,
  ];
  connection
    .prepare(
      `UPDATE memory SET last_now = ?, set_back = ?, blocked_until = ?, probe = ?, probe_until = ?,
         server_limit = ?, others = ?, others_until = ?`,
    )
    .run(values);
}
