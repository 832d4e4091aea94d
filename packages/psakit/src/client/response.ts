import { PsaError } from '../core/index.js';
import { readRequestId } from './wire.js';

/** An answer, read to its end. */
export class PsaResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;

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
   * The JSON value of the body; `undefined` where it is empty, as after a delete.
   *
   * @throws {PsaError} `BAD_RESPONSE` where it is not JSON.
   */
  json(): unknown {
    const text = this.text();
    if (text.trim() === '') return undefined;
    try {
      return JSON.parse(text);
    } catch {
      throw badResponse(this, `${nameOfBody(text)} where JSON was promised`);
    }
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
  if (text.trim() === '') return 'an empty body';
  return text.trimStart().startsWith('<') ? 'a web page' : 'plain text';
}
