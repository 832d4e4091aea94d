import { report } from '../measure.js';
import { FETCHERS } from './fetchers.js';
import { benchFootprint } from './footprint.js';
import { runClient, type RunResult } from './run.js';

const RECORDS = 100_000;

/**
 * psakit beside `connectwise-rest`, the loop of the mission and a bare `fetch`: one server, 50 ms latency,
 * 100,000 tickets, the limits of 60 and of 1,000 requests in a window. The window is 20 seconds unless told
 * (`client=60` for the real one), the same for all.
 */
export async function benchClient(windowSeconds = 20): Promise<void> {
  const windowMs = windowSeconds * 1000;
  benchFootprint();
  for (const limit of [60, 1000]) {
    for (const client of Object.keys(FETCHERS)) {
      const result = await runClient({ client, records: RECORDS, limit, windowMs });
      report(`${RECORDS} tickets, ${limit} in ${windowSeconds} s: ${client}`, describe(result));
      if (result.pace !== undefined) report('  of what the limit allows', result.pace.toFixed(3), '>= 0.98');
    }
  }
  await benchMemory();
}

/**
 * Memory while records are read and let go, at two lengths, beside a bare loop over the same pages. Node itself
 * takes some 43 MB, and its `fetch` 14 more.
 */
async function benchMemory(): Promise<void> {
  const unlimited = { limit: 1_000_000, windowMs: 60_000, latencyMs: 0 };
  for (const ten of [false, true]) {
    const what = ten ? 'ten fields' : 'full tickets';
    for (const records of [RECORDS, 1_000_000]) {
      const bare = await runClient({ client: 'bare fetch', records, ten, ...unlimited });
      report(`memory: ${what}, ${records}: bare fetch`, `${bare.peakMb.toFixed(0)} MB`);
      const own = await runClient({ client: 'psakit', records, ten, ...unlimited });
      const ratio = `${own.peakMb.toFixed(0)} MB, ${(own.peakMb / bare.peakMb).toFixed(2)}x`;
      report(`memory: ${what}, ${records}: psakit`, ratio, ten ? '< 120 MB, <= 1.6x bare' : '<= 1.6x bare');
    }
  }
}

function describe({ records, ms, peakMb, requests, refused, failure }: RunResult): string {
  const got = failure === undefined ? '' : `, stopped at ${records}: ${failure.slice(0, 60)}`;
  const refusals = refused === 0 ? '' : `, ${refused} refused`;
  return `${requests} requests, ${(ms / 1000).toFixed(1)} s, ${peakMb.toFixed(0)} MB${refusals}${got}`;
}
