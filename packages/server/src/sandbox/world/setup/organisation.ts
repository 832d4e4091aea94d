import { identified, reference, type IdentifiedReference, type Reference } from '../references.js';
import { row, setupRows } from '../rows.js';
import type { Part } from '../types.js';
import { STATES } from '../words/places.js';
import { OFFICE_HOURS } from './calendar.js';

/** The provider itself: where it sits, how it is organised, what money it uses. */
export interface Organisation {
  readonly locations: readonly Reference[];
  readonly departments: Readonly<Record<'service' | 'projects' | 'sales' | 'office', IdentifiedReference>>;
  readonly country: IdentifiedReference;
  readonly states: ReadonlyMap<string, IdentifiedReference>;
  readonly currency: Readonly<Record<string, unknown>>;
  readonly workRoles: Readonly<Record<'technician' | 'engineer' | 'manager' | 'sales', Reference>>;
  readonly workTypes: Readonly<Record<'remote' | 'onSite' | 'emergency', Reference>>;
  readonly securityRoles: Readonly<Record<'admin' | 'technician' | 'api', Reference>>;
}

const department = (id: number, identifier: string, name: string): IdentifiedReference =>
  identified('department', '/system/departments', id, identifier, name);
const workRole = (id: number, name: string): Reference => reference('workRole', '/time/workRoles', id, name);
const workType = (id: number, name: string): Reference => reference('workType', '/time/workTypes', id, name);
const role = (id: number, name: string): Reference =>
  reference('securityRole', '/system/securityRoles', id, name);

const COUNTRY = identified('country', '/company/countries', 1, 'US', 'United States');

const LEVEL = reference('structureLevel', '/system/myCompany/corporateStructureLevels', 2, 'Location');

const CURRENCY = {
  id: 7,
  symbol: '$',
  currencyCode: 'USD',
  decimalSeparator: '.',
  numberOfDecimals: 2,
  thousandsSeparator: ',',
  negativeParenthesesFlag: false,
  displaySymbolFlag: true,
  currencyIdentifier: 'Base',
  displayIdFlag: false,
  rightAlign: false,
  name: 'US Dollars',
  _info: { currency_href: '/finance/currencies/7' },
} as const;

const ORGANISATION: Organisation = {
  locations: [
    reference('location', '/system/locations', 2, 'Boston'),
    reference('location', '/system/locations', 3, 'Providence'),
  ],
  departments: {
    service: department(10, 'Service', 'Managed Services'),
    projects: department(11, 'Projects', 'Professional Services'),
    sales: department(12, 'Sales', 'Sales'),
    office: department(13, 'Admin', 'Administration'),
  },
  country: COUNTRY,
  states: new Map(
    STATES.map(([code, name], index) => [
      code,
      identified('state', '/company/states', index + 1, code, name),
    ]),
  ),
  currency: CURRENCY,
  workRoles: {
    technician: workRole(1, 'Technician'),
    engineer: workRole(2, 'Engineer'),
    manager: workRole(3, 'Project Manager'),
    sales: workRole(4, 'Account Manager'),
  },
  workTypes: {
    remote: workType(1, 'Remote'),
    onSite: workType(2, 'On-Site'),
    emergency: workType(3, 'Emergency'),
  },
  securityRoles: {
    admin: role(1, 'Admin'),
    technician: role(2, 'Technician'),
    api: role(3, 'API Integration'),
  },
};

/** Locations, departments, countries and states, currency, work roles and types, security roles. */
export function* organisationPart(): Part<Organisation> {
  const { locations, departments, states, workRoles, workTypes, securityRoles } = ORGANISATION;
  const departmentList = Object.values(departments);
  yield* setupRows('finance/currencies', [
    {
      id: CURRENCY.id,
      currencyIdentifier: CURRENCY.currencyIdentifier,
      name: CURRENCY.name,
      symbol: CURRENCY.symbol,
      displayIdFlag: CURRENCY.displayIdFlag,
      displaySymbolFlag: CURRENCY.displaySymbolFlag,
      thousandsSeparator: CURRENCY.thousandsSeparator,
      decimalSeparator: CURRENCY.decimalSeparator,
      negativeParenthesesFlag: CURRENCY.negativeParenthesesFlag,
      rightAlign: CURRENCY.rightAlign,
      numberOfDecimals: CURRENCY.numberOfDecimals,
    },
  ]);
  yield* setupRows('company/countries', [
    {
      id: COUNTRY.id,
      name: COUNTRY.name,
      defaultFlag: true,
      currency: CURRENCY,
      cityCaption: 'City',
      stateCaption: 'State',
      zipCaption: 'Zip',
      dialingPrefix: '1',
      countryCode: 'US',
      coreEntityCountryCode: 'US',
    },
  ]);
  yield* setupRows(
    'company/states',
    [...states.values()].map(({ id, identifier, name }) => ({ id, identifier, name, country: COUNTRY })),
  );
  for (const [index, name] of ['Corporate', LEVEL.name].entries()) {
    yield row('system/myCompany/corporateStructureLevels', { id: index + 1, name });
  }
  yield* setupRows(
    'system/departments',
    departmentList.map(({ id, identifier, name }) => ({ id, identifier, name })),
  );
  yield* setupRows(
    'system/locations',
    locations.map(({ id, name }) => ({
      id,
      ownerLevelId: id,
      structureLevel: LEVEL,
      name,
      overrideCity: name,
      overrideState: name === 'Boston' ? 'MA' : 'RI',
      overrideCountry: COUNTRY,
      calendar: OFFICE_HOURS,
      locationFlag: true,
      clientFlag: true,
      workRoleIds: Object.values(workRoles).map((each) => each.id),
      departmentIds: departmentList.map((each) => each.id),
    })),
  );
  yield* setupRows(
    'system/securityRoles',
    Object.values(securityRoles).map(({ id, name }) => ({
      id,
      name,
      roleType: name === 'API Integration' ? 'API' : 'Member',
      adminFlag: name === 'Admin',
      inactiveFlag: false,
    })),
  );
  yield* timeSetup(workRoles, workTypes);
  return ORGANISATION;
}

function* timeSetup(
  workRoles: Organisation['workRoles'],
  workTypes: Organisation['workTypes'],
): Part<undefined> {
  yield* setupRows(
    'time/workRoles',
    Object.values(workRoles).map(({ id, name }, index) => ({
      id,
      name,
      hourlyRate: 150 + index * 15,
      inactiveFlag: false,
      locationIds: ORGANISATION.locations.map((each) => each.id),
    })),
  );
  yield* setupRows(
    'time/workTypes',
    Object.values(workTypes).map(({ id, name }) => ({
      id,
      name,
      billTime: 'Billable',
      rateType: 'Multiplier',
      rate: name === 'Emergency' ? 1.5 : 1,
      inactiveFlag: false,
      overallDefaultFlag: name === 'Remote',
      activityDefaultFlag: name === 'Remote',
      utilizationFlag: true,
      costMultiplier: 1,
    })),
  );
  return undefined;
}
