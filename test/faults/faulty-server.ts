import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Table, TableAnswer } from './table.js';

/**
 * What may go wrong with a request. `lost`, `cut`, `ended early`, `stalled`, `page after` and `gateway after` happen
 * after it was done; the others instead of it. `slow` and `other type` are answers that are odd and whole.
 */
export type Fault =
  | ('reset' | 'busy' | 'failed' | 'page' | 'limited' | 'limited, vendor' | 'locked')
  | ('lost' | 'cut' | 'ended early' | 'stalled' | 'page after' | 'gateway after')
  | ('slow' | 'other type');

/** What a server is made of. */
export interface FaultyServerOptions {
  readonly table: Table;
  /** What goes wrong with a request; nothing where it answers nothing. */
  readonly choose: (request: { readonly method: string; readonly url: string }) => Fault | undefined;
  /** Whether the server asks for silence, and for how many seconds. */
  readonly silentFor: () => number;
  /** Begins a silence of this many seconds. */
  readonly fallSilent: (seconds: number) => void;
  /** Ends the try of a client that waits for an answer that will not come. */
  readonly expire: (tryId: string) => void;
}

/** A server on loopback that does its work and answers as it is told to. */
export interface FaultyServer {
  readonly url: string;
  /** Requests that were answered 429. */
  readonly refusals: () => number;
  close(): Promise<void>;
}

/** Tells which try of the client a request is. */
export const TRY_ID = 'x-try-id';

const PAGE = '<!DOCTYPE html><html><body>Maintenance</body></html>';
const SILENCE_SECONDS = 30;

export async function startFaultyServer(options: FaultyServerOptions): Promise<FaultyServer> {
  let refusals = 0;
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/' } = request;
    const body = await text(request);
    const silence = options.silentFor();
    const fault = silence > 0 ? 'limited' : options.choose({ method, url });
    if (fault === 'limited' || fault === 'limited, vendor') {
      refusals += 1;
      if (silence === 0) options.fallSilent(SILENCE_SECONDS);
      refuse(response, fault, silence > 0 ? silence : SILENCE_SECONDS);
      return;
    }
    if (fault !== undefined && answerInstead(fault, request, response)) return;
    const answer = options.table.answer(method, url, body);
    await send(response, answer, fault, () => {
      options.expire(String(request.headers[TRY_ID]));
    });
  };
  const server = createServer((request, response) => {
    handle(request, response).catch(() => {
      request.socket.destroy();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    refusals: () => refusals,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function refuse(response: ServerResponse, form: Fault, seconds: number): void {
  const message = `Try again in ${seconds} seconds.`;
  const body =
    form === 'limited'
      ? { code: 'RateLimitExceeded', message: `Rate limit exceeded. ${message}` }
      : { error: 'ConnectWiseAPI', message: `Too many requests. Please try again in 30 seconds.` };
  // Without a header the client has its own 30 seconds.
  const headers = form === 'limited' ? { 'Retry-After': String(seconds) } : {};
  json(response, 429, JSON.stringify(body), headers);
}

/** Answers something in the place of doing what was asked; says whether it did. */
function answerInstead(fault: Fault, request: IncomingMessage, response: ServerResponse): boolean {
  switch (fault) {
    case 'reset':
      request.socket.resetAndDestroy();
      return true;
    case 'busy':
      json(response, 503, '{"code":"x","message":"Busy."}', { 'Retry-After': '3' });
      return true;
    case 'failed':
      json(response, 500, '{"code":"ConnectWiseApi","message":"A timeout has occured. Please try again."}');
      return true;
    case 'locked':
      json(response, 409, '{"code":"RecordLocked","message":"The record is being edited."}');
      return true;
    case 'page':
      response.writeHead(503, { 'Content-Type': 'text/html' }).end(PAGE);
      return true;
    default:
      return false;
  }
}

async function send(
  response: ServerResponse,
  { status, body, headers }: TableAnswer,
  fault: Fault | undefined,
  expire: () => void,
): Promise<void> {
  const half = body.slice(0, Math.floor(body.length / 2));
  switch (fault) {
    case 'lost':
      response.socket?.resetAndDestroy();
      return;
    case 'page after':
      response.writeHead(200, { 'Content-Type': 'text/html' }).end(PAGE);
      return;
    case 'gateway after':
      response.writeHead(504, { 'Content-Type': 'text/html' }).end(PAGE);
      return;
    case 'cut':
      response.writeHead(status, { ...headers, 'Content-Length': String(body.length + 1) });
      response.write(half, () => response.socket?.destroy());
      return;
    case 'ended early':
      response.writeHead(status, { ...headers, 'Content-Type': 'application/json' });
      response.write(half);
      response.end();
      return;
    case 'stalled':
      response.writeHead(status, { ...headers, 'Content-Length': String(body.length + 1) });
      response.write(half, expire);
      return;
    case 'slow':
      response.writeHead(status, { ...headers, 'Content-Type': 'application/json' });
      for (let from = 0; from < body.length; from += Math.ceil(body.length / 7)) {
        response.write(body.slice(from, from + Math.ceil(body.length / 7)));
        await new Promise((resolve) => setImmediate(resolve));
      }
      response.end();
      return;
    case 'other type':
      response.writeHead(status, { ...headers, 'Content-Type': 'text/html' }).end(body);
      return;
    default:
      json(response, status, body, headers);
  }
}

function json(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (status === 204) response.writeHead(status, headers).end();
  else response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(body);
}
