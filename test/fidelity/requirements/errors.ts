import { row, type Requirement } from './requirement.js';

export const ERRORS: readonly Requirement[] = [
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
];
