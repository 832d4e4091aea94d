import { FETCHERS } from './fetchers.js';

// One client in a process of its own, so that its memory is its own. Says what it got, how long that took, and
// the most memory it held.
const [name = '', port, limit, windowMs, ten] = process.argv.slice(2);
const fetcher = FETCHERS[name];
if (fetcher === undefined) throw new TypeError(`No client is called ${name}.`);
let records = 0;
let failure: string | undefined;
const start = performance.now();
try {
  await fetcher({
    port: Number(port),
    limit: Number(limit),
    windowMs: Number(windowMs),
    ten: ten === 'ten',
    onRecords: (count) => {
      records += count;
    },
  });
} catch (error) {
  const said = error as { code?: string; message?: string; status?: number };
  failure = String(said.message ?? said.code ?? error);
}
process.send?.({
  records,
  ms: performance.now() - start,
  // Kilobytes, the high-water mark of the process.
  peakMb: process.resourceUsage().maxRSS / 1024,
  failure,
});
process.disconnect();
