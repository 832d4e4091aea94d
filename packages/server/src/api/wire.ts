/** Names that travel on the wire, in one place. Header names are lower case, as Node gives them. */

/** Request headers the API reads. */
export const REQUEST_HEADERS = {
  /** PROTOCOL 1.6. */
  accept: 'accept',
  authorization: 'authorization',
  clientId: 'clientid',
  contentType: 'content-type',
  /** PROTOCOL 1.3. */
  cookie: 'cookie',
  host: 'host',
  /** The page that asks, where a browser does. */
  origin: 'origin',
  /** PROTOCOL 3. */
  paginationType: 'pagination-type',
  /** PROTOCOL 1.2. */
  userType: 'x-cw-usertype',
} as const;

/** The media type that may name a version of the model (PROTOCOL 1.6). */
export const MODEL_MEDIA_TYPE = 'application/vnd.connectwise.com+json';

/** The value of `pagination-type` that asks for pages by id (PROTOCOL 3). */
export const FORWARD_ONLY = 'forward-only';

/** The value of `x-cw-usertype` that goes with minted keys (PROTOCOL 1.2). */
export const MEMBER_USER = 'member';

/** Cookies of a session, lower case: their names count in any case (PROTOCOL 1.3). */
export const SESSION_COOKIES = { company: 'companyname', hash: 'memberhash', member: 'memberid' } as const;

/** Fields of the form that opens one, lower case. */
export const LOGIN_FORM = { company: 'companyname', password: 'password', user: 'username' } as const;

/** Members of the answer to it. */
export const LOGIN_ANSWER = { hash: 'Hash', success: 'Success' } as const;

/** Response headers, spelled as recorded (PROTOCOL 1.8) or as the mission has them. */
export const ANSWER_HEADERS = {
  apiVersion: 'api-current-version',
  aspNetVersion: 'X-AspNet-Version',
  frameOptions: 'X-Frame-Options',
  limit: 'X-RateLimit-Limit',
  link: 'Link',
  poweredBy: 'X-Powered-By',
  remaining: 'X-RateLimit-Remaining',
  requestId: 'x-cw-request-id',
  reset: 'X-RateLimit-Reset',
  retryAfter: 'Retry-After',
  server: 'Server',
  serverName: 'x-server-name',
  total: 'X-Total-Count',
} as const;

/** Query parameters and members of a search body, lower case: their names count in any case (PROTOCOL 2.4, 2.7). */
export const PARAMETERS = {
  childConditions: 'childconditions',
  columns: 'columns',
  conditions: 'conditions',
  customFieldConditions: 'customfieldconditions',
  fields: 'fields',
  orderBy: 'orderby',
  page: 'page',
  pageId: 'pageid',
  pageSize: 'pagesize',
} as const;

/** The schema of a body that carries conditions: what makes an operation a search (PROTOCOL 2.7). */
export const SEARCH_BODY = 'FilterValues';

/** The schema of one step of a PATCH (PROTOCOL 6.2). */
export const PATCH_BODY = 'PatchOperation';

/** The schema of a body that bundles reads (PROTOCOL 6.8). */
export const BUNDLE_BODY = 'BundleRequestsCollection';

/** The schema of `{"count":N}`. */
export const COUNT_SCHEMA = 'Count';

/** Codes of error bodies that this folder gives; the first five are recorded, the rest the mission's. */
export const ERROR_BODY_CODES = {
  findCondition: 'ApiFindCondition',
  notFound: 'NotFound',
  security: 'Security',
  server: 'ConnectWiseApi',
  invalidArgument: 'InvalidArgument',
  invalidCredentials: 'InvalidCredentials',
  missingClientId: 'MissingClientId',
  methodNotAllowed: 'MethodNotAllowed',
  payloadTooLarge: 'PayloadTooLarge',
  rateLimited: 'RateLimitExceeded',
  invalidField: 'InvalidField',
  invalidObject: 'InvalidObject',
  unsupportedMedia: 'UnsupportedMediaType',
} as const;

/** Ends the path of an operation on many records of a collection (PROTOCOL 6.1). */
export const BULK_SEGMENT = '/bulk';
