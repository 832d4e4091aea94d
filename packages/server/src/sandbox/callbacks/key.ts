import type { Store } from '../../store/index.js';

/** The key that messages are signed with, and the id it is asked for by. */
export interface SigningKey {
  readonly id: string;
  readonly key: string;
}

const META = 'callbacks/key';

/** The key of a store: made the first time, the same ever after. */
export async function signingKeyOf(store: Store, random: () => number): Promise<SigningKey> {
  const kept = await store.meta(META);
  if (kept !== undefined) return JSON.parse(kept) as SigningKey;
  const made: SigningKey = { id: hexGroups(random), key: `${hexGroups(random)}-${hexGroups(random)}` };
  await store.apply({ writes: [{ kind: 'meta', name: META, value: JSON.stringify(made) }] });
  return made;
}

function hexGroups(random: () => number): string {
  const digits = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
