import { row } from '../rows.js';
import type { Part } from '../types.js';
import type { Agreement, Company } from './company.js';
import type { CustomerContext } from './customers.js';

/** An invoice for the agreement of a company in each month up to the as-of moment; older ones are paid. */
export function* invoiceRows(
  months: number,
  { organisation, business }: CustomerContext,
  company: Company,
  agreement: Agreement,
  amount: number,
): Part<undefined> {
  const { reference: customer } = company;
  const [site] = company.sites;
  for (let back = months - 1; back >= 0; back--) {
    const id = customer.id * 100 + (months - back);
    // Months before June 2026, the month of the as-of moment.
    const month = 2026 * 12 + 5 - back;
    const date = `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01T00:00:00Z`;
    const due = date.replace('-01T', '-28T');
    const isPaid = back > 1;
    yield row('finance/invoices', {
      id,
      invoiceNumber: `INV${String(id).padStart(7, '0')}`,
      type: 'Agreement',
      status: isPaid ? business.billingStatuses.paid : business.billingStatuses.open,
      company: customer,
      billToCompany: customer,
      shipToCompany: customer,
      accountNumber: String(40_000 + customer.id),
      applyToType: 'Agreement',
      applyToId: agreement.reference.id,
      attention: company.contacts[0]?.reference.name.slice(0, 60),
      billingSite: site?.reference,
      billingSiteAddressLine1: site?.addressLine1,
      billingSiteCity: site?.city,
      billingSiteState: site?.state.identifier,
      billingSiteZip: site?.zip,
      billingSiteCountry: organisation.country.name,
      billingTerms: business.billingTerms,
      addToBatchEmailList: false,
      date,
      restrictDownpaymentFlag: false,
      locationId: organisation.locations[0]?.id,
      location: organisation.locations[0],
      departmentId: organisation.departments.service.id,
      territoryId: organisation.locations[0]?.id,
      territory: organisation.locations[0],
      taxableFlag: false,
      downpaymentPreviouslyTaxedFlag: false,
      serviceTotal: 0,
      overrideDownPaymentAmountFlag: false,
      currency: organisation.currency,
      dueDate: due,
      expenseTotal: 0,
      productTotal: 0,
      previousProgressApplied: 0,
      serviceAdjustmentAmount: 0,
      agreementAmount: amount,
      downpaymentApplied: 0,
      subtotal: amount,
      total: amount,
      remainingDownpayment: 0,
      salesTax: 0,
      payments: isPaid ? amount : 0,
      credits: 0,
      balance: isPaid ? 0 : amount,
      specialInvoiceFlag: false,
      agreement: agreement.reference,
      _info: {
        lastUpdated: isPaid ? due : date,
        updatedBy: 'zAdmin',
        dateEntered: date,
        enteredBy: 'zAdmin',
        payments_href: `/finance/invoices/${id}/payments`,
      },
    });
  }
  return undefined;
}

/** Money, without the dust of binary fractions. */
export function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
