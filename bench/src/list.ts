import { SANDBOX_CREDENTIALS } from '@psakit/server/sandbox';
import { load, type LoadRequest } from './load.js';
import { median, report } from './measure.js';
import { startServer } from './processes.js';

const HEADERS = {
  authorization: `Basic ${Buffer.from('sandbox+public:private').toString('base64')}`,
  clientId: SANDBOX_CREDENTIALS.clientId,
};
const CONDITIONS = encodeURIComponent('status/name="New" and priority/id<=2');

/** A list of 25 full tickets by condition, beside `node:http` stringifying the same 25 from memory. */
export async function benchList(): Promise<void> {
  const sandbox = startServer('./sandbox-server.js', ['medium']);
  const bare = startServer('./bare-server.js');
  try {
    const port = await sandbox.port;
    const path = `/v4_6_release/apis/3.0/service/tickets?conditions=${CONDITIONS}&pageSize=25`;
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: HEADERS });
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
    const a: LoadRequest = { port, path, headers: HEADERS };
    const b: LoadRequest = { port: await bare.port, path, headers: HEADERS };
    await load(a, 2000);
    await load(b, 2000);
    const rounds: { a: number; b: number }[] = [];
    for (let round = 0; round < 7; round++) rounds.push({ a: await load(a, 2000), b: await load(b, 2000) });
    const rate = (times: readonly number[]): string => `${Math.round(2000 / (median(times) / 1000))}/s`;
    report('list: 25 full tickets by condition, sandbox', rate(rounds.map((r) => r.a)));
    report('list: the same 25, node:http and JSON.stringify', rate(rounds.map((r) => r.b)));
    report('list: times as fast as node:http', `${median(rounds.map((r) => r.b / r.a)).toFixed(2)}x`);
  } finally {
    await sandbox.stop();
    await bare.stop();
  }
}
