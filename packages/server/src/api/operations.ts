import { bundleOperations } from './bundles/index.js';
import { documentOperations } from './documents/index.js';
import { imageOperations } from './images/index.js';
import type { ApiOptions } from './options.js';
import type { SpecialOperation } from './special.js';
import { tokenOperations, type MintedKeys } from './tokens/index.js';

/** Every operation of an API that is answered by code of its own; those it was given come last, and count. */
export function ownOperations(
  { store, operations }: ApiOptions,
  minted: MintedKeys,
): readonly SpecialOperation[] {
  return [
    ...documentOperations(store),
    ...imageOperations(),
    ...tokenOperations(minted),
    ...bundleOperations(),
    ...(operations ?? []),
  ];
}
