import { row, type Requirement } from './requirement.js';

/**
 * Records that PSA makes of others. The specification has the collections and their members; nothing recorded says what
 * is in them, so all of it is assumed.
 */
export const DERIVED: readonly Requirement[] = [
  row(
    'derived:schedule-details',
    'server',
    'assumed',
    'specification',
    '/schedule/details has what of a schedule entry lies in each of the provider’s days, and follows it',
  ),
  row(
    'derived:time-sheets',
    'server',
    'assumed',
    'specification',
    'time is on the sheet of its member and week (Monday to Sunday in the provider’s time), which the first entry makes and whose hours they move',
  ),
  row(
    'derived:expense-reports',
    'server',
    'assumed',
    'specification',
    'expenses are on the report of their member and week, which the first one makes and whose total they move',
  ),
  row(
    'derived:sheet-approval',
    'server',
    'assumed',
    'specification',
    'a time sheet and an expense report are submitted, approved, rejected and taken back with their entries, but for those that were billed; one that was approved takes no entries and lets none change; each step is audited',
  ),
  row(
    'derived:sheet-removal',
    'server',
    'assumed',
    'specification',
    'a time sheet with time on it is not deleted',
  ),
  row(
    'derived:unposted',
    'server',
    'assumed',
    'specification',
    'invoices and payments in no batch, expenses, and what was received of purchase orders are unposted, each with the id of its record; conditions, order and pages are those of the records',
  ),
  row(
    'derived:agreement-recap',
    'server',
    'assumed',
    'specification',
    'the recap of an agreement has its limit and adjustments, the time on it since its last invoice, and what of that is left or over',
  ),
  row(
    'derived:conversions',
    'server',
    'assumed',
    'specification',
    '/sales/opportunities/conversions/{id} has the agreements, projects, orders and service tickets of its company that refer to the opportunity; that of an order its invoices',
  ),
  row(
    'derived:order-recap',
    'server',
    'assumed',
    'specification',
    'the financial recap of an order adds up what its products bring and cost',
  ),
  row(
    'derived:stock',
    'server',
    'assumed',
    'specification',
    'what is on hand in a bin, serial numbers and the quantity of an item come of adjustments and received lines of purchase orders',
  ),
  row(
    'derived:ticket-change-log',
    'server',
    'assumed',
    'PROTOCOL 8.1, specification',
    '/service/tickets/changelogs has a row for each change of a ticket in the audit trail, with what the ticket is now, until it is cleared',
  ),
];
