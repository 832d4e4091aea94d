import { abortedError, createTicks, isPsaError, PsaError, type Clock } from '../../core/index.js';
import type { Site } from '../site.js';
import { siteOf } from './company-site.js';
import type { CompanyInfo } from './wire.js';

/** What an address is made of. */
export interface AddressOptions {
  /** Where to begin. */
  readonly site: Site;
  readonly companyId: string;
  /** Whether to ask before the first request; otherwise only when the API is not where it was. */
  readonly discover: boolean;
  readonly clock: Clock;
  readonly lookUp: () => Promise<CompanyInfo | undefined>;
}

/** An answer is believed for this long, in milliseconds (*assumed*): a wrong path must not ask each time. */
const BELIEVED_MS = 600_000;

/** Where the API is, as far as is known: found out when it must be, and again when it has moved. */
export class Address {
  readonly #options: AddressOptions;
  readonly #ticks: () => number;
  #site: Site;
  /** When the site was last asked. */
  #askedAt: number | undefined;
  #asking: Promise<CompanyInfo | undefined> | undefined;

  constructor(options: AddressOptions) {
    this.#options = options;
    this.#ticks = createTicks(options.clock);
    this.#site = options.site;
  }

  /** `https://…/apis/3.0`, without a slash at the end. */
  get apiUrl(): string {
    return this.#site.apiUrl;
  }

  /**
   * Resolves when the address is known.
   *
   * @throws {PsaError} `CONFIG_INVALID` where the site knows no such company, or why it could not be asked.
   */
  async ready(signal: AbortSignal | undefined): Promise<void> {
    if (!this.#options.discover || this.#askedAt !== undefined) return;
    const info = await this.#ask(signal);
    if (info === undefined) throw unknownCompany(this.#options);
  }

  /** Asks again, since the API was not found at `used`. Says whether it is somewhere else. */
  async lookAgain(used: string, signal: AbortSignal | undefined): Promise<boolean> {
    if (this.apiUrl !== used) return true;
    if (this.#askedAt !== undefined && this.#ticks() - this.#askedAt < BELIEVED_MS) return false;
    try {
      await this.#ask(signal);
    } catch (error) {
      // Why the request failed says more than why nobody could be asked about it.
      if (!isPsaError(error) || error.code === 'ABORTED') throw error;
      return false;
    }
    return this.apiUrl !== used;
  }

  /** One question at a time, whoever waits for its answer. */
  #ask(signal: AbortSignal | undefined): Promise<CompanyInfo | undefined> {
    this.#asking ??= this.#options
      .lookUp()
      .then((info) => {
        this.#askedAt = this.#ticks();
        if (info !== undefined) this.#site = siteOf(this.#site, info);
        return info;
      })
      .finally(() => {
        this.#asking = undefined;
      });
    return orAborted(this.#asking, signal);
  }
}

function unknownCompany({ companyId, site }: AddressOptions): PsaError {
  return new PsaError({
    code: 'CONFIG_INVALID',
    message: `${site.origin} knows no company "${companyId}".`,
    hint: 'Check CONNECTWISE_COMPANY_ID, whose case counts, and that CONNECTWISE_SITE is the region of the company.',
  });
}

/** The promise, for as long as the signal has not fired; the work goes on for the others. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      reject(abortedError(signal));
    };
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', onAbort);
    });
  });
}
