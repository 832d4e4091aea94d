import type { ApiRequest } from './http.js';
import { REQUEST_HEADERS } from './wire.js';

/** What stands in the URL of a server that listens on every address. */
const ANY_ADDRESS: readonly string[] = ['0.0.0.0', '::'];

/** An address of this machine, also as a socket for both protocols shows it. */
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/i;

/**
 * Whether a request comes from this machine, and was meant for it: a web page whose name leads here, or that sends
 * its own origin, is somebody else. Where there is no socket, it is this process that asks.
 */
export function isFromHere(request: Pick<ApiRequest, 'remoteAddress' | 'origin' | 'header'>): boolean {
  const { remoteAddress } = request;
  if (remoteAddress === undefined) return true;
  const page = request.header(REQUEST_HEADERS.origin);
  const named = [request.origin, ...(page === undefined ? [] : [page])];
  return LOOPBACK.test(remoteAddress) && named.every(isLocalOrigin);
}

/** Whether a server that listens on this address is reached from this machine alone; `localhost` is one of those. */
export function isLoopbackHost(host: string): boolean {
  return LOOPBACK.test(host) || isLocalName(host);
}

function isLocalOrigin(origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const hostname = new URL(origin).hostname.replace(/^\[|\]$/g, '');
  return isLocalName(hostname) || ANY_ADDRESS.includes(hostname) || LOOPBACK.test(hostname);
}

function isLocalName(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost');
}
