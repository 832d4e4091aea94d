import type { Store } from '../../store/index.js';
import type { ApiMember } from '../member.js';
import type { MintedKeys } from './minted.js';

/** Under which name a store keeps the keys that are good. */
const KEPT = 'minted keys';

/** Keeps the keys that are good with the records, so that they are good after a restart. */
export async function keepMintedKeys(keys: MintedKeys, store: Pick<Store, 'apply'>): Promise<void> {
  await store.apply({ writes: [{ kind: 'meta', name: KEPT, value: keys.kept() }] });
}

/** Takes up the keys that a store has from an earlier run. */
export async function restoreMintedKeys(
  keys: MintedKeys,
  store: Pick<Store, 'meta'>,
  members: readonly ApiMember[],
): Promise<void> {
  keys.restore(await store.meta(KEPT), members);
}
