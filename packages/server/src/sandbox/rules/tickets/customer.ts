import type { JsonRecord } from '../../../store/index.js';
import { SAVED, type Change, type Concern } from '../concern.js';
import type { Draft } from '../draft.js';
import { equals } from '../query.js';
import { referenceTo } from '../references.js';
import { missingField } from '../refusals.js';
import { filledIn, flagOf, idOf, itemsOf, textOf } from '../values.js';
import { TICKETS } from './place.js';

/**
 * For whom a ticket is. A company is needed; a contact brings its own, a project that of the project
 * (PROTOCOL 6.6; the words of the refusal are those of any required member, *assumed*). The company brings
 * its default contact and site, these the address and how to reach the contact, which a later change of
 * contact or site moves along (*assumed*).
 */
export const CUSTOMER: Concern = {
  about: TICKETS,
  on: SAVED,
  apply: async (change, draft) => {
    const given = change.record;
    const contact = await draft.get('company/contacts', [], idOf(given, 'contact'));
    const project = await draft.get('project/projects', [], idOf(given, 'project'));
    const company = await draft.get(
      'company/companies',
      [],
      idOf(given, 'company') ?? idOf(contact, 'company') ?? idOf(project, 'company'),
    );
    if (!company) {
      if (given['company'] !== undefined) return undefined;
      throw missingField('ticket', 'company/id');
    }
    const record = filledIn(given, {
      company: referenceTo('company/companies', company, 'company'),
      currency: company['currency'],
    });
    const { contact: whom, site: where } = await placeOf({ ...change, record }, company, contact, draft);
    return {
      ...record,
      ...(whom ? contactMembers(whom, change) : {}),
      ...(where ? siteMembers(where, Number(company['id']), change) : {}),
    };
  },
};

interface Place {
  readonly contact?: JsonRecord | undefined;
  readonly site?: JsonRecord | undefined;
}

/** The contact and the site whose particulars the ticket shall have from now on, where they change. */
async function placeOf(
  { kind, record, before }: Change,
  company: JsonRecord,
  given: JsonRecord | undefined,
  draft: Draft,
): Promise<Place> {
  const id = Number(company['id']);
  const moved = before !== undefined && idOf(before, 'company') !== idOf(record, 'company');
  const fresh = kind === 'create' || moved;
  const contact =
    given ?? (fresh ? await draft.get('company/contacts', [], idOf(company, 'defaultContact')) : undefined);
  const siteId =
    idOf(record, 'site') ?? (fresh ? (idOf(contact, 'site') ?? idOf(company, 'site')) : undefined);
  const site =
    (await draft.get('company/companies/sites', [id], siteId)) ??
    (fresh
      ? await draft.first('company/companies/sites', {
          parents: [id],
          where: equals('primaryAddressFlag', true),
        })
      : undefined);
  const changed = (member: string): boolean => fresh || idOf(before, member) !== idOf(record, member);
  return { contact: changed('contact') ? contact : undefined, site: changed('site') ? site : undefined };
}

function contactMembers(contact: JsonRecord, change: Change): JsonRecord {
  const items = itemsOf(contact, 'communicationItems');
  const best = (kind: string): JsonRecord | undefined =>
    items.find((item) => item['communicationType'] === kind && flagOf(item, 'defaultFlag')) ??
    items.find((item) => item['communicationType'] === kind);
  const phone = best('Phone');
  const reference = referenceTo('company/contacts', contact, 'contact');
  return unsent(change, {
    contact: reference,
    contactName: reference['name'],
    contactPhoneNumber: phone?.['value'],
    contactPhoneExtension: phone?.['extension'],
    contactEmailAddress: best('Email')?.['value'],
  });
}

function siteMembers(site: JsonRecord, company: number, change: Change): JsonRecord {
  return unsent(change, {
    site: referenceTo('company/companies/sites', site, 'site', [company]),
    siteName: site['name'],
    addressLine1: site['addressLine1'],
    addressLine2: site['addressLine2'],
    city: site['city'],
    stateIdentifier: textOf(site['stateReference'] as JsonRecord | undefined, 'identifier'),
    zip: site['zip'],
    country: site['country'],
  });
}

/** What the request itself says stands. */
function unsent({ sent }: Change, members: JsonRecord): JsonRecord {
  return Object.fromEntries(Object.entries(members).filter(([name]) => !sent.has(name)));
}
