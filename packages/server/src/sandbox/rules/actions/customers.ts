import type { JsonRecord } from '../../../store/index.js';
import { equals, all } from '../query.js';
import { referenceTo } from '../references.js';
import { invalidField, missingField, notFoundField } from '../refusals.js';
import { needed, saveChanged } from '../save.js';
import { idOf, itemsOf, ownId, textOf, numberOf } from '../values.js';
import { DONE, recordId, succeeded, type Action, type ActionTable } from './action.js';

/** Actions on companies, contacts and configurations; what they do is *assumed*. */
export const CUSTOMER_ACTIONS: ActionTable = {
  'POST /company/companies/{id}/merge': mergeCompanies(),
  'POST /company/companyPickerItems/clear': async ({ body, draft }) => {
    const member = idOf(body, 'member');
    for (const item of await draft.list('company/companyPickerItems')) {
      if (member === undefined || idOf(item, 'member') === member) {
        draft.remove('company/companyPickerItems', [], ownId(item));
      }
    }
    return DONE;
  },
  'PATCH /company/configurations/{id}/changeType': changeType(),
  // No mail leaves a sandbox, and whether there is such a contact is not told (as real sites do it).
  'POST /company/contacts/requestPassword': () => DONE,
  'POST /company/contacts/validatePortalCredentials': async ({ body, draft }) => {
    const [contact] = await draft.list('company/contacts/communications', {
      where: all(equals('value', textOf(body, 'email') ?? ''), equals('communicationType', 'Email')),
      limit: 1,
    });
    // Passwords are not kept, so none is right.
    return { answer: { success: false, contactId: numberOf(contact, 'contactId') ?? 0 } };
  },
  'POST /company/management/{id}/executeManagedItSync': () =>
    succeeded('There is no managed service behind this sandbox to synchronise with.'),
  'POST /company/portalConfigurations/{parentId}/invoiceSetups/{id}/testTransaction': () =>
    succeeded('No payment processor is behind this sandbox; the settings were read.'),
};

/** What is handed over when a company goes into another. */
const OF_COMPANY: readonly (readonly [resource: string, choice?: string])[] = [
  ['company/contacts', 'contacts'],
  ['service/tickets', 'services'],
  ['project/tickets', 'projects'],
  ['project/projects', 'projects'],
  ['sales/opportunities', 'opportunities'],
  ['sales/activities', 'activities'],
  ['sales/orders'],
  ['finance/agreements'],
  ['finance/invoices'],
  ['company/configurations'],
  ['time/entries'],
  ['expense/entries'],
  ['procurement/products'],
];

/** The company goes into `toCompanyId` with all that names it, unless the body discards it. */
function mergeCompanies(): Action {
  return async (call) => {
    const { body, draft, save } = call;
    const from = await needed(draft, 'company/companies', [], recordId(call));
    const to = await needed(draft, 'company/companies', [], Number(body['toCompanyId']));
    if (ownId(from) === ownId(to)) {
      throw invalidField('companyMerge', 'toCompanyId', 'A company cannot be merged into itself.');
    }
    const company = referenceTo('company/companies', to, 'company');
    for (const [resource, choice] of OF_COMPANY) {
      const discarded = choice !== undefined && body[choice] === 'Discard';
      for (const record of await draft.list(resource, {
        where: equals('company/id', ownId(from)),
        limit: 100_000,
      })) {
        if (discarded) draft.remove(resource, [], ownId(record));
        else draft.change(resource, [], record, { company, ...newSite(record, to) });
      }
    }
    for (const kind of ['notes', 'sites'] as const) {
      if (body[kind] === 'Discard') continue;
      await moveBelow(`company/companies/${kind}`, ownId(from), to, draft);
    }
    const taken = Object.entries(TAKEN).filter(([choice]) => body[choice] === 'From');
    const changes = Object.fromEntries(
      taken.flatMap(([, members]) => members.map((each) => [each, from[each]])),
    );
    draft.remove('company/companies', [], ownId(from));
    await removeAssociations(from, draft);
    await saveChanged(save, draft, 'company/companies', [], to, changes);
    return succeeded(`Company ${ownId(from)} was merged into company ${ownId(to)}.`);
  };
}

/** Members of a company by the choice of the body that takes them from the one that goes. */
const TAKEN: Readonly<Record<string, readonly string[]>> = {
  name: ['name'],
  identifier: ['identifier'],
  status: ['status'],
  type: ['types'],
  primaryAddress: ['addressLine1', 'addressLine2', 'city', 'state', 'zip', 'country'],
  primaryContact: ['defaultContact'],
  phone: ['phoneNumber'],
  fax: ['faxNumber'],
  website: ['website'],
  market: ['market'],
  territory: ['territory'],
  revenue: ['annualRevenue'],
  revenueYear: ['revenueYear'],
  numberOfEmployees: ['numberOfEmployees'],
  sicCode: ['sicCode'],
  dateAcquired: ['dateAcquired'],
  timeZone: ['timeZoneSetup'],
  sourceList: ['leadSource'],
  billingContact: ['billingContact'],
  taxCode: ['taxCode'],
  accountNumber: ['accountNumber'],
  billingTerms: ['billingTerms'],
};

type DraftOf = Parameters<Action>[0]['draft'];

function newSite(record: JsonRecord, to: JsonRecord): JsonRecord {
  return 'site' in record ? { site: to['site'] } : {};
}

async function moveBelow(place: string, from: number, to: JsonRecord, draft: DraftOf): Promise<void> {
  const company = referenceTo('company/companies', to, 'company');
  for (const record of await draft.list(place, { parents: [from] })) {
    draft.remove(place, [from], ownId(record));
    const flags = place.endsWith('/sites') ? NOT_DEFAULT : {};
    draft.put(place, [ownId(to)], { ...record, ...flags, company });
  }
}

const NOT_DEFAULT = {
  primaryAddressFlag: false,
  defaultShippingFlag: false,
  defaultBillingFlag: false,
  defaultMailingFlag: false,
};

async function removeAssociations(company: JsonRecord, draft: DraftOf): Promise<void> {
  const where = equals('company/id', ownId(company));
  for (const association of await draft.list('company/companyTypeAssociations', { where })) {
    draft.remove('company/companyTypeAssociations', [], ownId(association));
  }
}

/** A configuration changes its type with the operations of a PATCH, of which those on `type` and `questions` count. */
function changeType(): Action {
  return async (call) => {
    const { items, draft, save } = call;
    const configuration = await needed(draft, 'company/configurations', [], recordId(call));
    const changes: Record<string, unknown> = {};
    for (const step of items) {
      const [member = '', below] = (textOf(step, 'path') ?? '').replace(/^\//, '').split('/');
      if (member !== 'type' && member !== 'questions') continue;
      changes[member] = below === 'id' ? { id: step['value'] } : step['value'];
    }
    const id = idOf(changes, 'type');
    const type = await draft.get('company/configurations/types', [], id);
    if (id === undefined) throw missingField('companyConfiguration', 'type/id');
    if (!type) throw notFoundField('companyConfiguration', 'type/id', `Configuration Type ${id} not found`);
    changes['type'] = referenceTo('company/configurations/types', type, 'type');
    changes['questions'] ??= itemsOf(configuration, 'questions');
    return { answer: await saveChanged(save, draft, 'company/configurations', [], configuration, changes) };
  };
}
