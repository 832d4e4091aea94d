import { SAVED, type Concern } from '../concern.js';
import { filledIn, flagOf, idOf, numberOf, rounded } from '../values.js';

/** What a product may be charged to: member, and how `chargeToType` calls it (PROTOCOL 6.5). */
const CHARGED = [
  ['ticket', 'Ticket'],
  ['project', 'Project'],
  ['salesOrder', 'SalesOrder'],
  ['opportunity', 'Opportunity'],
  ['invoice', 'Invoice'],
] as const;

/** A product takes description, price and cost from its catalog item unless told (*assumed*). */
export const PRODUCTS: Concern = {
  about: ['procurement/products'],
  on: SAVED,
  apply: async ({ kind, record: given }, draft) => {
    const item = await draft.get('procurement/catalog', [], idOf(given, 'catalogItem'));
    const charged = CHARGED.find(([member]) => idOf(given, member) !== undefined);
    const record = filledIn(
      given,
      kind === 'update'
        ? {}
        : {
            description: item?.['description'],
            customerDescription: item?.['customerDescription'],
            quantity: 1,
            price: numberOf(item, 'price') ?? 0,
            cost: numberOf(item, 'cost') ?? 0,
            taxableFlag: flagOf(item, 'taxableFlag'),
            dropshipFlag: false,
            specialOrderFlag: false,
            phaseProductFlag: false,
            cancelledFlag: false,
            quantityCancelled: 0,
            chargeToType: charged?.[1],
            chargeToId: charged && idOf(given, charged[0]),
          },
    );
    const quantity = (numberOf(record, 'quantity') ?? 0) - (numberOf(record, 'quantityCancelled') ?? 0);
    const extPrice = rounded(
      quantity * (numberOf(record, 'price') ?? 0) - (numberOf(record, 'discount') ?? 0),
    );
    const extCost = rounded(quantity * (numberOf(record, 'cost') ?? 0));
    return { ...record, extPrice, extCost, margin: rounded(extPrice - extCost) };
  },
};
