import { identified, type IdentifiedReference, type Reference } from '../references.js';
import { row, SETUP_INFO, setupRows } from '../rows.js';
import type { Part, Scene } from '../types.js';
import { FIRST_NAMES, LAST_NAMES } from '../words/people.js';
import type { Organisation } from './organisation.js';

/** Someone who works at the provider. */
export interface Member {
  readonly reference: IdentifiedReference;
  readonly workRole: Reference;
  readonly email: string;
}

/** The provider's people by what they do. */
export interface Members {
  readonly admin: Member;
  readonly technicians: readonly Member[];
  readonly managers: readonly Member[];
  readonly sales: readonly Member[];
}

/** The identifier of the member that API calls of the sandbox's credentials act as. */
export const API_MEMBER = 'SandboxAPI';

/** The provider's mail domain; `.example` can never be registered. */
const DOMAIN = 'northwindit.example';

/** Members with their types; the admin first, then the API member, then people. */
export function* membersPart(scene: Scene, organisation: Organisation): Part<Members> {
  const random = scene.random.fork('members');
  yield* setupRows('system/members/types', [
    { id: 1, name: 'Employee', inactiveFlag: false },
    { id: 2, name: 'Integration', inactiveFlag: false },
  ]);
  const { technician, engineer, manager, sales } = organisation.workRoles;
  const hire = (
    id: number,
    first: string,
    last: string,
    identifier: string,
    workRole: Reference,
  ): Member => ({
    reference: identified('member', '/system/members', id, identifier, `${first} ${last}`),
    workRole,
    email: `${identifier.toLowerCase()}@${DOMAIN}`,
  });
  const admin = hire(1, 'System', 'Administrator', 'zAdmin', manager);
  yield row('system/members', memberRecord(organisation, admin, 'System', 'Administrator', 'F'));
  const api = hire(2, 'Sandbox', 'API', API_MEMBER, technician);
  yield row('system/members', memberRecord(organisation, api, 'Sandbox', 'API', 'A'));

  const taken = new Set<string>();
  let id = 100;
  const group = function* (count: number, roles: readonly Reference[]): Part<readonly Member[]> {
    const people: Member[] = [];
    while (people.length < count) {
      const first = random.pick(FIRST_NAMES);
      const last = random.pick(LAST_NAMES);
      const identifier = freeIdentifier(first, last, taken);
      const member = hire(++id, first, last, identifier, roles[people.length % roles.length] ?? technician);
      people.push(member);
      yield row('system/members', memberRecord(organisation, member, first, last, 'F'));
      yield* ssoUserRow(scene, member, first, last);
    }
    return people;
  };
  const { technicians: count } = scene.scale;
  yield* ssoUserRow(scene, admin, 'System', 'Administrator');
  const technicians = yield* group(count, [technician, technician, engineer]);
  const managers = yield* group(Math.max(2, Math.round(count / 8)), [manager]);
  const salespeople = yield* group(Math.max(2, Math.round(count / 8)), [sales]);
  return { admin, technicians, managers, sales: salespeople };
}

/** The account with which someone of the provider signs on, and the member it is linked to. */
function* ssoUserRow(scene: Scene, member: Member, firstName: string, lastName: string): Part<undefined> {
  const { dateEntered, lastUpdated } = SETUP_INFO;
  yield row('system/ssoUsers', {
    id: scene.next('system/ssoUsers'),
    ssoUserId: scene.random.fork(`single sign-on ${member.reference.id}`).guid(),
    userName: member.email,
    firstName,
    lastName,
    email: member.email,
    emailConfirmed: true,
    disabledFlag: false,
    linkedFlag: true,
    dateEntered,
    lastUpdated,
    linkedMember: member.reference,
  });
  return undefined;
}

/** First letter and last name in plain letters, at most 15, numbered where it is taken. */
function freeIdentifier(first: string, last: string, taken: Set<string>): string {
  const stem = plainLetters(first.slice(0, 1) + last)
    .toLowerCase()
    .slice(0, 12);
  let identifier = stem;
  for (let n = 2; taken.has(identifier); n++) identifier = `${stem}${n}`;
  taken.add(identifier);
  return identifier;
}

/** Without accents, apostrophes and spaces: what identifiers and mail addresses are made of. */
export function plainLetters(text: string): string {
  return text
    .replace(/ß/g, 'ss')
    .replace(/[øØ]/g, 'o')
    .normalize('NFD')
    .replace(/[^A-Za-z0-9]/g, '');
}

function memberRecord(
  organisation: Organisation,
  member: Member,
  firstName: string,
  lastName: string,
  licenseClass: 'F' | 'A',
): Readonly<Record<string, unknown>> {
  const { locations, departments, securityRoles, workTypes } = organisation;
  const isApi = licenseClass === 'A';
  const { id, identifier } = member.reference;
  const location = locations[id % locations.length];
  return {
    id,
    identifier,
    disableOnlineFlag: false,
    licenseClass,
    enableMobileGpsFlag: false,
    inactiveFlag: false,
    firstName,
    lastName,
    hireDate: '2020-01-06T00:00:00Z',
    country: organisation.country,
    officeEmail: member.email,
    defaultEmail: 'Office',
    primaryEmail: member.email,
    officePhone: '6175550100',
    officeExtension: String(id),
    defaultPhone: 'Office',
    securityRole: isApi ? securityRoles.api : id === 1 ? securityRoles.admin : securityRoles.technician,
    enableLdapAuthenticationFlag: false,
    title: isApi ? 'Integration' : member.workRole.name,
    type: {
      id: isApi ? 2 : 1,
      name: isApi ? 'Integration' : 'Employee',
      _info: { type_href: `/system/members/types/${isApi ? 2 : 1}` },
    },
    partnerPortalFlag: false,
    adminFlag: id === 1,
    securityLocation: location,
    defaultLocation: location,
    defaultDepartment: departments.service,
    restrictLocationFlag: false,
    restrictDepartmentFlag: false,
    workRole: member.workRole,
    workType: workTypes.remote,
    billableForecast: 75,
    dailyCapacity: 8,
    hourlyCost: 48,
    hourlyRate: 165,
    includeInUtilizationReportingFlag: !isApi,
    requireExpenseEntryFlag: false,
    requireTimeSheetEntryFlag: !isApi,
    timeReminderEmailFlag: false,
    restrictScheduleFlag: false,
    hideMemberInDispatchPortalFlag: isApi,
    companyActivityTabFormat: 'SummaryList',
    invoiceTimeTabFormat: 'SummaryList',
    invoiceScreenDefaultTabFormat: 'ShowInvoicingTab',
    invoicingDisplayOptions: 'RemainOnInvoicingScreen',
    agreementInvoicingDisplayOptions: 'RemainOnInvoicingScreen',
    _info: SETUP_INFO,
  };
}
