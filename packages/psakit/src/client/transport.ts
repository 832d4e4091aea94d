import {
  rateLimitPause,
  retryDelay,
  type Budget,
  type Failure,
  type Lane,
  type LimitReport,
} from '../budget/index.js';
import { isPsaError, type PsaError } from '../core/index.js';
import { attempt, type AttemptOptions } from './attempt.js';
import { isPermanent } from './cures.js';
import { errorFromResponse, redirectError } from './errors.js';
import { formatQuery, type QueryValues } from './query.js';
import type { PsaResponse } from './response.js';
import { parseServerError } from './server-error.js';
import { readLimits, readLocation, readRetryAfter } from './wire.js';

/** What a transport is made of. */
export interface TransportOptions extends AttemptOptions {
  /** `https://…/apis/3.0`; nothing is ever sent to another origin. */
  readonly apiUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Draws from 0 up to 1. */
  readonly random: () => number;
  readonly budget: Budget;
  /** Tries in all. */
  readonly maxTries: number;
}

/** One request, before anything of the site is added. */
export interface TransportRequest {
  readonly method: string;
  /** Below `/apis/3.0`, encoded, with a slash in front. */
  readonly path: string;
  readonly query?: QueryValues | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sent as JSON; nothing where it is `undefined`. */
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  readonly lane?: Lane | undefined;
}

/** How one try ended. */
type Outcome =
  | { readonly kind: 'answer'; readonly response: PsaResponse }
  | { readonly kind: 'moved'; readonly url: string }
  | { readonly kind: 'failed'; readonly error: PsaError; readonly failure: Failure };

const MOST_REDIRECTS = 5;

/** Sends requests: asks the budget first, allows each try its time, and tries again where that helps. */
export class Transport {
  readonly #options: TransportOptions;
  readonly #origin: string;

  constructor(options: TransportOptions) {
    this.#options = options;
    this.#origin = new URL(options.apiUrl).origin;
  }

  /**
   * The answer to a request, where it is a success.
   *
   * @throws {PsaError} what the server says after the last try, or why no answer came.
   */
  async send(request: TransportRequest): Promise<PsaResponse> {
    const { clock, maxTries, random } = this.#options;
    const repeatable = request.method === 'GET' || request.method === 'HEAD';
    let url = this.#options.apiUrl + request.path + formatQuery(request.query ?? {});
    let redirects = 0;
    for (let tries = 1; ;) {
      const outcome = await this.#try(request, url, tries > 1 || redirects > 0);
      if (outcome.kind === 'answer') return outcome.response;
      if (outcome.kind === 'moved') {
        redirects += 1;
        if (redirects > MOST_REDIRECTS) throw redirectError(request, 'in a circle');
        url = outcome.url;
        continue;
      }
      const { error, failure } = outcome;
      const delay = retryDelay({ attempt: tries, maxTries, repeatable, failure, random: random() });
      if (delay === undefined) throw error;
      // After a 429 the budget holds everyone back, this request included.
      if (failure.status !== 429) await clock.sleep(delay, request.signal);
      tries += 1;
    }
  }

  /** One try: a slot, the request, and what came of it. */
  async #try(request: TransportRequest, url: string, again: boolean): Promise<Outcome> {
    const { lane, signal } = request;
    const lease = await this.#options.budget.acquire({ lane, signal, again });
    let report: LimitReport = {};
    try {
      const response = await attempt(this.#options, url, this.#createInit(request), signal);
      const { status, headers } = response;
      report = readLimits(headers);
      if (status >= 200 && status < 300) return { kind: 'answer', response };
      if (status < 400) return { kind: 'moved', url: this.#redirectTarget(request, response, url) };
      const retryAfterMs = readRetryAfter(headers, this.#options.clock.now());
      if (status === 429) {
        report = { ...report, blockedMs: rateLimitPause(retryAfterMs, this.#options.random()) };
      }
      const said = parseServerError(response.text());
      const error = errorFromResponse(request, response, said, this.#options.secrets);
      return { kind: 'failed', error, failure: { status, retryAfterMs, permanent: isPermanent(said) } };
    } catch (error) {
      if (isPsaError(error, 'NETWORK') || isPsaError(error, 'TIMEOUT')) {
        return { kind: 'failed', error, failure: {} };
      }
      throw error;
    } finally {
      lease.settle(report);
    }
  }

  #createInit({ method, headers, body }: TransportRequest): RequestInit {
    return {
      method,
      headers: { ...this.#options.headers, ...headers },
      redirect: 'manual',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
  }

  /** Where a redirect leads. Only reads follow, and only on the same site: the credentials go along. */
  #redirectTarget(request: TransportRequest, response: PsaResponse, url: string): string {
    const location = readLocation(response.headers);
    const target =
      location === undefined || !URL.canParse(location, url) ? undefined : new URL(location, url);
    if (target?.origin !== this.#origin || request.method !== 'GET') {
      throw redirectError(request, target && `to ${target.origin}`, response);
    }
    return target.href;
  }
}
