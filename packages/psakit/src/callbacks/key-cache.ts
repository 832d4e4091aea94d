import { PsaError } from '../core/index.js';
import type { SigningKey } from './signature.js';

/** Bounds of a {@link CallbackKeyCache}. */
export interface CallbackKeyCacheOptions {
  /** How many keys are kept; 64 by default. */
  readonly maxKeys?: number | undefined;
  /** How long a key is used before it is fetched again, in milliseconds; an hour by default (*assumed*). */
  readonly maxAgeMs?: number | undefined;
}

/** How keys are had: `now` in milliseconds since 1970. */
export interface KeySource {
  readonly now: () => number;
  readonly fetch: () => Promise<SigningKey>;
}

interface Held {
  readonly key: SigningKey;
  readonly since: number;
  /** When it was last fetched again for a message that was forged after all. */
  vainAt?: number;
}

/** After a renewal in vain, a key is not renewed for this long, so that forgeries cost few requests (*assumed*). */
const VAIN_PAUSE_MS = 1_000;

/** Keys fetched at one time; each message chooses its key_url, so that a flood could ask for any number. */
const MAX_FETCHES = 8;

/** Signing keys by URL, bounded in number and age. Make one, and give it to every `verifyCallback`. */
export class CallbackKeyCache {
  readonly #maxKeys: number;
  readonly #maxAgeMs: number;
  readonly #held = new Map<string, Held>();
  readonly #fetching = new Map<string, Promise<SigningKey>>();

  constructor(options: CallbackKeyCacheOptions = {}) {
    this.#maxKeys = options.maxKeys ?? 64;
    this.#maxAgeMs = options.maxAgeMs ?? 3_600_000;
  }

  /** How many keys are held. */
  get size(): number {
    return this.#held.size;
  }

  /** The key of a URL, and whether it was held rather than fetched just now. */
  async find(url: string, source: KeySource): Promise<{ readonly key: SigningKey; readonly held: boolean }> {
    const held = this.#held.get(url);
    const age = held === undefined ? Infinity : source.now() - held.since;
    // A clock that was set back makes an age negative, which is no reason to trust a key for longer.
    if (held !== undefined && age >= 0 && age < this.#maxAgeMs) return { key: held.key, held: true };
    return { key: await this.#fetch(url, source), held: false };
  }

  /** Another key than one that did not fit, or undefined where asking for it again was in vain just now. */
  async renew(url: string, unfit: SigningKey, source: KeySource): Promise<SigningKey | undefined> {
    const held = this.#held.get(url);
    if (held !== undefined && held.key !== unfit) return held.key;
    const pause = held?.vainAt === undefined ? Infinity : source.now() - held.vainAt;
    if (pause >= 0 && pause < VAIN_PAUSE_MS) return undefined;
    return this.#fetch(url, source);
  }

  /** Notes that renewing a key did not help. */
  noteVain(url: string, now: number): void {
    const held = this.#held.get(url);
    if (held !== undefined) held.vainAt = now;
  }

  /** Fetches a key, once for all who ask at the same time. */
  #fetch(url: string, source: KeySource): Promise<SigningKey> {
    const running = this.#fetching.get(url);
    if (running !== undefined) return running;
    if (this.#fetching.size >= MAX_FETCHES) return Promise.reject(tooMany());
    const fetching = source
      .fetch()
      .then((key) => {
        this.#hold(url, { key, since: source.now() });
        return key;
      })
      .finally(() => {
        this.#fetching.delete(url);
      });
    this.#fetching.set(url, fetching);
    return fetching;
  }

  #hold(url: string, held: Held): void {
    this.#held.delete(url);
    this.#held.set(url, held);
    for (const oldest of this.#held.keys()) {
      if (this.#held.size <= this.#maxKeys) break;
      this.#held.delete(oldest);
    }
  }
}

function tooMany(): PsaError {
  return new PsaError({
    code: 'RATE_LIMITED',
    message: `The key of a callback message was not fetched: ${MAX_FETCHES} others are being fetched.`,
    hint: 'The message is neither proven nor forged; it can be verified when it is sent again.',
    retryable: true,
  });
}
