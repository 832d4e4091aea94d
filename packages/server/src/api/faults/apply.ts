import type { Clock } from 'psakit/core';
import type { AnswerHeaders, ApiAnswer, ApiRequest, Delivery } from '../http.js';
import type { ActiveFault, FaultBox } from './box.js';
import { faultTarget } from './match.js';
import type { FaultRule } from './rule.js';

/** An answer, and what went wrong with it. */
export interface FaultyAnswer {
  readonly answer: ApiAnswer;
  readonly struck: readonly ActiveFault[];
}

/** What faults need to know of the API they strike. */
export interface FaultyOptions {
  readonly box: FaultBox;
  readonly clock: Pick<Clock, 'sleep'>;
  /** The identifier of who asks, where it is someone known. */
  readonly memberOf: (request: ApiRequest) => string | undefined;
  /** A read as it was before the last write; undefined where nothing was written. */
  readonly stale: (request: ApiRequest) => Promise<ApiAnswer | undefined>;
}

/** The default of a slow body, in bytes a second. */
const SLOW_BYTES_PER_SECOND = 100;

/** A slow body leaves in so many pieces a second, where it has as many bytes. */
const PIECES_PER_SECOND = 10;

/**
 * An API to which the faults in a box happen. Those that need no answer of the API come first; delays add up;
 * what changes an answer is done in the order in which the rules were added.
 */
export function createFaulty(
  inner: (request: ApiRequest) => Promise<ApiAnswer>,
  { box, clock, memberOf, stale }: FaultyOptions,
): (request: ApiRequest) => Promise<FaultyAnswer> {
  return async (request) => {
    if (box.isEmpty()) return { answer: await inner(request), struck: [] };
    const struck = box.strike(faultTarget(request, memberOf(request)));
    if (struck.length === 0) return { answer: await inner(request), struck };
    const rules = struck.map((fault) => fault.rule);
    for (const { kind, ms = 0 } of rules) if (kind === 'latency') await clock.sleep(ms);
    const instead = rules.map(answerInstead).find((answer) => answer !== undefined);
    if (instead) return { answer: instead, struck };
    const isStale = rules.some(({ kind }) => kind === 'stale');
    let answer = (isStale ? await stale(request) : undefined) ?? (await inner(request));
    for (const rule of rules) answer = changed(answer, rule, clock);
    return { answer, struck };
  };
}

/** What is answered without asking the API at all. */
function answerInstead(rule: FaultRule): ApiAnswer | undefined {
  switch (rule.kind) {
    case 'status':
      return statusAnswer(rule);
    case 'html':
      return htmlAnswer(rule.status ?? 502);
    case 'reset':
      return rule.commit ? undefined : undelivered({ kind: 'reset' });
    case 'timeout':
      return rule.commit ? undefined : undelivered({ kind: 'silence' });
    case 'latency':
    case 'truncate':
    case 'slow':
    case 'stale':
    case 'contentType':
      return undefined;
  }
}

/** What becomes of the API's own answer. */
function changed(answer: ApiAnswer, rule: FaultRule, clock: Pick<Clock, 'sleep'>): ApiAnswer {
  switch (rule.kind) {
    case 'reset':
      return { ...answer, delivery: { kind: 'reset' } };
    case 'timeout':
      return { ...answer, delivery: { kind: 'silence' } };
    case 'truncate':
      return { ...answer, delivery: truncated(answer, rule.bytes) };
    case 'slow':
      return { ...answer, delivery: slowed(answer, rule.bytesPerSecond ?? SLOW_BYTES_PER_SECOND, clock) };
    case 'contentType':
      return withHeaders(answer, { 'Content-Type': rule.contentType ?? 'text/html' });
    case 'latency':
    case 'status':
    case 'html':
    case 'stale':
      return answer;
  }
}

function statusAnswer({ status = 500, body, headers = {} }: FaultRule): ApiAnswer {
  const isText = typeof body === 'string';
  return withHeaders(
    {
      status,
      headers: { 'Content-Type': isText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8' },
      body: isText ? body : body === undefined ? '' : JSON.stringify(body),
    },
    headers,
  );
}

/** What a gateway in front of PSA shows when it has nothing to show (*assumed*). */
function htmlAnswer(status: number): ApiAnswer {
  const title =
    status === 502 ? '502 Bad Gateway' : status === 503 ? '503 Service Unavailable' : String(status);
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;
  return { status, headers: { 'Content-Type': 'text/html' }, body };
}

function undelivered(delivery: Delivery): ApiAnswer {
  return { status: 503, headers: {}, body: '', delivery };
}

/** Headers count in any case: one that is given takes the place of one that is there. */
function withHeaders(answer: ApiAnswer, headers: AnswerHeaders): ApiAnswer {
  const given = Object.keys(headers).map((name) => name.toLowerCase());
  const kept = Object.entries(answer.headers).filter(([name]) => !given.includes(name.toLowerCase()));
  return { ...answer, headers: { ...Object.fromEntries(kept), ...headers } };
}

function truncated({ body, delivery }: ApiAnswer, bytes: number | undefined): Delivery {
  const whole = bytesOf(body);
  // Never all of it, or nothing would be missing.
  const end = Math.min(bytes ?? Math.floor(whole.byteLength / 2), Math.max(0, whole.byteLength - 1));
  const slow = delivery?.kind === 'pieces' ? delivery.pieces : undefined;
  return {
    kind: 'pieces',
    broken: true,
    pieces: async function* () {
      if (!slow) yield await Promise.resolve(whole.slice(0, end));
      else yield* upTo(slow(), end);
    },
  };
}

async function* upTo(
  pieces: AsyncIterable<Uint8Array<ArrayBuffer>>,
  end: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let left = end;
  for await (const piece of pieces) {
    if (piece.byteLength >= left) {
      yield piece.slice(0, left);
      return;
    }
    left -= piece.byteLength;
    yield piece;
  }
}

function slowed({ body }: ApiAnswer, bytesPerSecond: number, clock: Pick<Clock, 'sleep'>): Delivery {
  const whole = bytesOf(body);
  const size = Math.max(1, Math.ceil(bytesPerSecond / PIECES_PER_SECOND));
  const waitMs = (size / bytesPerSecond) * 1000;
  return {
    kind: 'pieces',
    broken: false,
    pieces: async function* () {
      for (let start = 0; start < whole.byteLength; start += size) {
        await clock.sleep(waitMs);
        yield whole.slice(start, start + size);
      }
    },
  };
}

function bytesOf(body: ApiAnswer['body']): Uint8Array<ArrayBuffer> {
  return typeof body === 'string' ? new TextEncoder().encode(body) : body;
}
