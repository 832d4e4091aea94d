import type { ConditionParameter } from '../ast.js';

/** A conditions text that somebody's program sends to the real server. */
export interface SeenText {
  readonly text: string;
  /** What it is asked of, as far as the source tells; otherwise where it makes sense. */
  readonly resource: string;
  readonly parameter?: ConditionParameter;
  /** What the server refuses it with, where the source says that it does. */
  readonly refused?: string;
  /** Why `check` refuses it although the server takes or took it. */
  readonly unknownHere?: string;
  readonly source: string;
}

const DG = 'vendor developer guide, a copy';
const DJ = 'KerkhoffTechnologies/django-connectwise';
const CWM = 'christaylorcodes/ConnectWiseManageAPI';
const JUNDIS = 'jundis/CWSlack-SlashCommands';
const HREF = '_info href written by a real server';

/** Every text of the collection, all 55. */
export const SEEN: readonly SeenText[] = [
  {
    text: 'id > 222000 and board/name="Help Desk"',
    resource: 'service/tickets',
    source: 'HealthITAU/pyconnectwise#14',
  },
  {
    text: 'typeids="1"',
    resource: 'company/companies',
    refused: 'typeids is not a recognized name.',
    source: 'LabtechConsulting/ConnectWise-Manage-Powershell#4',
  },
  { text: 'board/id in (3, 2, 4)', resource: 'service/tickets', source: DG },
  { text: 'board/name="Integration" and status/name="new"', resource: 'service/tickets', source: DG },
  { text: 'Board/Id = 123', resource: 'service/tickets', source: DG },
  { text: "summary like 'test'", resource: 'service/tickets', source: DG },
  {
    text: 'communicationItems/value like "john@Outlook.com" AND communicationItems/communicationType="Email"',
    resource: 'company/contacts',
    parameter: 'childConditions',
    source: DG,
  },
  {
    text: 'LastUpdated >= [2025-04-01T20:02:28Z]',
    resource: 'company/contacts',
    source: 'amp-labs/connectors',
  },
  { text: 'doneFlag=false', resource: 'schedule/entries', source: DJ },
  { text: 'chargeToId in (69,70)', resource: 'time/entries', source: DJ },
  { text: 'status/id not in (1,2)', resource: 'service/tickets', source: DJ },
  { text: 'parentTicketId=null', resource: 'service/tickets', source: DJ },
  {
    text: "company/id=24 and (name contains 'x' or serialNumber contains 'x')",
    resource: 'company/configurations',
    source: DJ,
  },
  { text: 'lastUpdated>[2017-01-01T00:00:00.000000]', resource: 'service/tickets', source: DJ },
  {
    text: 'company/identifier="X" AND parentagreementid = null',
    resource: 'finance/agreements',
    source: CWM,
  },
  { text: 'name like "*Emergency*"', resource: 'service/priorities', source: CWM },
  { text: 'member/identifier="ctaylor" and status = "Open"', resource: 'time/sheets', source: CWM },
  { text: 'subType/id = 2014', resource: 'service/tickets', source: CWM },
  { text: 'id in (1,2) and closedFlag = false', resource: 'service/tickets', source: CWM },
  {
    text: "status/Name='Firm' and dateStart > [2017-01-01T00:00:00Z] and dateStart < [2017-01-02T00:00:00Z]",
    resource: 'schedule/entries',
    source: JUNDIS,
  },
  {
    text: "member/identifier like 'x' and timeStart < [2017-01-01T23:59:59Z] and timeStart > [2017-01-01T00:00:00Z]",
    resource: 'time/entries',
    source: JUNDIS,
  },
  {
    text: "status/name='active' and company/name contains 'x' and name contains 'y'",
    resource: 'company/configurations',
    source: JUNDIS,
  },
  {
    text: 'company/identifier="X" and agreementStatus="Active" and cancelledFlag=false',
    resource: 'finance/agreements',
    source: 'TypeScript client using bundles',
  },
  {
    text: 'company/identifier="X" and (status/name="Active" or activeFlag=true)',
    resource: 'company/configurations',
    source: 'TypeScript client using bundles',
  },
  {
    text: "company/name like '*CleanCo Queensland Ltd*' and closedFlag = false and board/name like 'CQL*' and status/name !='Closed~' and status/name !='Closed - Silent' and status/name != 'Completed~'",
    resource: 'service/tickets',
    source: 'public source',
  },
  {
    text: 'ClosedFlag = False AND _info/LastUpdated <= [2020-01-01T00:00:00Z] AND Board/ID = 1',
    resource: 'service/tickets',
    source: 'public source',
  },
  {
    text: '_info/lastUpdated >= [2024-01-01T00:00:00Z] AND _info/lastUpdated < [2024-02-01T00:00:00Z]',
    resource: 'service/tickets',
    source: 'public source',
  },
  {
    text: 'caption="Outage ID" AND value = 5',
    resource: 'service/tickets',
    parameter: 'customFieldConditions',
    source: 'public source',
  },
  {
    text: "types/name='Approver'",
    resource: 'company/contacts',
    parameter: 'childConditions',
    source: 'public source',
  },
  {
    text: 'communicationItems/type/name="email" AND communicationItems/value="a@b.c"',
    resource: 'company/contacts',
    parameter: 'childConditions',
    source: 'public source',
  },
  {
    text: "communicationItems/value like '8135551234'",
    resource: 'company/contacts',
    parameter: 'childConditions',
    source: 'public source',
  },
  {
    text: 'company/id=5 and date>=[2026-01-01T00:00:00Z] and date<[2026-02-01T00:00:00Z]',
    resource: 'finance/invoices',
    source: 'PHP client with comments on live errors',
  },
  { text: "officeEmail='x'", resource: 'system/members', source: 'PHP client with comments on live errors' },
  {
    text: "name='Closed'",
    resource: 'service/boards/statuses',
    source: 'PHP client with comments on live errors',
  },
  {
    text: 'invoice = null',
    resource: 'time/entries',
    refused: 'Enum value supplied was invalid',
    source: 'TypeScript client notes: 400, enum error',
  },
  {
    text: "chargeToType = 'ProjectTicket' and dateEntered >= [2026-01-01T00:00:00Z] and dateEntered <= [2026-01-31T23:59:59Z]",
    resource: 'time/entries',
    source: 'TypeScript client notes',
  },
  {
    text: 'status/name in ("1: Active") AND closedFlag=false AND board/name not in ("Admin")',
    resource: 'service/tickets',
    source: 'live-verified notes',
  },
  {
    text: 'board/department/name="Admin"',
    resource: 'service/tickets',
    refused: 'board/department/name is not a recognized name.',
    source: 'live-verified notes: 400',
  },
  {
    text: 'dateStart>[2026-03-01] AND dateStart<[2026-04-01]',
    resource: 'schedule/entries',
    source: 'lessons learned on a self-hosted server',
  },
  {
    text: 'configuration/id=123 AND closedFlag=false',
    resource: 'service/tickets',
    source: 'lessons learned on a self-hosted server',
  },
  {
    text: 'detailDescriptionFlag=true',
    resource: 'service/tickets/notes',
    source: 'lessons learned on a self-hosted server',
  },
  {
    text: 'resources contains "jane" AND closedFlag = False',
    resource: 'service/tickets',
    source: 'joshuamsmith/ConnectPyse#13',
  },
  {
    text: 'vendorCompany/identifier="ingram"',
    resource: 'procurement/purchaseorders',
    source: 'public source',
  },
  {
    text: 'status/name != "Closed" AND company/id = 5',
    resource: 'service/tickets',
    source: 'public source',
  },
  {
    text: 'lastUpdated >= [2026-01-01T00:00:00Z] and parentTicketId = null',
    resource: 'service/tickets',
    source: 'public source',
  },
  { text: 'dateEntered>=[2024-01-01]', resource: 'service/tickets', source: 'the mission' },
  {
    text: '_info/sla_resolve_by<[2024-01-01T00:00:00Z] and closedFlag=false',
    resource: 'service/tickets',
    source: 'assistant skills, weak',
  },
  { text: 'status/id not in (5)', resource: 'service/tickets', source: 'the mission' },
  {
    text: 'product/identifier contains "IBDR"',
    resource: 'finance/agreements/additions',
    source: 'infrascale vendor pages',
  },
  { text: 'id = 104094', resource: 'service/tickets', source: 'NZCHiLLY/connectwise-manage-mcp' },
  { text: 'type/id=4 AND objectId=945370', resource: 'schedule/entries', source: HREF },
  {
    text: "(chargeToType='ServiceTicket' OR chargeToType='ProjectTicket') AND chargeToId=945370",
    resource: 'time/entries',
    source: HREF,
  },
  { text: 'company/id=250', resource: 'company/configurations', source: HREF },
  {
    text: '_info/dateEntered > [2016-08-20T18:04:26Z]',
    resource: 'service/tickets',
    source: 'derpenstiltskin/connectwise-powerbi#2',
  },
  {
    text: 'manufacturer/id=5',
    resource: 'company/configurations',
    source: 'connectwise-manage-mcp, tool help',
  },
];
