import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Duplex } from 'node:stream';
import { PsaError } from 'psakit/core';
import { createBodyCollector } from './body.js';
import { errorAnswer } from './errors.js';
import type { ApiAnswer, ApiRequest } from './http.js';
import type { ApiHandler } from './options.js';

/** A server that listens. */
export interface ApiServer {
  /** `http://127.0.0.1:54321` */
  readonly url: string;
  /** Stops listening and ends every connection; resolves when the port is free again. */
  close(): Promise<void>;
}

/** Largest body handed to a web handler, in bytes: one that needs less looks itself. */
const MAX_WEB_BODY_BYTES = 16_777_216;

/** Where {@link serveApi} listens. */
export interface ServeOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number | undefined;
  /** `127.0.0.1` unless told, so that only this machine can call. */
  readonly host?: string | undefined;
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
  const server = createServer((incoming, outgoing) => {
    void respond(answer, incoming, outgoing);
  });
  server.on('clientError', refuseUnreadable);
  const port = await listen(server, options.port ?? 0, host);
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    close: () => closed(server),
  };
}

async function respond(
  answer: (request: ApiRequest, headers: IncomingHttpHeaders) => Promise<ApiAnswer>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { status, headers, body } = await answer(fromIncoming(incoming), incoming.headers).catch(
    (error: unknown) => errorAnswer(error, {}),
  );
  if (outgoing.destroyed) return;
  headers['Content-Length'] = String(typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength);
  if (!incoming.complete) {
    // A body that was refused half-way: what is left of it is passed over, and the connection given up.
    incoming.resume();
    headers['Connection'] = 'close';
  }
  outgoing.writeHead(status, headers);
  outgoing.end(body);
}

/**
 * Answers what is no HTTP: a request line that is too long, or one with raw spaces in it. Both are met with
 * a page of the web server in front of the API (PROTOCOL 1.7, 2.7, live); its text is *assumed*.
 */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? '414 Request URI Too Long' : '400 Bad Request';
  const page = `<html><body><h2>${status}</h2></body></html>`;
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: text/html; charset=us-ascii\r\n` +
      `Content-Length: ${page.length}\r\nConnection: close\r\n\r\n${page}`,
  );
}

function fromIncoming(incoming: IncomingMessage): ApiRequest {
  const { headers, method = 'GET', url = '/' } = incoming;
  return {
    method,
    origin: `http://${hostOf(headers.host)}`,
    target: url,
    header: (name) => {
      const value = headers[name];
      return typeof value === 'string' ? value : value?.[0];
    },
    body: async (limit) => {
      const collected = createBodyCollector(limit);
      // The connection must outlive a body that is refused, to carry the answer.
      for await (const chunk of incoming.iterator({ destroyOnReturn: false }))
        collected.add(chunk as Uint8Array);
      return collected.text();
    },
  };
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
  return new PsaError({
    code: 'INVALID_ARGUMENT',
    message: `Cannot listen on port ${port} of ${host} (${error.code ?? error.message}).`,
    hint: 'Give an address of this machine, such as 127.0.0.1, and a port from 0 to 65535.',
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
