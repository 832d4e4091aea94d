import { createBudget, DEFAULT_TRIES, type Budget } from '../budget/index.js';
import { resolveResource, type HttpMethod, type ResourceAddress } from '../catalog/index.js';
import {
  checkAtLeastOne,
  checkOptionKinds,
  invalidArgument,
  systemClock,
  type Clock,
  type OptionKinds,
} from '../core/index.js';
import type { OperationCall } from './actions.js';
import type { Fetch } from './attempt.js';
import { ChainRoot, INSPECT } from './chains.js';
import type { AskBundle, BundleAnswers, BundleReads } from './bundles/index.js';
import type { CallOptions, Collection, JsonRecord, SearchOptions } from './collection.js';
import { createDocuments, type Documents } from './documents/index.js';
import type { Connection, ConnectionOptions } from './connection.js';
import type { Diagnosis } from './diagnose/index.js';
import type { PsaTree } from './generated/tree.js';
import { CALL_OPTIONS, REQUEST_OPTIONS, UNKNOWN_POLICIES } from './known-options.js';
import { normalizePath } from './query.js';
import { openListing } from './list-request.js';
import { nameOf, Records } from './records.js';
import { createReport, type Report } from './reports/index.js';
import type { TransportRequest } from './request.js';
import type { PsaResponse } from './response.js';
import type { Logger } from './telemetry/index.js';
import { searchedBy } from './search/find-search.js';
import type { UnknownPolicy, Warn } from './writes/index.js';
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
   * or `off`: no limit but what the server says in its answers. 60 unless told otherwise; each client then
   * counts for itself.
   */
  readonly budget?: Budget | number | 'off' | undefined;
  /** Tries in all for one request; 5 unless told otherwise (MISSION, Limits). */
  readonly maxTries?: number | undefined;
  /** Milliseconds for each try; 60,000 unless told otherwise (*assumed*). */
  readonly timeoutMs?: number | undefined;
  /**
   * Milliseconds for a whole call: waiting for the budget, every try, the pauses between. As long as it takes
   * unless told otherwise; each call may say otherwise.
   */
  readonly deadlineMs?: number | undefined;
  /**
   * Told what happens to requests: that one waits and why, was sent, answered, failed. Without secrets, bodies
   * and queries. Told warnings of writes, too, as `onWarning` is. Where the API of OpenTelemetry is registered, spans and metrics are told there by themselves.
   */
  readonly logger?: Logger | undefined;
  /** The version of the models to ask for, e.g. `2025.16`; the newest unless told otherwise (PROTOCOL 1.6). */
  readonly version?: string | undefined;
  /**
   * What writes do with names and listed values that the catalog does not know: `error` (the default), `warn`
   * (send, and tell `onWarning`) or `allow`. Each write may say otherwise.
   */
  readonly unknown?: UnknownPolicy | undefined;
  /** Told what was noticed about a write that is sent all the same, after `logger` was; nothing is ever printed. */
  readonly onWarning?: Warn | undefined;
}

const PSA_OPTIONS: OptionKinds<PsaOptions> = {
  companyId: 'string',
  publicKey: 'string',
  privateKey: 'string',
  clientId: 'string',
  site: 'string',
  codebase: 'string',
  userType: ['member'],
  allowInsecure: 'boolean',
  env: 'object',
  fetch: 'function',
  clock: 'object',
  random: 'function',
  budget: true,
  maxTries: 'number',
  timeoutMs: 'number',
  deadlineMs: 'number',
  logger: 'function',
  version: 'string',
  unknown: UNKNOWN_POLICIES,
  onWarning: 'function',
};

