import type { Clock } from 'psakit/core';
import type { QueuedEntry, Store } from '../../store/index.js';
import { signingKeyOf } from './key.js';
import { deliveryUrl, formatMessage, type CallbackStyle, type Origin } from './message.js';
import { OWED, readDelivery, type QueuedDelivery } from './outbox.js';
import { post } from './post.js';
import { afterTry, blocked } from './settle.js';

/** Messages on their way at once; nothing is promised about their order (PROTOCOL 7.5). */
const AT_ONCE = 8;

/** Longer than this no timer waits. */
const LONGEST_SLEEP_MS = 2 ** 30;

/** What a sender needs. */
export interface SenderOptions {
  /** Runs work on the store as it is then, which is not replaced while it lasts. */
  readonly access: <T>(work: (store: Store) => Promise<T>) => Promise<T>;
  readonly origin: () => Origin;
  readonly style: CallbackStyle;
  /** Whether messages may go to this host. */
  readonly allows: (hostname: string) => boolean;
  readonly clock: Clock;
  /** Draws from 0 up to 1: what the signing key is made of, the first time. */
  readonly random: () => number;
  readonly fetch: typeof fetch;
}

/** Sends what is owed, until it is stopped. */
export interface CallbackSender {
  /** Says that something may be owed now. */
  wake(): void;
  /** Resolves when nothing is owed any more, retries included. */
  settled(): Promise<void>;
  /** Sends no more; what is owed stays owed, and so does what was on its way. */
  stop(): Promise<void>;
}

/** Starts to send what the outbox holds. */
export function startSender(options: SenderOptions): CallbackSender {
  const { access, clock } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  let waking = new AbortController();
  const waiting = new Set<() => void>();
  const queued = (limit: number): Promise<readonly QueuedEntry[]> =>
    access(async (store) => {
      const entries = await store.queued(OWED, limit);
      // Nobody is told of what could still be lost.
      await store.settled();
      return entries;
    });

  const work = async (): Promise<void> => {
    while (!signal.aborted) {
      const entries = await queued(AT_ONCE);
      const due = entries.filter((entry) => entry.due <= clock.now());
      if (due.length > 0) {
        await Promise.all(due.map((entry) => deliver(readDelivery(entry))));
        continue;
      }
      const [next] = entries;
      if (next === undefined) {
        release();
        await woken();
      } else {
        const ms = Math.min(next.due - clock.now(), LONGEST_SLEEP_MS);
        await clock.sleep(ms, waking.signal).catch(() => undefined);
        // A clock that does not really wait must not keep everything else from running.
        await new Promise((resolve) => setImmediate(resolve));
      }
      if (waking.signal.aborted) waking = new AbortController();
    }
    release();
  };

  const woken = (): Promise<void> =>
    new Promise((resolve) => {
      const { signal: wake } = waking;
      if (wake.aborted) resolve();
      else {
        wake.addEventListener(
          'abort',
          () => {
            resolve();
          },
          { once: true },
        );
      }
    });

  const release = (): void => {
    for (const resolve of waiting) resolve();
    waiting.clear();
  };

  const deliver = async (delivery: QueuedDelivery): Promise<void> => {
    const { style, allows, fetch } = options;
    if (!allows(new URL(delivery.url).hostname)) {
      await access((store) => store.apply({ writes: blocked(delivery, clock.now()) }));
      return;
    }
    const key = await access((store) => signingKeyOf(store, options.random));
    const body = formatMessage(delivery, { ...options.origin(), keyId: key.id }, style);
    const url = deliveryUrl(delivery, style);
    const made = await post({ url, body, signingKey: key.key }, { clock, fetch, signal });
    // Stopped in the middle: whether it arrived is not known, so it is owed still.
    if (signal.aborted && made.status === undefined) return;
    await access(async (store) =>
      store.apply({ writes: await afterTry(store, delivery, made, clock.now()) }),
    );
  };

  const working = work();
  return {
    wake: () => {
      waking.abort();
    },
    settled: async () => {
      if (signal.aborted || (await queued(1)).length === 0) return;
      await new Promise<void>((resolve) => {
        waiting.add(resolve);
        waking.abort();
      });
    },
    stop: async () => {
      stopping.abort();
      waking.abort();
      await working;
    },
  };
}
