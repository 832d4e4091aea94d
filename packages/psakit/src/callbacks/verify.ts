import { checkOptionKinds, systemClock, type Clock, type OptionKinds } from '../core/index.js';
import { forgedCallback } from './errors.js';
import { fetchKey, type CallbackFetch } from './fetch-key.js';
import { CallbackKeyCache, type KeySource } from './key-cache.js';
import { checkKeyUrl, parseTrustedHosts, VENDOR_HOSTS } from './key-url.js';
import { isJsonObject, readMessage, textOf, toEvent } from './parse.js';
import { decodeSignature, isSignedBy, toBytes } from './signature.js';
import type { CallbackEvent, CallbackJson } from './types.js';

/** How a message is verified. */
export interface VerifyCallbackOptions {
  /** Fetches signing keys; the global fetch by default. */
  readonly fetch?: CallbackFetch | undefined;
  /**
   * Where keys may come from, instead of {@link VENDOR_HOSTS}: `psa.example.com`, `psa.example.com:8443`,
   * `*.example.com`, all by https; or `http://127.0.0.1:PORT` for a local PSA.
   */
  readonly trustedHosts?: readonly string[] | undefined;
  /**
   * The company you log in with. Give it: every company at the vendor can sign messages with a key of its
   * own, and without this all of them are believed. Message and key_url must both name it, in any case.
   */
  readonly companyId?: string | undefined;
  /** Keeps keys from one message to the next. Without it, each message costs one request for its key. */
  readonly cache?: CallbackKeyCache | undefined;
  /** Sent as the clientId header with the request for a key. */
  readonly clientId?: string | undefined;
  /** How long a key may take to come, in milliseconds; 2,000 by default, since PSA itself waits 5,000. */
  readonly timeoutMs?: number | undefined;
  readonly clock?: Clock | undefined;
}

const OPTIONS: OptionKinds<VerifyCallbackOptions> = {
  fetch: 'function',
  trustedHosts: 'array',
  companyId: 'string',
  cache: 'object',
  clientId: 'string',
  timeoutMs: 'number',
  clock: 'object',
};

/**
 * Refuses options that there are not: a `companyID` would prove less than it seems to.
 *
 * @throws {PsaError} `INVALID_ARGUMENT`
 */
export function checkVerifyOptions(options: VerifyCallbackOptions): void {
  checkOptionKinds(options, OPTIONS, 'verifyCallback');
}

/**
 * Proves that PSA sent a message, and reads it (PROTOCOL 7.4). The signature is checked over the bytes as
 * they came: a body that was parsed and written again has another one. A key that was held and does not
 * fit is fetched again once, since it may have been replaced.
 *
 * @param rawBody The request's body. Text stands for its UTF-8 bytes.
 * @param signature The header `x-content-signature`.
 * @throws {PsaError} `CALLBACK_FORGED` or `CALLBACK_INVALID` for what must not be believed;
 * `INVALID_ARGUMENT` for a trusted host that is none; and, `retryable`, the codes of a request that failed
 * (`NETWORK`, `TIMEOUT`, `SERVER_ERROR`, ...) where the key could not be had.
 */
export async function verifyCallback(
  rawBody: Uint8Array | string,
  signature: string | null | undefined,
  options: VerifyCallbackOptions = {},
): Promise<CallbackEvent> {
  checkVerifyOptions(options);
  const isTrusted = parseTrustedHosts(options.trustedHosts ?? VENDOR_HOSTS);
  const bytes = toBytes(rawBody);
  if (textOf(signature) === undefined) {
    throw forgedCallback(
      'it has no x-content-signature header',
      'Hand on the header x-content-signature as it came. If PSA itself sent none, whoever posts this is somebody else.',
    );
  }
  const expected = decodeSignature(signature ?? '');
  if (expected === undefined) throw forgedCallback('its signature is not the base64 of 32 bytes');
  const message = readMessage(bytes);
  const metadata = message['Metadata'];
  const url = checkKeyUrl(isJsonObject(metadata) ? metadata['key_url'] : undefined, isTrusted);
  checkCompany(message, url, options.companyId);
  if (!(await isProven(url, expected, bytes, options))) {
    throw forgedCallback(
      'its signature does not fit',
      'Verify the raw bytes of the body, before anything parses them.',
    );
  }
  return toEvent(message);
}

async function isProven(
  url: URL,
  signature: Uint8Array<ArrayBuffer>,
  bytes: Uint8Array<ArrayBuffer>,
  options: VerifyCallbackOptions,
): Promise<boolean> {
  const { cache = new CallbackKeyCache(), clock = systemClock } = options;
  const source: KeySource = {
    now: () => clock.now(),
    fetch: () =>
      fetchKey(url, {
        fetch: options.fetch ?? ((input, init) => fetch(input, init)),
        clock,
        timeoutMs: options.timeoutMs ?? 2_000,
        clientId: options.clientId,
      }),
  };
  const { key, held } = await cache.find(url.href, source);
  if (await isSignedBy(key, signature, bytes)) return true;
  if (!held) return false;
  const renewed = await cache.renew(url.href, key, source);
  if (renewed === undefined) return false;
  if (await isSignedBy(renewed, signature, bytes)) return true;
  cache.noteVain(url.href, clock.now());
  return false;
}

/** The key_url names the company whose key it is as `companyName` (PROTOCOL 7.3, recorded live). */
function checkCompany(message: CallbackJson, url: URL, companyId: string | undefined): void {
  if (companyId === undefined) return;
  const wanted = companyId.toLowerCase();
  const names = [message['CompanyId'], ...url.searchParams.getAll('companyName')];
  if (names.length < 2 || names.some((name) => textOf(name)?.toLowerCase() !== wanted)) {
    throw forgedCallback(
      `it or its key does not belong to the company ${companyId}`,
      'companyId is the company you log in with.',
    );
  }
}
