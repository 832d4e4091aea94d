/** Names that travel on the wire, in one place. Header names are lower case, as Node gives them. */

/** Request headers the API reads. */
export const REQUEST_HEADERS = {
  authorization: 'authorization',
  clientId: 'clientid',
  contentType: 'content-type',
  host: 'host',
  /** The page that asks, where a browser does. */
  origin: 'origin',
  /** PROTOCOL 3. */
  paginationType: 'pagination-type',
  /** PROTOCOL 1.2. */
  userType: 'x-cw-usertype',
} as const;

/** The value of `pagination-type` that asks for pages by id (PROTOCOL 3). */
export const FORWARD_ONLY = 'forward-only';

/** The value of `x-cw-usertype` that goes with minted keys (PROTOCOL 1.2). */
export const MEMBER_USER = 'member';

/** Response headers, spelled as recorded (PROTOCOL 1.8) or as the mission has them. */
export const ANSWER_HEADERS = {
  apiVersion: 'api-current-version',
  limit: 'X-RateLimit-Limit',
  link: 'Link',
  remaining: 'X-RateLimit-Remaining',
  requestId: 'x-cw-request-id',
  reset: 'X-RateLimit-Reset',
  retryAfter: 'Retry-After',
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
  invalidObject: 'InvalidObject',
  unsupportedMedia: 'UnsupportedMediaType',
} as const;

/** Ends the path of an operation on many records of a collection (PROTOCOL 6.1). */
export const BULK_SEGMENT = '/bulk';
