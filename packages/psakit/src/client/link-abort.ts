/** A signal of one's own that also fires when the caller's does. */
export interface LinkedAbort {
  readonly signal: AbortSignal;
  /** Fires the signal and lets go of the caller's. */
  abort(): void;
}

/** `AbortSignal.any` by hand: a caller's signal that lives long must not collect listeners. */
export function linkAbort(signal: AbortSignal | undefined): LinkedAbort {
  const controller = new AbortController();
  const follow = (): void => {
    controller.abort(signal?.reason);
  };
  if (signal?.aborted) follow();
  else signal?.addEventListener('abort', follow, { once: true });
  return {
    signal: controller.signal,
    abort: () => {
      signal?.removeEventListener('abort', follow);
      controller.abort();
    },
  };
}
