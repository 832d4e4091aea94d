import type { JsonRecord } from '../../store/index.js';
import type { Concern } from './concern.js';
import type { Draft } from './draft.js';
import { equals } from './query.js';
import { referenceTo } from './references.js';
import { filledIn, flagOf, without } from './values.js';

/** The record of the member who asks; undefined where the world has none of that identifier. */
export function askingMember(draft: Draft): Promise<JsonRecord | undefined> {
  return draft.first('system/members', { where: equals('identifier', draft.by) });
}

/** The member who asks, as records show members. */
export async function memberReference(draft: Draft): Promise<JsonRecord | undefined> {
  const member = await askingMember(draft);
  return member && referenceTo('system/members', member, 'member');
}

/**
 * Members keep no password (it is write-only), and one who becomes inactive gets the date of it (PROTOCOL 8.2:
 * members are not deleted, they become inactive; that coming back clears the date is *assumed*).
 */
export const MEMBERS: Concern = {
  about: ['system/members'],
  on: ['create', 'replace', 'update'],
  apply: ({ record }, draft) => {
    const kept = filledIn(without(record, 'password'), { inactiveFlag: false, adminFlag: false });
    return flagOf(kept, 'inactiveFlag')
      ? filledIn(kept, { inactiveDate: draft.now })
      : { ...kept, inactiveDate: undefined };
  },
};
