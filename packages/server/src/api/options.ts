import type { Clock } from 'psakit/core';
import type { Rules } from '../records/index.js';
import type { Store } from '../store/index.js';
import type { ApiAnswer, ApiRequest } from './http.js';
import type { Limiter } from './limiter.js';
import type { ApiMember } from './member.js';
import type { ModelAge } from './models/index.js';
import type { Sessions } from './sessions/index.js';
import type { SpecialOperation } from './special.js';
import type { MintedKeys } from './tokens/index.js';

/** What discovery and `/system/info` tell about this PSA (PROTOCOL 1.4 and 1.7). */
export interface SiteFacts {
  /** Without slash, e.g. `v4_6_release`; also the one in hrefs. */
  readonly codebase: string;
  readonly companyName: string;
  /** E.g. `v2025.1.10675`. */
  readonly version: string;
  readonly isCloud: boolean;
  readonly serverTimeZone: string;
  readonly cloudRegion: string;
  readonly licenseBits: readonly { readonly name: string; readonly activeFlag: boolean }[];
  /** Scheme and authority in hrefs and links, where they are not to be the ones called. */
  readonly origin?: string | undefined;
}

/** What {@link createApi} needs and may be told. */
export interface ApiOptions {
  readonly store: Store;
  readonly members: readonly ApiMember[];
  /** What the server does by itself when a record is written; `GENERIC_RULES` unless told. */
  readonly rules?: Rules | undefined;
  /** Requests of one member in any 60 seconds, 60 unless told; `off` for no limit. */
  readonly rateLimit?: number | 'off' | undefined;
  /**
   * `mission` (default): `X-RateLimit-*` headers and `RateLimitExceeded`. `cloud`: the vendor's 429 body
   * and no such headers (PROTOCOL 4).
   */
  readonly limitStyle?: 'mission' | 'cloud' | undefined;
  /** Who counts the requests; absent: a counter of its own. */
  readonly limiter?: Limiter | undefined;
  /**
   * What an unknown name in `fields` does. PROTOCOL 2.6 has one source that it is dropped and two, newer,
   * that it is refused with 400: `refuse` unless told (*assumed*).
   */
  readonly unknownFields?: 'refuse' | 'drop' | undefined;
  /** Milliseconds each request waits before anything is looked at; 0 unless told. */
  readonly latencyMs?: number | undefined;
  /** Largest body read, in bytes; 1 MiB unless told. */
  readonly maxBodyBytes?: number | undefined;
  /** Largest body with a file in it, in bytes; 50 MiB unless told. */
  readonly maxFileBytes?: number | undefined;
  /** Keys that were minted, for several APIs to share; absent: none but its own. */
  readonly minted?: MintedKeys | undefined;
  /** Sessions of members who logged in, for several APIs to share; absent: none but its own. */
  readonly sessions?: Sessions | undefined;
  /** What came when, for requests that name a version of the model (PROTOCOL 1.6); absent: all is of one age. */
  readonly models?: readonly ModelAge[] | undefined;
  /** Operations that are answered by code of their own, in place of what `api` does with them. */
  readonly operations?: readonly SpecialOperation[] | undefined;
  readonly site?: Partial<SiteFacts> | undefined;
  readonly clock?: Clock | undefined;
  /** From 0 up to 1, as `Math.random`: what request ids are made from. */
  readonly random?: (() => number) | undefined;
  /** Told of every fault that is the server's own, which the client sees only as a bare 500. */
  readonly onFault?: ((error: unknown, requestId: string) => void) | undefined;
}

/** The API: a function from a web `Request` to its `Response`. */
export interface ApiHandler {
  (request: Request): Promise<Response>;
  /** The same without the web objects, whose making costs more than an answer. */
  readonly answer: (request: ApiRequest) => Promise<ApiAnswer>;
}

/** What a site is unless told otherwise. */
export const DEFAULT_SITE: SiteFacts = {
  codebase: 'v4_6_release',
  companyName: 'Sandbox',
  version: 'v2025.1.10675',
  isCloud: false,
  serverTimeZone: 'UTC',
  cloudRegion: 'NA',
  licenseBits: [],
};
