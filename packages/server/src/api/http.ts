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
  /**
   * The body as it came; a body is read once, as text or as bytes.
   *
   * @throws PsaError as `body`.
   */
  readonly bytes: (limit: number) => Promise<Uint8Array>;
  /** Where the connection comes from, e.g. `127.0.0.1`; absent where there is none. */
  readonly remoteAddress?: string | undefined;
}

/** Headers of an answer by name. */
export type AnswerHeaders = Record<string, string>;

/** What the API answers; the body is complete. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  /** A text, one that is encoded in UTF-8 already, or the bytes of a file. */
  readonly body: string | Uint8Array<ArrayBuffer>;
  /** How the answer travels, where it is not simply sent: what `faults/` does to it. */
  readonly delivery?: Delivery | undefined;
}

/** What becomes of an answer on its way. */
export type Delivery =
  /** The connection is reset, and nothing of the answer sent. */
  | { readonly kind: 'reset' }
  /** Nothing is ever sent; the connection stays open until the client gives up. */
  | { readonly kind: 'silence' }
  /** The body leaves in pieces as they come; `broken` resets the connection after the last one. */
  | {
      readonly kind: 'pieces';
      readonly pieces: () => AsyncIterable<Uint8Array<ArrayBuffer>>;
      readonly broken: boolean;
    };

/** An answer with a JSON text. */
export function jsonAnswer(
  body: string | Uint8Array<ArrayBuffer>,
  headers: AnswerHeaders = {},
  status = 200,
): ApiAnswer {
  return { status, headers, body };
}
