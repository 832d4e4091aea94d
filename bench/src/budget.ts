import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROCESSES = 4;
const LIMIT = 60;
const WINDOW_MS = 60_000;

/**
 * Processes that count in one file, each with four requests at once, against a server that counts arrivals
 * and refuses what is over the limit: the fullest window it saw, its refusals, and what each process got.
 */
export async function benchBudget(seconds = 120): Promise<void> {
  const arrivals: number[] = [];
  let refusals = 0;
  const server = createServer((_, response) => {
    const now = performance.now();
    if (arrivals.filter((time) => time > now - WINDOW_MS).length >= LIMIT) {
      refusals += 1;
      response.writeHead(429, { 'Retry-After': '30' }).end('{}');
      return;
    }
    arrivals.push(now);
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const folder = await mkdtemp(join(tmpdir(), 'psakit-bench-'));
  const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const sent = await Promise.all(
      Array.from({ length: PROCESSES }, () => runWorker([site, join(folder, 'key.db'), String(seconds)])),
    );
    process.stdout.write(
      `\nBudget: ${PROCESSES} processes, one file, ${seconds} s, ${LIMIT} in any ${WINDOW_MS / 1000} s\n` +
        `  fullest window  ${fullestWindow(arrivals)}\n` +
        `  61st after      ${Math.min(...gaps(arrivals)).toFixed(1)} ms at the least\n` +
        `  refused (429)   ${refusals}\n` +
        `  each was served ${sent.join(', ')}; together ${arrivals.length} of ${mostIn(arrivals)} there could be\n`,
    );
  } finally {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function runWorker(args: readonly string[]): Promise<number> {
  const child = fork(new URL('./budget-worker.js', import.meta.url), args, { stdio: 'inherit' });
  const ended = once(child, 'exit').then(([code]) => {
    throw new TypeError(`A worker ended with ${String(code)}.`);
  });
  const [message] = (await Promise.race([once(child, 'message'), ended])) as [{ readonly sent: number }];
  await ended.catch(() => undefined);
  return message.sent;
}

/** The most arrivals that any stretch of a window holds; times come in order. */
function fullestWindow(times: readonly number[]): number {
  let first = 0;
  return times.reduce((most, time, index) => {
    while (time - (times[first] ?? 0) >= WINDOW_MS) first += 1;
    return Math.max(most, index - first + 1);
  }, 0);
}

/** Milliseconds from each arrival to the first that must not share a window with it. */
function gaps(times: readonly number[]): readonly number[] {
  return times.slice(LIMIT).map((time, index) => time - (times[index] ?? 0));
}

/** What the limit lets through from the first arrival to the last. */
function mostIn(times: readonly number[]): number {
  const span = (times.at(-1) ?? 0) - (times[0] ?? 0);
  return LIMIT * (1 + Math.floor(span / WINDOW_MS));
}
