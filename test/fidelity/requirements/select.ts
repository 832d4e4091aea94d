import { row, type Requirement } from './requirement.js';

export const SELECT: readonly Requirement[] = [
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
];
