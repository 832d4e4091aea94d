import type { Operation, PathMatch } from 'psakit/catalog';
import { PsaError } from 'psakit/core';
import type { ApiMember, SecurityRight } from './member.js';
import { searchedCollection } from './place.js';
import { BUNDLE_BODY, ERROR_BODY_CODES } from './wire.js';

/** What each method takes; what a POST to something other than a search takes is *assumed*. */
const RIGHTS: Readonly<Record<string, SecurityRight>> = {
  GET: 'inquire',
  POST: 'add',
  PUT: 'edit',
  PATCH: 'edit',
  DELETE: 'delete',
};

/** The right that a call takes: a search only reads, whatever its method (PROTOCOL 2.7). */
export function rightFor(match: PathMatch, method: string): SecurityRight | undefined {
  const operation = match.operations[method as Operation['method']];
  if (operation && searchedCollection(match, operation)) return 'inquire';
  // What is bundled is checked piece by piece.
  if (operation?.body?.schema === BUNDLE_BODY) return 'inquire';
  return RIGHTS[method];
}

/**
 * Whether a member's role lets it make this call. That rights go by module, the first segment of the path,
 * is *assumed*: PSA's roles are finer.
 *
 * @throws PsaError 403 `Security` where it does not (PROTOCOL 1.7, recorded).
 */
export function checkRight({ role }: ApiMember, match: PathMatch, method: string): void {
  if (!role) return;
  const right = rightFor(match, method);
  const module = (match.path.split('/')[1] ?? '').toLowerCase();
  if (right === undefined || (role[module] ?? role['*'] ?? []).includes(right)) return;
  throw noPermission();
}

/** 403 for what a member may not do (PROTOCOL 1.7, recorded). */
export function noPermission(): PsaError {
  return new PsaError({
    code: 'FORBIDDEN',
    status: 403,
    serverCode: ERROR_BODY_CODES.security,
    message: 'You do not have security permission to perform this action.',
  });
}
