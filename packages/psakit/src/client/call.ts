import type { CallOptions } from './collection.js';

/** The options every call has, apart from those of its own. */
export function pickCall({ signal, lane, deadlineMs, onWait }: CallOptions): CallOptions {
  return { signal, lane, deadlineMs, onWait };
}
