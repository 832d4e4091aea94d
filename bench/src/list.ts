import { API_HEADERS, API_PATH } from './auth.js';
import { load, type LoadRequest } from './load.js';
import { median, report } from './measure.js';
import { startServer } from './processes.js';

const CONDITIONS = encodeURIComponent('status/name="New" and priority/id<=2');
const TICKETS = `${API_PATH}/service/tickets`;

/** Another server that has the same records and is asked for the same 25. */
export interface ListPeer {
  readonly name: string;
  readonly request: LoadRequest;
  /** How often it is asked in a round: fewer times where it is slow. */
  readonly times: number;
}

/** A running sandbox, for those who want its records. */
export interface ListSource {
  readonly port: number;
  readonly tickets: string;
}

/**
 * A list of 25 full tickets by condition, beside `node:http` stringifying the same 25 from memory.
 *
 * @param startPeers starts servers that are asked in the same rounds.
 */
export async function benchList(
  startPeers: (source: ListSource) => Promise<readonly ListPeer[]> = () => Promise.resolve([]),
): Promise<void> {
  const sandbox = startServer('./sandbox-server.js', ['medium']);
  const bare = startServer('./bare-server.js');
  try {
    const port = await sandbox.port;
    const path = `${TICKETS}?conditions=${CONDITIONS}&pageSize=25`;
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: API_HEADERS });
    const records = (await answer.json()) as unknown[];
    if (records.length !== 25)
      throw new TypeError(
        `The sandbox answered ${records.length} tickets: ${JSON.stringify(records).slice(0, 200)}`,
      );
    const own = new Set(['content-length', 'connection', 'keep-alive', 'date', 'transfer-encoding']);
    bare.child.send({
      records,
      headers: Object.fromEntries([...answer.headers].filter(([name]) => !own.has(name))),
    });
    const a: LoadRequest = { port, path, headers: API_HEADERS };
    const b: LoadRequest = { port: await bare.port, path, headers: API_HEADERS };
    const peers = await startPeers({ port, tickets: TICKETS });
    await load(a, 2000);
    await load(b, 2000);
    for (const { request, times } of peers) await load(request, times);
    const rounds: { a: number; b: number; peers: number[] }[] = [];
    for (let round = 0; round < 7; round++) {
      const own = { a: await load(a, 2000), b: await load(b, 2000) };
      const others: number[] = [];
      for (const { request, times } of peers) others.push((await load(request, times)) * (2000 / times));
      rounds.push({ ...own, peers: others });
    }
    const rate = (times: readonly number[]): string => {
      const perSecond = 2000 / (median(times) / 1000);
      return `${perSecond.toFixed(perSecond < 100 ? 1 : 0)}/s`;
    };
    report('list: 25 full tickets by condition, sandbox', rate(rounds.map((r) => r.a)));
    report('list: the same 25, node:http and JSON.stringify', rate(rounds.map((r) => r.b)));
    report(
      'list: times as fast as node:http',
      `${median(rounds.map((r) => r.b / r.a)).toFixed(2)}x`,
      '>= 1.0',
    );
    peers.forEach(({ name }, index) => {
      const times = rounds.map((r) => r.peers[index] ?? Number.NaN);
      report(`list: the same from ${name}`, rate(times));
      const ratios = rounds.map((r) => (r.peers[index] ?? Number.NaN) / r.a);
      report(`list: times as fast as ${name}`, `${median(ratios).toFixed(1)}x`);
    });
  } finally {
    await sandbox.stop();
    await bare.stop();
  }
}
