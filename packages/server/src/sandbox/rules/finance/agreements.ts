import type { JsonRecord } from '../../../store/index.js';
import { SAVED, type Concern } from '../concern.js';
import { referenceTo } from '../references.js';
import { invalidObject } from '../refusals.js';
import { filledIn, flagOf, idOf, numberOf, rounded, textOf } from '../values.js';

/** Members of an agreement that its type has under the same name or with `Flag` behind it. */
const FROM_TYPE = [
  'location',
  'department',
  'sla',
  'applicationUnits',
  'applicationLimit',
  'applicationCycle',
  'applicationUnlimitedFlag',
  'coverAgreementTime',
  'coverAgreementProduct',
  'coverAgreementExpense',
  'coverSalesTax',
  'carryOverUnused',
  'allowOverruns',
  'expiredDays',
  'limit',
  'expireWhenZero',
  'employeeCompRate',
  'employeeCompNotExceed',
  'compHourlyRate',
  'compLimitAmount',
  'billingCycle',
  'billingTerms',
  'invoicingCycle',
  'billAmount',
  'restrictDownPayment',
  'invoiceDescription',
  'topComment',
  'bottomComment',
  'workRole',
  'workType',
  'projectType',
  'invoiceTemplate',
  'billTime',
  'billExpenses',
  'billProducts',
  'prorateFlag',
  'autoInvoiceFlag',
] as const;

/** An agreement begins today, is what its type says, and bills its own company (*assumed*). */
export const AGREEMENTS: Concern = {
  about: ['finance/agreements'],
  on: SAVED,
  apply: async ({ kind, record: given }, draft) => {
    let record = given;
    if (kind !== 'update') {
      const type = await draft.get('finance/agreements/types', [], idOf(record, 'type'));
      const company = await draft.get('company/companies', [], idOf(record, 'company'));
      const typed = Object.fromEntries(
        FROM_TYPE.map((member) => [member, type?.[member] ?? type?.[`${member}Flag`]]),
      );
      const today = `${draft.now.slice(0, 10)}T00:00:00Z`;
      const startDate = record['startDate'] ?? today;
      record = filledIn(record, {
        ...typed,
        startDate,
        billStartDate: startDate,
        noEndingDateFlag: record['endDate'] === undefined,
        site: company?.['site'],
        billToCompany: company && referenceTo('company/companies', company, 'company'),
        billToContact: record['contact'],
        billToSite: company?.['billingSite'],
        currency: company?.['currency'],
      });
    }
    return { ...record, agreementStatus: statusOf(record, draft.now) };
  },
};

function statusOf(agreement: JsonRecord, now: string): string {
  if (flagOf(agreement, 'cancelledFlag')) return 'Cancelled';
  const end = textOf(agreement, 'endDate');
  if (end !== undefined && !flagOf(agreement, 'noEndingDateFlag') && end < now) return 'Expired';
  const start = textOf(agreement, 'startDate');
  return start !== undefined && start > now ? 'Inactive' : 'Active';
}

/** Recorded (PROTOCOL 5). */
const TOO_EARLY = 'effectiveDate cannot be less than the agreement billing start date';

/**
 * An addition is a product on an agreement: its price and cost are those of the catalog unless told
 * (*assumed*), and it takes effect no earlier than billing starts.
 */
export const ADDITIONS: Concern = {
  about: ['finance/agreements/additions'],
  on: SAVED,
  apply: async ({ kind, record: given, parents }, draft) => {
    const [id] = parents;
    const agreement = await draft.get('finance/agreements', [], id);
    const start = textOf(agreement, 'billStartDate') ?? textOf(agreement, 'startDate');
    let record = given;
    if (kind !== 'update') {
      const product = await draft.get('procurement/catalog', [], idOf(record, 'product'));
      record = filledIn(record, {
        quantity: 1,
        lessIncluded: 0,
        unitPrice: numberOf(product, 'price') ?? 0,
        unitCost: numberOf(product, 'cost') ?? 0,
        effectiveDate: start ?? draft.now,
        taxableFlag: flagOf(product, 'taxableFlag'),
        invoiceDescription: product?.['customerDescription'],
        description: product?.['description'],
        purchaseItemFlag: false,
        specialOrderFlag: false,
        agreementId: id,
        agreementStatus: agreement?.['agreementStatus'],
      });
    }
    const effective = textOf(record, 'effectiveDate');
    if (effective !== undefined && start !== undefined && Date.parse(effective) < Date.parse(start)) {
      throw invalidObject('Addition', { code: 'InvalidField', message: TOO_EARLY, field: 'effectiveDate' });
    }
    const quantity = numberOf(record, 'quantity') ?? 0;
    const billed = Math.max(0, quantity - (numberOf(record, 'lessIncluded') ?? 0));
    const [price, cost] = [numberOf(record, 'unitPrice') ?? 0, numberOf(record, 'unitCost') ?? 0];
    return {
      ...record,
      billedQuantity: billed,
      extPrice: rounded(billed * price),
      extCost: rounded(quantity * cost),
      margin: rounded(billed * price - quantity * cost),
    };
  },
};
