import { SAVED, type Concern } from '../concern.js';
import { invalidField } from '../refusals.js';
import { referenceTo } from '../references.js';
import { filledIn, idOf, numberOf, ownId, rounded, textOf } from '../values.js';

/** Recorded (PROTOCOL 5). */
const NO_AGREEMENT = 'Cannot create agreement invoices through the Invoicing API';

/**
 * An invoice made here is of any type but agreement, is numbered by its id, dated today and due by its
 * terms, and bills its own company (*assumed* but for the refusal).
 */
export const INVOICES: Concern = {
  about: ['finance/invoices'],
  on: SAVED,
  apply: async ({ kind, record: given }, draft) => {
    if (kind === 'create' && given['type'] === 'Agreement') {
      throw invalidField('invoice', 'type', NO_AGREEMENT);
    }
    let record = given;
    if (kind !== 'update') {
      const company = await draft.get('company/companies', [], idOf(record, 'company'));
      const terms = await draft.get('finance/billingTerms', [], idOf(record, 'billingTerms'));
      const date = textOf(record, 'date') ?? `${draft.now.slice(0, 10)}T00:00:00Z`;
      const due = Date.parse(date) + (numberOf(terms, 'dueDays') ?? 0) * 86_400_000;
      record = filledIn(record, {
        invoiceNumber: String(ownId(record)),
        date,
        dueDate: `${new Date(due).toISOString().slice(0, 19)}Z`,
        billToCompany: company && referenceTo('company/companies', company, 'company'),
        billingSite: company?.['billingSite'],
        currency: company?.['currency'],
        accountNumber: company?.['accountNumber'],
        ...NOTHING,
      });
    }
    const sum = TOTALS.reduce((total, member) => total + (numberOf(record, member) ?? 0), 0);
    const subtotal = rounded(sum);
    const total = rounded(subtotal + (numberOf(record, 'salesTax') ?? 0));
    const open = total - (numberOf(record, 'payments') ?? 0) - (numberOf(record, 'credits') ?? 0);
    return { ...record, subtotal, total, balance: rounded(open) };
  },
};

const TOTALS = ['serviceTotal', 'expenseTotal', 'productTotal', 'agreementAmount', 'serviceAdjustmentAmount'];

const NOTHING = {
  serviceTotal: 0,
  expenseTotal: 0,
  productTotal: 0,
  agreementAmount: 0,
  serviceAdjustmentAmount: 0,
  downpaymentApplied: 0,
  salesTax: 0,
  payments: 0,
  credits: 0,
};
