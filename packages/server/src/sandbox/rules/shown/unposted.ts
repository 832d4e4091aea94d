import type { JsonRecord } from '../../../store/index.js';
import { all, any, differs, equals } from '../query.js';
import { referenceTo } from '../references.js';
import { flagOf, numberOf, ownId, rounded, textOf } from '../values.js';
import type { Mapping } from './mapped.js';
import { recordAt } from './read.js';

/** No tax is worked out in a sandbox. */
const UNTAXED = { avalaraTaxFlag: false, itemTaxableFlag: false };

/**
 * What has not been handed to the accounting package, by collection: invoices, payments and expenses that are in no
 * batch, and what was received of purchase orders. The specification has the members; which records these are, and
 * that a row has the id of its record, is *assumed*. Levels of tax stay empty.
 */
export const UNPOSTED: Readonly<Record<string, Mapping>> = {
  'finance/accounting/unpostedinvoices': {
    of: 'finance/invoices',
    where: equals('glBatch/id', null),
    renamed: {
      invoiceDate: 'date',
      invoiceType: 'type',
      subTotal: 'subtotal',
      invoiceTaxableFlag: 'taxableFlag',
      salesTaxAmount: 'salesTax',
      billToSite: 'billingSite',
      shipToSite: 'shippingSite',
    },
    more: (invoice) => ({
      ...UNTAXED,
      billingLogId: ownId(invoice),
      hasTime: (numberOf(invoice, 'serviceTotal') ?? 0) !== 0,
      hasExpenses: (numberOf(invoice, 'expenseTotal') ?? 0) !== 0,
      hasProducts: (numberOf(invoice, 'productTotal') ?? 0) !== 0,
      createdBy: textOf(invoice['_info'] as JsonRecord | undefined, 'enteredBy'),
    }),
  },
  'finance/accounting/unpostedPayments': {
    of: 'finance/invoices/payments',
    where: any(equals('glBatchID', null), equals('glBatchID', '')),
    more: () => ({ source: 'Default' }),
  },
  'finance/accounting/unpostedexpenses': {
    of: 'expense/entries',
    renamed: {
      departmentId: 'businessUnitId',
      expenseType: 'type',
      dateExpense: 'date',
      chargeDescription: 'notes',
      total: 'amount',
      projectPhase: 'phase',
      agreementAmountCovered: 'agreementAmount',
    },
    more: (expense) => {
      const amount = numberOf(expense, 'amount') ?? 0;
      const isBillable = textOf(expense, 'billableOption') === 'Billable';
      return {
        ...UNTAXED,
        expenseDetailId: ownId(expense),
        glType: 'EE',
        inPolicy: true,
        billableAmount: isBillable ? amount : 0,
        nonBillableAmount: isBillable ? 0 : amount,
      };
    },
  },
  'finance/accounting/unpostedprocurement': {
    of: 'procurement/purchaseorders/lineitems',
    where: all(differs('batchedFlag', true), any(equals('receivedStatus', 'FullyReceived'), received())),
    renamed: { purchaseDate: 'dateReceived' },
    more: async (item, store) => {
      const order = await recordAt(store, 'procurement/purchaseorders', numberOf(item, 'purchaseOrderId'));
      return {
        ...UNTAXED,
        unpostedProductId: String(ownId(item)),
        procurementType: 'Purchase',
        total: rounded(receivedOf(item) * (numberOf(item, 'unitCost') ?? 0)),
        taxTotal: numberOf(item, 'tax') ?? 0,
        purchaseOrderTaxableFlag: false,
        taxFreightFlag: flagOf(order, 'freightTaxFlag'),
        purchaseOrder: order && referenceTo('procurement/purchaseorders', order, 'purchaseOrder'),
        vendor: order?.['vendorCompany'],
        customer: order?.['customerCompany'],
        billingTerms: order?.['terms'],
        currency: order?.['currency'],
        locationId: numberOf(order, 'locationId'),
        departmentId: numberOf(order, 'businessUnitId'),
        vendorInvoiceNumber: textOf(order, 'vendorInvoiceNumber'),
        vendorInvoiceDate: textOf(order, 'vendorInvoiceDate'),
      };
    },
  },
};

function received(): ReturnType<typeof equals> {
  return {
    kind: 'compare',
    field: { kind: 'field', path: ['receivedQuantity'] },
    operator: '>',
    value: { kind: 'number', value: 0, raw: '0' },
  };
}

/** How many of a line of a purchase order are there: all of them where it is said that it was received. */
export function receivedOf(item: JsonRecord): number {
  const quantity = numberOf(item, 'receivedQuantity') ?? 0;
  if (quantity > 0 || textOf(item, 'receivedStatus') !== 'FullyReceived') return quantity;
  return numberOf(item, 'quantity') ?? 0;
}
