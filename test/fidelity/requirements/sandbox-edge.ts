import { row, type Requirement } from './requirement.js';

export const SANDBOX_EDGE: readonly Requirement[] = [
  row(
    'edge:security',
    'both',
    'live',
    'PROTOCOL 1.7',
    'what a member’s role does not allow is a 403 with code Security; the client says to check permissions',
  ),
  row(
    'edge:security-rights',
    'server',
    'assumed',
    'PROTOCOL 1.7; the division is ours',
    'rights go by the first segment of the path and by method: inquire, add, edit, delete; a search inquires',
  ),
  row(
    'edge:member-keys',
    'server',
    'documented',
    'PROTOCOL 1.1; MISSION Limits',
    'several API members have keys and budgets of their own, and a client id where they are bound to one',
  ),
  row(
    'edge:member-records',
    'server',
    'assumed',
    'PROTOCOL 8.2 (member defaults to the API member; license class A)',
    'every API member has a record among the members, and is who enters what it enters',
  ),
  row(
    'edge:https',
    'both',
    'live',
    'PROTOCOL 1.7 (SSL is required); 3',
    'the API is spoken over https; links and hrefs lead to where it was asked',
  ),
  row(
    'edge:gateway-page',
    'both',
    'assumed',
    'PROTOCOL 1.7, 2.7 (pages of the server in front)',
    'a gateway may answer an HTML page in place of the API; a read is tried again',
  ),
  row(
    'edge:lost-answer',
    'server',
    'assumed',
    'MISSION Statuses (500: retry)',
    'a connection may break after the request was carried out, as well as before',
  ),
];
