import { decodedSegment } from '../decoded-segment.js';
import type { ApiRequest } from '../http.js';
import type { ApiMember } from '../member.js';
import { REQUEST_HEADERS, SESSION_COOKIES } from '../wire.js';

/** What a client that has logged in sends with each request. */
export interface SessionCookies {
  readonly companyId: string;
  /** As it was typed at login. */
  readonly userName: string;
  readonly hash: string;
}

/**
 * The three cookies of a session, their names in any case, since sources spell them differently (PROTOCOL 1.3);
 * undefined where one is missing. `MemberContext`, the fourth, says nothing that is needed (*assumed*).
 */
export function sessionCookies(request: Pick<ApiRequest, 'header'>): SessionCookies | undefined {
  const header = request.header(REQUEST_HEADERS.cookie);
  if (header === undefined) return undefined;
  const found = new Map<string, string>();
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=');
    if (equals < 0) continue;
    found.set(pair.slice(0, equals).trim().toLowerCase(), decodedSegment(pair.slice(equals + 1).trim()));
  }
  const companyId = found.get(SESSION_COOKIES.company);
  const userName = found.get(SESSION_COOKIES.member);
  const hash = found.get(SESSION_COOKIES.hash);
  if (companyId === undefined || userName === undefined || hash === undefined) return undefined;
  return { companyId, userName, hash };
}

/** The member that a company id and a user name mean: the name in any case (*assumed*), the id as it is written. */
export function memberNamed(
  { companyId, userName }: Pick<SessionCookies, 'companyId' | 'userName'>,
  members: readonly ApiMember[],
): ApiMember | undefined {
  const wanted = userName.toLowerCase();
  return members.find(
    (member) => member.companyId === companyId && member.identifier.toLowerCase() === wanted,
  );
}
