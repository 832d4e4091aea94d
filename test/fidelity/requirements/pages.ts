import { row, type Requirement } from './requirement.js';

export const PAGES: readonly Requirement[] = [
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
    'pages:behind-the-last',
    'server',
    'assumed',
    'ConnectWiseManageAPI (PowerShell) goes on until Link is there and empty',
    'the link of the last forward-only page, followed, answers an empty list with an empty Link',
  ),
  row(
    'pages:exact-requests',
    'client',
    'documented',
    'DESIGN Client',
    'N records take max(1, ceil(N/1000)) requests, on exact multiples too',
  ),
];
