import type { JsonRecord } from '../../../store/index.js';
import { IS_DEFAULT } from '../query.js';
import { referenceTo } from '../references.js';
import { needed, saveDeleted, saveNew } from '../save.js';
import { idOf, numberOf, ownId, rounded, textOf } from '../values.js';
import { DONE, recordId, succeeded, type Action, type ActionCall, type ActionTable } from './action.js';

/** Actions of finance and procurement; what they do is *assumed*. */
export const FINANCE_ACTIONS: ActionTable = {
  'POST /finance/agreements/{id}/invoice': invoiceAgreement(),
  'POST /finance/invoices/{parentId}/commissions/recalculate': async (call) => {
    await needed(call.draft, 'finance/invoices', [], recordId(call));
    return DONE;
  },
  // Nothing is batched in a sandbox: an export is the settings and empty lists.
  'POST /finance/accounting/export': () => ({ answer: EMPTY_EXPORT }),
  'POST /finance/accounting/batches/{id}/export': () => ({ answer: EMPTY_EXPORT }),
  'POST /procurement/catalog/{id}/pricing': price(),
  'POST /procurement/products/{id}/detach': detach(),
  'POST /procurement/purchaseorders/{id}/rebatch': batch('again batched'),
  'POST /procurement/purchaseorders/{id}/unbatch': batch('taken out of its batch'),
  'DELETE /procurement/purchaseorders/{parentId}/lineitems': async (call) => {
    const { draft, save } = call;
    const order = recordId(call);
    await needed(draft, 'procurement/purchaseorders', [], order);
    for (const item of await draft.list('procurement/purchaseorders/lineitems', { parents: [order] })) {
      await saveDeleted(save, draft, 'procurement/purchaseorders/lineitems', [order], item);
    }
    return DONE;
  },
  'POST /procurement/purchasingDemands': demand(),
};

const EMPTY_EXPORT = {
  exportSettings: {},
  vendors: [],
  customers: [],
  transactions: [],
  expenses: [],
  expenseBills: [],
  purchaseTransactions: [],
  adjustmentTransactions: [],
  inventoryTransfers: [],
};

/** An invoice over the bill amount and the additions of an agreement; its id is the answer. */
function invoiceAgreement(): Action {
  return async (call) => {
    const { draft } = call;
    const id = recordId(call);
    const agreement = await needed(draft, 'finance/agreements', [], id);
    const additions = await draft.list('finance/agreements/additions', { parents: [id] });
    const billed = additions.filter((each) => textOf(each, 'cancelledDate') === undefined);
    const amount = billed.reduce(
      (sum, addition) => sum + (numberOf(addition, 'extPrice') ?? 0),
      numberOf(agreement, 'billAmount') ?? 0,
    );
    const company = await draft.get('company/companies', [], idOf(agreement, 'company'));
    const status = await draft.first('finance/billingStatuses', { where: IS_DEFAULT });
    const total = rounded(amount);
    const date = `${draft.now.slice(0, 10)}T00:00:00Z`;
    // The concern of invoices refuses this type to clients, so the invoice is written past it.
    const number = await draft.nextId('finance/invoices');
    const invoice = draft.change(
      'finance/invoices',
      [],
      { id: number },
      {
        invoiceNumber: String(number),
        type: 'Agreement',
        status: status && referenceTo('finance/billingStatuses', status, 'status'),
        company: agreement['company'],
        billToCompany: agreement['billToCompany'] ?? agreement['company'],
        billingSite: company?.['billingSite'],
        billingTerms: agreement['billingTerms'],
        applyToType: 'Agreement',
        applyToId: id,
        agreement: referenceTo('finance/agreements', agreement, 'agreement'),
        currency: agreement['currency'],
        date,
        dueDate: date,
        agreementAmount: total,
        serviceTotal: 0,
        expenseTotal: 0,
        productTotal: 0,
        salesTax: 0,
        subtotal: total,
        total,
        payments: 0,
        credits: 0,
        balance: total,
      },
    );
    return { answer: ownId(invoice) };
  };
}

/** The price of an item is that of the catalog, times nothing: price schedules are not kept. */
function price(): Action {
  return async (call) => {
    const { body, draft } = call;
    const item = await needed(draft, 'procurement/catalog', [], recordId(call));
    return {
      answer: {
        ...body,
        catalogItem: referenceTo('procurement/catalog', item, 'catalogItem'),
        quantity: numberOf(body, 'quantity') ?? 1,
        date: textOf(body, 'date') ?? draft.now,
        price: numberOf(item, 'price') ?? 0,
      },
    };
  };
}

const DETACHED: Readonly<Record<string, readonly string[]>> = {
  removeFromTicket: ['ticket'],
  removeFromInvoice: ['invoice'],
  removeFromOpportunity: ['opportunity'],
  removeFromSalesOrder: ['salesOrder'],
  removeFromProject: ['project', 'phase'],
};

function detach(): Action {
  return async (call) => {
    const { body, draft } = call;
    const product = await needed(draft, 'procurement/products', [], recordId(call));
    const members = Object.entries(DETACHED).flatMap(([flag, names]) => (body[flag] === true ? names : []));
    const changes: JsonRecord = Object.fromEntries(members.map((member) => [member, undefined]));
    draft.change('procurement/products', [], product, changes);
    return DONE;
  };
}

function batch(done: string): Action {
  return async (call: ActionCall) => {
    const order = await needed(call.draft, 'procurement/purchaseorders', [], recordId(call));
    return succeeded(`Purchase order ${textOf(order, 'poNumber') ?? ownId(order)} was ${done}.`);
  };
}

/** Demands become a purchase order with the vendor, unless the body names one. */
function demand(): Action {
  return async ({ body, draft, save }) => {
    const given = body['purchaseOrder'] as JsonRecord | undefined;
    const existing = await draft.get('procurement/purchaseorders', [], numberOf(given, 'id'));
    const purchaseOrder =
      existing ??
      (await saveNew(save, draft, 'procurement/purchaseorders', [], {
        ...given,
        vendorCompany: body['vendor'],
        warehouse: body['warehouse'],
        poDate: draft.now,
      }));
    return { answer: { ...body, purchaseOrder } };
  };
}
