import { row, type Requirement } from './requirement.js';

export const ENTITIES: readonly Requirement[] = [
  // Entities
  row(
    'entities:named',
    'server',
    'mission',
    'MISSION Entities',
    'tickets, companies, contacts, projects and time entries are served with believable records',
  ),
  row(
    'entities:hrefs',
    'server',
    'live',
    'PROTOCOL 6.5',
    'the links of a record, encoded, lead to the records of that record and no others',
  ),
];
