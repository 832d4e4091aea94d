import type { Clock } from 'psakit/core';
import type { ApiAnswer, ApiRequest } from '../http.js';
import { ANSWER_HEADERS } from '../wire.js';
import { scrubJson, scrubQuery, scrubText } from './scrub.js';

/** One request that was answered, or that a fault kept from being answered. */
export interface LoggedRequest {
  /** When it came: ISO 8601, by the sandbox's clock. */
  readonly at: string;
  readonly method: string;
  /** As sent, with codebase; without query. */
  readonly path: string;
  /** As sent, without `?` and without secrets. */
  readonly query: string;
  /** What was sent, read where it is JSON, without secrets; absent where the API did not read it. */
  readonly body?: unknown;
  /** Whether there was a body that is too long to keep. */
  readonly bodyCut?: true | undefined;
  /** The identifier of the API member; absent where credentials named none. */
  readonly member?: string | undefined;
  readonly status: number;
  /** How long the answer took, in milliseconds of the sandbox's clock. */
  readonly ms: number;
  readonly requestId?: string | undefined;
  /** Ids of the faults that struck it. */
  readonly faults: readonly string[];
}

/** Which requests to show; those absent do not matter. */
export interface RequestFilter {
  readonly method?: string | undefined;
  /** A part of the path. */
  readonly path?: string | undefined;
  readonly status?: number | undefined;
  readonly member?: string | undefined;
  /** Milliseconds since 1970, by the sandbox's clock. */
  readonly since?: number | undefined;
  /** At most so many, the latest; 100 unless told. */
  readonly limit?: number | undefined;
}

/** The last requests, oldest first. */
export interface RequestLog {
  /** Notes a request while it is answered, body included. */
  readonly watch: (
    request: ApiRequest,
    member: string | undefined,
    answer: (request: ApiRequest) => Promise<{ answer: ApiAnswer; struck: readonly { id: string }[] }>,
  ) => Promise<ApiAnswer>;
  list(filter?: RequestFilter): readonly LoggedRequest[];
  clear(): void;
}

/** How many requests are kept unless told otherwise. */
const KEPT = 1_000;

/** Characters of a body that are kept. */
const BODY_KEPT = 16_384;

/** Stands for a body of more. */
const TOO_LONG = Symbol('too long');

/**
 * An empty log.
 *
 * @param options.secrets texts that must not be kept wherever they stand, such as private keys.
 */
export function createRequestLog(options: {
  readonly clock: Pick<Clock, 'now'>;
  readonly secrets: readonly string[];
  /** How many requests are kept; 1,000 unless told. */
  readonly size?: number | undefined;
}): RequestLog {
  const { clock, secrets, size = KEPT } = options;
  let entries: RawEntry[] = [];
  const keep = (entry: RawEntry): void => {
    entries.push(entry);
    // Cut now and then, not with each request.
    if (entries.length >= size * 2) entries = entries.slice(-size);
  };
  return {
    watch: async (request, member, answerTo) => {
      const arrived = clock.now();
      let sent: string | undefined;
      const answered = await answerTo({
        ...request,
        body: async (limit) => (sent = await request.body(limit)),
      });
      const { answer, struck } = answered;
      keep({
        arrived,
        method: request.method,
        target: request.target,
        sent: sent === undefined || sent.length <= BODY_KEPT ? sent : TOO_LONG,
        member,
        status: answer.status,
        ms: clock.now() - arrived,
        requestId: answer.headers[ANSWER_HEADERS.requestId],
        faults: struck.map(({ id }) => id),
      });
      return answer;
    },
    list: (filter = {}) =>
      entries
        .slice(-size)
        .map((entry) => shown(entry, secrets))
        .filter(fits(filter))
        .slice(-(filter.limit ?? 100)),
    clear: () => {
      entries = [];
    },
  };
}

/** A request as it came: nobody sees one before it is scrubbed, which costs more than keeping it. */
interface RawEntry extends Pick<
  LoggedRequest,
  'method' | 'member' | 'status' | 'ms' | 'requestId' | 'faults'
> {
  /** Milliseconds since 1970. */
  readonly arrived: number;
  readonly target: string;
  readonly sent: string | typeof TOO_LONG | undefined;
}

function shown(entry: RawEntry, secrets: readonly string[]): LoggedRequest {
  const { arrived, target, sent, method, member, status, ms, requestId, faults } = entry;
  const mark = target.indexOf('?');
  return {
    at: new Date(arrived).toISOString(),
    method,
    path: scrubText(mark < 0 ? target : target.slice(0, mark), secrets),
    query: mark < 0 ? '' : scrubText(scrubQuery(target.slice(mark + 1)), secrets),
    ...bodyOf(sent, secrets),
    ...(member === undefined ? {} : { member }),
    status,
    ms,
    requestId,
    faults,
  };
}

function bodyOf(text: RawEntry['sent'], secrets: readonly string[]): Pick<LoggedRequest, 'body' | 'bodyCut'> {
  if (text === TOO_LONG) return { bodyCut: true };
  if (text === undefined || text === '') return {};
  try {
    return { body: scrubJson(JSON.parse(text), secrets) };
  } catch {
    // What is no JSON cannot be told apart by its names.
    return { body: scrubText(text, secrets) };
  }
}

function fits({ method, path, status, member, since }: RequestFilter): (entry: LoggedRequest) => boolean {
  return (entry) =>
    (method === undefined || entry.method === method.toUpperCase()) &&
    (path === undefined || entry.path.toLowerCase().includes(path.toLowerCase())) &&
    (status === undefined || entry.status === status) &&
    (member === undefined || entry.member?.toLowerCase() === member.toLowerCase()) &&
    (since === undefined || Date.parse(entry.at) >= since);
}
