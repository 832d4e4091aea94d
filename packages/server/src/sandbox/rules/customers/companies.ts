import type { JsonRecord } from '../../../store/index.js';
import { SAVED, type Concern } from '../concern.js';
import type { Draft } from '../draft.js';
import { newGuid } from '../guid.js';
import { equals, IS_DEFAULT } from '../query.js';
import { referenceTo } from '../references.js';
import { inUse } from '../refusals.js';
import { filledIn, idOf, itemsOf, ownId, textOf, without } from '../values.js';

/**
 * A new company bills itself, has the default status, the currency and the country of the provider, and a
 * main site with its address (*assumed*: a real one asks for the site as well).
 */
export const COMPANY_DEFAULTS: Concern = {
  about: ['company/companies'],
  on: ['create'],
  apply: async ({ record }, draft) => {
    const country = await draft.first('company/countries', { where: IS_DEFAULT });
    const currency = await draft.first('finance/currencies', {});
    const reference = referenceTo('company/companies', record, 'company');
    const whole = filledIn(record, {
      country: country && referenceTo('company/countries', country, 'country'),
      currency: currency && {
        ...referenceTo('finance/currencies', currency, 'currency'),
        ...currencyMembers(currency),
      },
      dateAcquired: draft.now,
      annualRevenue: 0,
      leadFlag: false,
      unsubscribeFlag: false,
      deletedFlag: false,
      isVendorFlag: false,
      billToCompany: reference,
      mobileGuid: newGuid(ownId(record), draft.now),
      types: [],
    });
    const id = ownId(record);
    const state = await stateOf(whole, draft);
    const given = await draft.get('company/companies/sites', [id], idOf(whole, 'site'));
    const site =
      given ??
      (await draft.create('company/companies/sites', [id], {
        name: 'Main',
        addressLine1: whole['addressLine1'],
        addressLine2: whole['addressLine2'],
        city: whole['city'],
        stateReference: state,
        zip: whole['zip'],
        country: whole['country'],
        phoneNumber: whole['phoneNumber'],
        faxNumber: whole['faxNumber'],
        expenseReimbursement: 0,
        primaryAddressFlag: true,
        defaultShippingFlag: true,
        defaultBillingFlag: true,
        defaultMailingFlag: true,
        inactiveFlag: false,
        billSeparateFlag: false,
        company: reference,
      }));
    const where = referenceTo('company/companies/sites', site, 'site', [id]);
    return filledIn(whole, { site: where, billingSite: where });
  },
};

function currencyMembers(currency: JsonRecord): JsonRecord {
  return without(currency, 'id', '_info');
}

async function stateOf(company: JsonRecord, draft: Draft): Promise<JsonRecord | undefined> {
  const identifier = textOf(company, 'state');
  if (identifier === undefined) return undefined;
  const state = await draft.first('company/states', { where: equals('identifier', identifier) });
  return state && referenceTo('company/states', state, 'state');
}

/** The `types` of a company and its type associations say the same. */
export const COMPANY_TYPES: Concern = {
  about: ['company/companies'],
  on: SAVED,
  apply: async ({ kind, record, sent }, draft) => {
    const table = 'company/companyTypeAssociations';
    const id = ownId(record);
    if (kind === 'update' && !sent.has('types')) return undefined;
    let types = itemsOf(record, 'types');
    if (kind === 'create' && types.length === 0) {
      const usual = await draft.first('company/companies/types', { where: IS_DEFAULT });
      if (usual) types = [referenceTo('company/companies/types', usual, 'type')];
    }
    const kept = kind === 'create' ? [] : await draft.list(table, { where: equals('company/id', id) });
    const wanted = new Set(types.map((type) => type['id']));
    for (const association of kept) {
      if (!wanted.delete(idOf(association, 'type'))) draft.remove(table, [], ownId(association));
    }
    for (const type of types.filter((each) => wanted.has(each['id']))) {
      await draft.create(table, [], {
        type,
        company: referenceTo('company/companies', record, 'company'),
      });
    }
    return { ...record, types };
  },
};

/** An association that comes or goes changes the `types` of its company. */
export const COMPANY_TYPE_ASSOCIATIONS: Concern = {
  about: ['company/companyTypeAssociations'],
  on: ['create', 'replace', 'update', 'delete'],
  apply: async ({ kind, record, before, parents }, draft) => {
    const id = idOf(record, 'company') ?? (typeof parents[0] === 'number' ? parents[0] : undefined);
    const company = await draft.get('company/companies', [], id);
    if (!company) return undefined;
    const former = idOf(kind === 'delete' ? record : before, 'type');
    const others = itemsOf(company, 'types').filter((type) => type['id'] !== former);
    const added = kind === 'delete' ? undefined : idOf(record, 'type');
    const types =
      added === undefined
        ? others
        : [...others.filter((each) => each['id'] !== added), record['type'] as JsonRecord];
    draft.change('company/companies', [], company, { types });
    return undefined;
  },
};

const CHILDREN: readonly (readonly [resource: string, called: string])[] = [
  ['company/contacts', 'contacts'],
  ['service/tickets', 'tickets'],
  ['project/tickets', 'project tickets'],
  ['project/projects', 'projects'],
  ['finance/agreements', 'agreements'],
  ['finance/invoices', 'invoices'],
  ['company/configurations', 'configurations'],
  ['sales/opportunities', 'opportunities'],
  ['sales/activities', 'activities'],
  ['sales/orders', 'orders'],
  ['time/entries', 'time entries'],
  ['expense/entries', 'expenses'],
];

/** A company with children is not deleted (PROTOCOL 8.3; the words are *assumed*). */
export const COMPANY_REMOVAL: Concern = {
  about: ['company/companies'],
  on: ['delete'],
  apply: async ({ record }, draft) => {
    const id = ownId(record);
    for (const [resource, called] of CHILDREN) {
      if (await draft.exists(resource, { where: equals('company/id', id) })) {
        throw inUse(`Company ${id} cannot be deleted because it has ${called}.`);
      }
    }
    for (const association of await draft.list('company/companyTypeAssociations', {
      where: equals('company/id', id),
    })) {
      draft.remove('company/companyTypeAssociations', [], ownId(association));
    }
    return undefined;
  },
};
