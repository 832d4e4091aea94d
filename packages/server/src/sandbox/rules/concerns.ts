import { AUDIT } from './audit.js';
import type { Concern } from './concern.js';
import { CUSTOM_FIELDS } from './custom-fields.js';
import { COMMUNICATION_ITEMS, COMMUNICATIONS } from './customers/communications.js';
import {
  COMPANY_DEFAULTS,
  COMPANY_REMOVAL,
  COMPANY_TYPE_ASSOCIATIONS,
  COMPANY_TYPES,
} from './customers/companies.js';
import { CONFIGURATIONS } from './customers/configurations.js';
import { CONTACT_REMOVAL, CONTACT_TYPE_ASSOCIATIONS, CONTACT_TYPES, CONTACTS } from './customers/contacts.js';
import { SITE_REMOVAL, SITES } from './customers/sites.js';
import { EMPTY_REFERENCES } from './empty-references.js';
import { ADDITIONS, AGREEMENTS } from './finance/agreements.js';
import { INVOICES } from './finance/invoices.js';
import { PRODUCTS } from './finance/products.js';
import { LINKED_CONFIGURATIONS } from './linked.js';
import { MEMBERS } from './members.js';
import { ONLY_ONE } from './only-one.js';
import { refusedWhileUsed, WITH_CHILDREN } from './removal.js';
import { ACTIVITIES, OPPORTUNITIES, PROJECTS } from './sales/opportunities.js';
import { SCHEDULE_DETAILS } from './schedule-details.js';
import { SCHEDULE_ENTRIES, TICKET_RESOURCES } from './schedule.js';
import { SETUP_DEFAULTS } from './setup-defaults.js';
import { CLOSING } from './tickets/closing.js';
import { CUSTOMER } from './tickets/customer.js';
import { TICKET_DEFAULTS } from './tickets/defaults.js';
import { FAMILY } from './tickets/family.js';
import { FILING } from './tickets/filing.js';
import { FIRST_NOTES } from './tickets/first-notes.js';
import { NOTES, TASKS } from './tickets/notes.js';
import { TICKET_REMOVAL } from './tickets/removal.js';
import { SLA } from './tickets/sla.js';
import { ENTRY_AUDITS } from './time/audits.js';
import { TIME_CHANGE_LOG } from './time/change-log.js';
import { TIME_ENTRIES } from './time/entries.js';
import { EXPENSES } from './time/expenses.js';
import { LOCKED_ENTRIES } from './time/locked.js';
import { SHEET_REMOVAL, SHEETS } from './time/sheets.js';
import { TICKET_HOURS } from './time/ticket-hours.js';
import { createUsageFinder } from './usages.js';

/**
 * Everything PSA does by itself when one record is written, in the order in which it is asked: what a
 * record gets, then what follows for others, then what is noted down.
 */
export function createConcerns(): readonly Concern[] {
  return [
    SETUP_DEFAULTS,
    // Tickets: where they lie decides the rest.
    FILING,
    CUSTOMER,
    TICKET_DEFAULTS,
    CLOSING,
    SLA,
    FAMILY,
    FIRST_NOTES,
    NOTES,
    TASKS,
    // What is charged and planned.
    TIME_ENTRIES,
    EXPENSES,
    TICKET_HOURS,
    SHEETS,
    SCHEDULE_ENTRIES,
    SCHEDULE_DETAILS,
    TICKET_RESOURCES,
    // Customers.
    COMPANY_DEFAULTS,
    COMPANY_TYPES,
    COMPANY_TYPE_ASSOCIATIONS,
    SITES,
    CONTACTS,
    CONTACT_TYPES,
    CONTACT_TYPE_ASSOCIATIONS,
    COMMUNICATION_ITEMS,
    COMMUNICATIONS,
    CONFIGURATIONS,
    LINKED_CONFIGURATIONS,
    // Business.
    AGREEMENTS,
    ADDITIONS,
    INVOICES,
    PRODUCTS,
    OPPORTUNITIES,
    ACTIVITIES,
    PROJECTS,
    MEMBERS,
    // Everything.
    CUSTOM_FIELDS,
    EMPTY_REFERENCES,
    ONLY_ONE,
    COMPANY_REMOVAL,
    CONTACT_REMOVAL,
    SITE_REMOVAL,
    TICKET_REMOVAL,
    LOCKED_ENTRIES,
    SHEET_REMOVAL,
    refusedWhileUsed(createUsageFinder()),
    WITH_CHILDREN,
    TIME_CHANGE_LOG,
    ENTRY_AUDITS,
    AUDIT,
  ];
}
