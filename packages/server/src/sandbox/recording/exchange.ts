import { scrubJson, scrubQuery, type ApiAnswer, type ApiRequest } from '../../api/index.js';

/** One request and its answer, as they are kept: without secrets, and without the site's own address. */
export interface Exchange {
  readonly method: string;
  /** Path and query as sent, secrets removed. */
  readonly target: string;
  /** What was sent, where it was JSON; secrets removed. */
  readonly sent?: unknown;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The answer's text, or its bytes where it is none. */
  readonly text?: string | undefined;
  readonly base64?: string | undefined;
}

/** Stands for the scheme and host that were called. */
const ORIGIN = '{origin}';

/** Stands for the host alone, which a site tells of itself (PROTOCOL 1.4): who goes by it shall come back here. */
const HOST = '{host}';
const TELLS_HOST = /\/login\/companyinfo\//i;
const TOLD_HOST = /("SiteUrl"\s*:\s*")[^"]*/i;

/** Headers of an answer that mean something to a client; the others are about one connection. */
const KEPT_HEADERS =
  /^(content-type|content-disposition|link|location|retry-after|allow|api-|x-cw-|x-ratelimit-|x-total-)/;

/** Largest body read, in bytes. */
const MAX_BODY_BYTES = 104_857_600;

/** What of a request is compared: the same one is found again, whatever the order of its parameters. */
export interface SentRequest {
  readonly method: string;
  readonly target: string;
  readonly sent?: unknown;
  /** As it came. */
  readonly bytes: Uint8Array;
}

/** Reads a request whole. */
export async function readSent(request: ApiRequest): Promise<SentRequest> {
  const { method, target } = request;
  const bytes = /^(GET|HEAD)$/.test(method) ? new Uint8Array() : await request.bytes(MAX_BODY_BYTES);
  const mark = target.indexOf('?');
  const scrubbed = mark < 0 ? target : `${target.slice(0, mark)}?${scrubQuery(target.slice(mark + 1))}`;
  return { method, target: scrubbed, sent: scrubJson(parsed(new TextDecoder().decode(bytes))), bytes };
}

/** The same for requests that mean the same: parameters in any order, codes in any case, members in any order. */
export function exchangeKey({
  method,
  target,
  sent,
}: Pick<SentRequest, 'method' | 'target' | 'sent'>): string {
  const url = new URL(target, 'http://localhost');
  const parameters = [...url.searchParams].map(([name, value]) => `${name.toLowerCase()}=${value}`).sort();
  return [
    method,
    url.pathname.replace(/\/{2,}/g, '/'),
    parameters.join('&'),
    sent === undefined ? '' : JSON.stringify(sorted(sent)),
  ].join('\n');
}

/** An answer of the site as an exchange, before secrets are taken out of it. */
export async function exchangeOf(sent: SentRequest, response: Response, origin: string): Promise<Exchange> {
  const bytes = Buffer.from(await response.arrayBuffer());
  const isText = /json|text|xml|javascript/i.test(response.headers.get('content-type') ?? 'text');
  const headers = [...response.headers].filter(([name]) => KEPT_HEADERS.test(name));
  const text = bytes.toString('utf8').replaceAll(origin, ORIGIN);
  return {
    method: sent.method,
    target: sent.target,
    ...(sent.sent === undefined ? {} : { sent: sent.sent }),
    status: response.status,
    headers: Object.fromEntries(headers.map(([name, value]) => [name, value.replaceAll(origin, ORIGIN)])),
    ...(isText
      ? { text: TELLS_HOST.test(sent.target) ? text.replace(TOLD_HOST, `$1${HOST}`) : text }
      : { base64: bytes.toString('base64') }),
  };
}

/** An exchange without what is nobody's business. */
export function scrubbed(exchange: Exchange): Exchange {
  const body = exchange.text === undefined ? undefined : parsed(exchange.text);
  return body === undefined ? exchange : { ...exchange, text: JSON.stringify(scrubJson(body)) };
}

/** An exchange as the answer to a request that was sent to `origin`. */
export function answerOf(
  { target, status, headers, text = '', base64 }: Exchange,
  origin: string,
): ApiAnswer {
  const here = Object.entries(headers).map(([name, value]) => [name, value.replaceAll(ORIGIN, origin)]);
  return {
    status,
    headers: Object.fromEntries(here) as Record<string, string>,
    body:
      base64 === undefined
        ? hosted(target, text, origin).replaceAll(ORIGIN, origin)
        : Uint8Array.from(Buffer.from(base64, 'base64')),
  };
}

function hosted(target: string, text: string, origin: string): string {
  return TELLS_HOST.test(target) ? text.replaceAll(HOST, new URL(origin).host) : text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, each]) => [name, sorted(each)]));
}