const HTTP_METHODS: readonly HttpMethod[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** What `request` takes beside method and path. */
export type RequestOptions = Omit<TransportRequest, 'method' | 'path'>;

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
  readonly #documents: Documents;
  readonly #budget: Budget;
  readonly #apiUrl: string;
  readonly #options: PsaOptions;
  readonly #diagnose: (signal: AbortSignal | undefined) => Promise<Diagnosis>;

  constructor(options: PsaOptions = {}) {
    super();
    checkOptionKinds(options, PSA_OPTIONS, 'new Psa');
    const settings = readSettings(options.env ?? processEnvironment(), options);
    const {
      clock = systemClock,
      random = Math.random,
      maxTries = DEFAULT_TRIES,
      timeoutMs = 60_000,
      deadlineMs = Infinity,
    } = options;
    checkAtLeastOne('maxTries', maxTries);
    checkAtLeastOne('timeoutMs', timeoutMs);
    checkAtLeastOne('deadlineMs', deadlineMs);
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
      deadlineMs,
      logger: options.logger,
      unknown: options.unknown ?? 'error',
      onWarning: options.onWarning ?? (() => undefined),
    };
    this.#options = options;
    this.#diagnose = async (signal) =>
      (await import('./diagnose/index.js')).diagnose({ ...connection, signal });
    let connected: Promise<Connection> | undefined;
    this.#connect = () =>
      (connected ??= import('./connection.js').then(({ Connection }) => new Connection(connection)));
    this.#documents = createDocuments({ connect: this.#connect, random });
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
    // In JavaScript it may be anything, which is refused as a text.
    const given = address as ResourceAddress | undefined;
    const opened = given?.resource === undefined ? resolveResource(address as string) : given;
    return new Records(opened, this.#connect);
  }

  /** What the operations of a chain end in that are no verb of a collection, e.g. `psa.service.tickets(5).merge`. */
  override call(call: OperationCall): PromiseLike<unknown> {
    const resource = searchedBy(call.operation);
    if (resource === undefined) return this.#connect().then((connection) => connection.call(call));
    const address = { resource, parents: call.ids.map(String) };
    const options = (call.given[0] ?? {}) as SearchOptions<JsonRecord>;
    return openListing(`${nameOf(address)}/search`, options, async () =>
      (await this.#connect()).open(address).search(call.operation, options),
    );
  }

  /**
   * Many reads in one request, fifty at a time, and what each of them answers (PROTOCOL 6.8). A list answers
   * its first page; the others, where somebody asks for them, are requests of their own.
   *
   * @example
   * const [ticket, acme, open] = await psa.bundle((b) => [
   *   b.service.tickets.get(54321),
   *   b.company.companies.get(250, { fields: ['id', 'name'] }).catch(() => undefined),
   *   b.service.tickets.count({ where: 'closedFlag = false' }),
   * ]);
   * @throws {PsaError} the error of the first read that failed and was not caught.
   */
  async bundle<const Reads extends BundleReads>(
    ask: AskBundle<Reads>,
    options: CallOptions = {},
  ): Promise<BundleAnswers<Reads>> {
    checkOptionKinds(options, CALL_OPTIONS, 'bundle');
    return (await this.#connect()).bundle(ask, options);
  }

  /**
   * Uploads of documents, and downloads of these and of other files (PROTOCOL 6.9).
   *
   * @example
   * await psa.documents.upload({ recordType: 'Ticket', recordId: 54321, file: bytes, fileName: 'log.txt' });
   * const { stream, fileName, size } = await psa.documents.download(17);
   */
  get documents(): Documents {
    return this.#documents;
  }

  /**
   * A report of PSA by its name, its rows as objects (PROTOCOL 2.6). `psa.system.reports.list()` has the names.
   *
   * @example const rows = await psa.report('Service').rows({ where: 'closed_flag = false', limit: 50 }).all()
   */
  report(name: string): Report {
    return createReport(name, async (request) => (await this.#connect()).send(request));
  }

  /**
   * Any request below `/apis/3.0`, with the same headers, budget and retries.
   *
   * @example (await psa.request('GET', '/system/info')).json()
   * @throws {PsaError} whatever went wrong, refusals of the server included.
   */
  async request(method: HttpMethod, path: string, options: RequestOptions = {}): Promise<PsaResponse> {
    checkOptionKinds(options, REQUEST_OPTIONS, 'request');
    if (!HTTP_METHODS.includes(method)) {
      throw invalidArgument(
        `request takes a method first, not ${method}.`,
        `Give one of ${HTTP_METHODS.join(', ')}, in capitals, then the path.`,
      );
    }
    const request = { ...options, method, path: normalizePath(path) };
    return (await this.#connect()).send(request);
  }

  /**
   * What is wrong with this client, if anything: the site, the company, the keys or their rights, in one sentence
   * with its cure. Asks at most three times, once without credentials.
   *
   * @example const { ok, problem } = await psa.diagnose();
   * @throws {PsaError} `ABORTED`
   */
  async diagnose(options: Pick<CallOptions, 'signal'> = {}): Promise<Diagnosis> {
    checkOptionKinds(options, { signal: 'AbortSignal' }, 'diagnose');
    return this.#diagnose(options.signal);
  }

  /**
   * A client that acts for a member, with keys minted for it that live about four hours (PROTOCOL 1.2). It shares
   * the budget, since nobody has said that the server counts them apart (*assumed*).
   *
   * @throws {PsaError} `FORBIDDEN` where the API member may not act for others.
   */
  async impersonate(memberIdentifier: string): Promise<Psa> {
    const { mintKeys } = await import('./impersonate.js');
    const connection = await this.#connect();
    const keys = await mintKeys(memberIdentifier, (request) => connection.send(request));
    return new Psa({ ...this.#options, ...keys, userType: 'member', budget: this.#budget });
  }

  /** What `console.log` shows: where it leads, and nothing secret. */
  [INSPECT](): string {
    // Shown with its proxy laid open, the object behind it has none of our members.
    return #apiUrl in this ? `Psa { ${this.#apiUrl} }` : 'Psa { }';
  }
}

function chooseBudget(budget: Budget | number | 'off' | undefined, clock: Clock): Budget {
  if (typeof budget === 'object') {
    // In JavaScript it may be null, or the options of one.
    if (typeof (budget as Partial<Budget> | null)?.acquire === 'function') return budget;
    throw invalidArgument(
      'The option budget of new Psa is no budget.',
      'Give what createBudget makes, the requests allowed in any 60 seconds, or "off".',
    );
  }
  return createBudget({ limit: budget === 'off' ? Infinity : budget, clock });
}

/** `process.env` without importing Node: elsewhere there is none, and options say it all. */
function processEnvironment(): Environment {
  const { process } = globalThis as { process?: { env?: Environment } };
  return process?.env ?? {};
}
