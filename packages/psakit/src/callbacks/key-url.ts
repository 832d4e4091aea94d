import { invalidArgument, type PsaError } from '../core/index.js';
import { forgedCallback } from './errors.js';

/** The hosts PSA serves signing keys from: every host below the vendor's two domains, by https. */
export const VENDOR_HOSTS: readonly string[] = ['*.myconnectwise.net', '*.connectwisedev.com'];

/** Far more than the recorded 150 characters (*assumed*). */
const LONGEST_URL = 2048;

/** Which URLs a list of hosts admits. */
export type KeyUrlRule = (url: URL) => boolean;

/**
 * Reads a list of trusted hosts: `psa.example.com`, `psa.example.com:8443`, `*.example.com` for every host
 * below, all called by https; and `http://127.0.0.1:PORT` for a local PSA, on loopback only.
 *
 * @throws {PsaError} `INVALID_ARGUMENT` for anything else.
 */
export function parseTrustedHosts(hosts: readonly string[]): KeyUrlRule {
  const rules = hosts.map(parseHost);
  return (url) => rules.some((rule) => rule(url));
}

/**
 * The URL of a signing key, which whoever sent the message chose. It is judged, and later called, as the
 * URL standard reads it, so that no trick of spelling can make the two differ.
 *
 * @throws {PsaError} `CALLBACK_FORGED` for anything that is not a plain URL of a trusted host.
 */
export function checkKeyUrl(text: unknown, isTrusted: KeyUrlRule): URL {
  if (typeof text !== 'string') throw forgedCallback('it names no key (Metadata.key_url)');
  if (text.length > LONGEST_URL || !URL.canParse(text)) throw forgedCallback('its key_url is not a URL');
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') throw forgedCallback('its key_url has a user name in it');
  if (!isTrusted(url)) {
    throw forgedCallback(
      `its key_url is not on a trusted host (${url.protocol}//${url.host})`,
      'If this is your own PSA server, name its host in trustedHosts.',
    );
  }
  // The server never sees a fragment, so two of them must not count as two keys.
  url.hash = '';
  return url;
}

function parseHost(entry: string): KeyUrlRule {
  const any = /^\*\.(?=[^.])/.test(entry);
  const rest = any ? entry.slice(2) : entry;
  const text = rest.includes('://') ? rest : `https://${rest}`;
  if (any && text === rest) throw invalidHost(entry);
  // Names, dots, dashes, a port, IPv6 brackets: no user name, path, query or second wildcard.
  if (!/^https?:\/\/[\w.:[\]-]+$/i.test(text) || !URL.canParse(text)) throw invalidHost(entry);
  const wanted = new URL(text);
  if (wanted.protocol === 'http:' && !isLoopback(wanted.hostname)) throw invalidHost(entry);
  if (!any) return (url) => url.origin === wanted.origin;
  return (url) =>
    url.protocol === 'https:' && url.port === wanted.port && url.hostname.endsWith(`.${wanted.hostname}`);
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

function invalidHost(entry: string): PsaError {
  return invalidArgument(
    `"${entry}" in trustedHosts is not a host.`,
    'Give host, host:port or *.domain, called by https; or http://127.0.0.1:PORT for a local PSA.',
  );
}
