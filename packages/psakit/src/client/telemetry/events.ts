import type { Lane, WaitReason } from '../../budget/index.js';
import type { PsaErrorCode } from '../../core/index.js';

/** What every event says: which try of which request. Never a query, a header, a body or a key. */
export interface RequestFacts {
  /** Counts the requests of a client from 1; its tries share it. */
  readonly call: number;
  readonly method: string;
  /** Below `/apis/3.0`, as it was sent, without the query. */
  readonly path: string;
  /** The path with names in the place of ids, e.g. `/service/tickets/{id}/notes`, for counting by. */
  readonly route: string;
  readonly lane: Lane;
  /** The try, from 1. */
  readonly attempt: number;
}

/** How a try went; times in milliseconds. */
export interface TryFacts extends RequestFacts {
  /** What it waited for its turn. */
  readonly waitMs: number;
  /** From sending to the end of the answer; of a streamed one, to its beginning. */
  readonly durationMs: number;
  readonly status?: number | undefined;
  /** The server's name for the request, to quote to its support. */
  readonly requestId?: string | undefined;
}

/** What a logger is told of a request. */
export type RequestEvent =
  | (RequestFacts & {
      /** The request waits for its turn; told again when the reason changes. */
      readonly type: 'waiting';
      readonly reason: WaitReason;
      /** Milliseconds, at least. */
      readonly waitMs: number;
      readonly ahead: number;
    })
  | (RequestFacts & { readonly type: 'sent'; readonly waitMs: number })
  | (TryFacts & { readonly type: 'answered' })
  | (TryFacts & {
      readonly type: 'failed';
      readonly code: PsaErrorCode;
      readonly message: string;
      /** Milliseconds until it is tried again; absent where it is not. */
      readonly retryMs?: number | undefined;
    });

/** What was noticed about a write that is sent all the same, as `onWarning` is told. */
export interface WarningEvent {
  readonly type: 'warning';
  readonly code: string;
  /** The member concerned, e.g. `customFields/0/value`. */
  readonly path: string;
  readonly message: string;
  readonly cure: string;
}

/** Takes events as they happen, before the request goes on: be quick. What it throws is ignored. */
export type Logger = (event: RequestEvent | WarningEvent) => void;
