import type { JsonRecord } from '../../../store/index.js';
import { emptyReferences } from '../empty-references.js';
import { recordedLinks } from '../links.js';
import type { Random } from '../random.js';
import { row } from '../rows.js';
import type { CustomerSetup } from '../setup/customers.js';
import {
  COMPANY_FIELD,
  CONTACT_FIELD,
  TIER_CHOICES,
  withValue,
  type CustomFields,
} from '../setup/custom-fields.js';
import type { Organisation } from '../setup/organisation.js';
import type { Part } from '../types.js';
import type { Company, Contact, Site } from './company.js';

/** Everything that is needed to write a customer down. */
export interface Desk {
  readonly random: Random;
  readonly organisation: Organisation;
  readonly setup: CustomerSetup;
  readonly fields: CustomFields;
  /** The next free id of a resource. */
  next(resource: string): number;
}

/** `_info` of a record that was entered once and touched since. */
export function history(
  enteredBy: string,
  updatedBy: string,
  year: number,
  id: number,
): Record<string, string> {
  const day = (month: number): string => `${year}-0${month}-${String((id % 27) + 1).padStart(2, '0')}`;
  return {
    lastUpdated: `${day(6)}T1${id % 8}:2${id % 10}:31Z`,
    updatedBy,
    dateEntered: `${day(3)}T1${id % 7}:1${id % 10}:07Z`,
    enteredBy,
  };
}

/** A company with its sites, contacts, notes, team and types. */
export function* companyRows(desk: Desk, company: Company): Part<undefined> {
  const { id } = company.reference;
  const { setup } = desk;
  const owner = id === 2;
  const type = owner ? setup.companyTypes.owner : setup.companyTypes.customer;
  yield row('company/companies', companyRecord(desk, company));
  yield row('company/companyTypeAssociations', {
    id: desk.next('company/companyTypeAssociations'),
    type,
    company: company.reference,
    _info: history('zAdmin', 'zAdmin', 2022, id),
  });
  for (const site of company.sites) yield row('company/companies/sites', siteRecord(desk, company, site), id);
  for (const contact of company.contacts) yield* contactRows(desk, company, contact);
  yield row(
    'company/companies/notes',
    {
      id: desk.next('company/companies/notes'),
      text: NOTES[id % NOTES.length],
      type: setup.noteType,
      flagged: id % 7 === 0,
      enteredBy: company.accountManager.reference.identifier,
      company: company.reference,
      _info: history('zAdmin', company.accountManager.reference.identifier, 2024, id),
    },
    id,
  );
  for (const [role, member] of [
    [setup.teamRoles.account, company.accountManager],
    [setup.teamRoles.technical, company.engineer],
  ] as const) {
    yield row(
      'company/companies/teams',
      {
        id: desk.next('company/companies/teams'),
        company: company.reference,
        teamRole: role,
        location: desk.organisation.locations[0],
        department: desk.organisation.departments.sales,
        member: member.reference,
        accountManagerFlag: role === setup.teamRoles.account,
        techFlag: role === setup.teamRoles.technical,
        salesFlag: false,
        _info: history('zAdmin', 'zAdmin', 2022, id),
      },
      id,
    );
  }
  return undefined;
}

const NOTES = [
  'Prefers to be called before 10 am. Parking behind the building.',
  'Invoices by email only, purchase order number on every page.',
  'Closes at 3 pm on Fridays. Alarm code is with the office manager.',
  'Two brands share one server; ask which one before changing permissions.',
  'Renewal talk planned for the autumn. Wants a quote for security training – see the notes of the last review.',
];

function companyRecord(desk: Desk, company: Company): JsonRecord {
  const { organisation, setup, random, fields } = desk;
  const { id, identifier, name } = company.reference;
  const [site] = company.sites;
  const [contact] = company.contacts;
  const owner = id === 2;
  let customFields = withValue(fields.company, COMPANY_FIELD.accountTier, random.pick(TIER_CHOICES));
  if (company.agreement) customFields = withValue(customFields, COMPANY_FIELD.renewal, random.int(1, 12));
  return {
    id,
    identifier,
    name,
    status: setup.companyStatuses.active,
    addressLine1: site?.addressLine1,
    city: site?.city,
    state: site?.state.identifier,
    zip: site?.zip,
    country: organisation.country,
    phoneNumber: site?.phone,
    website: `https://www.${company.domain}`,
    territory: organisation.locations[0],
    market: setup.markets.get(company.market),
    accountNumber: String(40_000 + id),
    defaultContact: contact?.reference,
    dateAcquired: `20${String(15 + (id % 9))}-0${(id % 9) + 1}-01T00:00:00Z`,
    annualRevenue: 0,
    numberOfEmployees: company.contacts.length * random.int(1, 6),
    yearEstablished: random.int(1921, 2018),
    leadFlag: false,
    unsubscribeFlag: false,
    taxIdentifier: '',
    billToCompany: company.reference,
    billingContact: contact?.reference,
    billingSite: site?.reference,
    invoiceToEmailAddress: `accounting@${company.domain}`,
    deletedFlag: false,
    mobileGuid: random.guid(),
    currency: organisation.currency,
    territoryManager: company.accountManager.reference,
    isVendorFlag: false,
    types: [owner ? setup.companyTypes.owner : setup.companyTypes.customer],
    site: site?.reference,
    customFields,
    _info: {
      ...history('zAdmin', company.accountManager.reference.identifier, 2025, id),
      ...recordedLinks('company/companies', id),
    },
  };
}

