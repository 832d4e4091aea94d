/**
 * A request as the API reads it: what a web `Request` says, without the cost of one. `createApi` makes
 * it from a `Request`, `serveApi` straight from Node.
 */
export interface ApiRequest {
  readonly method: string;
  /** Scheme and authority the client called, e.g. `http://127.0.0.1:4000`. */
  readonly origin: string;
  /** Path and query as sent: `/v4_6_release/apis/3.0/service/tickets?page=2`. */
  readonly target: string;
  /** A header by its lower-case name. */
  readonly header: (name: string) => string | undefined;
  /**
   * The body as text.
   *
   * @throws PsaError `BAD_REQUEST`, status 413, when it has more than `limit` bytes.
   */
  readonly body: (limit: number) => Promise<string>;
}

/** Headers of an answer by name. */
export type AnswerHeaders = Record<string, string>;

/** What the API answers; the body is complete. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  /** A text, or one that is encoded in UTF-8 already. */
  readonly body: string | Uint8Array<ArrayBuffer>;
}

/** An answer with a JSON text. */
export function jsonAnswer(
  body: string | Uint8Array<ArrayBuffer>,
  headers: AnswerHeaders = {},
  status = 200,
): ApiAnswer {
  return { status, headers, body };
}
