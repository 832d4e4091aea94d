import { requireResource } from 'psakit/catalog';
import type { Comparison } from 'psakit/conditions';
import type { JsonRecord } from '../../store/index.js';
import { recordNotFound } from '../errors.js';
import { jsonAnswer, type ApiAnswer } from '../http.js';
import { noPermission } from '../security.js';
import type { SpecialCall, SpecialOperation } from '../special.js';
import { keepMintedKeys } from './keep.js';
import { asMinted, type MintedKeys } from './minted.js';

/** Where members are kept. */
const MEMBERS = 'system/members';

/** `POST /system/members/{memberIdentifier}/tokens`: keys to call as a member with (PROTOCOL 1.2). */
export function tokenOperations(keys: MintedKeys): readonly SpecialOperation[] {
  return [
    {
      method: 'POST',
      path: '/system/members/{memberIdentifier}/tokens',
      answer: (call) => mint(call, keys),
    },
  ];
}

/**
 * A member may always mint for itself; for another one it takes a member that `impersonates`. An ordinary
 * API member is refused (PROTOCOL 1.2, a single source); what the keys may do is what the member that
 * minted them may (*assumed*).
 */
async function mint(call: SpecialCall, keys: MintedKeys): Promise<ApiAnswer> {
  const wanted = call.match.parameters['memberIdentifier'] ?? '';
  const { member, services } = call;
  if (wanted.toLowerCase() !== member.identifier.toLowerCase() && member.impersonates !== true) {
    throw noPermission();
  }
  const identifier = await identifierOf(call, wanted);
  const [publicKey, privateKey] = [newKey(services.guid()), newKey(services.guid())];
  const { expiresAt } = await services.queue(async () => {
    const made = keys.mint(asMinted(member, identifier, { publicKey, privateKey }), member);
    await keepMintedKeys(keys, services.reading.store);
    return made;
  });
  const expiration = `${new Date(expiresAt).toISOString().slice(0, 19)}Z`;
  return jsonAnswer(JSON.stringify({ publicKey, privateKey, expiration }));
}

/** The identifier as the member's record spells it; a member may also be named by its id. */
async function identifierOf({ services: { reading }, member }: SpecialCall, wanted: string): Promise<string> {
  const resource = requireResource(MEMBERS);
  const byId = /^\d{1,10}$/.test(wanted);
  const conditions: Comparison = {
    kind: 'compare',
    field: { kind: 'field', path: [byId ? 'id' : 'identifier'] },
    operator: '=',
    value: byId ? { kind: 'number', value: Number(wanted), raw: wanted } : { kind: 'text', value: wanted },
  };
  const [found] = await reading.store.list({ resource, conditions, limit: 1 });
  if (found) {
    const { identifier, inactiveFlag } = JSON.parse(found.json) as JsonRecord;
    if (inactiveFlag !== true && typeof identifier === 'string') return identifier;
  } else if (wanted.toLowerCase() === member.identifier.toLowerCase()) {
    // An API member is no record of this collection.
    return member.identifier;
  }
  throw recordNotFound(resource.entity, wanted);
}

/** Sixteen letters and digits. */
function newKey(guid: string): string {
  return Buffer.from(guid.replaceAll('-', ''), 'hex')
    .toString('base64url')
    .replace(/[-_]/g, 'x')
    .slice(0, 16);
}
