import { requireResource } from 'psakit/catalog';
import type { ApiMember } from '../api/index.js';
import { createSequences } from '../records/index.js';
import type { JsonRecord, RecordKey, Store } from '../store/index.js';
import { API_MEMBER } from './world/index.js';

/**
 * Gives each API member that has no record one like that of the member every sandbox has: who calls is found among
 * `/system/members` by others, owns what it enters, and can be minted keys for (PROTOCOL 8.2: API members are members,
 * of license class A). An identifier that the world knows stays that person.
 */
export async function addMemberRecords(store: Store, members: readonly ApiMember[]): Promise<void> {
  const resource = requireResource('system/members');
  const model = await memberCalled(store, API_MEMBER);
  if (!model) return;
  const sequences = createSequences(store);
  for (const { identifier } of members) {
    if (await memberCalled(store, identifier)) continue;
    const id = await sequences.next(resource);
    const put = { kind: 'put', resource, record: likeModel(model, id, identifier) } as const;
    await store.apply({ writes: [put, ...(await sequences.remembered([put]))] });
  }
}

async function memberCalled(store: Store, identifier: string): Promise<JsonRecord | undefined> {
  const [found] = await store.list({
    resource: requireResource('system/members'),
    conditions: {
      kind: 'compare',
      field: { kind: 'field', path: ['identifier'] },
      operator: '=',
      value: { kind: 'text', value: identifier },
    },
    limit: 1,
  });
  return found && (JSON.parse(found.json) as JsonRecord);
}

/** The model with another id and name, in links too. */
function likeModel(model: JsonRecord, id: RecordKey, identifier: string): JsonRecord {
  const own = new RegExp(`/system/members/${String(model['id'])}(?=["/?])`, 'g');
  const copy = JSON.parse(JSON.stringify(model).replace(own, `/system/members/${String(id)}`)) as JsonRecord;
  return { ...copy, id, identifier, firstName: identifier, lastName: 'API' };
}
