import { PsaError } from '../core/index.js';

/** Where the API is. */
export interface Site {
  /** `https://api-na.myconnectwise.net` */
  readonly origin: string;
  /** `v4_6_release`, `v2025_1`, or a company's own. */
  readonly codebase: string;
  /** What every path is appended to, without a slash at the end: `https://…/v4_6_release/apis/3.0`. */
  readonly apiUrl: string;
}

/** What else decides how a site is read. */
export interface SiteOptions {
  readonly codebase?: string | undefined;
  /** Allows plain http to another machine. Credentials then travel in the open. */
  readonly allowInsecure?: boolean | undefined;
}

/** The site where none is set (MISSION, Configuration). */
export const DEFAULT_SITE = 'api-na.myconnectwise.net';

/** The alias of the current release on cloud, and the only one on premises (PROTOCOL 1.5). */
export const DEFAULT_CODEBASE = 'v4_6_release';

const API_PATH = '/apis/3.0';

/** The API hosts of the vendor's cloud by the names of their regions (PROTOCOL 1.5). */
const REGIONS: ReadonlyMap<string, string> = new Map([
  ['na', 'api-na.myconnectwise.net'],
  ['eu', 'api-eu.myconnectwise.net'],
  ['au', 'api-au.myconnectwise.net'],
  ['aus', 'api-aus.myconnectwise.net'],
  ['za', 'api-za.myconnectwise.net'],
  ['staging', 'api-staging.connectwisedev.com'],
]);

/** The hosts people see in their browser are the same without `api-`; the API refuses them (PROTOCOL 1.5). */
const UI_PREFIX = 'api-';
const API_HOSTS: ReadonlySet<string> = new Set(REGIONS.values());

/** Domains in which every host is the vendor's. */
const VENDOR_DOMAINS = ['.myconnectwise.net', '.connectwisedev.com'];

/**
 * Reads a site: a region (`na`, `eu`, `au`, `aus`, `za`, `staging`), `host`, `host:port`, or a URL with or without
 * its path. A host without a scheme is called
 * by https; only this machine by http (*assumed*: nobody runs a certificate on loopback). The host of the
 * web interface becomes its `api-` twin.
 *
 * @throws {PsaError} `CONFIG_INVALID` for what is no site, `INSECURE_SITE` for plain http elsewhere.
 */
export function parseSite(text: string, options: SiteOptions = {}): Site {
  const name = text.trim();
  const url = parseUrl(REGIONS.get(name.toLowerCase()) ?? name);
  if (url.protocol === 'http:' && !isLoopback(url.hostname) && options.allowInsecure !== true) {
    throw new PsaError({
      code: 'INSECURE_SITE',
      message: `The site ${url.host} would be called over plain http, which shows the credentials to the network.`,
      hint: 'Use https, or pass allowInsecure: true if the way there is protected by other means.',
    });
  }
  if (API_HOSTS.has(UI_PREFIX + url.hostname)) url.hostname = UI_PREFIX + url.hostname;
  const codebase = chooseCodebase(codebaseOf(url), options.codebase);
  return { origin: url.origin, codebase, apiUrl: `${url.origin}/${codebase}${API_PATH}` };
}

/** Whether an origin is a host of the vendor's cloud, reached by https. */
export function isVendorHost(origin: string): boolean {
  const { protocol, hostname, port } = new URL(origin);
  return protocol === 'https:' && port === '' && VENDOR_DOMAINS.some((domain) => hostname.endsWith(domain));
}

function parseUrl(text: string): URL {
  const hasScheme = /^[a-z][a-z\d+.-]*:\/\//i.test(text);
  const url = tryUrl(hasScheme ? text : `https://${text}`);
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw invalidSite('it is not a host, host:port or https URL');
  }
  if (url.username !== '' || url.password !== '') throw invalidSite('it has credentials in it');
  if (url.search !== '' || url.hash !== '') throw invalidSite('it has a query or a fragment');
  if (!hasScheme && isLoopback(url.hostname)) url.protocol = 'http:';
  return url;
}

function tryUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** The text is not repeated: it may hold a password. */
function invalidSite(reason: string): PsaError {
  return new PsaError({
    code: 'CONFIG_INVALID',
    message: `CONNECTWISE_SITE (option site) cannot be used: ${reason}.`,
    hint: `Give the host alone, e.g. ${DEFAULT_SITE}, or a URL such as https://${DEFAULT_SITE}/${DEFAULT_CODEBASE}${API_PATH}.`,
  });
}

/** This machine, by any of its names: only there is plain http nobody else's to read. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

/** What stands before `/apis/3.0` in the path, or nothing. */
function codebaseOf(url: URL): string {
  return trimSlashes(trimSlashes(url.pathname).replace(/(?:^|\/)apis(?:\/3\.0)?$/i, ''));
}

function chooseCodebase(fromSite: string, option: string | undefined): string {
  const wanted = option === undefined ? '' : trimSlashes(option.trim());
  if (!/^[\w.~/-]*$/.test(wanted) || /(?:^|\/)\.{1,2}(?:\/|$)/.test(wanted)) {
    throw new PsaError({
      code: 'CONFIG_INVALID',
      message: `The codebase "${wanted}" cannot be part of a path.`,
      hint: `Leave it out for ${DEFAULT_CODEBASE}, or give one such as v2025_1.`,
    });
  }
  if (fromSite !== '' && wanted !== '' && fromSite !== wanted) {
    throw new PsaError({
      code: 'CONFIG_INVALID',
      message: `The site names the codebase ${fromSite}, the codebase option ${wanted}.`,
      hint: 'Give the codebase in one of the two places.',
    });
  }
  return fromSite || wanted || DEFAULT_CODEBASE;
}

function trimSlashes(text: string): string {
  return text.replace(/^\/+|\/+$/g, '');
}
