import type { FailedTry, PsaError } from '../core/index.js';
import type { Deadline } from './deadline.js';
import { redirectError } from './errors.js';
import type { TransportRequest } from './request.js';
import type { PsaResponse } from './response.js';
import type { Observer, RequestEvent, RequestFacts } from './telemetry/index.js';
import type { Verdict } from './verdict.js';
import { readLocation, readRequestId } from './wire.js';

/** One request on its way through its tries. */
export interface Journey {
  readonly request: TransportRequest;
  readonly streamed: boolean;
  readonly deadline: Deadline;
  readonly init: RequestInit;
  /** `?a=1`, or nothing. */
  readonly query: string;
  readonly facts: Omit<RequestFacts, 'attempt'>;
  readonly observer: Observer | undefined;
  readonly attempts: FailedTry[];
  /** Where it goes: an address of the API, or where it was redirected to on the same host. */
  apiUrl: string;
  redirectedTo: string | undefined;
  redirects: number;
  tries: number;
  /** Whether the site was asked where the API is. */
  lookedAgain: boolean;
  /** Whether an earlier try may have done what it asked for. */
  lost: boolean;
}

/** A try and how long it took. */
export interface Measured {
  readonly verdict: Verdict;
  readonly waitMs: number;
  readonly durationMs: number;
}

/** What happened, as the transport knows it. */
export type Happening =
  | Omit<Extract<RequestEvent, { type: 'waiting' }>, keyof RequestFacts>
  | Omit<Extract<RequestEvent, { type: 'sent' }>, keyof RequestFacts>
  | (Measured & { readonly type: 'answered' })
  | (Measured & { readonly type: 'failed'; readonly error: PsaError; readonly retryMs: number | undefined });

/** What a logger is told of it. */
export function toEvent(facts: RequestFacts, what: Happening): RequestEvent {
  if (what.type === 'waiting' || what.type === 'sent') return { ...facts, ...what };
  const { verdict, waitMs, durationMs } = what;
  const times = { ...facts, waitMs, durationMs };
  if (what.type === 'failed') {
    const { code, message, status, requestId } = what.error;
    return { ...times, type: 'failed', status, requestId, code, message, retryMs: what.retryMs };
  }
  const response =
    verdict.kind === 'answer' ? verdict.result : verdict.kind === 'moved' ? verdict.response : undefined;
  const requestId = response && readRequestId(response.headers);
  const status = response?.status ?? (verdict.kind === 'failed' ? verdict.error.status : undefined);
  return { ...times, type: 'answered', status, requestId };
}

/** What an error tells of one of its tries. */
export function toFailedTry({ code, status }: PsaError, { waitMs, durationMs }: Measured): FailedTry {
  return { code, status, waitMs, durationMs };
}

/**
 * Where a redirect leads. Only reads follow, and only on the same site: the credentials go along.
 *
 * @throws {PsaError} `REDIRECT_REFUSED`
 */
export function redirectTarget({ request, apiUrl, redirectedTo }: Journey, response: PsaResponse): string {
  const location = readLocation(response.headers);
  const from = redirectedTo ?? apiUrl + request.path;
  const target =
    location === undefined || !URL.canParse(location, from) ? undefined : new URL(location, from);
  if (target?.origin !== new URL(apiUrl).origin || request.method !== 'GET') {
    throw redirectError(request, target && `to ${target.origin}`, response);
  }
  return target.href;
}
