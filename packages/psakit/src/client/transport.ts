import { rateLimitPause, retryDelay, type Budget, type Lease, type LimitReport } from '../budget/index.js';
import { checkAtLeastOne, createTicks, isPsaError, withParts, type PsaError } from '../core/index.js';
import { attempt, type AttemptOptions, type AttemptResult } from './attempt.js';
import { openDeadline } from './deadline.js';
import type { Address } from './discovery/index.js';
import { deadlineError, outcomeUnknown, redirectError } from './errors.js';
import {
  redirectTarget,
  toEvent,
  toFailedTry,
  type Happening,
  type Journey,
  type Measured,
} from './journey.js';
import { formatQuery } from './query.js';
import { createInit, isReading, isRepeatable, isSpent, type TransportRequest } from './request.js';
import { PsaResponse, type StreamedResponse } from './response.js';
import type { Observer } from './telemetry/index.js';
import { isLost, judgeAnswer, judgeSilence, type FailedVerdict, type Verdict } from './verdict.js';
import { readLimits } from './wire.js';

export type { RawBody, TransportRequest } from './request.js';

/** What a transport is made of. */
export interface TransportOptions extends AttemptOptions {
  /** Where the API is; nothing is ever sent elsewhere. */
  readonly address: Pick<Address, 'apiUrl' | 'ready' | 'lookAgain'>;
  readonly headers: Readonly<Record<string, string>>;
  /** Draws from 0 up to 1. */
  readonly random: () => number;
  readonly budget: Budget;
  /** Tries in all. */
  readonly maxTries: number;
  /** Milliseconds for a whole call, unless it says otherwise; `Infinity` for as long as it takes. */
  readonly deadlineMs: number;
  /** Who is told what happens to the next request; nobody where it answers nothing. */
  readonly observer?: (() => Observer | undefined) | undefined;
}

const MOST_REDIRECTS = 5;

/** Sends requests: asks the budget first, allows each try its time, and tries again where that helps. */
export class Transport {
  readonly #options: TransportOptions;
  readonly #ticks: () => number;
  #calls = 0;

  constructor(options: TransportOptions) {
    this.#options = options;
    this.#ticks = createTicks(options.clock);
  }

  /** Where requests go, which counts for how long a URL becomes. */
  get apiUrl(): string {
    return this.#options.address.apiUrl;
  }

  /**
   * The answer to a request, where it is a success.
   *
   * @throws {PsaError} what the server says after the last try, why no answer came, or `OUTCOME_UNKNOWN` where
   * the answer to a write was lost that may not be sent twice.
   */
  async send(request: TransportRequest): Promise<PsaResponse> {
    return (await this.#run(request, false)) as PsaResponse;
  }

  /**
   * The beginning of an answer, where it is a success; its body is read as it comes. It is tried again only until
   * it begins.
   *
   * @throws {PsaError} as `send`.
   */
  async stream(request: TransportRequest): Promise<StreamedResponse> {
    const result = await this.#run(request, true);
    if (!(result instanceof PsaResponse)) return result;
    const { status, headers, requestId, bytes } = result;
    return { status, headers, requestId, body: new Blob([bytes as BlobPart]).stream() };
  }

  async #run(request: TransportRequest, streamed: boolean): Promise<AttemptResult> {
    const { address } = this.#options;
    const journey = this.#prepare(request, streamed);
    const { deadline } = journey;
    try {
      await address.ready(deadline.signal);
      for (;;) {
        const result = await this.#step(journey);
        if (result !== undefined) return result;
      }
    } catch (error) {
      if (!isPsaError(error) || journey.attempts.length === 0 || error.attempts.length > 0) throw error;
      throw withParts(error, { attempts: journey.attempts });
    } finally {
      deadline.close();
    }
  }

