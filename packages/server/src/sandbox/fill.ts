import { setImmediate } from 'node:timers/promises';
import { requireResource } from 'psakit/catalog';
import { abortedError } from 'psakit/core';
import type { BulkLoader } from '../store/index.js';
import { AS_OF, createWorld, type WorldOptions } from './world/index.js';

/** How filling is watched and given up. */
export interface FillOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((text: string) => void) | undefined;
}

/** Records between two looks at the signal; some tens of milliseconds. */
const STRIDE = 2_000;

/**
 * Makes a world and hands it to a loader, with the meta values `seed`, `size` and `asOf`. Where it does not
 * come to the end, the loader is discarded and nothing is left.
 */
export async function fillWorld(
  loader: BulkLoader,
  world: WorldOptions,
  options: FillOptions,
): Promise<void> {
  const { signal, onProgress } = options;
  let records = 0;
  let tickets = 0;
  try {
    for (const { resource, parents, record } of createWorld(world)) {
      loader.put(requireResource(resource), parents, record);
      if (resource.endsWith('/tickets')) tickets++;
      if (++records % STRIDE > 0) continue;
      if (onProgress && records % (STRIDE * 10) === 0) {
        onProgress(`making the ${world.size} world: ${tickets.toLocaleString('en')} tickets`);
      }
      await setImmediate();
      if (signal?.aborted) throw abortedError(signal);
    }
    loader.meta('seed', String(world.seed));
    loader.meta('size', world.size);
    loader.meta('asOf', AS_OF);
    onProgress?.(`making the ${world.size} world: indexes`);
    loader.finish();
  } catch (error) {
    loader.discard();
    throw error;
  }
}
