import { abortedError, isPsaError, type Clock } from '../core/index.js';
import { networkError, timeoutError } from './errors.js';
import { PsaResponse } from './response.js';

/** The part of `fetch` that is used; the global one fits, and so does a sandbox's. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What one try needs; `timeoutMs` in milliseconds. */
export interface AttemptOptions {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly timeoutMs: number;
  /** What no error may show. */
  readonly secrets: readonly string[];
}

/**
 * Sends one request and reads its answer to the end, whatever its status.
 *
 * @throws {PsaError} `ABORTED`, `TIMEOUT` or `NETWORK`.
 */
export async function attempt(
  options: AttemptOptions,
  url: string,
  init: RequestInit,
  signal: AbortSignal | undefined,
): Promise<PsaResponse> {
  const { clock, timeoutMs, secrets } = options;
  const { origin } = new URL(url);
  const giveUp = new AbortController();
  const done = new AbortController();
  // A fetch that does not listen to its signal is left behind.
  const givenUp = new Promise<never>((_, reject) => {
    giveUp.signal.addEventListener('abort', () => {
      reject(giveUp.signal.reason as Error);
    });
  });
  const onAbort = (): void => {
    if (signal) giveUp.abort(abortedError(signal));
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  clock.sleep(timeoutMs, done.signal).then(
    () => {
      giveUp.abort(timeoutError(origin, timeoutMs));
    },
    () => undefined,
  );
  try {
    if (signal?.aborted) throw abortedError(signal);
    return await Promise.race([exchange(options.fetch, url, { ...init, signal: giveUp.signal }), givenUp]);
  } catch (error) {
    if (giveUp.signal.aborted) throw giveUp.signal.reason as Error;
    if (isPsaError(error)) throw error;
    throw networkError(origin, error, secrets);
  } finally {
    done.abort();
    signal?.removeEventListener('abort', onAbort);
  }
}

async function exchange(fetch: Fetch, url: string, init: RequestInit): Promise<PsaResponse> {
  const response = await fetch(url, init);
  return new PsaResponse(response.status, response.headers, new Uint8Array(await response.arrayBuffer()));
}
