import { row, type Requirement } from './requirement.js';

const WRITES = 'PROTOCOL 6.1';
const PATCH = 'PROTOCOL 6.2';
const CUSTOM = 'PROTOCOL 6.3';
const VALUES = 'PROTOCOL 6.4';
const INFO = 'PROTOCOL 6.5';
const ACTIONS = 'PROTOCOL 6.7';
const CHILDREN = 'PROTOCOL 8.1';
const RELATIONS = 'PROTOCOL 8.2';

/** What records look like, what is below them, and what writing asks of them. */
export const RECORDS: readonly Requirement[] = [
  // What the mission names
  row(
    'records:commands',
    'both',
    'mission',
    'MISSION Entities',
    'through the client: create, search, get, update and close a ticket, add a note, log time, schedule, look up a configuration, check an agreement',
  ),
  row(
    'records:mission-entities',
    'both',
    'mission',
    'MISSION Entities',
    'through the client: companies, contacts, projects and time entries are searched, read, created and changed',
  ),
  // Writes
  row(
    'records:action-statuses',
    'server',
    'spec',
    WRITES,
    'actions answer 200, conversions of an opportunity 201, and what answers nothing 204',
  ),
  row(
    'records:bulk-places',
    'server',
    'spec',
    WRITES,
    'bulk is there for configurations, line items of purchase orders and managed device accounts, and nowhere else',
  ),
  row('records:patch-case', 'server', 'documented', PATCH, 'the path of a PATCH counts in its case'),
  row('records:patch-ops', 'server', 'code', PATCH, 'add, replace and remove in any case are all there is'),
  row(
    'records:reference-forms',
    'server',
    'code',
    PATCH,
    'a whole reference is given as {id}, {identifier}, {name} or {Name}, a part of it as status/id or status/name',
  ),
  row(
    'records:custom-shape',
    'server',
    'spec',
    CUSTOM,
    'custom fields have id, caption, type, entryMethod, numberOfDecimals, value and connectWiseId',
  ),
  row(
    'records:custom-newer',
    'server',
    'live',
    CUSTOM,
    'newer answers also have rowNum, userDefinedFieldRecId and podId',
  ),
  row(
    'records:custom-definitions',
    'server',
    'live',
    CUSTOM,
    'custom fields are defined in /system/userDefinedFields, in the recorded form',
  ),
  row(
    'records:dates',
    'server',
    'code',
    VALUES,
    'dates come back as midnight UTC, moments to the second with Z',
  ),
  row(
    'records:nulls',
    'server',
    'live',
    VALUES,
    'members without a value are left out, but for the value of a custom field',
  ),
  row(
    'records:empty-references',
    'server',
    'live',
    VALUES,
    'an empty reference may be shown as an object that holds only _info, as the relationship of a contact is recorded',
  ),
  row('records:info-texts', 'server', 'spec', INFO, 'all values of _info are texts'),
  row('records:ticket-links', 'server', 'live', INFO, 'the nine links of a ticket, to the letter'),
  row(
    'records:contact-links',
    'server',
    'live',
    INFO,
    'contacts and companies have the links of the recordings',
  ),
  row(
    'records:reference-lists',
    'server',
    'code',
    INFO,
    'timeentries, scheduleentries, documents, products and activities below a ticket are lists of references',
  ),
  row(
    'records:ticket-members',
    'server',
    'live',
    INFO,
    'tickets have the newer members of the recording, and its currency is expanded',
  ),
  row(
    'records:sla-status',
    'server',
    'live',
    INFO,
    'slaStatus is a sentence such as "Resolve by Tue 10/04 11:00 PM UTC-05"',
  ),
  row(
    'records:enums',
    'server',
    'spec',
    'PROTOCOL 6.6',
    'severity, impact, billTime, recordType, predecessorType and billingMethod have the listed values only',
  ),
  row(
    'records:merge',
    'server',
    'spec',
    ACTIONS,
    'merge and attachChildren answer success and a message; objects for ids are a 500',
  ),
  row(
    'records:managed-information',
    'server',
    'spec',
    ACTIONS,
    'a new configuration may come with managedInformation in the query',
  ),
  row('records:upload-sample', 'server', 'spec', 'PROTOCOL 6.9', '/system/documents/uploadsample answers'),
  row(
    'records:actions',
    'server',
    'spec',
    ACTIONS,
    'convert, merge of companies, changeType, copy of a board and of a forecast item are there, and say what they lack',
  ),
  row(
    'records:notifications',
    'server',
    'documented',
    INFO,
    'processNotifications may be sent with a ticket, as the control flag it is',
  ),
  // Below records
  row(
    'records:children',
    'server',
    'spec',
    CHILDREN,
    'every child collection of the list is served below its parent, with its count',
  ),
  row(
    'records:trailing-slash',
    'server',
    'spec',
    'PROTOCOL 8.3',
    'a slash at the end of a path, as the specification has it for /forecast/, does not matter',
  ),
  // Relations
  row(
    'records:ticket-chain',
    'server',
    'spec',
    RELATIONS,
    'a ticket has a board and a status of that board, a global priority, source, team, company, site and contact',
  ),
  row(
    'records:associations',
    'server',
    'spec',
    RELATIONS,
    'types, subtypes and items of a board are joined by typeSubTypeItemAssociations',
  ),
  row(
    'records:record-type',
    'server',
    'spec',
    RELATIONS,
    'recordType tells service from project tickets, which have a project and a phase',
  ),
  row(
    'records:inactive',
    'server',
    'code',
    RELATIONS,
    'statuses are filtered by inactive, boards by inactiveFlag',
  ),
  row(
    'records:required',
    'server',
    'spec',
    `${RELATIONS}; Appendix A`,
    'what each kind of record must have is required, and nothing is kept without it',
  ),
  row(
    'records:lengths',
    'server',
    'spec',
    'Appendix A',
    'texts are as long as the newest specification allows: summary 100, zip 12, description of a callback 100',
  ),
  row('records:identifier', 'server', 'documented', RELATIONS, 'the identifier of a company is its own'),
  row(
    'records:contact',
    'server',
    'documented',
    RELATIONS,
    'mail and phone of a contact are communication items with type, value, defaultFlag and communicationType',
  ),
  row(
    'records:member',
    'server',
    'spec',
    RELATIONS,
    'members have an identifier of up to 15 characters and a license class of F, A, C or X',
  ),
  row(
    'records:schedule-types',
    'server',
    'live',
    RELATIONS,
    'schedule types are one letter: 4 is S for tickets, 1 is C for activities',
  ),
  row('records:note', 'server', 'live', RELATIONS, 'a ticket note has the members of the recording'),
  row(
    'records:questions',
    'server',
    'live',
    RELATIONS,
    'questions of a configuration have an answer of whatever type, with answerId and questionId',
  ),
  row('records:invoice', 'server', 'spec', RELATIONS, 'an invoice has type, applyToType, applyToId and date'),
  row(
    'records:no-tombstone',
    'server',
    'live',
    'PROTOCOL 8.3',
    'a deleted record is gone: its id answers 404 and is in no list',
  ),
];
