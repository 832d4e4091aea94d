import { row, type Requirement } from './requirement.js';

export const WRITES_CLIENT: readonly Requirement[] = [
  // What the client sends
  row(
    'writes-client:whole-references',
    'client',
    'documented',
    'PROTOCOL 6.2',
    'an update sends whole references, never sub-paths, and remove for null',
  ),
  row(
    'writes-client:paths',
    'client',
    'live',
    'PROTOCOL 6.2',
    'operations are taken with or without a slash and in any case, and sent bare and in lower case',
  ),
  row(
    'writes-client:custom-fields',
    'client',
    'documented',
    'PROTOCOL 6.3',
    'custom fields are read first and sent as a whole list, so that none is cleared',
  ),
  row(
    'writes-client:moments',
    'client',
    'code',
    'PROTOCOL 6.4',
    'moments are sent in UTC to the second; a time without a zone is refused',
  ),
  row(
    'writes-client:date-only',
    'client',
    'assumed',
    'PROTOCOL 6.4',
    'a date without a time is sent as its midnight in UTC',
  ),
  row(
    'writes-client:fields',
    'client',
    'documented',
    'PROTOCOL 2.6',
    'the fields of the answer to a write can be chosen',
  ),
  row(
    'writes-client:transfer-contact',
    'client',
    'spec',
    'openapi DELETE /company/contacts/{id}',
    'what a deleted contact had can be given to another one',
  ),
  // What is checked before
  row(
    'writes-client:error-shape',
    'client',
    'live',
    'PROTOCOL 5',
    'a record that does not fit is refused before it is sent, in the shape of the server, all at once',
  ),
  row(
    'writes-client:read-only',
    'client',
    'spec',
    'PROTOCOL 6.5',
    'members that only the server sets are refused, and left out of a record that is put back',
  ),
  row(
    'writes-client:create-only',
    'client',
    'documented',
    'PROTOCOL 6.5',
    'initialDescription and its siblings are taken by a create only',
  ),
  row(
    'writes-client:unknown',
    'client',
    'live',
    'PROTOCOL 1.6',
    'unknown members are refused with the nearest name, unless the caller knows a newer release',
  ),
  // What happens when something gets in between
  row(
    'writes-client:last-write-wins',
    'client',
    'assumed',
    'PROTOCOL 6.1',
    'ifUnchangedSince reads first and refuses to overwrite a later change',
  ),
  row(
    'writes-client:lost-create',
    'client',
    'assumed',
    'ours',
    'a create whose answer was lost is looked for before it is sent again, or its outcome is unknown',
  ),
  row(
    'writes-client:lost-change',
    'client',
    'assumed',
    'ours',
    'whole values are sent again when an answer is lost, steps in a list are not',
  ),
];
