import type { ResourceAddress } from '../catalog/index.js';
import { createHeaders, secretsOf } from './auth.js';
import { Reader } from './reader.js';
import type { PsaResponse } from './response.js';
import type { Settings } from './settings.js';
import { Transport, type TransportOptions, type TransportRequest } from './transport.js';

/** What a connection is made of; the rest of what the transport needs comes from the settings. */
export interface ConnectionOptions extends Omit<TransportOptions, 'apiUrl' | 'headers' | 'secrets'> {
  readonly settings: Settings;
  /** The version of the models to ask for. */
  readonly version: string | undefined;
}

/**
 * The part of a client that sends. `Psa` imports it with the first request, not before: a program that
 * starts should not wait for a parser and a transport it does not need yet.
 */
export class Connection {
  readonly #transport: Transport;

  constructor({ settings, version, ...rest }: ConnectionOptions) {
    this.#transport = new Transport({
      ...rest,
      apiUrl: settings.site.apiUrl,
      headers: createHeaders(settings, version),
      secrets: secretsOf(settings),
    });
  }

  send(request: TransportRequest): Promise<PsaResponse> {
    return this.#transport.send(request);
  }

  open(address: ResourceAddress): Reader {
    return new Reader(address, this.#transport);
  }
}
