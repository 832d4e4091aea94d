import { createBudget, DEFAULT_TRIES, type Budget, type Lane } from '../budget/index.js';
import { resolveResource, type HttpMethod, type ResourceAddress } from '../catalog/index.js';
import { PsaError, systemClock, type Clock } from '../core/index.js';
import type { Fetch } from './attempt.js';
import { ChainRoot, INSPECT } from './chains.js';
import type { Collection, JsonRecord } from './collection.js';
import type { Connection, ConnectionOptions } from './connection.js';
import type { PsaTree } from './generated/tree.js';
import { normalizePath, type QueryValues } from './query.js';
import { Records } from './records.js';
import type { PsaResponse } from './response.js';
import { readSettings, type Environment, type SettingsOptions } from './settings.js';

/** Everything has a default; settings that are not given are read from the environment. */
export interface PsaOptions extends SettingsOptions {
  /** Where variables are read; `process.env` where there is one. */
  readonly env?: Environment | undefined;
  readonly fetch?: Fetch | undefined;
  readonly clock?: Clock | undefined;
  /** Draws from 0 up to 1. */
  readonly random?: (() => number) | undefined;
  /**
   * A budget to share with other clients of the same API member, the requests allowed in any 60 seconds,
   * or `off`. 60 unless told otherwise; each client then counts for itself.
   */
  readonly budget?: Budget | number | 'off' | undefined;
  /** Tries in all for one request; 5 unless told otherwise (MISSION, Limits). */
  readonly maxTries?: number | undefined;
  /** Milliseconds for each try; 60,000 unless told otherwise (*assumed*). */
  readonly timeoutMs?: number | undefined;
  /** The version of the models to ask for, e.g. `2025.16`; the newest unless told otherwise (PROTOCOL 1.6). */
  readonly version?: string | undefined;
}

/** What `request` takes beside method and path. */
export interface RequestOptions {
  readonly query?: QueryValues | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  readonly lane?: Lane | undefined;
}

/**
 * A client of one PSA. Its resources are reached by chains that mirror the path:
 *
 * ```ts
 * const psa = new Psa(); // reads CONNECTWISE_COMPANY_ID and the others
 * for await (const ticket of psa.service.tickets.list({ where: 'status/name = "New"' })) { … }
 * await psa.service.tickets(54321).notes.list();
 * ```
 *
 * @throws {PsaError} `CONFIG_MISSING`, `CONFIG_INVALID` or `INSECURE_SITE` from the constructor.
 */
export class Psa extends (ChainRoot as abstract new () => ChainRoot & PsaTree) {
  readonly #connect: () => Promise<Connection>;
  readonly #budget: Budget;
  readonly #apiUrl: string;

  constructor(options: PsaOptions = {}) {
    super();
    const settings = readSettings(options.env ?? processEnvironment(), options);
    const {
      clock = systemClock,
      random = Math.random,
      maxTries = DEFAULT_TRIES,
      timeoutMs = 60_000,
    } = options;
    checkAtLeastOne('maxTries', maxTries);
    checkAtLeastOne('timeoutMs', timeoutMs);
    this.#budget = chooseBudget(options.budget, clock);
    this.#apiUrl = settings.site.apiUrl;
    const connection: ConnectionOptions = {
      settings,
      version: options.version,
      fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init)),
      clock,
      random,
      budget: this.#budget,
      maxTries,
      timeoutMs,
    };
    let connected: Promise<Connection> | undefined;
    this.#connect = () =>
      (connected ??= import('./connection.js').then(({ Connection }) => new Connection(connection)));
  }

  /** Says how much of the budget is left; give it to other clients of the same API member. */
  get budget(): Budget {
    return this.#budget;
  }

  /**
   * A collection by the name of its resource, for programs that learn it when they run: `tickets`,
   * `service/tickets`, `service/tickets/54321/notes`.
   *
   * @throws {PsaError} `UNKNOWN_RESOURCE`, `AMBIGUOUS_RESOURCE` or `INVALID_ARGUMENT`.
   */
  collection(address: string | ResourceAddress): Collection<JsonRecord> {
    const opened = typeof address === 'string' ? resolveResource(address) : address;
    return new Records(opened, async (to) => (await this.#connect()).open(to));
  }

  /**
   * Any request below `/apis/3.0`, with the same headers, budget and retries.
   *
   * @example (await psa.request('GET', '/system/info')).json()
   * @throws {PsaError} whatever went wrong, refusals of the server included.
   */
  async request(method: HttpMethod, path: string, options: RequestOptions = {}): Promise<PsaResponse> {
    const request = { ...options, method, path: normalizePath(path) };
    return (await this.#connect()).send(request);
  }

  /** What `console.log` shows: where it leads, and nothing secret. */
  [INSPECT](): string {
    // Shown with its proxy laid open, the object behind it has none of our members.
    return #apiUrl in this ? `Psa { ${this.#apiUrl} }` : 'Psa { }';
  }
}

function chooseBudget(budget: Budget | number | 'off' | undefined, clock: Clock): Budget {
  if (typeof budget === 'object') return budget;
  return createBudget({ limit: budget === 'off' ? Infinity : budget, clock });
}

function checkAtLeastOne(name: string, value: number): void {
  if (value >= 1) return;
  throw new PsaError({
    code: 'INVALID_ARGUMENT',
    message: `${name} must be a number of at least 1, not ${value}.`,
    hint: `Leave ${name} out for the default.`,
  });
}

/** `process.env` without importing Node: elsewhere there is none, and options say it all. */
function processEnvironment(): Environment {
  const { process } = globalThis as { process?: { env?: Environment } };
  return process?.env ?? {};
}
