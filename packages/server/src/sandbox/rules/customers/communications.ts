import type { JsonRecord, RecordKey } from '../../../store/index.js';
import { SAVED, type Concern } from '../concern.js';
import type { Draft } from '../draft.js';
import { newGuid } from '../guid.js';
import { all, equals, IS_DEFAULT } from '../query.js';
import { referenceTo } from '../references.js';
import { filledIn, flagOf, idOf, itemsOf, numberOf, ownId, textOf } from '../values.js';

const TABLE = 'company/contacts/communications';

/**
 * `communicationItems` of a contact are kept a second time below it, and both say the same (PROTOCOL 8.2).
 * An item knows from its type whether it is mail, telephone or fax; the first of a kind is its default, and
 * a later one that is made so takes it over (PROTOCOL 6.2, live).
 */
export const COMMUNICATION_ITEMS: Concern = {
  about: ['company/contacts'],
  on: SAVED,
  apply: async ({ kind, record, before, sent }, draft) => {
    if (kind !== 'create' && !sent.has('communicationItems')) return undefined;
    const id = ownId(record);
    const given = itemsOf(record, 'communicationItems');
    const items: JsonRecord[] = [];
    for (const item of given) items.push(await completed(item, draft));
    const communicationItems = withOneDefault(items, itemsOf(before, 'communicationItems'));
    const left = new Set(communicationItems.map((item) => item['id']));
    for (const former of itemsOf(before, 'communicationItems')) {
      if (!left.has(former['id'])) draft.remove(TABLE, [id], former['id'] as RecordKey);
    }
    for (const item of communicationItems) await keep(item, id, draft);
    return { ...record, communicationItems, ...phoneOf(communicationItems) };
  },
};

/** A record of the second place changes the items of its contact. */
export const COMMUNICATIONS: Concern = {
  about: [TABLE],
  on: ['create', 'replace', 'update', 'delete'],
  apply: async ({ kind, record, parents }, draft) => {
    const [parent] = parents;
    const contact = await draft.get('company/contacts', [], parent);
    if (!contact) return undefined;
    const former = itemsOf(contact, 'communicationItems');
    const others = former.filter((item) => item['id'] !== record['id']);
    const item = kind === 'delete' ? undefined : await completed(record, draft);
    const position = former.findIndex((each) => each['id'] === record['id']);
    const items = item ? others.toSpliced(position < 0 ? others.length : position, 0, itemOf(item)) : others;
    const communicationItems = withOneDefault(items, former);
    draft.change('company/contacts', [], contact, { communicationItems, ...phoneOf(communicationItems) });
    for (const other of communicationItems) {
      if (other['id'] !== record['id']) await keep(other, Number(parent), draft);
    }
    const own = communicationItems.find((each) => each['id'] === record['id']);
    return item && { ...item, contactId: parent, defaultFlag: flagOf(own, 'defaultFlag') };
  },
};

/** An item with its id, its type and what follows from it. */
async function completed(item: JsonRecord, draft: Draft): Promise<JsonRecord> {
  const id = numberOf(item, 'id') ?? (await draft.nextId(TABLE));
  const kindGiven = textOf(item, 'communicationType');
  const type =
    (await draft.get('company/communicationTypes', [], idOf(item, 'type'))) ??
    (await usualType(kindGiven, draft));
  const kind = type ? kindOf(type) : (kindGiven ?? 'Phone');
  const value = textOf(item, 'value') ?? '';
  const at = value.lastIndexOf('@');
  const { _info, ...members } = item;
  return {
    ...members,
    id,
    type: type ? referenceTo('company/communicationTypes', type, 'type') : item['type'],
    communicationType: kind,
    domain: kind === 'Email' && at >= 0 ? value.slice(at) : undefined,
    ...(_info === undefined ? {} : { _info }),
  };
}

/** The type a kind has unless told: its default one. */
async function usualType(kind: string | undefined, draft: Draft): Promise<JsonRecord | undefined> {
  const flag = kind === 'Email' ? 'emailFlag' : kind === 'Fax' ? 'faxFlag' : 'phoneFlag';
  return (
    (await draft.first('company/communicationTypes', {
      where: all(equals(flag, true), IS_DEFAULT),
    })) ?? (await draft.first('company/communicationTypes', { where: equals(flag, true) }))
  );
}

function kindOf(type: JsonRecord): 'Email' | 'Fax' | 'Phone' {
  if (flagOf(type, 'emailFlag')) return 'Email';
  return flagOf(type, 'faxFlag') ? 'Fax' : 'Phone';
}

/** One default of each kind: the one that has just become it, else the one that was, else the first. */
function withOneDefault(items: readonly JsonRecord[], before: readonly JsonRecord[]): readonly JsonRecord[] {
  const was = new Set(before.filter((item) => flagOf(item, 'defaultFlag')).map((item) => item['id']));
  const chosen = new Map<unknown, unknown>();
  const rank = (item: JsonRecord): number =>
    flagOf(item, 'defaultFlag') ? (was.has(item['id']) ? 1 : 2) : 0;
  for (const kind of new Set(items.map((item) => item['communicationType']))) {
    const same = items.filter((item) => item['communicationType'] === kind);
    const best = same.reduce((one, other) =>
      rank(other) > rank(one) || (rank(other) === 2 && rank(one) === 2) ? other : one,
    );
    chosen.set(kind, best['id']);
  }
  return items.map((item) => ({
    ...item,
    defaultFlag: chosen.get(item['communicationType']) === item['id'],
  }));
}

async function keep(item: JsonRecord, contactId: number, draft: Draft): Promise<void> {
  const kept = await draft.get(TABLE, [contactId], item['id'] as RecordKey);
  if (kept && Object.entries(item).every(([name, value]) => same(kept[name], value))) return;
  draft.change(
    TABLE,
    [contactId],
    kept ?? { mobileGuid: newGuid(Number(item['id']), draft.now) },
    filledIn({ ...item, contactId }, {}),
  );
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

const ITEM_MEMBERS = ['id', 'type', 'value', 'extension', 'defaultFlag', 'domain', 'communicationType'];

function itemOf(record: JsonRecord): JsonRecord {
  return Object.fromEntries(Object.entries(record).filter(([name]) => ITEM_MEMBERS.includes(name)));
}

/** How the default telephone of a contact is told on the contact itself. */
function phoneOf(items: readonly JsonRecord[]): JsonRecord {
  const phone = items.find((item) => item['communicationType'] === 'Phone' && flagOf(item, 'defaultFlag'));
  return {
    defaultPhoneType: textOf(phone?.['type'] as JsonRecord | undefined, 'name'),
    defaultPhoneNbr: phone?.['value'],
    defaultPhoneExtension: phone?.['extension'],
  };
}
