import type { JsonRecord } from '../../../store/index.js';
import { all, equals } from '../query.js';
import { referenceTo } from '../references.js';
import { idOf, numberOf, ownId, rounded } from '../values.js';
import { recordAt, recordsWhere } from './read.js';
import type { Shown } from './store.js';

/** What a kind of record is turned into. */
interface Conversions {
  readonly from: string;
  /** What it is called as that from which something came. */
  readonly called: string;
  /** The member by which the others refer to it. */
  readonly member: string;
  /** Kinds of records it becomes, by what they are called. */
  readonly into: Readonly<Record<string, string>>;
}

const CONVERSIONS: Readonly<Record<string, Conversions>> = {
  'sales/opportunities/conversions': {
    from: 'sales/opportunities',
    called: 'Opportunity',
    member: 'opportunity',
    into: {
      Agreement: 'finance/agreements',
      Project: 'project/projects',
      SalesOrder: 'sales/orders',
      ServiceTicket: 'service/tickets',
    },
  },
  'sales/orders/conversions': {
    from: 'sales/orders',
    called: 'SalesOrder',
    member: 'salesOrder',
    into: { Invoice: 'finance/invoices' },
  },
};

/**
 * What sales work out: what an opportunity or an order became, which are the records of its company that refer to it;
 * and what the products of an order bring and cost. The specification has the members, what they hold is *assumed*.
 */
export const SALES: Readonly<Record<string, Shown>> = {
  ...Object.fromEntries(
    Object.entries(CONVERSIONS).map(([name, conversions]) => [name, conversionsOf(conversions)]),
  ),
  'sales/orders/financialrecap': async (store, [id]) => {
    const order = await recordAt(store, 'sales/orders', id);
    if (!order) return [];
    const where = equals('salesOrder/id', ownId(order));
    const products = await recordsWhere(store, 'procurement/products', where);
    const sum = (total: string, each: string): number =>
      products.reduce((money, product) => money + extended(product, total, each), 0);
    const [billableAmount, cost] = [sum('extPrice', 'price'), sum('extCost', 'cost')];
    const margin = billableAmount - cost;
    return [
      {
        id: ownId(order),
        billableAmount: rounded(billableAmount),
        cost: rounded(cost),
        margin: rounded(margin),
        percent: billableAmount === 0 ? 0 : rounded((margin / billableAmount) * 100),
      },
    ];
  },
};

function conversionsOf({ from, called, member, into }: Conversions): Shown {
  return async (store, [id]) => {
    const record = await recordAt(store, from, id);
    if (!record) return [];
    // By company as well: that is what has an index.
    const where = all(
      equals('company/id', idOf(record, 'company') ?? null),
      equals(`${member}/id`, ownId(record)),
    );
    const rows: JsonRecord[] = [];
    for (const [kind, name] of Object.entries(into)) {
      const link = kind.slice(0, 1).toLowerCase() + kind.slice(1);
      for (const found of await recordsWhere(store, name, where)) {
        const { _info } = referenceTo(name, found, link);
        rows.push({ parentType: called, convertedTo: { id: found['id'], name: kind, _info } });
      }
    }
    return rows;
  };
}

function extended(product: JsonRecord, total: string, each: string): number {
  return numberOf(product, total) ?? (numberOf(product, each) ?? 0) * (numberOf(product, 'quantity') ?? 0);
}
