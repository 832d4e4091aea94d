import { fillPath } from './query.js';
import type { TransportRequest } from './request.js';
import { badResponse, type PsaResponse } from './response.js';
import { readToken, TOKENS_PATH, toTokenBody, type MemberKeys } from './wire.js';

/**
 * Keys with which a client acts for a member (PROTOCOL 1.2). They live about four hours.
 *
 * @throws {PsaError} `INVALID_ARGUMENT` for what is no identifier, `FORBIDDEN` where the API member may not.
 */
export async function mintKeys(
  memberIdentifier: string,
  send: (request: TransportRequest) => Promise<PsaResponse>,
): Promise<MemberKeys> {
  const path = fillPath(TOKENS_PATH, [memberIdentifier]);
  // A second pair of keys does no harm.
  const response = await send({
    method: 'POST',
    path,
    body: toTokenBody(memberIdentifier),
    repeatable: true,
  });
  const keys = readToken(response.json());
  if (keys === undefined) throw badResponse(response, 'something other than keys');
  return keys;
}
