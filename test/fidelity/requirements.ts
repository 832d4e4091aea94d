/**
 * What psakit promises about the API, statement by statement: the lines of the mission that the read
 * side touches, and the recorded behaviour they rest on. `coverage.test.ts` holds this list and the
 * tests together: a row without a test fails, and so does a test that names no row.
 */
export interface Requirement {
  /** `area:behaviour`, as tests name it. */
  readonly id: string;
  readonly statement: string;
  /** `MISSION` and the heading, or `PROTOCOL` and the section. */
  readonly source: string;
  /** How sure the source is: recorded live, seen in code, in the specification, documented, asked for, or ours. */
  readonly confidence: 'live' | 'code' | 'spec' | 'documented' | 'mission' | 'assumed';
  /** Who must show it. */
  readonly side: 'client' | 'server' | 'both';
}

const row = (
  id: string,
  side: Requirement['side'],
  confidence: Requirement['confidence'],
  source: string,
  statement: string,
): Requirement => ({ id, side, confidence, source, statement });

export const REQUIREMENTS: readonly Requirement[] = [
  // Hosts
  row(
    'hosts:regions',
    'client',
    'mission',
    'MISSION Hosts',
    'na, eu and au hosts are called at https://{host}/{codebase}/apis/3.0/',
  ),
  row('hosts:legacy', 'client', 'mission', 'MISSION Hosts', 'without a codebase the path is v4_6_release'),
  row('hosts:staging', 'client', 'mission', 'MISSION Hosts', 'the staging host is called like any other'),
  row('hosts:codebase', 'both', 'mission', 'MISSION Hosts', 'a company’s own codebase may stand in the path'),
  // Authentication
  row(
    'auth:vector',
    'client',
    'mission',
    'MISSION Authentication',
    'company+publickey:privatekey is sent as Y29tcGFueStwdWJsaWNrZXk6cHJpdmF0ZWtleQ==',
  ),
  row(
    'auth:client-id',
    'both',
    'mission',
    'MISSION Authentication',
    'every request carries the clientId header, in any case',
  ),
  row(
    'auth:invalid',
    'both',
    'mission',
    'MISSION Codes; PROTOCOL 1.7',
    'wrong keys answer 401 InvalidCredentials; the client says to verify company id and keys',
  ),
  row(
    'auth:missing-client-id',
    'both',
    'mission',
    'MISSION Codes; PROTOCOL 1.1',
    'no clientId answers 403 MissingClientId; the client says to add it',
  ),
  row(
    'auth:companyinfo',
    'server',
    'code',
    'PROTOCOL 1.4',
    '/login/companyinfo/{company} answers without credentials and outside the limit',
  ),
  row(
    'auth:system-info',
    'server',
    'spec',
    'PROTOCOL 1.7',
    '/system/info answers version, cloud flag, time zone and region',
  ),
  // Configuration
  row(
    'config:variables',
    'client',
    'mission',
    'MISSION Configuration',
    'the five CONNECTWISE_ variables configure the client; the site defaults to api-na.myconnectwise.net',
  ),
  row(
    'config:missing',
    'client',
    'mission',
    'MISSION Configuration',
    'missing variables are named, all at once',
  ),
  // Conditions
  row('conditions:equals', 'both', 'mission', 'MISSION Conditions', 'status/id=1'),
  row('conditions:not-equals', 'both', 'mission', 'MISSION Conditions', 'status/id!=5'),
  row('conditions:less', 'both', 'mission', 'MISSION Conditions', 'priority/id<3'),
  row('conditions:less-or-equal', 'both', 'mission', 'MISSION Conditions', 'priority/id<=2'),
  row(
    'conditions:greater',
    'both',
    'mission',
    'MISSION Conditions',
    'dateEntered>2024-01-01, a date without brackets',
  ),
  row('conditions:greater-or-equal', 'both', 'mission', 'MISSION Conditions', 'dateEntered>=2024-01-01'),
  row('conditions:contains', 'both', 'mission', 'MISSION Conditions', 'summary contains "email"'),
  row(
    'conditions:like',
    'both',
    'mission',
    'MISSION Conditions',
    'summary like "%email%"; company/identifier like "AC%"',
  ),
  row('conditions:in', 'both', 'mission', 'MISSION Conditions', 'status/id in (1,2,3)'),
  row('conditions:not-in', 'both', 'mission', 'MISSION Conditions', 'status/id not in (5)'),
  row(
    'conditions:nested',
    'both',
    'mission',
    'MISSION Conditions',
    'company/id=12345, status/name="New", contact/firstName contains "John": a path through a reference',
  ),
  row(
    'conditions:and-or',
    'both',
    'mission',
    'MISSION Conditions',
    '(status/id=1 or status/id=2) and company/id=12345',
  ),
  row(
    'conditions:dates',
    'both',
    'mission',
    'MISSION Conditions',
    'bracketed dates and datetimes bound a range',
  ),
  row(
    'conditions:null-reference',
    'both',
    'mission',
    'MISSION Conditions',
    'contact=null asks for records without that reference',
  ),
  row(
    'conditions:null-unknown',
    'client',
    'mission',
    'MISSION Conditions',
    'assignedResource!=null parses, and check names the nearest field',
  ),
  row(
    'conditions:encoded',
    'both',
    'mission',
    'MISSION Conditions',
    'company/id%3D12345%20and%20status/id!%3D5 is read as written',
  ),
  row(
    'conditions:case-free',
    'both',
    'code',
    'PROTOCOL 2.1',
    'keywords and field names are read without case',
  ),
  row(
    'conditions:text-case-free',
    'both',
    'assumed',
    'PROTOCOL 2.1',
    'text compares without case, beyond ASCII too',
  ),
  row('conditions:quotes', 'both', 'live', 'PROTOCOL 2.2', 'double and single quotes both enclose text'),
  row('conditions:wildcards', 'both', 'code', 'PROTOCOL 2.3', '* and % are the same wildcard in like'),
  row('conditions:booleans', 'both', 'code', 'PROTOCOL 2.2', 'true and false in any case'),
  row(
    'conditions:time-stamps',
    'both',
    'code',
    'PROTOCOL 2.4',
    'lastUpdated and _info/lastUpdated name the same moment',
  ),
  row(
    'conditions:unknown-name',
    'server',
    'live',
    'PROTOCOL 2.5',
    'an unknown field is 400 ApiFindCondition "… is not a recognized name."',
  ),
  row(
    'conditions:syntax',
    'server',
    'live',
    'PROTOCOL 2.5',
    'a syntax error names line and character in the recorded text',
  ),
  row(
    'conditions:type',
    'server',
    'live',
    'PROTOCOL 2.5',
    'a literal of the wrong type: "Expected a boolean value, not a numeric."',
  ),
  row(
    'conditions:empty-result',
    'server',
    'live',
    'PROTOCOL 2.4',
    'a filter that matches nothing answers 200 and []',
  ),
  // Pages
  row(
    'pages:default-size',
    'server',
    'mission',
    'MISSION Pages',
    'page is 1 and pageSize 25 unless asked for otherwise',
  ),
  row('pages:maximum-size', 'server', 'live', 'PROTOCOL 3', 'pageSize over 1000 is capped at 1000'),
  row(
    'pages:link',
    'server',
    'live',
    'PROTOCOL 3',
    'Link names next and last, later first and prev; page is its last parameter; no next on the last page',
  ),
  row('pages:total', 'server', 'mission', 'MISSION Pages', 'X-Total-Count counts the filtered records'),
  row(
    'pages:count',
    'both',
    'mission',
    'MISSION Pages',
    '/count answers {"count":N} for the same conditions',
  ),
  row('pages:past-end', 'server', 'live', 'PROTOCOL 3', 'a page past the end is 200 and []'),
  row(
    'pages:short-page-loop',
    'server',
    'mission',
    'MISSION Pages',
    'the loop "page size 250, stop when a page is short" reads everything',
  ),
  row(
    'pages:forward-only',
    'both',
    'documented',
    'PROTOCOL 3',
    'pagination-type: forward-only pages by pageId; Link is always there, its pageId empty on the last page',
  ),
  row(
    'pages:exact-requests',
    'client',
    'documented',
    'DESIGN Client',
    'N records take max(1, ceil(N/1000)) requests, on exact multiples too',
  ),
  // Limits
  row(
    'limits:sixty',
    'server',
    'mission',
    'MISSION Limits',
    '60 requests in any 60 seconds for each API member, then 429',
  ),
  row(
    'limits:headers',
    'server',
    'mission',
    'MISSION Limits',
    'every answer has X-RateLimit-Limit, -Remaining and -Reset',
  ),
  row(
    'limits:body',
    'server',
    'mission',
    'MISSION Limits',
    '429 has Retry-After and the RateLimitExceeded body',
  ),
  row(
    'limits:obeyed',
    'client',
    'mission',
    'MISSION Limits',
    'on 429 the client waits Retry-After (30 s where absent) plus up to 1 s, at most 5 tries',
  ),
  row(
    'limits:budget',
    'client',
    'mission',
    'MISSION Limits',
    'the client never asks more than the budget in any window',
  ),
  row(
    'limits:both-bodies',
    'client',
    'live',
    'PROTOCOL 4',
    'the vendor’s 429 body, keyed error, is understood as well',
  ),
  // Statuses, errors
  row(
    'errors:body',
    'both',
    'mission',
    'MISSION Error body',
    'errors carry code, message and field errors; the client keeps them all',
  ),
  row(
    'errors:invalid-argument',
    'both',
    'mission',
    'MISSION Codes',
    'a value of the wrong kind is 400 InvalidArgument',
  ),
  row(
    'errors:not-found',
    'both',
    'live',
    'PROTOCOL 5',
    'an unknown id is 404 NotFound "Ticket 5 not found"; the client says to verify the id',
  ),
  row(
    'errors:endpoint',
    'server',
    'live',
    'PROTOCOL 5',
    'an unknown route is 404 "The endpoint does not exist."',
  ),
  row('errors:cures', 'client', 'mission', 'MISSION Codes', 'each code of the mission comes with its cure'),
  row(
    'errors:statuses',
    'client',
    'mission',
    'MISSION Statuses',
    '400, 401, 403, 404, 409, 429 and 500 each map to one code that says what to do',
  ),
  row(
    'errors:cannot-route',
    'client',
    'live',
    'PROTOCOL 1.5',
    'the gateway’s plain text "Cannot route" is understood as a wrong company or codebase',
  ),
  // Selecting
  row(
    'select:fields',
    'both',
    'mission',
    'MISSION Selecting',
    'fields=id,summary,status/name,company/name answers only those',
  ),
  row('select:order', 'both', 'mission', 'MISSION Selecting', 'orderBy=priority/id asc, dateEntered desc'),
  row(
    'select:children',
    'both',
    'mission',
    'MISSION Selecting',
    'childconditions=notes/text contains "update" finds tickets by their notes',
  ),
  row(
    'select:array-members',
    'both',
    'documented',
    'PROTOCOL 2.4',
    'childConditions reach the members of an array, all of them on one member',
  ),
  row(
    'select:custom-fields',
    'both',
    'mission',
    'MISSION Selecting',
    'customFieldConditions by name and by caption and value',
  ),
  row('select:search', 'server', 'spec', 'PROTOCOL 2.7', 'POST …/search takes the conditions in its body'),
  // Entities
  row(
    'entities:named',
    'server',
    'mission',
    'MISSION Entities',
    'tickets, companies, contacts, projects and time entries are served with believable records',
  ),
];
