import { timingSafeEqual } from 'node:crypto';
import type { Clock } from 'psakit/core';
import { digestOf } from '../digest.js';
import type { ApiMember } from '../options.js';

/** How long minted keys are good for (PROTOCOL 1.2: about four hours). */
const LIFETIME_MS = 4 * 3_600_000;

/** More keys than this at once are no use to anyone: the oldest go. */
const MAX_KEYS = 10_000;

/** Keys that were minted for a while. They are kept in memory, and die with the server. */
export interface MintedKeys {
  /** Makes keys with which to call as a member. */
  mint(member: ApiMember): { readonly expiresAt: number };
  /** The member whose keys these are, as long as they are good. */
  find(credentials: string): ApiMember | undefined;
  /** The member of keys that are good, by their public part; the private one is not looked at. */
  claimed(credentials: string): ApiMember | undefined;
}

interface Minted {
  readonly member: ApiMember;
  readonly digest: Buffer;
  readonly expiresAt: number;
}

/** Makes a place for minted keys, whose lifetime goes by this clock. */
export function createMintedKeys(clock: Clock): MintedKeys {
  const keys = new Map<string, Minted>();
  const dropOld = (): void => {
    for (const [name, { expiresAt }] of keys) {
      // In the order they were minted, and all live equally long.
      if (expiresAt > clock.now() && keys.size <= MAX_KEYS) return;
      keys.delete(name);
    }
  };
  return {
    mint: (member) => {
      const expiresAt = clock.now() + LIFETIME_MS;
      const name = userName(member);
      keys.set(name, { member, digest: digestOf(`${name}:${member.privateKey}`), expiresAt });
      dropOld();
      return { expiresAt };
    },
    find: (credentials) => {
      dropOld();
      // The public part is no secret and may be looked up; the whole is compared in constant time.
      const found = keys.get(publicPart(credentials));
      return found && timingSafeEqual(found.digest, digestOf(credentials)) ? found.member : undefined;
    },
    claimed: (credentials) => {
      dropOld();
      return keys.get(publicPart(credentials))?.member;
    },
  };
}

/** `company+public` of `company+public:private`. */
function publicPart(credentials: string): string {
  return credentials.slice(0, Math.max(0, credentials.indexOf(':')));
}

function userName({ companyId, publicKey }: ApiMember): string {
  return `${companyId}+${publicKey}`;
}
