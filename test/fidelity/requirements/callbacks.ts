import { row, type Requirement } from './requirement.js';

export const CALLBACKS: readonly Requirement[] = [
  // Callbacks
  row(
    'callbacks:mission-form',
    'client',
    'mission',
    'MISSION Callbacks',
    'Action, ID, Type, MemberID and Callback are read as an event',
  ),
  row(
    'callbacks:recorded-form',
    'client',
    'live',
    'PROTOCOL 7.3',
    'the recorded message is read, its Entity out of the JSON text; a deleted record has none',
  ),
  row(
    'callbacks:types',
    'client',
    'documented',
    'PROTOCOL 7.2',
    'sixteen types with their levels, in any case; a ticket of either kind arrives as ticket',
  ),
  row(
    'callbacks:signature',
    'client',
    'code',
    'PROTOCOL 7.4',
    'x-content-signature is HMAC-SHA256 over the raw bytes, with SHA-256 of the signing_key at key_url',
  ),
  row(
    'callbacks:forged',
    'client',
    'assumed',
    'PROTOCOL 7.4',
    'another key, a changed byte or a key_url off the vendor’s hosts is refused, and no request goes there',
  ),
  row(
    'callbacks:rotation',
    'client',
    'assumed',
    'PROTOCOL 7.4',
    'keys are kept; one that was replaced is fetched again, once for each message',
  ),
  row(
    'callbacks:answers',
    'client',
    'documented',
    'PROTOCOL 7.5',
    '2xx when handled; 429, which brings the message again, when not; 401 for a forgery, which does not',
  ),
  row(
    'callbacks:repeats',
    'client',
    'documented',
    'PROTOCOL 7.5',
    'a message that comes again after it was handled is answered and not handled twice',
  ),
];
