import { systemClock } from 'psakit/core';
import { parseSite } from 'psakit/client';
import {
  createHandler,
  isFromHere,
  isLoopbackHost,
  serveApi,
  type ApiAnswer,
  type ApiRequest,
} from '../../api/index.js';
import type { TlsOptions } from '../options.js';
import { defaultTlsFolder, openTlsIdentity } from '../tls/index.js';
import { answerOf, exchangeKey, exchangeOf, readSent, scrubbed, type Exchange } from './exchange.js';
import { openRecording, readRecording } from './file.js';

/** What stands between a client and a site, or in the place of one. */
export interface RecordingServer {
  readonly url: string;
  readonly httpsUrl?: string | undefined;
  readonly caFile?: string | undefined;
  /** Whether programs of this machine alone are answered: not where `host` is an address that others reach. */
  readonly onlyHere: boolean;
  close(): Promise<void>;
}

/** Where it listens, as a sandbox does. */
export interface RecordingServeOptions {
  readonly port?: number | undefined;
  readonly host?: string | undefined;
  readonly tls?: boolean | TlsOptions | undefined;
}

/** Headers of a request that a site reads; it may have others, which are about one connection. */
const SENT_HEADERS = [
  'authorization',
  'clientid',
  'cookie',
  'content-type',
  'accept',
  'pagination-type',
  'x-cw-usertype',
];

/**
 * Hands every request on to a real site, with the credentials the client sent, and keeps what was answered in a
 * file. Credentials are not kept; members that are named like secrets are removed.
 *
 * @param options.site a host, a region or a URL, as `CONNECTWISE_SITE`.
 * @throws PsaError `CONFIG_INVALID`, `INSECURE_SITE`, `INVALID_ARGUMENT`, `PORT_IN_USE`.
 */
export async function serveRecorder(
  options: RecordingServeOptions & {
    readonly file: string;
    readonly site: string;
    readonly fetch: typeof fetch;
  },
): Promise<RecordingServer> {
  const { origin } = parseSite(options.site);
  const keep = openRecording(options.file);
  return serve(options, async (request) => {
    const sent = await readSent(request);
    const headers = SENT_HEADERS.flatMap((name) => {
      const value = request.header(name);
      return value === undefined ? [] : [[name, value] as const];
    });
    const { method } = request;
    const body = sent.bytes.byteLength === 0 ? undefined : Uint8Array.from(sent.bytes);
    const response = await options
      .fetch(`${origin}${request.target}`, {
        method,
        headers: Object.fromEntries(headers),
        redirect: 'manual',
        ...(body && { body }),
      })
      .catch(() => undefined);
    if (!response) return told(502, 'NoAnswer', `${origin} did not answer. Nothing was recorded.`);
    const exchange = await exchangeOf(sent, response, origin);
    keep(scrubbed(exchange));
    return answerOf(exchange, request.origin);
  });
}

/**
 * Answers what a recording has, to every program of this machine: the same request is answered as it was, time after
 * time where it was recorded more than once, and the last time again from then on. No credentials are asked for, since
 * none are kept. With a `host` that others reach, it answers them too.
 *
 * @throws PsaError `INVALID_ARGUMENT`, `PORT_IN_USE`.
 */
export async function serveReplay(
  options: RecordingServeOptions & { readonly file: string },
): Promise<RecordingServer> {
  const left = new Map<string, Exchange[]>();
  for (const exchange of readRecording(options.file)) {
    const key = exchangeKey(exchange);
    left.set(key, [...(left.get(key) ?? []), exchange]);
  }
  return serve(options, async (request) => {
    const found = left.get(exchangeKey(await readSent(request)));
    const next = found && found.length > 1 ? found.shift() : found?.[0];
    if (next) return answerOf(next, request.origin);
    const message = `${request.method} ${request.target} is not in ${options.file}. Record it: psa sandbox --record.`;
    return told(501, 'NotRecorded', message);
  });
}

async function serve(
  { port, host, tls }: RecordingServeOptions,
  answer: (request: ApiRequest) => Promise<ApiAnswer>,
): Promise<RecordingServer> {
  const named = typeof tls === 'object' ? tls : {};
  const identity = tls
    ? openTlsIdentity(named.folder ?? defaultTlsFolder(process.env), systemClock.now())
    : undefined;
  // Nobody is asked for credentials: a web page that was led here by its name shall not read a recording.
  const onlyHere = host === undefined || isLoopbackHost(host);
  const guarded = (request: ApiRequest): Promise<ApiAnswer> =>
    onlyHere && !isFromHere(request) ? Promise.resolve(notFromHere()) : answer(request);
  const handler = createHandler(guarded, new AbortController().signal);
  const server = await serveApi(handler, { port, host, tls: identity && { ...identity, port: named.port } });
  return { ...server, onlyHere, ...(identity && { caFile: identity.caFile }) };
}

function notFromHere(): ApiAnswer {
  return told(
    403,
    'Forbidden',
    'Only programs of this machine are answered, by the name localhost or 127.0.0.1.',
  );
}

function told(status: number, code: string, message: string): ApiAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ code, message }),
  };
}
