import type { JsonRecord } from '../../../store/index.js';
import { SAVED, type Concern } from '../concern.js';
import type { Draft } from '../draft.js';
import { newGuid } from '../guid.js';
import { all, differs, equals } from '../query.js';
import { nameOf, referenceTo } from '../references.js';
import { notFoundField } from '../refusals.js';
import { filledIn, flagOf, idOf, itemsOf, ownId, without } from '../values.js';

/**
 * A new contact: at the site of its company, with what a recorded one has (PROTOCOL 7.3). The first of a
 * company is its default contact (PROTOCOL 8.2: exactly one), and whoever becomes the default takes the
 * company's `defaultContact` along.
 */
export const CONTACTS: Concern = {
  about: ['company/contacts'],
  on: SAVED,
  apply: async ({ kind, record: given, before }, draft) => {
    const record = without(given, 'portalPassword');
    const company = await draft.get('company/companies', [], idOf(record, 'company'));
    const whole = kind === 'update' ? record : await defaults(record, company, draft);
    if (company && flagOf(whole, 'defaultFlag') && !flagOf(before, 'defaultFlag')) {
      const reference = referenceTo('company/contacts', whole, 'contact');
      draft.change('company/companies', [], company, {
        defaultContact: reference,
        billingContact: company['billingContact'] ?? reference,
      });
    }
    return whole;
  },
};

async function defaults(
  record: JsonRecord,
  company: JsonRecord | undefined,
  draft: Draft,
): Promise<JsonRecord> {
  const first = company !== undefined && idOf(company, 'defaultContact') === undefined;
  const location = await draft.first('system/locations', {});
  return filledIn(record, {
    site: company?.['site'],
    inactiveFlag: false,
    marriedFlag: false,
    childrenFlag: false,
    portalSecurityLevel: 1,
    disablePortalLoginFlag: true,
    unsubscribeFlag: false,
    mobileGuid: newGuid(ownId(record), draft.now),
    defaultBillingFlag: first,
    defaultFlag: first,
    companyLocation: location && referenceTo('system/locations', location, 'location'),
    types: [],
    ignoreDuplicates: false,
  });
}

/** The `types` of a contact and its type associations say the same. */
export const CONTACT_TYPES: Concern = {
  about: ['company/contacts'],
  on: SAVED,
  apply: async ({ kind, record, sent }, draft) => {
    if (kind === 'update' && !sent.has('types')) return undefined;
    const table = 'company/contactTypeAssociations';
    const id = ownId(record);
    const types = itemsOf(record, 'types');
    const kept = kind === 'create' ? [] : await draft.list(table, { where: equals('contact/id', id) });
    const wanted = new Set(types.map((type) => type['id']));
    for (const association of kept) {
      if (!wanted.delete(idOf(association, 'type'))) draft.remove(table, [], ownId(association));
    }
    for (const type of types.filter((each) => wanted.has(each['id']))) {
      await draft.create(table, [], { type, contact: referenceTo('company/contacts', record, 'contact') });
    }
    return undefined;
  },
};

/** An association that comes or goes changes the `types` of its contact. */
export const CONTACT_TYPE_ASSOCIATIONS: Concern = {
  about: ['company/contactTypeAssociations'],
  on: ['create', 'replace', 'update', 'delete'],
  apply: async ({ kind, record, before }, draft) => {
    const contact = await draft.get('company/contacts', [], idOf(record, 'contact'));
    if (!contact) return undefined;
    const former = idOf(kind === 'delete' ? record : before, 'type');
    const others = itemsOf(contact, 'types').filter((type) => type['id'] !== former);
    const added = kind === 'delete' ? undefined : idOf(record, 'type');
    const types =
      added === undefined
        ? others
        : [...others.filter((each) => each['id'] !== added), record['type'] as JsonRecord];
    draft.change('company/contacts', [], contact, { types });
    return undefined;
  },
};

/** What moves to another contact when one goes, and which members of it name the contact. */
const MOVED: readonly (readonly [resource: string, ...members: readonly string[]])[] = [
  ['service/tickets', 'contact'],
  ['project/tickets', 'contact'],
  ['project/projects', 'contact'],
  ['finance/agreements', 'contact', 'billToContact'],
  ['company/configurations', 'contact'],
  ['sales/opportunities', 'contact', 'billToContact', 'shipToContact'],
  ['sales/activities', 'contact'],
  ['sales/orders', 'contact', 'billToContact', 'shipToContact'],
  ['company/companies', 'defaultContact', 'billingContact'],
];

/**
 * A contact that goes with `?transferContactId=5` hands everything to that one (PROTOCOL 8.3; what
 * everything is, is *assumed*); without, it goes only when nothing names it but its company, whose default it may
 * have become without anyone asking for it: that passes on.
 */
export const CONTACT_REMOVAL: Concern = {
  about: ['company/contacts'],
  on: ['delete'],
  apply: async ({ record, query }, draft) => {
    const id = ownId(record);
    for (const association of await draft.list('company/contactTypeAssociations', {
      where: equals('contact/id', id),
    })) {
      draft.remove('company/contactTypeAssociations', [], ownId(association));
    }
    const text = query.get('transfercontactid');
    if (text === undefined) {
      await passOn(record, draft);
      return undefined;
    }
    const heir = await draft.get('company/contacts', [], Number(text));
    if (!heir || ownId(heir) === id) {
      throw notFoundField('contact', 'transferContactId', `Contact ${text} not found`);
    }
    for (const [resource, ...members] of MOVED) {
      for (const member of members) await hand(resource, member, id, heir, draft);
    }
    return undefined;
  },
};

/** The company of a contact that goes takes the next of its contacts for its default, or none (*assumed*). */
async function passOn(record: JsonRecord, draft: Draft): Promise<void> {
  const id = ownId(record);
  const company = await draft.get('company/companies', [], idOf(record, 'company'));
  const named = ['defaultContact', 'billingContact'].filter(
    (member) => company && idOf(company, member) === id,
  );
  if (!company || named.length === 0) return;
  const where = all(equals('company/id', ownId(company)), differs('id', id));
  const next = await draft.first('company/contacts', { where });
  const reference = next && referenceTo('company/contacts', next, 'contact');
  draft.change(
    'company/companies',
    [],
    company,
    Object.fromEntries(named.map((member) => [member, reference])),
  );
  if (next && named.includes('defaultContact')) {
    draft.change('company/contacts', [], next, { defaultFlag: true });
  }
}

async function hand(
  resource: string,
  member: string,
  from: number,
  heir: JsonRecord,
  draft: Draft,
): Promise<void> {
  const reference = referenceTo('company/contacts', heir, 'contact');
  for (const record of await draft.list(resource, { where: equals(`${member}/id`, from), limit: 100_000 })) {
    const named = member === 'contact' && 'contactName' in record ? { contactName: nameOf(heir) } : {};
    draft.change(resource, [], record, { [member]: reference, ...named });
  }
}
