import { timingSafeEqual } from 'node:crypto';
import { digestOf } from './digest.js';
import { invalidCredentials, missingClientId } from './errors.js';
import type { ApiRequest } from './http.js';
import type { ApiMember } from './member.js';
import { memberNamed, sessionCookies, type Sessions } from './sessions/index.js';
import type { MintedKeys } from './tokens/index.js';
import { MEMBER_USER, REQUEST_HEADERS } from './wire.js';

/**
 * Makes the check of who calls: `Authorization: Basic base64(company+public:private)` and a `clientId`
 * (PROTOCOL 1.1), or, without that header, the cookies of a session (PROTOCOL 1.3). Company id and keys count exactly
 * as written (PROTOCOL 1.7, hearsay for the company). Secrets are compared as digests in constant time, and every member
 * is looked at, so that neither the text nor the position of a match can be measured.
 *
 * The check throws PsaError `UNAUTHORIZED` (401), or `FORBIDDEN` (403) without a usable `clientId`.
 */
export function createAuthenticator(
  members: readonly ApiMember[],
  issued: { readonly minted: Pick<MintedKeys, 'find'>; readonly sessions: Pick<Sessions, 'find'> },
): (request: ApiRequest) => ApiMember {
  const known = members.map((member) => ({
    member,
    digest: digestOf(`${member.companyId}+${member.publicKey}:${member.privateKey}`),
  }));
  return (request) => {
    const authorization = request.header(REQUEST_HEADERS.authorization);
    const credentials = credentialsOf(authorization) ?? '';
    const digest = digestOf(credentials);
    let found: ApiMember | undefined;
    for (const entry of known) {
      if (timingSafeEqual(entry.digest, digest)) found = entry.member;
    }
    // Minted keys count only together with the header that says so (PROTOCOL 1.2; that they need it is *assumed*).
    const isMember = request.header(REQUEST_HEADERS.userType)?.trim().toLowerCase() === MEMBER_USER;
    if (!found && isMember) found = issued.minted.find(credentials);
    const cookies = authorization === undefined ? sessionCookies(request) : undefined;
    if (cookies) found = issued.sessions.find(cookies);
    if (!found) throw invalidCredentials();
    const clientId = request.header(REQUEST_HEADERS.clientId)?.trim();
    if (!clientId) throw missingClientId();
    if (found.clientId !== undefined && clientId.toLowerCase() !== found.clientId.toLowerCase()) {
      throw missingClientId();
    }
    return found;
  };
}

/**
 * Whom a request says it comes from: the member of that company id and public key, which may have been minted, or the
 * one that its cookies name. Nothing is proven by it.
 */
export function memberClaimedBy(
  request: Pick<ApiRequest, 'header'>,
  members: readonly ApiMember[],
  minted: Pick<MintedKeys, 'claimed'>,
): ApiMember | undefined {
  const authorization = request.header(REQUEST_HEADERS.authorization);
  const cookies = authorization === undefined ? sessionCookies(request) : undefined;
  if (cookies) return memberNamed(cookies, members);
  const claim = credentialsOf(authorization);
  if (claim === undefined) return undefined;
  return (
    members.find(({ companyId, publicKey }) => claim.startsWith(`${companyId}+${publicKey}:`)) ??
    minted.claimed(claim)
  );
}

const BASIC = /^basic +([A-Za-z0-9+/_-]+={0,2}) *$/i;

/** `company+public:private` out of the header; `undefined` when the header is not that. */
function credentialsOf(header: string | undefined): string | undefined {
  const encoded = BASIC.exec(header ?? '')?.[1];
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8');
}
