import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { PsaError } from 'psakit/core';
import { collectBody, type BodyCollector } from './body.js';
import { bodyTooLarge, errorAnswer } from './errors.js';
import type { AnswerHeaders, ApiAnswer, ApiRequest, Delivery } from './http.js';
import type { ApiHandler } from './options.js';

/** A server that listens. */
export interface ApiServer {
  /** `http://127.0.0.1:54321` */
  readonly url: string;
  /** `https://127.0.0.1:54322`, where there is a certificate. */
  readonly httpsUrl?: string | undefined;
  /** Stops listening and ends every connection; resolves when the port is free again. */
  close(): Promise<void>;
}

/** Largest body handed to a web handler, in bytes: one that needs less looks itself. */
const MAX_WEB_BODY_BYTES = 16_777_216;

/**
 * How long a client may take, in milliseconds: for its headers, for a whole request (a file of 50 MiB over a slow
 * line), and between two requests, which is longer than clients keep a connection that they still mean to use. Who
 * takes longer is looked for every few seconds. Headers, and with them the URL, have 16 KiB.
 */
const LIMITS: Readonly<ServerOptions> = {
  headersTimeout: 30_000,
  requestTimeout: 300_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16_384,
};

/**
 * What a client that negotiates may ask for over https. Node itself lists HTTP/1.1 only, and then breaks off the
 * handshake of one that offers just HTTP/1.0, as `curl -0` does.
 */
const ALPN_PROTOCOLS = ['http/1.1', 'http/1.0'];

/** Where {@link serveApi} listens. */
export interface ServeOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number | undefined;
  /** `127.0.0.1` unless told, so that only this machine can call. */
  readonly host?: string | undefined;
  /** What it takes to speak https as well, on a port of its own. */
  readonly tls?: TlsServeOptions | undefined;
}

/** A certificate, and where https is spoken with it. */
export interface TlsServeOptions {
  /** PEM */
  readonly key: string;
  /** PEM */
  readonly cert: string;
  /** 0, the default, takes a free one. */
  readonly port?: number | undefined;
}

/**
 * Serves an API over HTTP. This is the one file that knows Node's HTTP server.
 *
 * A handler of `createApi` is called without web objects in between; any other function from `Request` to
 * `Response` is served as well.
 *
 * @throws PsaError `PORT_IN_USE` when something else listens there, `INVALID_ARGUMENT` when the address
 *   cannot be listened on.
 */
export async function serveApi(
  handler: ApiHandler | ((request: Request) => Promise<Response>),
  options: ServeOptions = {},
): Promise<ApiServer> {
  const host = options.host ?? '127.0.0.1';
  const answer = 'answer' in handler ? handler.answer : answering(handler);
  const serve = (scheme: string) => (incoming: IncomingMessage, outgoing: ServerResponse) => {
    void respond(answer, scheme, incoming, outgoing);
  };
  const authority = host.includes(':') ? `[${host}]` : host;
  const server = createServer(LIMITS, serve('http'));
  server.on('clientError', refuseUnreadable);
  const port = await listen(server, options.port ?? 0, host);
  const url = `http://${authority}:${port}`;
  const { tls } = options;
  if (!tls) return { url, close: () => closed(server) };
  try {
    const secure = createTlsServer(
      { ...LIMITS, ALPNProtocols: ALPN_PROTOCOLS, key: tls.key, cert: tls.cert },
      serve('https'),
    );
    secure.on('clientError', refuseUnreadable);
    const tlsPort = await listen(secure, tls.port ?? 0, host);
    return {
      url,
      httpsUrl: `https://${authority}:${tlsPort}`,
      close: async () => {
        await Promise.all([closed(server), closed(secure)]);
      },
    };
  } catch (error) {
    await closed(server);
    throw error;
  }
}

async function respond(
  answer: (request: ApiRequest, headers: IncomingHttpHeaders) => Promise<ApiAnswer>,
  scheme: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { status, headers, body, delivery }: ApiAnswer = await answer(
    fromIncoming(incoming, scheme),
    incoming.headers,
  ).catch((error: unknown) => errorAnswer(error, {}));
  if (outgoing.destroyed) return;
  headers['Content-Length'] = String(typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength);
  if (!incoming.complete) {
    // A body that was refused half-way: what is left of it is passed over, and the connection given up.
    incoming.resume();
    headers['Connection'] = 'close';
  }
  if (delivery) {
    await deliver(outgoing, incoming.socket, { status, headers, delivery });
    return;
  }
  outgoing.writeHead(status, headers);
  outgoing.end(body);
}

