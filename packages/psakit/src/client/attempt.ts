import { abortedError, createTicks, isPsaError, type Clock } from '../core/index.js';
import { checkLength, openBody, readWhole } from './body.js';
import { networkError, timeoutError } from './errors.js';
import { PsaResponse, type StreamedResponse } from './response.js';
import { startWatchdog } from './watchdog.js';
import { readBodyLength, readRequestId } from './wire.js';

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

/** What one try sends. */
export interface AttemptRequest {
  readonly url: string;
  readonly init: RequestInit;
  readonly signal: AbortSignal | undefined;
  /** What ends a body that is read as it comes. */
  readonly bodySignal?: AbortSignal | undefined;
  /** Whether the body of a success is wanted as it comes. */
  readonly streamed: boolean;
}

/** What one try brought: the whole answer, or a success whose body is still to come. */
export type AttemptResult = PsaResponse | StreamedResponse;

/**
 * Sends one request and reads its answer, whatever its status, to the end, unless it is a success whose body
 * is wanted as a stream. The time allowed is for all of that; where a stream is received, until it begins, and again
 * for each piece; where one is sent, since the last piece that was. A body of known size has more of it.
 *
 * @throws {PsaError} `ABORTED`, `TIMEOUT` or `NETWORK`.
 */
export async function attempt(options: AttemptOptions, request: AttemptRequest): Promise<AttemptResult> {
  const { clock, timeoutMs, secrets } = options;
  const { signal } = request;
  const { origin } = new URL(request.url);
  const giveUp = new AbortController();
  // A fetch that does not listen to its signal is left behind.
  let settle: (() => void) | undefined;
  const givenUp = new Promise<undefined>((resolve, reject) => {
    settle = () => {
      resolve(undefined);
    };
    giveUp.signal.addEventListener('abort', () => {
      reject(giveUp.signal.reason as Error);
    });
  });
  givenUp.catch(() => undefined);
  const onAbort = (): void => {
    if (signal) giveUp.abort(abortedError(signal));
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  const allowedMs = timeoutMs + sendingMs(request.init.body);
  const watchdog = startWatchdog({
    ...{ clock, ticks: createTicks(clock), timeoutMs: allowedMs },
    onSilence: () => {
      giveUp.abort(timeoutError(origin, allowedMs));
    },
  });
  try {
    if (signal?.aborted) throw abortedError(signal);
    const answer = exchange(options, watchBody(request, watchdog.touch), origin, giveUp);
    await Promise.race([answer, givenUp]);
    return await answer;
  } catch (error) {
    if (giveUp.signal.aborted) throw giveUp.signal.reason as Error;
    if (isPsaError(error)) throw error;
    throw networkError(origin, error, secrets);
  } finally {
    // A fetch may hold its signal until memory is collected, and what is pending there would hold the answer.
    settle?.();
    watchdog.stop();
    signal?.removeEventListener('abort', onAbort);
  }
}

/** Bytes a slow line sends in a millisecond (*assumed*: half a megabit a second). */
const SLOW_LINE = 64;

/** Milliseconds a body may take to be sent, beyond the time of any try. JSON is short. */
function sendingMs(body: RequestInit['body']): number {
  const size = body instanceof Blob ? body.size : ArrayBuffer.isView(body) ? body.byteLength : 0;
  return Math.ceil(size / SLOW_LINE);
}

/** A stream that is being sent is not silent. */
function watchBody(request: AttemptRequest, touch: () => void): AttemptRequest {
  const { init } = request;
  if (!(init.body instanceof ReadableStream)) return request;
  const watch = new TransformStream<Uint8Array, Uint8Array>({
    transform: (piece, controller) => {
      touch();
      controller.enqueue(piece);
    },
  });
  const body = (init.body as ReadableStream<Uint8Array>).pipeThrough(watch);
  return { ...request, init: { ...init, body } };
}

async function exchange(
  { fetch, clock, timeoutMs, secrets }: AttemptOptions,
  { url, init, bodySignal, streamed }: AttemptRequest,
  origin: string,
  giveUp: AbortController,
): Promise<AttemptResult> {
  const response = await fetch(url, { ...init, signal: giveUp.signal });
  const { status, headers } = response;
  const abandon = (reason: Error): void => {
    giveUp.abort(reason);
  };
  if (streamed && status >= 200 && status < 300) {
    const body = openBody(response, { origin, clock, timeoutMs, secrets, signal: bodySignal, abandon });
    return { status, headers, requestId: readRequestId(headers), body };
  }
  const bytes = await readWhole(response, { origin, secrets, abandon });
  if (init.method !== 'HEAD') checkLength(bytes.byteLength, readBodyLength(headers), { origin, secrets });
  return new PsaResponse(status, headers, bytes);
}
