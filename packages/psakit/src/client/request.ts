import type { Lane, Wait } from '../budget/index.js';
import { invalidArgument } from '../core/index.js';
import type { QueryValues } from './query.js';
import { REQUEST_HEADERS } from './wire.js';

/** A body that is sent as it is. What can be read only once, a stream, is never sent twice. */
export type RawBody = FormData | Blob | ReadableStream<Uint8Array> | Uint8Array;

/** One request, before anything of the site is added. */
export interface TransportRequest {
  readonly method: string;
  /** Below `/apis/3.0`, encoded, with a slash in front. */
  readonly path: string;
  readonly query?: QueryValues | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sent as JSON; nothing where it is `undefined`. */
  readonly body?: unknown;
  /** Sent in the place of `body`, with the `Content-Type` of `headers`, or the one `fetch` gives it. */
  readonly rawBody?: RawBody | undefined;
  /**
   * Whether a second arrival does no harm. By default GET, HEAD, PUT and DELETE; a POST that only reads says so,
   * and a PATCH that sets whole values.
   */
  readonly repeatable?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly lane?: Lane | undefined;
  /** Milliseconds for everything: waiting for a turn, every try, the pauses between. The client's unless told. */
  readonly deadlineMs?: number | undefined;
  /** Told when the request has to wait for its turn, and why. */
  readonly onWait?: ((wait: Wait) => void) | undefined;
}

const REPEATABLE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'PUT', 'DELETE']);
const READING: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** Whether a request may be sent again although it may have arrived. */
export function isRepeatable({ method, repeatable }: TransportRequest): boolean {
  return repeatable ?? REPEATABLE.has(method);
}

/** Whether a request only reads: a POST that may be repeated is a search. */
export function isReading(request: TransportRequest): boolean {
  return READING.has(request.method) || (request.method === 'POST' && isRepeatable(request));
}

/** Whether the body is used up once it was sent. */
export function isSpent({ rawBody }: TransportRequest): boolean {
  return rawBody instanceof ReadableStream;
}

/**
 * What `fetch` is given, beside the URL.
 *
 * @throws {PsaError} `INVALID_ARGUMENT` for a body that JSON cannot hold, and for a header that is none.
 */
export function createInit(
  { method, headers, body, rawBody }: TransportRequest,
  common: Readonly<Record<string, string>>,
): RequestInit {
  if (rawBody === undefined) {
    const sent = body === undefined ? {} : { body: toJson(body) };
    return { method, headers: checkHeaders({ ...common, ...headers }), redirect: 'manual', ...sent };
  }
  const others = Object.entries(common).filter(([name]) => name !== REQUEST_HEADERS.contentType);
  // A stream needs `duplex`, which the type of the DOM does not know.
  const init: RequestInit & { duplex?: 'half' } = {
    method,
    headers: checkHeaders({ ...Object.fromEntries(others), ...headers }),
    redirect: 'manual',
    body: rawBody as BodyInit,
  };
  if (rawBody instanceof ReadableStream) init.duplex = 'half';
  return init;
}

/** Values are not repeated: one may be a secret. */
function checkHeaders(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  try {
    new Headers(headers);
    return headers;
  } catch {
    throw invalidArgument(
      'A header has a name or a value that no request can carry.',
      'Take line breaks, and letters beyond Latin-1, out of headers and version.',
    );
  }
}

function toJson(body: unknown): string {
  try {
    return JSON.stringify(body);
  } catch (error) {
    throw invalidArgument(
      `The body cannot be written as JSON: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''}`,
      'Take out what is no plain data, such as a BigInt or an object that contains itself.',
    );
  }
}
