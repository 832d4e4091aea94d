import type { JsonRecord } from '../../../store/index.js';
import { reference, type Reference } from '../references.js';
import { row, setupRows } from '../rows.js';
import type { BusinessSetup } from '../setup/business.js';
import type { Part, Scene } from '../types.js';
import type { Product } from './catalog.js';
import type { Agreement, Company } from './company.js';
import type { CustomerContext } from './customers.js';
import { cents, invoiceRows } from './invoices.js';
import { history, type Desk } from './records.js';

/** Agreement types by name. */
export type AgreementTypes = ReadonlyMap<string, Reference>;

export function* agreementTypesPart(business: BusinessSetup): Part<AgreementTypes> {
  const names = ['Managed Services', 'Block Time'];
  yield* setupRows(
    'finance/agreements/types',
    names.map((name, index) => ({
      id: index + 1,
      name,
      defaultFlag: index === 0,
      inactiveFlag: false,
      prePaymentFlag: index === 1,
      applicationUnits: 'Hours',
      applicationUnlimitedFlag: index === 0,
      oneTimeFlag: false,
      employeeCompRate: 'Actual',
      employeeCompNotExceed: 'Billing',
      billingCycle: business.billingCycle,
      billingTerms: business.billingTerms,
      invoicingCycle: 'CalendarYear',
      billAmount: 0,
      taxableFlag: false,
      billTime: 'NoDefault',
      billExpenses: 'Billable',
      billProducts: 'Billable',
      prorateFlag: false,
    })),
  );
  return new Map(
    names.map((name, index) => [name, reference('type', '/finance/agreements/types', index + 1, name)]),
  );
}

/** What an agreement covers, so many of it. */
interface Line {
  readonly product: Product;
  readonly quantity: number;
}

/** The agreement of a company, what it covers, and an invoice for each month of the past. */
export function* agreementRows(
  scene: Scene,
  desk: Desk,
  context: CustomerContext,
  types: AgreementTypes,
  company: Company,
): Part<undefined> {
  const { agreement } = company;
  if (!agreement) return undefined;
  const { id } = agreement.reference;
  const servers = company.configurations.filter((each) => each.kind === 'server').length;
  const quantities = [agreement.users, servers, servers, company.configurations.length, agreement.users];
  const lines = context.catalog.services
    .map((product, index) => ({ product, quantity: quantities[index] ?? 0 }))
    .filter((line, index) => line.quantity > 0 && (index < 2 || desk.random.chance(0.5)));
  const amount = cents(lines.reduce((sum, line) => sum + line.quantity * line.product.price, 0));
  yield row('finance/agreements', agreementRecord(context, types, company, agreement, amount));
  for (const line of lines) {
    yield row('finance/agreements/additions', additionRecord(desk, id, line), id);
  }
  yield* invoiceRows(scene.scale.invoicedMonths, context, company, agreement, amount);
  return undefined;
}

function agreementRecord(
  { organisation, service, business }: CustomerContext,
  types: AgreementTypes,
  company: Company,
  agreement: Agreement,
  amount: number,
): JsonRecord {
  const { id, name, type } = agreement.reference;
  const [contact] = company.contacts;
  const [site] = company.sites;
  return {
    id,
    name,
    type: types.get(type),
    company: company.reference,
    contact: contact?.reference,
    site: site?.reference,
    location: organisation.locations[0],
    department: organisation.departments.service,
    restrictLocationFlag: false,
    restrictDepartmentFlag: false,
    startDate: '2023-01-01T00:00:00Z',
    noEndingDateFlag: true,
    cancelledFlag: false,
    sla: service.sla,
    applicationUnits: 'Hours',
    applicationLimit: type === 'Block Time' ? 20 : 0,
    applicationCycle: 'CalendarMonth',
    applicationUnlimitedFlag: type !== 'Block Time',
    oneTimeFlag: false,
    coverAgreementTime: true,
    coverAgreementProduct: false,
    coverAgreementExpense: false,
    coverSalesTax: false,
    carryOverUnused: false,
    allowOverruns: true,
    chargeToFirm: false,
    employeeCompRate: 'Actual',
    employeeCompNotExceed: 'Billing',
    billingCycle: business.billingCycle,
    billOneTimeFlag: false,
    billingTerms: business.billingTerms,
    invoicingCycle: 'CalendarYear',
    billToCompany: company.reference,
    billToContact: contact?.reference,
    billToSite: site?.reference,
    billAmount: amount,
    taxable: false,
    billStartDate: '2023-01-01T00:00:00Z',
    restrictDownPayment: false,
    prorateFlag: false,
    invoiceProratedAdditionsFlag: false,
    topComment: false,
    bottomComment: false,
    billTime: 'NoDefault',
    billExpenses: 'Billable',
    billProducts: 'Billable',
    billableTimeInvoice: false,
    billableExpenseInvoice: false,
    billableProductInvoice: false,
    currency: organisation.currency,
    autoInvoiceFlag: true,
    nextInvoiceDate: '2026-07-01T00:00:00Z',
    companyLocation: organisation.locations[0],
    agreementStatus: 'Active',
    _info: {
      ...history('zAdmin', company.accountManager.reference.identifier, 2025, id),
      additions_href: `/finance/agreements/${id}/additions`,
    },
  };
}

function additionRecord(desk: Desk, agreementId: number, { product, quantity }: Line): JsonRecord {
  return {
    id: desk.next('finance/agreements/additions'),
    product: {
      id: product.reference.id,
      identifier: product.reference.identifier,
      serializedFlag: false,
      _info: product.reference._info,
    },
    quantity,
    lessIncluded: 0,
    unitPrice: product.price,
    unitCost: product.cost,
    billCustomer: 'Billable',
    effectiveDate: '2023-01-01T00:00:00Z',
    taxableFlag: false,
    invoiceDescription: product.reference.name,
    purchaseItemFlag: false,
    specialOrderFlag: false,
    agreementId,
    description: product.reference.name,
    billedQuantity: quantity,
    uom: 'Each',
    extPrice: cents(quantity * product.price),
    extCost: cents(quantity * product.cost),
    sequenceNumber: product.reference.id,
    margin: cents(quantity * (product.price - product.cost)),
    prorateCost: 0,
    proratePrice: 0,
    prorateCurrentPeriodFlag: false,
    agreementStatus: 'Active',
    _info: history('zAdmin', 'zAdmin', 2024, agreementId),
  };
}