/** Sends an answer that something happens to on its way. */
async function deliver(
  outgoing: ServerResponse,
  socket: Socket,
  answer: {
    readonly status: number;
    readonly headers: AnswerHeaders;
    readonly delivery: Delivery;
  },
): Promise<void> {
  const { status, headers, delivery } = answer;
  // Whoever waits in vain is let go by the client, or when the server closes.
  if (delivery.kind === 'silence') return;
  if (delivery.kind === 'reset') {
    reset(socket);
    return;
  }
  outgoing.writeHead(status, headers);
  for await (const piece of delivery.pieces()) {
    if (outgoing.destroyed) return;
    await new Promise<void>((resolve) => {
      outgoing.write(piece, () => {
        resolve();
      });
    });
  }
  if (delivery.broken) reset(socket);
  else outgoing.end();
}

/** Ends a connection as a crash does; over TLS there is no more than cutting it. */
function reset(socket: Socket): void {
  if ('encrypted' in socket) socket.destroy();
  else socket.resetAndDestroy();
}

/**
 * Answers what is no HTTP: a request line that is too long, or one with raw spaces in it. Both are met with
 * a page of the web server in front of the API (PROTOCOL 1.7, 2.7, live); its text is *assumed*.
 */
function refuseUnreadable(error: NodeJS.ErrnoException & { rawPacket?: Buffer }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? '414 Request URI Too Long' : '400 Bad Request';
  const page = `<html><body><h2>${status}</h2></body></html>`;
  const isHead = error.rawPacket?.subarray(0, 5).toString('latin1') === 'HEAD ';
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: text/html; charset=us-ascii\r\n` +
      `Content-Length: ${page.length}\r\nConnection: close\r\n\r\n${isHead ? '' : page}`,
  );
}

function fromIncoming(incoming: IncomingMessage, scheme: string): ApiRequest {
  const { headers, method = 'GET', url = '/' } = incoming;
  return {
    method,
    origin: `${scheme}://${hostOf(headers.host)}`,
    target: url,
    remoteAddress: incoming.socket.remoteAddress,
    header: (name) => {
      const value = headers[name];
      return typeof value === 'string' ? value : value?.[0];
    },
    body: async (limit) => (await collected(incoming, limit)).text(),
    bytes: async (limit) => (await collected(incoming, limit)).bytes(),
  };
}

async function collected(incoming: IncomingMessage, limit: number): Promise<BodyCollector> {
  // One that says itself that it is too large need not be waited for.
  if (Number(incoming.headers['content-length']) > limit) throw bodyTooLarge(limit);
  // The connection must outlive a body that is refused, to carry the answer.
  return collectBody(incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>, limit);
}

/** The authority a client called: it goes into links and hrefs, so what is no host name does not count. */
function hostOf(header: string | undefined): string {
  return header !== undefined && /^[\w.:[\]-]+$/.test(header) ? header : 'localhost';
}

/** A web handler as an API: the way for what `createApi` did not make. */
function answering(
  handler: (request: Request) => Promise<Response>,
): (request: ApiRequest, headers: IncomingHttpHeaders) => Promise<ApiAnswer> {
  return async ({ method, origin, target, body }, incoming) => {
    const hasBody = method !== 'GET' && method !== 'HEAD';
    const headers = new Headers();
    for (const [name, value] of Object.entries(incoming)) {
      if (value !== undefined) headers.set(name, String(value));
    }
    const url = new URL(`${origin}${target}`);
    const response = await handler(
      new Request(url, { method, headers, body: hasBody ? await body(MAX_WEB_BODY_BYTES) : null }),
    );
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    };
  };
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    // Throws at once for a number that is no port.
    server.listen({ port, host }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  }).catch((error: unknown) => {
    throw listenError(error as NodeJS.ErrnoException, port, host);
  });
}

function listenError(error: NodeJS.ErrnoException, port: number, host: string): PsaError {
  if (error.code === 'EADDRINUSE') {
    return new PsaError({
      code: 'PORT_IN_USE',
      message: `Port ${port} of ${host} is in use by another program.`,
      hint: 'Give another port with --port, or --port 0 for any free one.',
      cause: error,
    });
  }
  if (error.code === 'ERR_SOCKET_BAD_PORT' || error.code === 'EACCES') {
    return new PsaError({
      code: 'INVALID_ARGUMENT',
      message: `Cannot listen on port ${port} (${error.code}).`,
      hint: 'Give a port from 1024 to 65535 that is free, or 0 for any free one.',
      cause: error,
    });
  }
  return new PsaError({
    code: 'INVALID_ARGUMENT',
    message: `Cannot listen on ${host}: it is no address of this machine (${error.code ?? error.message}).`,
    hint: 'Give one, such as 127.0.0.1, or ::1, or 0.0.0.0 for all of them.',
    cause: error,
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
