import { createServer } from 'node:http';
import { createSandbox } from '@psakit/server/sandbox';
import { createTicketPrinter, TEN_FIELDS } from './tickets.js';

// A PSA that holds any number of tickets, since it makes them when they are asked for: the same server, latency
// and limit for every client. Ids run from 1. It pages by number and forward-only, and counts what it is asked.
const [recordsText = '0', limitText = '0', windowText = '0', latencyText = '50'] = process.argv.slice(2);
const records = Number(recordsText);
const limit = Number(limitText);
const windowMs = Number(windowText);
const latencyMs = Number(latencyText);

const sandbox = await createSandbox({ rateLimit: 'off' });
const listed = await sandbox.fetch(`${sandbox.url}/v4_6_release/apis/3.0/service/tickets?pageSize=1`, {
  headers: {
    authorization: `Basic ${Buffer.from('sandbox+public:private').toString('base64')}`,
    clientId: sandbox.credentials.clientId,
  },
});
const [ticket] = (await listed.json()) as Record<string, unknown>[];
await sandbox.close();
if (ticket === undefined) throw new TypeError('The sandbox has no ticket to copy.');
const full = createTicketPrinter(ticket);
const ten = createTicketPrinter(ticket, TEN_FIELDS);

/** When each request came that was answered, and which of them opens the window that is on. */
const arrivals: number[] = [];
let opening = 0;
let requests = 0;
let refused = 0;

const server = createServer((request, response) => {
  requests += 1;
  const now = performance.now();
  while (opening < arrivals.length && (arrivals[opening] ?? now) <= now - windowMs) opening += 1;
  if (arrivals.length - opening >= limit) {
    refused += 1;
    const wait = Math.max(1, Math.ceil(((arrivals[opening] ?? now) + windowMs - now) / 1000));
    response.writeHead(429, { 'Content-Type': 'application/json', 'Retry-After': String(wait) });
    response.end(
      `{"code":"RateLimitExceeded","message":"Rate limit exceeded. Try again in ${wait} seconds."}`,
    );
    return;
  }
  arrivals.push(now);
  setTimeout(() => {
    const { searchParams, pathname } = new URL(request.url ?? '', 'http://127.0.0.1');
    const pageSize = Number(searchParams.get('pageSize') ?? 25);
    const forward = request.headers['pagination-type'] === 'forward-only';
    const page = Number(searchParams.get('page') ?? 1);
    const first = forward ? Number(searchParams.get('pageId') ?? 0) + 1 : (page - 1) * pageSize + 1;
    const last = Math.min(records, first + pageSize - 1);
    const next = forward ? `pageId=${last < records ? last : ''}` : `page=${page + 1}`;
    const link = `<http://127.0.0.1${pathname}?pageSize=${pageSize}&${next}>; rel="next"`;
    const body = (searchParams.has('fields') ? ten : full).print(first, last);
    response.writeHead(200, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': Buffer.byteLength(body),
      ...(forward || last < records ? { Link: link } : {}),
    });
    response.end(body);
  }, latencyMs);
});
process.on('message', () => process.send?.({ requests, refused, pace: paceOf(arrivals) }));

/** What the limit allows in the full windows there were, to what they took; absent before the first is over. */
function paceOf(times: readonly number[]): number | undefined {
  const windows = Math.floor((times.length - 1) / limit);
  if (windows < 1) return undefined;
  return (windows * windowMs) / ((times[windows * limit] ?? 0) - (times[0] ?? 0));
}

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' ? address?.port : 0 });
});
