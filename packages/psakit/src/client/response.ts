import { PsaError } from '../core/index.js';
import { readRequestId } from './wire.js';

/** An answer, read to its end. */
export class PsaResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  #parsed: { readonly value: unknown } | undefined;

  constructor(status: number, headers: Headers, bytes: Uint8Array) {
    this.status = status;
    this.headers = headers;
    this.bytes = bytes;
  }

  /** The server's name for the request, to quote to its support. */
  get requestId(): string | undefined {
    return readRequestId(this.headers);
  }

  text(): string {
    return new TextDecoder().decode(this.bytes);
  }

  /**
   * The JSON value of the body, the same each time; `undefined` where it is empty, as after a delete.
   *
   * @throws {PsaError} `BAD_RESPONSE` where it is not JSON.
   */
  json(): unknown {
    this.#parsed ??= { value: parseBody(this) };
    return this.#parsed.value;
  }
}

/** An answer whose body is still on its way. */
export interface StreamedResponse {
  readonly status: number;
  readonly headers: Headers;
  /** The server's name for the request, to quote to its support. */
  readonly requestId: string | undefined;
  /** Fails with `NETWORK`, `TIMEOUT` or `ABORTED` where it breaks, stands still or is given up. Read it once. */
  readonly body: ReadableStream<Uint8Array>;
}

function parseBody(response: PsaResponse): unknown {
  const text = response.text();
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw badResponse(response, `${nameOfBody(text)} where JSON was promised`);
  }
}

/** The error for an answer of the wrong form. */
export function badResponse(
  response: Pick<PsaResponse, 'status' | 'requestId'>,
  what: string,
  hint = 'Check that CONNECTWISE_SITE is the host of the API (it begins with api- on cloud) and that no proxy answers for it.',
): PsaError {
  return new PsaError({
    code: 'BAD_RESPONSE',
    message: `The server answered ${response.status} with ${what}.`,
    hint,
    status: response.status,
    requestId: response.requestId,
  });
}

/** What a body is, in words; its text is not repeated, it may be long. */
export function nameOfBody(text: string): string {
  const start = text.trimStart();
  if (start === '') return 'an empty body';
  if (start.startsWith('<')) return 'a web page';
  return isBrokenJson(text) ? 'JSON that is broken or cut short' : 'plain text';
}

/** Whether a text begins as JSON does, and does not end as it should. */
export function isBrokenJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return false;
  } catch {
    return true;
  }
}
