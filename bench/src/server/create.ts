import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSandbox } from '@psakit/server/sandbox';
import { API_HEADERS, API_PATH } from '../auth.js';
import { load } from '../load.js';
import { median, report } from '../measure.js';
import { startServer } from '../processes.js';

const PATH = `${API_PATH}/service/tickets`;
const HEADERS = { ...API_HEADERS, 'content-type': 'application/json' };
const AIM = '> 1000/s';

/** Tickets for each round. */
const TICKETS = 2000;

/** Requests that are on their way at once. */
const AT_ONCE = 32;

const FOLDER = fileURLToPath(new URL('../../../.tmp/', import.meta.url));

/**
 * Tickets created a second in a database file, with all that the sandbox does by itself, each of them on the
 * disk before it is answered. One after the other everybody waits for the disk; at once they share its time.
 */
export async function benchCreate(): Promise<void> {
  const folder = mkdtempSync(join(FOLDER, 'create-'));
  try {
    await benchWithoutHttp(join(folder, 'api.db'));
    await benchOverHttp(join(folder, 'http.db'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function benchWithoutHttp(db: string): Promise<void> {
  const sandbox = await createSandbox({ db, synchronous: 'full', rateLimit: 'off' });
  try {
    const body = await ticketBody((path) => sandbox.fetch(sandbox.url + path, { headers: API_HEADERS }));
    const url = sandbox.url + PATH;
    const create = async (): Promise<void> => {
      const answer = await sandbox.fetch(url, { method: 'POST', headers: HEADERS, body });
      const text = await answer.text();
      if (answer.status !== 201) throw new TypeError(`The sandbox answered ${answer.status}: ${text}`);
    };
    for (const [what, atOnce, aim] of [
      ['one after the other', 1, ''],
      [`${AT_ONCE} at once`, AT_ONCE, AIM],
    ] as const) {
      const rate = await rateOf(async () => {
        let started = 0;
        const work = async (): Promise<void> => {
          while (started++ < TICKETS) await create();
        };
        await Promise.all(Array.from({ length: atOnce }, work));
      });
      report(`create: tickets, synchronous FULL, without HTTP, ${what}`, rate, aim);
    }
  } finally {
    await sandbox.close();
  }
}

async function benchOverHttp(db: string): Promise<void> {
  const server = startServer('./sandbox-server.js', ['small', db, 'full']);
  try {
    const port = await server.port;
    const body = await ticketBody((path) =>
      fetch(`http://127.0.0.1:${port}${path}`, { headers: API_HEADERS }),
    );
    const request = { port, path: PATH, method: 'POST', headers: HEADERS, body, status: 201 };
    for (const [what, atOnce, aim] of [
      ['one after the other', 1, ''],
      [`${AT_ONCE} at once`, AT_ONCE, AIM],
    ] as const) {
      const rate = await rateOf(() => load(request, TICKETS, atOnce));
      report(`create: tickets, synchronous FULL, over HTTP, ${what}`, rate, aim);
    }
  } finally {
    await server.stop();
  }
}

/** The middle of five rounds, after one that does not count. */
async function rateOf(round: () => Promise<unknown>): Promise<string> {
  await round();
  const rates: number[] = [];
  for (let i = 0; i < 5; i++) {
    const start = performance.now();
    await round();
    rates.push(TICKETS / ((performance.now() - start) / 1000));
  }
  return `${median(rates).toFixed(0)}/s`;
}

/** What a client sends: a summary, and for whom on which board, as a ticket of the world has them. */
async function ticketBody(ask: (path: string) => Promise<Response>): Promise<string> {
  const answer = await ask(`${PATH}?pageSize=1`);
  const [ticket] = (await answer.json()) as { company: { id: number }; board: { id: number } }[];
  if (!ticket) throw new TypeError('The sandbox has no ticket to copy.');
  return JSON.stringify({
    summary: 'VPN tunnel drops every hour',
    company: { id: ticket.company.id },
    board: { id: ticket.board.id },
  });
}
