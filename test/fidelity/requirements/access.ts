import { row, type Requirement } from './requirement.js';

export const ACCESS: readonly Requirement[] = [
  // Hosts
  row(
    'hosts:regions',
    'client',
    'mission',
    'MISSION Hosts',
    'na, eu and au hosts are called at https://{host}/{codebase}/apis/3.0/',
  ),
  row('hosts:legacy', 'client', 'mission', 'MISSION Hosts', 'without a codebase the path is v4_6_release'),
  row('hosts:staging', 'client', 'mission', 'MISSION Hosts', 'the staging host is called like any other'),
  row('hosts:codebase', 'both', 'mission', 'MISSION Hosts', 'a company’s own codebase may stand in the path'),
  // Authentication
  row(
    'auth:vector',
    'client',
    'mission',
    'MISSION Authentication',
    'company+publickey:privatekey is sent as Y29tcGFueStwdWJsaWNrZXk6cHJpdmF0ZWtleQ==',
  ),
  row(
    'auth:client-id',
    'both',
    'mission',
    'MISSION Authentication',
    'every request carries the clientId header, in any case',
  ),
  row(
    'auth:content-type',
    'client',
    'mission',
    'MISSION Authentication',
    'what is sent is JSON and says so: Content-Type: application/json',
  ),
  row(
    'auth:invalid',
    'both',
    'mission',
    'MISSION Codes; PROTOCOL 1.7',
    'wrong keys answer 401 InvalidCredentials; the client says to verify company id and keys',
  ),
  row(
    'auth:missing-client-id',
    'both',
    'mission',
    'MISSION Codes; PROTOCOL 1.1',
    'no clientId answers 403 MissingClientId; the client says to add it',
  ),
  row(
    'auth:companyinfo',
    'server',
    'code',
    'PROTOCOL 1.4',
    '/login/companyinfo/{company} answers without credentials and outside the limit',
  ),
  row(
    'auth:system-info',
    'server',
    'spec',
    'PROTOCOL 1.7',
    '/system/info answers version, cloud flag, time zone and region',
  ),
  // Configuration
  row(
    'config:variables',
    'client',
    'mission',
    'MISSION Configuration',
    'the five CONNECTWISE_ variables configure the client; the site defaults to api-na.myconnectwise.net',
  ),
  row(
    'config:missing',
    'client',
    'mission',
    'MISSION Configuration',
    'missing variables are named, all at once',
  ),
];