function siteRecord(desk: Desk, company: Company, site: Site): JsonRecord {
  const isMain = site === company.sites[0];
  return {
    id: site.reference.id,
    name: site.reference.name,
    addressLine1: site.addressLine1,
    city: site.city,
    stateReference: site.state,
    zip: site.zip,
    country: desk.organisation.country,
    phoneNumber: site.phone,
    expenseReimbursement: 0,
    primaryAddressFlag: isMain,
    defaultShippingFlag: isMain,
    defaultBillingFlag: isMain,
    defaultMailingFlag: isMain,
    inactiveFlag: false,
    billSeparateFlag: false,
    mobileGuid: desk.random.guid(),
    company: company.reference,
    _info: history('zAdmin', 'zAdmin', 2023, site.reference.id),
  };
}

function* contactRows(desk: Desk, company: Company, contact: Contact): Part<undefined> {
  const { id } = contact.reference;
  const communications = communicationsOf(desk, company, contact);
  yield row('company/contacts', contactRecord(desk, company, contact, communications));
  for (const item of communications) {
    yield row(
      'company/contacts/communications',
      {
        ...item,
        contactId: id,
        mobileGuid: desk.random.guid(),
        _info: history('zAdmin', 'zAdmin', 2024, id),
      },
      id,
    );
  }
  if (id % 12 === 0) {
    const enteredBy = company.accountManager.reference.identifier;
    yield row(
      'company/contacts/notes',
      {
        id: desk.next('company/contacts/notes'),
        contactId: id,
        text: 'Reads mail only in the morning; call when it is urgent.',
        type: desk.setup.noteType,
        flagged: false,
        enteredBy,
        _info: history(enteredBy, enteredBy, 2025, id),
      },
      id,
    );
  }
  return undefined;
}

function communicationsOf(desk: Desk, company: Company, contact: Contact): readonly JsonRecord[] {
  const { email, direct, mobile } = desk.setup.communication;
  const items: JsonRecord[] = [
    {
      id: desk.next('company/contacts/communications'),
      type: email,
      value: contact.email,
      defaultFlag: true,
      domain: `@${company.domain}`,
      communicationType: 'Email',
    },
    {
      id: desk.next('company/contacts/communications'),
      type: direct,
      value: contact.phone,
      extension: contact.extension,
      defaultFlag: true,
      communicationType: 'Phone',
    },
  ];
  if (contact.mobile !== undefined) {
    items.push({
      id: desk.next('company/contacts/communications'),
      type: mobile,
      value: contact.mobile,
      defaultFlag: false,
      communicationType: 'Phone',
    });
  }
  return items;
}

function contactRecord(
  desk: Desk,
  company: Company,
  contact: Contact,
  communicationItems: readonly JsonRecord[],
): JsonRecord {
  const { organisation, setup, fields, random } = desk;
  const { id } = contact.reference;
  const { site } = contact;
  const isDefault = contact === company.contacts[0];
  return {
    id,
    firstName: contact.firstName,
    lastName: contact.lastName,
    company: company.reference,
    site: site.reference,
    addressLine1: site.addressLine1,
    city: site.city,
    state: site.state.identifier,
    zip: site.zip,
    country: organisation.country,
    ...emptyReferences('company/contacts'),
    inactiveFlag: !isDefault && id % 29 === 0,
    title: contact.title,
    marriedFlag: false,
    childrenFlag: false,
    portalSecurityLevel: isDefault ? 1 : 6,
    disablePortalLoginFlag: !isDefault,
    unsubscribeFlag: id % 17 === 0,
    mobileGuid: random.guid(),
    defaultPhoneType: setup.communication.direct.name,
    defaultPhoneNbr: contact.phone,
    defaultPhoneExtension: contact.extension,
    defaultBillingFlag: isDefault,
    defaultFlag: isDefault,
    companyLocation: organisation.locations[0],
    communicationItems,
    types: isDefault ? [setup.contactTypes.approver] : id % 3 === 0 ? [setup.contactTypes.endUser] : [],
    customFields: withValue(
      withValue(fields.contact, CONTACT_FIELD.badge, `B-${id}`),
      CONTACT_FIELD.prefersText,
      id % 5 === 0,
    ),
    ignoreDuplicates: false,
    _info: {
      ...history('zAdmin', company.accountManager.reference.identifier, 2025, id),
      ...recordedLinks('company/contacts', id),
    },
  };
}
