import { requireResource } from 'psakit/catalog';
import type { JsonRecord, Store } from '../../../store/index.js';
import { all, equals, type Condition } from '../query.js';
import { flagOf, numberOf, ownId, rounded, textOf } from '../values.js';
import type { Mapping } from './mapped.js';

/**
 * `/finance/agreementrecap`: how an agreement stands. What it covers is its limit and its adjustments; what is used of
 * that is the time on it since its last invoice. The specification has the members; all of this is *assumed*, and
 * what is not told (overage and periods that are not billed) is left out.
 */
export const AGREEMENT_RECAP: Mapping = {
  of: 'finance/agreements',
  more: async (agreement, store) => {
    const id = ownId(agreement);
    const onAgreement = equals('agreement/id', id);
    const [invoice] = await listed(store, 'finance/invoices', onAgreement, { latest: 'date' });
    const since = textOf(invoice, 'date');
    const adjustments = await listed(store, 'finance/agreements/adjustments', undefined, { under: id });
    const startingAmount = numberOf(agreement, 'applicationLimit') ?? 0;
    const adjustmentAmount = sumOf(adjustments, 'amount');
    const time = await listed(store, 'time/entries', since ? all(onAgreement, from(since)) : onAgreement);
    const usedAmount = sumOf(time, 'agreementHours');
    const availableAmount = rounded(startingAmount + adjustmentAmount);
    const isUnlimited = flagOf(agreement, 'applicationUnlimitedFlag');
    return {
      companyName: textOf(agreement['company'] as JsonRecord | undefined, 'name'),
      isUnlimited: isUnlimited ? 'True' : 'False',
      startingAmount,
      adjustmentAmount,
      availableAmount,
      usedAmount,
      remainingAmount: isUnlimited ? 0 : Math.max(0, rounded(availableAmount - usedAmount)),
      overrunAmount: isUnlimited ? 0 : Math.max(0, rounded(usedAmount - availableAmount)),
      nextInvoiceAmount: numberOf(agreement, 'billAmount'),
      ...(invoice && {
        lastInvoiceAmount: String(numberOf(invoice, 'total') ?? 0),
        lastInvoiceDate: since,
        lastInvoiceNumber: textOf(invoice, 'invoiceNumber'),
      }),
    };
  },
};

/** More of anything than lies on one agreement. */
const MOST = 100_000;

async function listed(
  store: Store,
  name: string,
  conditions: Condition | undefined,
  { under, latest }: { readonly under?: number; readonly latest?: string } = {},
): Promise<readonly JsonRecord[]> {
  const found = await store.list({
    resource: requireResource(name),
    parents: under === undefined ? [] : [under],
    conditions,
    ...(latest === undefined
      ? { limit: MOST }
      : { orderBy: [{ field: { kind: 'field', path: [latest] }, descending: true }], limit: 1 }),
  });
  return found.map(({ json }) => JSON.parse(json) as JsonRecord);
}

function from(moment: string): Condition {
  return {
    kind: 'compare',
    field: { kind: 'field', path: ['timeStart'] },
    operator: '>=',
    value: { kind: 'datetime', value: moment },
  };
}

function sumOf(records: readonly JsonRecord[], member: string): number {
  return rounded(records.reduce((sum, record) => sum + (numberOf(record, member) ?? 0), 0));
}