  /** All that can be found wrong with a request before it takes a turn is found here. */
  #prepare(request: TransportRequest, streamed: boolean): Journey {
    const { clock, headers, deadlineMs: usual, observer } = this.#options;
    const { signal, deadlineMs = usual, method, path, lane = 'interactive' } = request;
    checkAtLeastOne('deadlineMs', deadlineMs);
    const query = formatQuery(request.query ?? {});
    const init = createInit(request, headers);
    const error = (): PsaError => deadlineError(request, deadlineMs);
    const told = observer?.();
    this.#calls += 1;
    return {
      ...{ request, streamed, init, query, attempts: [], apiUrl: '', redirectedTo: undefined },
      ...{ redirects: 0, tries: 1, lookedAgain: false, lost: false },
      deadline: openDeadline({ clock, ticks: this.#ticks, signal, deadlineMs, error }),
      facts: { call: this.#calls, method, path, route: told?.routeOf(path) ?? path, lane },
      observer: told,
    };
  }

  /** One try and what follows from it; nothing where there is to be another. */
  async #step(journey: Journey): Promise<AttemptResult | undefined> {
    const { request } = journey;
    const measured = await this.#try(journey);
    const { verdict } = measured;
    if (verdict.kind === 'answer') {
      this.#observe(journey, { ...measured, type: 'answered' });
      return verdict.result;
    }
    if (verdict.kind === 'moved') {
      this.#observe(journey, { ...measured, type: 'answered' });
      journey.redirects += 1;
      if (journey.redirects > MOST_REDIRECTS) throw redirectError(request, 'in a circle');
      journey.redirectedTo = redirectTarget(journey, verdict.response);
      return undefined;
    }
    const { failure, error } = verdict;
    if (verdict.gone && journey.lost && request.method === 'DELETE')
      return this.#goneAlready(journey, measured);
    const pause = (await this.#hasMoved(journey, verdict)) ? 0 : this.#pauseAfter(journey, verdict);
    this.#observe(journey, { ...measured, type: 'failed', error, retryMs: pause });
    journey.attempts.push(toFailedTry(error, measured));
    if (pause === undefined) {
      const { attempts } = journey;
      if (isRepeatable(request) || error.code === 'ABORTED') throw withParts(error, { attempts });
      if (isLost(failure)) throw withParts(outcomeUnknown(request, error), { attempts });
      // What the server did before it failed is not known: nobody's queue is to send it again unseen.
      throw withParts(error, { attempts, retryable: error.retryable && !((failure.status ?? 0) >= 500) });
    }
    journey.lost ||= isLost(failure);
    if (pause > 0 && failure.status !== 429) await this.#options.clock.sleep(pause, journey.deadline.signal);
    journey.tries += 1;
    return undefined;
  }

  /** What an earlier try deleted is not there any more: the answer that was lost. */
  #goneAlready(journey: Journey, measured: Measured): PsaResponse {
    this.#observe(journey, { ...measured, type: 'answered' });
    return new PsaResponse(204, new Headers(), new Uint8Array());
  }

  /** Whether the API is somewhere else than it was asked; a request asks that once. */
  async #hasMoved(journey: Journey, { misrouted }: FailedVerdict): Promise<boolean> {
    if (!misrouted || journey.lookedAgain || isSpent(journey.request)) return false;
    journey.lookedAgain = true;
    journey.redirectedTo = undefined;
    return this.#options.address.lookAgain(journey.apiUrl, journey.deadline.signal);
  }

  /** Milliseconds until the next try; nothing where there is to be none. */
  #pauseAfter({ request, tries, deadline }: Journey, { failure }: FailedVerdict): number | undefined {
    const { maxTries, random } = this.#options;
    if (isSpent(request) || deadline.signal?.aborted === true) return undefined;
    const ms = retryDelay({
      ...{ attempt: tries, maxTries, failure, random: random() },
      repeatable: isRepeatable(request),
      reads: isReading(request),
    });
    // One that would come too late is none. After a 429 the budget holds everyone back, and says so.
    return failure.status !== 429 && ms !== undefined && ms >= deadline.left() ? undefined : ms;
  }

  /** One try: a turn, the request, and what came of it. */
  async #try(journey: Journey): Promise<Measured> {
    const { request, deadline, streamed } = journey;
    const { clock, secrets, address } = this.#options;
    const asked = this.#ticks();
    const lease = await this.#takeTurn(journey);
    const sent = this.#ticks();
    const waitMs = sent - asked;
    let report: LimitReport = {};
    const measure = (verdict: Verdict): Measured => ({ verdict, waitMs, durationMs: this.#ticks() - sent });
    try {
      this.#observe(journey, { type: 'sent', waitMs });
      journey.apiUrl = address.apiUrl;
      const url = journey.redirectedTo ?? journey.apiUrl + request.path + journey.query;
      const { signal } = deadline;
      const result = await attempt(this.#options, {
        ...{ url, init: journey.init, signal, bodySignal: request.signal, streamed },
      });
      const verdict = judgeAnswer(request, result, { secrets, now: clock.now() });
      report = this.#reportOf(result, verdict);
      return measure(verdict);
    } catch (error) {
      if (isPsaError(error)) return measure(judgeSilence(error));
      throw error;
    } finally {
      lease.settle(report);
    }
  }

  #takeTurn(journey: Journey): Promise<Lease> {
    const { request, deadline, tries, redirects } = journey;
    const left = deadline.left();
    return this.#options.budget.acquire({
      lane: request.lane,
      signal: deadline.signal,
      again: tries > 1 || redirects > 0,
      ...(left === Infinity ? {} : { maxWaitMs: left }),
      onWait: (wait) => {
        this.#observe(journey, { type: 'waiting', ...wait });
        request.onWait?.(wait);
      },
    });
  }

  /** What the budget learns from an answer. */
  #reportOf({ headers, status }: AttemptResult, verdict: Verdict): LimitReport {
    const report = readLimits(headers);
    if (status !== 429 || verdict.kind !== 'failed') return report;
    const { retryAfterMs } = verdict.failure;
    return { ...report, blockedMs: rateLimitPause(retryAfterMs, this.#options.random()) };
  }

  #observe({ facts, tries, observer }: Journey, what: Happening): void {
    observer?.tell(toEvent({ ...facts, attempt: tries }, what), this.apiUrl);
  }
}
