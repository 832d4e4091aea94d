import { randomBytes } from 'node:crypto';
import type { Clock } from 'psakit/core';
import { digestOf } from '../digest.js';
import type { ApiMember } from '../member.js';
import { dropOld, LIFETIME_MS } from '../short-lived.js';
import { memberNamed, type SessionCookies } from './cookies.js';

/** More sessions than this at once are no use to anyone: the oldest go. */
const MAX_SESSIONS = 10_000;

/** Sessions of members who have logged in. They are kept in memory, and die with the server. */
export interface Sessions {
  /** Opens one; the hash is its secret. */
  open(member: ApiMember): { readonly hash: string };
  /** The member whose session this is, as long as it is good. */
  find(cookies: SessionCookies): ApiMember | undefined;
}

interface Session {
  readonly member: ApiMember;
  readonly expiresAt: number;
}

/** Makes a place for sessions, whose lifetime goes by this clock. */
export function createSessions(clock: Clock): Sessions {
  // By digest: how long a look-up takes says nothing about the hash that was sent.
  const sessions = new Map<string, Session>();
  const drop = (): void => {
    dropOld(sessions, clock.now(), MAX_SESSIONS);
  };
  return {
    open: (member) => {
      const hash = randomBytes(32).toString('hex');
      sessions.set(keyOf(hash), { member, expiresAt: clock.now() + LIFETIME_MS });
      drop();
      return { hash };
    },
    find: (cookies) => {
      drop();
      const member = sessions.get(keyOf(cookies.hash))?.member;
      return member && memberNamed(cookies, [member]);
    },
  };
}

function keyOf(hash: string): string {
  return digestOf(hash).toString('base64');
}
