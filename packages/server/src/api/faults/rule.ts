import {
  flag,
  mapOf,
  object,
  oneOf,
  optional,
  readShape,
  text,
  whole,
  within,
  anything,
  listOf,
  type Shape,
} from '../admin/shape.js';

/** What can go wrong, with what it does. */
export const FAULT_KINDS = {
  latency: 'answers `ms` milliseconds later',
  status: 'answers `status`, with `body` and `headers` where they are given; nothing is carried out',
  html: 'answers the HTML page of a gateway, with `status` (502)',
  reset: 'resets the connection; with `commit`, after the request was carried out',
  timeout: 'never answers; with `commit`, after the request was carried out',
  truncate: 'breaks off after `bytes` of the body (half of it)',
  slow: 'sends the body at `bytesPerSecond` (100)',
  stale: 'answers a read as it would have been before the last write',
  contentType: 'calls the body `contentType` (text/html)',
} as const;

/** One of {@link FAULT_KINDS}. */
export type FaultKind = keyof typeof FAULT_KINDS;

/** What is to go wrong, and for which requests: those that fit all that is given. */
export interface FaultRule {
  readonly kind: FaultKind;
  /** `GET`, or several: `POST,PATCH`. */
  readonly method?: string | undefined;
  /**
   * Below `/apis/3.0`, with all that is below it: `/service/tickets`; what stands before that does not count. A star
   * stands for one segment or a part of it, two stars for any number of segments.
   */
  readonly path?: string | undefined;
  /** A text that the query has in it, encoded or not, in any case: `status/name = "New"`. */
  readonly query?: string | undefined;
  /** The identifier of an API member. */
  readonly member?: string | undefined;
  /** From 0 to 1; 1 unless told. */
  readonly probability?: number | undefined;
  /** How many requests that fit are let through first; none unless told. */
  readonly after?: number | undefined;
  /** How many requests it strikes before it is spent; any number unless told. */
  readonly count?: number | undefined;
  /** `latency`: milliseconds. */
  readonly ms?: number | undefined;
  /** `status`, and `html` (502 unless told). */
  readonly status?: number | undefined;
  /** `status`: a text as it is, anything else as JSON; empty unless told. */
  readonly body?: unknown;
  /** `status` */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** `reset` and `timeout`: whether the request is carried out first, and only its answer lost. */
  readonly commit?: boolean | undefined;
  /** `truncate`: how many bytes of the body arrive; half of it unless told. */
  readonly bytes?: number | undefined;
  /** `slow`; 100 unless told. */
  readonly bytesPerSecond?: number | undefined;
  /** `contentType`; `text/html` unless told. */
  readonly contentType?: string | undefined;
}

const NUMBERS = {
  hour: 3_600_000,
  much: 1_000_000_000,
} as const;

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** One method or several, in any case; one that no request has would never strike. */
const methods: Shape<string> = (value, at, problems) => {
  const given = text(value, at, problems);
  const unknown = typeof given === 'string' && methodsOf(given).find((method) => !METHODS.includes(method));
  if (unknown) {
    problems.push({ at, message: `has "${unknown}" in it, which is none of ${METHODS.join(', ')}` });
  }
  return given;
};

/** The methods of a rule: `POST,PATCH`. */
export function methodsOf(given: string): readonly string[] {
  return given
    .toUpperCase()
    .split(/[\s,|]+/)
    .filter((method) => method !== '');
}

const rule: Shape<FaultRule> = object({
  kind: oneOf(...(Object.keys(FAULT_KINDS) as FaultKind[])),
  // Which requests
  method: optional(methods),
  path: optional(text),
  query: optional(text),
  member: optional(text),
  probability: optional(within(0, 1)),
  after: optional(whole(0, NUMBERS.much)),
  count: optional(whole(1, NUMBERS.much)),
  // What happens to them
  ms: optional(whole(0, NUMBERS.hour)),
  status: optional(whole(200, 599)),
  body: optional(anything),
  headers: optional(mapOf(text)),
  commit: optional(flag),
  bytes: optional(whole(0, NUMBERS.much)),
  bytesPerSecond: optional(whole(1, NUMBERS.much)),
  contentType: optional(text),
});

/** Which settings a kind reads beyond those that say which requests. */
const SETTINGS: Readonly<Record<FaultKind, readonly (keyof FaultRule)[]>> = {
  latency: ['ms'],
  status: ['status', 'body', 'headers'],
  html: ['status'],
  reset: ['commit'],
  timeout: ['commit'],
  truncate: ['bytes'],
  slow: ['bytesPerSecond'],
  stale: [],
  contentType: ['contentType'],
};

/** What a kind cannot do without. */
const NEEDED: Partial<Record<FaultKind, keyof FaultRule>> = { latency: 'ms', status: 'status' };

const OWN = new Set(Object.values(SETTINGS).flat());

/** A rule whose settings belong to its kind. */
export const faultShape: Shape<FaultRule> = (value, at, problems) => {
  const before = problems.length;
  const read = rule(value, at, problems);
  if (problems.length > before) return read;
  const allowed = SETTINGS[read.kind];
  const needed = NEEDED[read.kind];
  if (needed && read[needed] === undefined) {
    problems.push({ at: `${at}.${needed}`, message: `is missing: a fault of kind "${read.kind}" needs it` });
  }
  for (const name of Object.keys(read) as (keyof FaultRule)[]) {
    if (OWN.has(name) && !allowed.includes(name)) {
      const cure = allowed.length === 0 ? 'It has none of its own' : `It has ${allowed.join(', ')}`;
      problems.push({
        at: `${at}.${name}`,
        message: `means nothing for a fault of kind "${read.kind}". ${cure}`,
      });
    }
  }
  return read;
};

/**
 * Reads rules that came as JSON.
 *
 * @param what stands before each place in a message, such as the name of a file.
 * @throws PsaError `INVALID_ARGUMENT` that says what is wrong with which of them.
 */
export function readFaultRules(value: unknown, what: string): readonly FaultRule[] {
  return readShape(listOf(faultShape), value, what);
}

/** @throws PsaError `INVALID_ARGUMENT` that says what is wrong with it. */
export function readFaultRule(value: unknown, what: string): FaultRule {
  return readShape(faultShape, value, what);
}
