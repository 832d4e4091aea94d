import { signCallback, SIGNATURE_HEADER } from 'psakit/callbacks';
import type { Clock } from 'psakit/core';
import type { DeliveryTry } from '../../api/index.js';

/** How long a receiver may take (PROTOCOL 7.5, documented), in milliseconds. */
const TIMEOUT_MS = 5_000;

/** A message, ready to be sent. */
export interface Post {
  readonly url: string;
  readonly body: string;
  /** The text of the key it is signed with. */
  readonly signingKey: string;
}

/** Sends a message once and says what came of it; what the receiver says beside its status is not read. */
export async function post(
  { url, body, signingKey }: Post,
  {
    clock,
    fetch,
    signal,
  }: { readonly clock: Clock; readonly fetch: typeof globalThis.fetch; readonly signal: AbortSignal },
): Promise<DeliveryTry> {
  const at = new Date(clock.now()).toISOString();
  const over = new AbortController();
  const done = new AbortController();
  const giveUp = (): void => {
    over.abort();
  };
  signal.addEventListener('abort', giveUp);
  clock.sleep(TIMEOUT_MS, done.signal).then(giveUp, () => undefined);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        [SIGNATURE_HEADER]: await signCallback(body, signingKey),
      },
      body,
      redirect: 'manual',
      signal: over.signal,
    });
    await response.body?.cancel();
    return { at, status: response.status };
  } catch (error) {
    return {
      at,
      error: over.signal.aborted ? `No answer in ${TIMEOUT_MS / 1000} seconds.` : reasonOf(error),
    };
  } finally {
    done.abort();
    signal.removeEventListener('abort', giveUp);
  }
}

/** `fetch failed` says nothing; what it failed of is in its cause. */
function reasonOf(error: unknown): string {
  const { cause = error } = error instanceof Error ? error : {};
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}
