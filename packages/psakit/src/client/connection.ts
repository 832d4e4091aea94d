import type { ResourceAddress } from '../catalog/index.js';
import type { OperationCall } from './actions.js';
import { createHeaders, secretsOf } from './auth.js';
import type { AskBundle, BundleAnswers, BundleContext, BundleReads } from './bundles/index.js';
import type { CallOptions } from './collection.js';
import { Listing } from './list-request.js';
import { formatQuery } from './query.js';
import { Reader } from './reader.js';
import { Address, lookUpCompany } from './discovery/index.js';
import type { PsaResponse, StreamedResponse } from './response.js';
import type { Settings } from './settings.js';
import { createObserver, ignoreFailures, type Logger } from './telemetry/index.js';
import { Transport, type TransportOptions, type TransportRequest } from './transport.js';
import { REQUEST_HEADERS } from './wire.js';
import type { PlannedRequest, UnknownPolicy, Warn, Writer } from './writes/index.js';

/** What a connection is made of; the rest of what the transport needs comes from the settings. */
export interface ConnectionOptions extends Omit<
  TransportOptions,
  'address' | 'headers' | 'secrets' | 'observer'
> {
  readonly settings: Settings;
  /** Told what happens to requests. */
  readonly logger: Logger | undefined;
  /** The version of the models to ask for. */
  readonly version: string | undefined;
  /** What to do with names that the catalog does not know, unless a write says otherwise. */
  readonly unknown: UnknownPolicy;
  /** Who is told what was noticed about a write that is sent all the same. */
  readonly onWarning: Warn;
}

/**
 * The part of a client that sends. `Psa` imports it with the first request, not before: a program that
 * starts should not wait for a parser and a transport it does not need yet.
 */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #transport: Transport;

  constructor(options: ConnectionOptions) {
    const { settings, version, logger, clock } = options;
    const { site, companyId, discover = false } = settings;
    const secrets = secretsOf(settings);
    this.#options = options;
    this.#transport = new Transport({
      ...options,
      address: new Address({
        ...{ site, companyId, discover, clock },
        lookUp: () => lookUpCompany({ origin: site.origin, companyId }, { ...options, secrets }),
      }),
      headers: createHeaders(settings, version),
      secrets,
      observer: createObserver({ logger, clock }),
    });
  }

  send(request: TransportRequest): Promise<PsaResponse> {
    return this.#transport.send(request);
  }

  /** The beginning of an answer; its body is read as it comes. */
  stream(request: TransportRequest): Promise<StreamedResponse> {
    return this.#transport.stream(request);
  }

  /** Calls an operation that is no verb of a collection; what it takes is loaded with the first. */
  async call(call: OperationCall): Promise<unknown> {
    const { perform } = await import('./perform.js');
    const { unknown } = this.#options;
    return perform(call, {
      ...{ unknown, onWarning: this.#warn },
      send: (request) => this.send(request),
      stream: (request) => this.stream(request),
    });
  }

  open(address: ResourceAddress): Reader {
    return new Reader(address, this.#transport);
  }

  /** Many reads in one request. */
  async bundle<Reads extends BundleReads>(
    ask: AskBundle<Reads>,
    options: CallOptions,
  ): Promise<BundleAnswers<Reads>> {
    const { sendBundle } = await import('./bundles/index.js');
    const { settings, version } = this.#options;
    const context: BundleContext = {
      send: (request) => this.send(request),
      pages: (address, list) => this.open(address).pages(list),
      version,
      secrets: secretsOf(settings),
    };
    return sendBundle(ask, context, options);
  }

  /** What writes records there; loaded when the first one is written. */
  async write(address: ResourceAddress): Promise<Writer> {
    const { Writer } = await import('./writes/index.js');
    const reader = this.open(address);
    const { clock, unknown } = this.#options;
    return new Writer({
      address,
      clock,
      unknown,
      warn: this.#warn,
      send: (request) => this.send(request),
      plan: (request) => this.#plan(request),
      get: (id, options) => reader.get(id, options),
      openPage: (options) => {
        // Wrong conditions are noticed here, before anything is sent.
        const load = reader.pages(options);
        return async () => (await new Listing(load, options)).items;
      },
    });
  }

  readonly #warn: Warn = (warning) => {
    const { logger, onWarning } = this.#options;
    ignoreFailures(() => logger?.({ type: 'warning', ...warning }));
    onWarning(warning);
  };

  #plan({ path, query = {} }: TransportRequest): Pick<PlannedRequest, 'url' | 'headers'> {
    const { settings, version } = this.#options;
    const headers = Object.entries(createHeaders(settings, version));
    return {
      url: this.#transport.apiUrl + path + formatQuery(query),
      headers: Object.fromEntries(headers.filter(([name]) => name !== REQUEST_HEADERS.authorization)),
    };
  }
}
