import { abortedError, isPsaError, type Clock } from '../core/index.js';
import { brokenBodyError, timeoutError, tooLargeError } from './errors.js';
import { readBodyLength } from './wire.js';

/** What it takes to read a body piece by piece; `timeoutMs` for each piece. */
export interface BodyOptions {
  readonly origin: string;
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly secrets: readonly string[];
  readonly signal: AbortSignal | undefined;
  /** Lets go of the connection. */
  readonly abandon: (reason: Error) => void;
}

/**
 * The body of an answer as a stream that cannot hang: each piece has its time, the caller's signal ends it, and
 * an end before the length that was told is an error, whatever the `fetch` in use thinks of it.
 */
export function openBody(response: Response, options: BodyOptions): ReadableStream<Uint8Array> {
  const reader = response.body?.getReader();
  const expected = readBodyLength(response.headers);
  let received = 0;
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        try {
          const value = reader && (await readPiece(reader, options));
          if (value !== undefined) {
            received += value.byteLength;
            controller.enqueue(value);
            return;
          }
          checkLength(received, expected, options);
          controller.close();
        } catch (error) {
          options.abandon(error as Error);
          throw error;
        }
      },
      cancel: async (reason) => {
        await reader?.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}

/** Bytes of the longest answer that is read whole (*assumed*): a page of 1,000 has some seven million. Files are streams. */
const LONGEST_ANSWER = 268_435_456;

/** What it takes to read a body to its end. */
export interface WholeBodyOptions {
  readonly origin: string;
  readonly secrets: readonly string[];
  /** Lets go of the connection. */
  readonly abandon: (reason: Error) => void;
}

/**
 * A body, read to its end.
 *
 * @throws {PsaError} `NETWORK` where it breaks off, `BAD_RESPONSE` where it does not end: memory does.
 */
export async function readWhole(response: Response, options: WholeBodyOptions): Promise<Uint8Array> {
  const { origin, secrets, abandon } = options;
  try {
    const reader = response.body?.getReader();
    // One buffer, filled as pieces come: arrayBuffer() holds three of its size before it is done.
    let whole = new Uint8Array(Math.min(readBodyLength(response.headers) ?? 0, LONGEST_ANSWER));
    let size = 0;
    for (let next = await reader?.read(); next?.value !== undefined; next = await reader?.read()) {
      const end = size + next.value.byteLength;
      if (end > LONGEST_ANSWER) throw tooLargeError(origin, response.status, LONGEST_ANSWER);
      if (end > whole.byteLength) whole = enlarged(whole.subarray(0, size), 2 * end);
      whole.set(next.value, size);
      size = end;
    }
    return size === whole.byteLength ? whole : whole.slice(0, size);
  } catch (error) {
    if (!isPsaError(error)) throw brokenBodyError(origin, error, secrets);
    abandon(error);
    throw error;
  }
}

function enlarged(bytes: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(size);
  larger.set(bytes);
  return larger;
}

/**
 * Whether as many bytes came as were told.
 *
 * @throws {PsaError} `NETWORK`
 */
export function checkLength(
  received: number,
  expected: number | undefined,
  { origin, secrets }: Pick<BodyOptions, 'origin' | 'secrets'>,
): void {
  if (expected === undefined || received >= expected) return;
  throw brokenBodyError(origin, new RangeError(`${received} of ${expected} bytes came`), secrets);
}

/** The next bytes, or nothing at the end. */
async function readPiece(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  { origin, clock, timeoutMs, secrets, signal }: BodyOptions,
): Promise<Uint8Array | undefined> {
  if (signal?.aborted) throw abortedError(signal);
  const done = new AbortController();
  let onAbort: (() => void) | undefined;
  const givenUp = new Promise<never>((_, reject) => {
    onAbort = () => {
      if (signal) reject(abortedError(signal));
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    clock.sleep(timeoutMs, done.signal).then(
      () => {
        reject(timeoutError(origin, timeoutMs));
      },
      () => undefined,
    );
  });
  try {
    return (await Promise.race([reader.read(), givenUp])).value;
  } catch (error) {
    throw isPsaError(error) ? error : brokenBodyError(origin, error, secrets);
  } finally {
    done.abort();
    if (onAbort) signal?.removeEventListener('abort', onAbort);
  }
}
