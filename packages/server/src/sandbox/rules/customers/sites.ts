import type { Concern } from '../concern.js';
import { newGuid } from '../guid.js';
import { equals } from '../query.js';
import { referenceTo } from '../references.js';
import { inUse } from '../refusals.js';
import { filledIn, flagOf, ownId } from '../values.js';

const DEFAULT_FLAGS = [
  'primaryAddressFlag',
  'defaultShippingFlag',
  'defaultBillingFlag',
  'defaultMailingFlag',
];

/**
 * The sites of a company: the first is the default of everything, and the primary one is where the company
 * shows its address (PROTOCOL 8.2: exactly one; the rest is *assumed*).
 */
export const SITES: Concern = {
  about: ['company/companies/sites'],
  on: ['create', 'replace', 'update'],
  apply: async ({ record, parents }, draft) => {
    const [company] = parents;
    const id = typeof company === 'number' ? company : 0;
    const owner = await draft.get('company/companies', [], id);
    const primary = await draft.first('company/companies/sites', {
      parents: [id],
      where: equals('primaryAddressFlag', true),
    });
    const first = primary === undefined || primary['id'] === record['id'];
    const flags = Object.fromEntries(DEFAULT_FLAGS.map((flag) => [flag, first]));
    const site = filledIn(first ? { ...record, primaryAddressFlag: true } : record, {
      ...flags,
      company: owner && referenceTo('company/companies', owner, 'company'),
      expenseReimbursement: 0,
      inactiveFlag: false,
      billSeparateFlag: false,
      mobileGuid: newGuid(ownId(record), draft.now),
    });
    if (owner && flagOf(site, 'primaryAddressFlag')) {
      const reference = referenceTo('company/companies/sites', site, 'site', [id]);
      draft.change('company/companies', [], owner, {
        site: reference,
        addressLine1: site['addressLine1'],
        addressLine2: site['addressLine2'],
        city: site['city'],
        state: (site['stateReference'] as { readonly identifier?: string } | undefined)?.identifier,
        zip: site['zip'],
        country: site['country'] ?? owner['country'],
      });
    }
    return site;
  },
};

/** The primary site stays as long as there are others (*assumed*). */
export const SITE_REMOVAL: Concern = {
  about: ['company/companies/sites'],
  on: ['delete'],
  apply: ({ record }) => {
    if (flagOf(record, 'primaryAddressFlag')) {
      throw inUse(
        'The primary site of a company cannot be deleted. Make another site the primary one first.',
      );
    }
    return undefined;
  },
};
