import { Psa, type PsaOptions } from 'psakit';
import { startFaultyServer, TRY_ID, type Fault } from './faulty-server.js';
import { InstantClock } from './instant-clock.js';
import { createRandom } from './random.js';
import { Table } from './table.js';

/** What a run is made of. */
export interface RunOptions {
  readonly seed: number;
  /** Rows in the table at the beginning. */
  readonly size: number;
  readonly faults: readonly Fault[];
  /** How many of a hundred requests meet a fault. */
  readonly percent: number;
  readonly client?: PsaOptions | undefined;
}

/** One client and one server, and all that may go wrong between them. */
export interface Run {
  readonly psa: Psa;
  readonly table: Table;
  readonly clock: InstantClock;
  /** How often each fault happened. */
  readonly met: ReadonlyMap<Fault, number>;
  readonly refusals: () => number;
}

/** What a try is allowed, told apart from every pause by its length. */
const TIMEOUT_MS = 123_456_789;

/** Faults one request may meet in a row; its tries must suffice. */
const MOST_IN_A_ROW = 3;

/** Does some work between a client and a server for which the seed decides what goes wrong. */
export async function withFaults(options: RunOptions, work: (run: Run) => Promise<void>): Promise<void> {
  const random = createRandom(options.seed);
  const clock = new InstantClock(TIMEOUT_MS);
  const table = new Table(options.size);
  const met = new Map<Fault, number>();
  const inARow = new Map<string, number>();
  const timeouts = new Map<string, () => void>();
  let silentUntil = 0;
  const server = await startFaultyServer({
    table,
    choose: ({ method, url }) => {
      const key = `${method} ${url}`;
      const before = inARow.get(key) ?? 0;
      const fault = options.faults[Math.floor(random() * options.faults.length)];
      if (fault === undefined || before >= MOST_IN_A_ROW || random() * 100 >= options.percent) {
        inARow.delete(key);
        return undefined;
      }
      inARow.set(key, before + 1);
      met.set(fault, (met.get(fault) ?? 0) + 1);
      // Somebody sets the clock of the client's machine, too.
      if (random() < 0.2) clock.jump(Math.round((random() - 0.5) * 7_200_000));
      return fault;
    },
    silentFor: () => Math.max(0, Math.ceil((silentUntil - clock.ticks()) / 1000)),
    fallSilent: (seconds) => {
      silentUntil = clock.ticks() + seconds * 1000;
    },
    expire: (tryId) => timeouts.get(tryId)?.(),
  });
  let tries = 0;
  const psa = new Psa({
    ...{ companyId: 'acme', publicKey: 'public-key', privateKey: 'private-key', clientId: 'client-id' },
    ...{ site: server.url, env: {}, clock, random, timeoutMs: TIMEOUT_MS, maxTries: 12, budget: 1000 },
    fetch: (url, init) => {
      tries += 1;
      const tryId = String(tries);
      timeouts.set(tryId, clock.takeTimeout());
      const headers = { ...(init.headers as Record<string, string>), [TRY_ID]: tryId };
      return fetch(url, { ...init, headers });
    },
    ...options.client,
  });
  try {
    await work({ psa, table, clock, met, refusals: server.refusals });
  } finally {
    await server.close();
  }
}
