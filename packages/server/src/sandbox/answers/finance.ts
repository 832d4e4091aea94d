import type { SpecialOperation } from '../../api/index.js';
import { answering } from './answering.js';
import { idAt, recordAt, recordsOf } from './records.js';
import { emptyValue, shownAs } from './template.js';

/** What belongs to an invoice, in one. */
const invoiceInfo = answering('/finance/info/invoice/{id}', async (call) => {
  const invoice = await recordAt(call, 'finance/invoices');
  const billed = { field: ['invoice', 'id'], value: idAt(call, 'id') };
  return {
    id: invoice['id'],
    invoice,
    products: await recordsOf(call, 'procurement/products', billed),
    expenses: await recordsOf(call, 'expense/entries', billed),
    timeEntries: await recordsOf(call, 'time/entries', billed),
  };
});

/** The parameters of an agreement that its own record has as well; the others are empty. */
const applicationParameters = answering(
  '/finance/agreements/{id}/applicationParameters/{podId}',
  async (call) => {
    const agreement = await recordAt(call, 'finance/agreements');
    const name = 'AgreementApplicationParameters';
    const { coverAgreementTime, coverAgreementExpense, coverAgreementProduct, coverSalesTax } = agreement;
    return {
      ...emptyValue(name),
      ...withoutStructures(shownAs(name, agreement)),
      coversTimeFlag: coverAgreementTime === true,
      coversExpensesFlag: coverAgreementExpense === true,
      coversProductsFlag: coverAgreementProduct === true,
      coversTaxFlag: coverSalesTax === true,
    };
  },
);

const recurringParameters = answering(
  '/finance/agreements/{id}/recurringParameters/{podId}',
  async (call) => {
    const agreement = await recordAt(call, 'finance/agreements');
    const name = 'AgreementRecurringParameters';
    const { billAmount, taxable, billStartDate, billingCycle } = agreement;
    return {
      ...emptyValue(name),
      ...withoutStructures(shownAs(name, agreement)),
      aGRAmount: typeof billAmount === 'number' ? billAmount : 0,
      taxable: taxable === true,
      billStartDate,
      billingCycle: nameAndId(billingCycle),
    };
  },
);

/** References have other members there than on the record. */
function withoutStructures(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => typeof value !== 'object'));
}

function nameAndId(reference: unknown): object | undefined {
  if (typeof reference !== 'object' || reference === null) return undefined;
  const { id, name } = reference as Readonly<Record<string, unknown>>;
  return { id, name };
}

/** Answers about money that are no records. */
export const FINANCE: readonly SpecialOperation[] = [invoiceInfo, applicationParameters, recurringParameters];
