import { row, type Requirement } from './requirement.js';

const DISCOVERY = 'PROTOCOL 1.4';
const VERSIONS = 'PROTOCOL 1.6';
const FAILURES = 'PROTOCOL 1.7';
const HEADERS = 'PROTOCOL 1.8';
const PAGES = 'PROTOCOL 3';
const LIMITS = 'PROTOCOL 4';
const ERRORS = 'PROTOCOL 5';

/** What every answer of the local PSA is like: who is let in, versions, headers, pages, limits and errors. */
export const ANSWERS: readonly Requirement[] = [
  // Who is let in
  row(
    'answers:client-id-unknown',
    'server',
    'live',
    FAILURES,
    'a clientId that is not the member’s own is 403, like a missing one',
  ),
  row(
    'answers:integrator',
    'server',
    'code',
    'PROTOCOL 1.2',
    'keys are also minted by who sends x-cw-usertype: integrator',
  ),
  row(
    'answers:minted-header',
    'server',
    'assumed',
    'PROTOCOL 1.2',
    'minted keys are good for nothing without x-cw-usertype: member',
  ),
  row(
    'answers:cookies',
    'server',
    'code',
    'PROTOCOL 1.3',
    'POST /login/login.aspx opens a session, and its cookies stand for keys',
    'only keys are taken: members of the sandbox have no passwords, and the vendor’s own clients moved to keys',
  ),
  row(
    'answers:company-case',
    'server',
    'assumed',
    FAILURES,
    'the company id of the credentials counts as it is written',
  ),
  row(
    'answers:info-closed',
    'server',
    'assumed',
    FAILURES,
    '/system/info wants credentials, as one source of two has it',
  ),
  row(
    'answers:info',
    'server',
    'spec',
    FAILURES,
    '/system/info has exactly version, isCloud, serverTimeZone, licenseBits and cloudRegion',
  ),
  row('answers:my-account', 'server', 'live', FAILURES, '/system/myAccount is 404 for an API member'),
  row(
    'answers:gateway-texts',
    'both',
    'live',
    FAILURES,
    'what stands before the API says "Cannot route. …", "SSL is required." and UserNotAuthenticated: to be had as faults, to the letter, and understood',
  ),
  // Discovery, URLs and versions
  row(
    'answers:companyinfo',
    'server',
    'code',
    DISCOVERY,
    'companyinfo has seven PascalCase members, Codebase ends with a slash, IsCloud is a boolean, SiteUrl has no scheme; as JSON in UTF-8',
  ),
  row(
    'answers:companyinfo-unknown',
    'server',
    'assumed',
    DISCOVERY,
    'of an unknown company companyinfo is 200 and null',
  ),
  row(
    'answers:url-forms',
    'server',
    'code',
    'PROTOCOL 1.5',
    'any codebase, none, one slash or two, and one at the end lead to the same',
  ),
  row(
    'answers:hrefs',
    'server',
    'live',
    'PROTOCOL 1.5, 6.5',
    'hrefs have a doubled slash behind 3.0 and the whole path of nested records',
  ),
  row(
    'answers:accept',
    'server',
    'documented',
    VERSIONS,
    'a request may name any version of the model in Accept',
  ),
  row(
    'answers:model-version',
    'server',
    'documented',
    VERSIONS,
    'an older version in Accept gets the model of that version: a newer member is one it could not find',
    'there is one specification to go by, and older ones are kept for twelve months only',
  ),
  row(
    'answers:version-header',
    'server',
    'live',
    VERSIONS,
    'api-current-version tells the release, such as 2025.1',
  ),
  // Headers
  row(
    'answers:headers',
    'server',
    'live',
    HEADERS,
    'every answer has Cache-Control, Pragma, Expires -1, a GUID in x-cw-request-id and api-current-version',
  ),
  row('answers:no-etag', 'server', 'live', `${HEADERS}, 6.1`, 'there is no ETag: the last write wins'),
  row(
    'answers:iis-headers',
    'server',
    'live',
    HEADERS,
    'Server, x-server-name, X-AspNet-Version, X-Powered-By and X-Frame-Options name the machinery',
    'a local PSA does not say that it is Internet Information Services, and no program is known to ask',
  ),
  // Pages
  row(
    'answers:link-form',
    'server',
    'live',
    PAGES,
    'Link has a slash behind the path, lower-case hex, plus for space, and page last',
  ),
  row('answers:one-page', 'server', 'documented', PAGES, 'there is no Link where one page holds everything'),
  row(
    'answers:forward-ignores',
    'server',
    'documented',
    PAGES,
    'forward-only, page and orderBy count for nothing, whatever they are',
  ),
  row(
    'answers:forward-not-audit',
    'server',
    'documented',
    PAGES,
    'the audit trail is not paged forward-only',
  ),
  row('answers:forward-total', 'server', 'assumed', PAGES, 'X-Total-Count is on lists by page only'),
  row(
    'answers:bad-page',
    'server',
    'assumed',
    `${PAGES}, 11; MISSION Codes`,
    'a page, pageSize or pageId that is none, or below one, is 400 InvalidArgument',
  ),
  row('answers:by-id', 'server', 'code', PAGES, 'the loop "id > N, ordered by id" reads everything once'),
  row(
    'answers:mission-total',
    'server',
    'mission',
    'MISSION Pages',
    'GET /service/tickets?conditions=status/id!=5&pageSize=1&fields=id tells in X-Total-Count what /count tells',
  ),
  // Limits
  row(
    'answers:cloud-limit',
    'server',
    'documented',
    LIMITS,
    'on demand 429 has the vendor’s body, keyed error, with Retry-After and no other header',
  ),
  row(
    'answers:limit-members',
    'server',
    'mission',
    'MISSION Limits',
    'each API member has a window of its own',
  ),
  row(
    'answers:timeouts',
    'both',
    'live',
    LIMITS,
    'the recorded timeouts are 500 ConnectWiseApi: to be had as faults, and tried again where nothing is done twice',
  ),
  // Errors
  row(
    'answers:statuses',
    'server',
    'mission',
    'MISSION Statuses',
    '200, 201, 204, 400, 401, 403, 404, 409, 429 and 500 are answered for what they are listed for',
  ),
  row(
    'answers:locked',
    'both',
    'mission',
    'MISSION Codes',
    'RecordLocked and RecordNotFound are to be had as faults, and come with their cures',
  ),
  row(
    'answers:not-found-names',
    'server',
    'assumed',
    ERRORS,
    'a record that is not there is called by the name of its schema, said once',
  ),
  row(
    'answers:missing',
    'server',
    'live',
    ERRORS,
    'the recorded body of a contact without a name, to the letter',
  ),
  row(
    'answers:missing-reference',
    'server',
    'live',
    ERRORS,
    'a missing reference is "The assignTo/id field is required." in field assignTo',
  ),
  row(
    'answers:guessed-paths',
    'server',
    'live',
    'PROTOCOL 8.1',
    'paths that people guess are 404 "The endpoint does not exist."',
  ),
  row(
    'answers:method',
    'server',
    'documented',
    LIMITS,
    'a method that a path does not have is 405 and told in Allow',
  ),
  row(
    'answers:json',
    'server',
    'live',
    ERRORS,
    '500 ConnectWiseApi has the sentences of the JSON reader, as recorded',
  ),
  row(
    'answers:database',
    'server',
    'live',
    ERRORS,
    'trouble with the database is 500 "An unexpected database error has occured"',
  ),
  row(
    'answers:only-recorded-500',
    'server',
    'assumed',
    'PROTOCOL 9',
    'what a client does wrong is a 4xx, but for the booleans and JSON that are a 500 in recordings',
  ),
];
