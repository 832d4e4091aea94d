import { timingSafeEqual } from 'node:crypto';
import type { Clock } from 'psakit/core';
import { digestOf } from '../digest.js';
import type { ApiMember } from '../member.js';
import { dropOld, LIFETIME_MS } from '../short-lived.js';

/** More keys than this at once are no use to anyone: the oldest go. */
const MAX_KEYS = 1000;

/** Keys that were minted for a while. Of the private part only a digest is kept. */
export interface MintedKeys {
  /**
   * Makes keys with which to call as a member.
   *
   * @param minter whose rights they have.
   */
  mint(member: ApiMember, minter: ApiMember): { readonly expiresAt: number };
  /** The member whose keys these are, as long as they are good. */
  find(credentials: string): ApiMember | undefined;
  /** The member of keys that are good, by their public part; the private one is not looked at. */
  claimed(credentials: string): ApiMember | undefined;
  /** The keys that are good, as a text to keep: {@link MintedKeys.restore} reads it. No private key is in it. */
  kept(): string;
  /**
   * Takes up keys that an earlier run kept.
   *
   * @param members who may have minted them: keys of one who is no more are dropped.
   */
  restore(kept: string | undefined, members: readonly ApiMember[]): void;
}

interface Minted {
  readonly member: ApiMember;
  /** The public key of the member who minted them. */
  readonly minter: string;
  readonly digest: Buffer;
  readonly expiresAt: number;
}

/** Keys as they are kept. */
interface KeptKeys {
  readonly minter: string;
  readonly identifier: string;
  readonly publicKey: string;
  /** Of the credentials as they are sent, in hex. */
  readonly digest: string;
  readonly expiresAt: number;
}

/** Makes a place for minted keys, whose lifetime goes by this clock. */
export function createMintedKeys(clock: Clock): MintedKeys {
  const keys = new Map<string, Minted>();
  const drop = (): void => {
    dropOld(keys, clock.now(), MAX_KEYS);
  };
  return {
    mint: (member, minter) => {
      const expiresAt = clock.now() + LIFETIME_MS;
      const name = userName(member);
      const digest = digestOf(`${name}:${member.privateKey}`);
      // Keys may mint for their own member: it is theirs who minted them that count after a restart.
      const first = keys.get(userName(minter))?.minter ?? minter.publicKey;
      keys.set(name, { member, minter: first, digest, expiresAt });
      drop();
      return { expiresAt };
    },
    find: (credentials) => {
      drop();
      // The public part is no secret and may be looked up; the whole is compared in constant time.
      const found = keys.get(publicPart(credentials));
      return found && timingSafeEqual(found.digest, digestOf(credentials)) ? found.member : undefined;
    },
    claimed: (credentials) => {
      drop();
      return keys.get(publicPart(credentials))?.member;
    },
    kept: () => {
      drop();
      const kept = Array.from(keys.values(), ({ member, minter, digest, expiresAt }): KeptKeys => {
        const { identifier, publicKey } = member;
        return { minter, identifier, publicKey, digest: digest.toString('hex'), expiresAt };
      });
      return JSON.stringify(kept);
    },
    restore: (kept, members) => {
      for (const { minter, identifier, publicKey, digest, expiresAt } of readKept(kept)) {
        const who = members.find((member) => member.publicKey === minter);
        if (!who) continue;
        const member = asMinted(who, identifier, { publicKey, privateKey: '' });
        keys.set(userName(member), { member, minter, digest: Buffer.from(digest, 'hex'), expiresAt });
      }
      drop();
    },
  };
}

/** A member who calls with minted keys: what it may do is what who minted them may (*assumed*), but for minting more. */
export function asMinted(
  minter: ApiMember,
  identifier: string,
  keys: Pick<ApiMember, 'publicKey' | 'privateKey'>,
): ApiMember {
  return { ...minter, ...keys, identifier, impersonates: false };
}

/** Nothing for a text that is no list of keys, such as one of a later release. */
function readKept(kept: string | undefined): readonly KeptKeys[] {
  if (kept === undefined) return [];
  try {
    const rows = JSON.parse(kept) as unknown;
    return Array.isArray(rows) ? rows.filter(isKept) : [];
  } catch {
    return [];
  }
}

function isKept(row: unknown): row is KeptKeys {
  if (typeof row !== 'object' || row === null) return false;
  const { minter, identifier, publicKey, digest, expiresAt } = row as Partial<
    Record<keyof KeptKeys, unknown>
  >;
  const texts = [minter, identifier, publicKey].every((text) => typeof text === 'string');
  return (
    texts && typeof digest === 'string' && /^[0-9a-f]{64}$/.test(digest) && typeof expiresAt === 'number'
  );
}

/** `company+public` of `company+public:private`. */
function publicPart(credentials: string): string {
  return credentials.slice(0, Math.max(0, credentials.indexOf(':')));
}

function userName({ companyId, publicKey }: ApiMember): string {
  return `${companyId}+${publicKey}`;
}
