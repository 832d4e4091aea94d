import { reference, type Reference } from '../references.js';
import { setupRows } from '../rows.js';
import type { Part } from '../types.js';
import { TRADES } from '../words/companies.js';

/** The tables companies, contacts and configurations refer to. */
export interface CustomerSetup {
  readonly companyTypes: Readonly<Record<'customer' | 'prospect' | 'owner', Reference>>;
  readonly companyStatuses: Readonly<Record<'active' | 'inactive', Reference>>;
  readonly markets: ReadonlyMap<string, Reference>;
  readonly noteType: Reference;
  readonly teamRoles: Readonly<Record<'account' | 'technical', Reference>>;
  readonly contactTypes: Readonly<Record<'approver' | 'endUser', Reference>>;
  readonly communication: Readonly<Record<'email' | 'direct' | 'mobile', Reference>>;
  readonly configurationTypes: Readonly<
    Record<'workstation' | 'laptop' | 'server' | 'network' | 'printer', Reference>
  >;
  readonly configurationStatuses: Readonly<Record<'active' | 'retired', Reference>>;
}

const of =
  (link: string, path: string) =>
  (id: number, name: string): Reference =>
    reference(link, path, id, name);

const companyType = of('type', '/company/companies/types');
const companyStatus = of('status', '/company/companies/statuses');
const teamRole = of('teamRole', '/company/teamRoles');
const contactType = of('type', '/company/contacts/types');
const communicationType = of('type', '/company/communicationTypes');
const configurationType = of('type', '/company/configurations/types');
const configurationStatus = of('status', '/company/configurations/statuses');

const SETUP: CustomerSetup = {
  companyTypes: {
    customer: companyType(1, 'Customer'),
    prospect: companyType(2, 'Prospect'),
    owner: companyType(3, 'Owner'),
  },
  companyStatuses: { active: companyStatus(1, 'Active'), inactive: companyStatus(2, 'Inactive') },
  markets: new Map(
    [...new Set(TRADES.map(([, market]) => market))].map((name, index) => [
      name,
      reference('market', '/company/marketDescriptions', index + 1, name),
    ]),
  ),
  noteType: reference('type', '/company/noteTypes', 1, 'General'),
  teamRoles: { account: teamRole(1, 'Account Manager'), technical: teamRole(2, 'Primary Engineer') },
  contactTypes: { approver: contactType(1, 'Approver'), endUser: contactType(2, 'End User') },
  communication: {
    email: communicationType(1, 'Email'),
    direct: communicationType(2, 'Direct'),
    mobile: communicationType(4, 'Mobile'),
  },
  configurationTypes: {
    workstation: configurationType(1, 'Managed Workstation'),
    laptop: configurationType(2, 'Managed Laptop'),
    server: configurationType(3, 'Managed Server'),
    network: configurationType(4, 'Network Device'),
    printer: configurationType(5, 'Printer'),
  },
  configurationStatuses: {
    active: configurationStatus(1, 'Active'),
    retired: configurationStatus(2, 'Retired'),
  },
};

/** Types, statuses, markets, note types, team roles, means of communication, configuration tables. */
export function* customerSetupPart(): Part<CustomerSetup> {
  yield* setupRows(
    'company/companies/types',
    Object.values(SETUP.companyTypes).map(({ id, name }) => ({
      id,
      name,
      defaultFlag: name === 'Customer',
      vendorFlag: false,
      serviceAlertFlag: false,
    })),
  );
  yield* setupRows(
    'company/companies/statuses',
    Object.values(SETUP.companyStatuses).map(({ id, name }) => ({
      id,
      name,
      defaultFlag: name === 'Active',
      inactiveFlag: false,
      notifyFlag: false,
      disallowSavingFlag: false,
      customNoteFlag: false,
    })),
  );
  yield* setupRows(
    'company/marketDescriptions',
    [...SETUP.markets.values()].map(({ id, name }) => ({ id, name })),
  );
  yield* setupRows('company/noteTypes', [
    { id: 1, identifier: 'General', name: SETUP.noteType.name, defaultFlag: true, importFlag: false },
  ]);
  yield* setupRows(
    'company/teamRoles',
    Object.values(SETUP.teamRoles).map(({ id, name }) => ({
      id,
      name,
      accountManagerFlag: name === 'Account Manager',
      techFlag: name !== 'Account Manager',
      salesFlag: false,
    })),
  );
  yield* setupRows(
    'company/contacts/types',
    Object.values(SETUP.contactTypes).map(({ id, name }) => ({
      id,
      description: name,
      defaultFlag: name === 'End User',
      serviceAlertFlag: false,
    })),
  );
  yield* setupRows(
    'company/communicationTypes',
    Object.values(SETUP.communication).map(({ id, name }) => ({
      id,
      description: name,
      phoneFlag: name !== 'Email',
      faxFlag: false,
      emailFlag: name === 'Email',
      defaultFlag: name !== 'Mobile',
    })),
  );
  yield* setupRows(
    'company/configurations/types',
    Object.values(SETUP.configurationTypes).map(({ id, name }) => ({
      id,
      name,
      inactiveFlag: false,
      systemFlag: false,
    })),
  );
  yield* setupRows(
    'company/configurations/statuses',
    Object.values(SETUP.configurationStatuses).map(({ id, name }) => ({
      id,
      description: name,
      closedFlag: name === 'Retired',
      defaultFlag: name === 'Active',
    })),
  );
  return SETUP;
}
