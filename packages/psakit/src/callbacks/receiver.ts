import {
  checkOptionKinds,
  ERROR_CODES,
  invalidArgument,
  isPsaError,
  systemClock,
  type Clock,
  type OptionKinds,
  type PsaErrorCode,
} from '../core/index.js';
import { Deliveries } from './deliveries.js';
import { CallbackKeyCache } from './key-cache.js';
import { parseTrustedHosts } from './key-url.js';
import { parseCallback } from './parse.js';
import { readLimited } from './read-limited.js';
import { SIGNATURE_HEADER } from './signature.js';
import type { CallbackEvent } from './types.js';
import { checkVerifyOptions, verifyCallback, type VerifyCallbackOptions } from './verify.js';

/** What a receiver does with messages. */
export interface CallbackReceiverOptions {
  /** Handles an event. When it throws or rejects, PSA is asked to send the message again. */
  readonly onEvent: (event: CallbackEvent) => Promise<void> | void;
  /**
   * How messages are verified; by default as `verifyCallback` does, with a cache of keys. `false` believes
   * anyone who can reach the receiver: then read the record again by the API before acting on an event.
   */
  readonly verify?: VerifyCallbackOptions | false | undefined;
  /** Told why a message could not be proven, read or handled; for logs. */
  readonly onError?: ((error: unknown) => void) | undefined;
  /** The largest body accepted, in bytes; 1 MiB by default (*assumed*). */
  readonly maxBodyBytes?: number | undefined;
  /** How long an answer waits for `onEvent`, in milliseconds; 2,500 by default. */
  readonly answerWithinMs?: number | undefined;
  /** How many handled messages are remembered, to know repeats; 10,000 by default. */
  readonly maxRemembered?: number | undefined;
  /** How long they are remembered, in milliseconds; ten minutes by default. */
  readonly rememberMs?: number | undefined;
  readonly clock?: Clock | undefined;
}

const OPTIONS: OptionKinds<CallbackReceiverOptions> = {
  onEvent: 'function',
  verify: true,
  onError: 'function',
  maxBodyBytes: 'number',
  answerWithinMs: 'number',
  maxRemembered: 'number',
  rememberMs: 'number',
  clock: 'object',
};

/**
 * A function that receives callbacks, for any server that speaks `Request` and `Response`.
 *
 * PSA waits 5 s for an answer, takes any 2xx as done, and sends again after 404, 409, 419 and 429 only,
 * twice, 2 s and 4 s later (PROTOCOL 7.5). So the answers are:
 *
 * - 204 once `onEvent` is done, or for a repeat of a message that was handled;
 * - 429 when `onEvent` failed, is not done in time, or the key could not be fetched: the message comes
 *   again, and a repeat of one still in hand joins it instead of starting it twice;
 * - 400, 401, 405 or 413 for what is no message, is forged, is no POST, or is too large: it does not come
 *   again.
 *
 * Work that takes longer than a few seconds belongs in a queue, which `onEvent` only fills: a callback that
 * fails for three days is switched off by PSA. Messages may come in any order and, after a restart or ten
 * minutes, more than once.
 *
 * @throws {PsaError} `INVALID_ARGUMENT` for a trusted host that is none, and for an option there is not.
 */
export function createCallbackReceiver(
  options: CallbackReceiverOptions,
): (request: Request) => Promise<Response> {
  checkOptionKinds(options, OPTIONS, 'createCallbackReceiver');
  const { onEvent, clock = systemClock, maxBodyBytes = 1024 * 1024, answerWithinMs = 2_500 } = options;
  if (typeof (onEvent as unknown) !== 'function') {
    throw invalidArgument(
      'createCallbackReceiver needs onEvent.',
      'Give it the function that handles an event.',
    );
  }
  if (options.verify !== false) checkVerifyOptions(options.verify ?? {});
  const verify = options.verify === false ? false : withDefaults(options.verify, clock);
  if (verify !== false) parseTrustedHosts(verify.trustedHosts ?? []);
  const deliveries = new Deliveries({
    clock,
    maxRemembered: options.maxRemembered ?? 10_000,
    windowMs: options.rememberMs ?? 600_000,
  });

  const read = (request: Request, body: Uint8Array): CallbackEvent | Promise<CallbackEvent> =>
    verify === false
      ? parseCallback(body)
      : verifyCallback(body, request.headers.get(SIGNATURE_HEADER), verify);

  return async (request) => {
    if (typeof (request as Partial<Request> | undefined)?.headers?.get !== 'function') {
      throw invalidArgument(
        'The receiver was called without a Request.',
        'Make one of what your server gives, as new Request(url, { method, headers, body }) with the raw bytes.',
      );
    }
    if (request.method !== 'POST') return refusal(405, 'Callbacks are posted.', { allow: 'POST' });
    try {
      const body = await bodyOf(request, maxBodyBytes);
      if (body === undefined) return refusal(413, `A callback has at most ${maxBodyBytes} bytes.`);
      const event = await read(request, body);
      // Asynchronous, so that a function that throws at once fails like one that rejects.
      const handled = deliveries.handle(event.messageId, async () => {
        await onEvent(event);
      });
      const inTime = await doneWithin(handled, answerWithinMs, clock, options.onError);
      return inTime ? new Response(null, { status: 204 }) : refusal(429, 'Not handled yet; send it again.');
    } catch (error) {
      options.onError?.(error);
      return answerTo(error);
    }
  };
}

/** A receiver sees many messages: it keeps their keys, in the caller's cache or its own. */
function withDefaults(verify: VerifyCallbackOptions | undefined, clock: Clock): VerifyCallbackOptions {
  return { ...verify, cache: verify?.cache ?? new CallbackKeyCache(), clock: verify?.clock ?? clock };
}

/** The body, or undefined where it is, or says it is, too large. */
async function bodyOf(request: Request, limit: number): Promise<Uint8Array | undefined> {
  const declared = Number(request.headers.get('content-length') ?? 0);
  return declared > limit ? undefined : readLimited(request.body, limit);
}

/** Whether the work was done in time. Work that fails later is reported, since nobody waits for it. */
async function doneWithin(
  work: Promise<void>,
  ms: number,
  clock: Clock,
  onError: CallbackReceiverOptions['onError'],
): Promise<boolean> {
  const over = new AbortController();
  const late = clock.sleep(ms, over.signal).then(
    () => false,
    () => false,
  );
  try {
    const inTime = await Promise.race([work.then(() => true), late]);
    if (!inTime) work.catch((error: unknown) => onError?.(error));
    return inTime;
  } finally {
    over.abort();
  }
}

/** What is wrong with a message is final; whatever else went wrong may go right the next time. */
function answerTo(error: unknown): Response {
  if (isPsaError(error, 'CALLBACK_INVALID')) return refusal(400, reasonOf('CALLBACK_INVALID'));
  if (isPsaError(error, 'CALLBACK_FORGED')) return refusal(401, reasonOf('CALLBACK_FORGED'));
  return refusal(429, 'Not handled; send it again.');
}

/** The code's own sentence: the sender learns what kind of fault it was, not which check it failed. */
function reasonOf(code: PsaErrorCode): string {
  return `${code}: ${ERROR_CODES[code].split(';')[0] ?? ''}.`;
}

function refusal(status: number, text: string, headers?: Record<string, string>): Response {
  return new Response(`${text}\n`, { status, headers: { 'content-type': 'text/plain', ...headers } });
}
