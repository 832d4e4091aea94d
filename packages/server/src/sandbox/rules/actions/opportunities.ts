import type { JsonRecord } from '../../../store/index.js';
import type { Draft } from '../draft.js';
import { memberReference } from '../members.js';
import { equals } from '../query.js';
import { nameOf, referenceTo } from '../references.js';
import { needed, saveChanged, saveNew } from '../save.js';
import { flagOf, idsOf, ownId, textOf } from '../values.js';
import { recordId, type Action, type ActionCall, type ActionTable } from './action.js';

/** What an opportunity turns into: how the body names one that exists, and where products then belong. */
interface Target {
  readonly resource: string;
  readonly existing: string;
  readonly product: string;
  readonly link: string;
  readonly members: (opportunity: JsonRecord, call: ActionCall) => Promise<JsonRecord> | JsonRecord;
}

/**
 * Conversions (PROTOCOL 6.7 for the names): a new record of the opportunity's company, contact and site, or
 * the one the body names; notes and products go along where the body says so. Documents stay with the
 * opportunity. All of it *assumed*.
 */
export const OPPORTUNITY_ACTIONS: ActionTable = {
  'POST /sales/opportunities/{id}/convertToAgreement': converts({
    resource: 'finance/agreements',
    existing: 'agreementId',
    product: 'agreement',
    link: 'agreement',
    members: async (opportunity, { body, draft }) => ({
      ...customer(opportunity),
      name: body['name'] ?? opportunity['name'],
      type: body['type'] ?? (await first('finance/agreements/types', 'defaultFlag', 'type', draft)),
      startDate: body['startDate'],
      endDate: body['endDate'],
      noEndingDateFlag: body['noEndingDateFlag'],
    }),
  }),
  'POST /sales/opportunities/{id}/convertToProject': converts({
    resource: 'project/projects',
    existing: 'projectId',
    product: 'project',
    link: 'project',
    members: async (opportunity, { body, draft }) => {
      const today = `${draft.now.slice(0, 10)}T00:00:00Z`;
      const board = body['board'] ?? (await first('service/boards', 'projectFlag', 'board', draft));
      return {
        ...customer(opportunity),
        name: body['name'] ?? opportunity['name'],
        status: body['status'],
        board,
        manager: body['manager'] ?? (await memberReference(draft)),
        billingMethod: 'ActualRates',
        estimatedStart: body['estimatedStart'] ?? today,
        estimatedEnd: body['estimatedEnd'] ?? today,
      };
    },
  }),
  'POST /sales/opportunities/{id}/convertToSalesOrder': converts({
    resource: 'sales/orders',
    existing: 'salesOrderId',
    product: 'salesOrder',
    link: 'salesOrder',
    members: async (opportunity, { draft }) => ({
      ...customer(opportunity),
      status: await first('sales/orders/statuses', 'defaultFlag', 'status', draft),
      salesRep: opportunity['primarySalesRep'],
      orderDate: draft.now,
      description: opportunity['name'],
    }),
  }),
  'POST /sales/opportunities/{id}/convertToServiceTicket': converts({
    resource: 'service/tickets',
    existing: 'ticketId',
    product: 'ticket',
    link: 'ticket',
    members: (opportunity, { body }) => ({
      ...customer(opportunity),
      summary: (textOf(body, 'summary') ?? nameOf(opportunity)).slice(0, 100),
    }),
  }),
  'POST /sales/orders/{id}/convertToServiceTicket': async (call) => {
    const { draft, save } = call;
    const order = await needed(draft, 'sales/orders', [], recordId(call));
    const summary = (nameOf(order) || `Sales order ${ownId(order)}`).slice(0, 100);
    return { answer: await saveNew(save, draft, 'service/tickets', [], { ...customer(order), summary }) };
  },
};

function converts(target: Target): Action {
  return async (call) => {
    const { body, draft, save } = call;
    const opportunity = await needed(draft, 'sales/opportunities', [], recordId(call));
    const given = body[target.existing];
    const opportunityReference = referenceTo('sales/opportunities', opportunity, 'opportunity');
    const record =
      typeof given === 'number' && given > 0
        ? await needed(draft, target.resource, [], given)
        : await saveNew(save, draft, target.resource, [], {
            ...(await target.members(opportunity, call)),
            ...(draft.fieldNames(target.resource).includes('opportunity')
              ? { opportunity: opportunityReference }
              : {}),
          });
    await bringNotes(target, ownId(opportunity), record, body, draft);
    await bringProducts(target, ownId(opportunity), record, call);
    return { answer: record };
  };
}

/** The customer of an opportunity or order, as other records have it. */
function customer(record: JsonRecord): JsonRecord {
  return { company: record['company'], contact: record['contact'], site: record['site'] };
}

async function first(
  table: string,
  flag: string,
  link: string,
  draft: Draft,
): Promise<JsonRecord | undefined> {
  const row = (await draft.first(table, { where: equals(flag, true) })) ?? (await draft.first(table));
  return row && referenceTo(table, row, link);
}

async function bringNotes(
  target: Target,
  opportunity: number,
  record: JsonRecord,
  body: JsonRecord,
  draft: Draft,
): Promise<void> {
  const all = flagOf(body, 'includeAllNotesFlag');
  const wanted = new Set(idsOf(body, 'includeNoteIds'));
  const place = `${target.resource}/notes`;
  if ((!all && wanted.size === 0) || !draft.has(place)) return;
  const key = target.resource === 'service/tickets' ? 'ticketId' : 'projectId';
  for (const note of await draft.list('sales/opportunities/notes', { parents: [opportunity] })) {
    if (!all && !wanted.has(ownId(note))) continue;
    const flags =
      key === 'ticketId'
        ? { detailDescriptionFlag: true, dateCreated: draft.now, createdBy: draft.by }
        : { flagged: false };
    await draft.create(place, [ownId(record)], { [key]: record['id'], text: note['text'], ...flags });
  }
}

async function bringProducts(
  target: Target,
  opportunity: number,
  record: JsonRecord,
  { body, draft, save }: ActionCall,
): Promise<void> {
  const all = flagOf(body, 'includeAllProductsFlag');
  const wanted = new Set(idsOf(body, 'includeProductIds'));
  if (!all && wanted.size === 0) return;
  const reference = referenceTo(target.resource, record, target.link);
  for (const product of await draft.list('procurement/products', {
    where: equals('opportunity/id', opportunity),
  })) {
    if (!all && !wanted.has(ownId(product))) continue;
    await saveChanged(save, draft, 'procurement/products', [], product, { [target.product]: reference });
  }
}
