import { PsaError, isPsaError, redactCause, type Clock } from '../core/index.js';
import { forgedCallback } from './errors.js';
import { isJsonObject, textOf } from './parse.js';
import { readLimited } from './read-limited.js';
import { importSigningKey, type SigningKey } from './signature.js';

/** The part of `fetch` that is used; the global one fits, and so does a sandbox's. */
export type CallbackFetch = (url: string, init: RequestInit) => Promise<Response>;

/** What fetching a key needs; `timeoutMs` in milliseconds, for answer and body together. */
export interface FetchKeyOptions {
  readonly fetch: CallbackFetch;
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly clientId: string | undefined;
}

/** A key's answer is a few hundred bytes; 16 KiB is generous (*assumed*). */
const MAX_KEY_BYTES = 16 * 1024;

/**
 * Fetches a signing key, `{"signing_key":"…"}` under any content type (PROTOCOL 7.4). The URL is not
 * repeated in errors, since whoever knows it may be able to read the key.
 *
 * @throws {PsaError} `CALLBACK_FORGED` where there is no such key; `REDIRECT_REFUSED`, `NETWORK`, `TIMEOUT`,
 * `SERVER_ERROR`, `UNEXPECTED_STATUS` or `BAD_RESPONSE` where it could not be had this time.
 */
export async function fetchKey(url: URL, options: FetchKeyOptions): Promise<SigningKey> {
  const { clock, timeoutMs } = options;
  const giveUp = new AbortController();
  const done = new AbortController();
  const late = clock.sleep(timeoutMs, done.signal).then(() => {
    giveUp.abort();
    throw failure('TIMEOUT', url, `did not answer within ${timeoutMs / 1000} seconds`);
  });
  try {
    // A fetch that does not listen to its signal is left behind.
    const text = await Promise.race([exchange(url, options, giveUp.signal), late]);
    return await importSigningKey(signingKeyOf(text, url), 'verify');
  } catch (error) {
    if (isPsaError(error)) throw error;
    const secrets = [url.href, url.search];
    throw failure('NETWORK', url, 'could not be reached', redactCause(error, secrets));
  } finally {
    done.abort();
  }
}

async function exchange(url: URL, options: FetchKeyOptions, signal: AbortSignal): Promise<string> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (options.clientId !== undefined) headers['clientId'] = options.clientId;
  const response = await options.fetch(url.href, { method: 'GET', headers, redirect: 'manual', signal });
  if (response.status !== 200) {
    void response.body?.cancel().catch(() => undefined);
    throw statusError(response, url);
  }
  const bytes = await readLimited(response.body, MAX_KEY_BYTES);
  if (bytes === undefined) throw failure('BAD_RESPONSE', url, 'answered more than a key');
  return new TextDecoder().decode(bytes);
}

function statusError({ status, type }: Response, url: URL): PsaError {
  if (type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    return failure('REDIRECT_REFUSED', url, 'sent the request elsewhere');
  }
  if (status === 404 || status === 410) return forgedCallback('the key it names does not exist');
  return failure(status >= 500 ? 'SERVER_ERROR' : 'UNEXPECTED_STATUS', url, `answered ${status}`);
}

/** The parser's own error is dropped, since it may quote the key. */
function signingKeyOf(text: string, url: URL): string {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    throw failure('BAD_RESPONSE', url, 'answered something that is not JSON');
  }
  const key = isJsonObject(answer) ? textOf(answer['signing_key']) : undefined;
  if (key === undefined) throw failure('BAD_RESPONSE', url, 'answered no signing_key');
  return key;
}

type Failure =
  'REDIRECT_REFUSED' | 'NETWORK' | 'TIMEOUT' | 'SERVER_ERROR' | 'UNEXPECTED_STATUS' | 'BAD_RESPONSE';

function failure(code: Failure, url: URL, what: string, cause?: unknown): PsaError {
  return new PsaError({
    code,
    message: `The key of a callback message could not be fetched: ${url.host} ${what}.`,
    hint: 'The message is neither proven nor forged; it can be verified when it is sent again.',
    retryable: true,
    cause,
  });
}
