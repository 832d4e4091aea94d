import type { JsonRecord, Store } from '../../../store/index.js';
import { equals, type Condition } from '../query.js';
import { idOf, numberOf, textOf } from '../values.js';
import { recordsWhere } from './read.js';
import type { Shown } from './store.js';
import { receivedOf } from './unposted.js';

/** Records that put something on a shelf, or take it off. */
interface Source {
  readonly of: string;
  /** The member that says what. */
  readonly item: string;
  readonly quantityOf: (record: JsonRecord) => number;
  readonly serials: string;
}

const SOURCES: readonly Source[] = [
  {
    of: 'procurement/adjustments/details',
    item: 'catalogItem',
    quantityOf: (detail) => numberOf(detail, 'quantityAdjusted') ?? 0,
    serials: 'serialNumber',
  },
  {
    of: 'procurement/purchaseorders/lineitems',
    item: 'product',
    quantityOf: receivedOf,
    serials: 'serialNumbers',
  },
];

/** What lies in one bin of one item. */
interface Shelf {
  readonly catalogItem: JsonRecord;
  readonly warehouse: unknown;
  readonly warehouseBin: unknown;
  onHand: number;
  /** Serial numbers by themselves: their id, or that the piece has gone. */
  readonly serials: Map<string, { readonly id: number; isThere: boolean }>;
}

/**
 * What is on hand: what was adjusted and what was received of purchase orders, by item and bin. The specification has
 * the members, where they come from is *assumed*; what is picked and shipped is not deducted. A row of a bin has the
 * id of its item.
 */
export const STOCK: Readonly<Record<string, Shown>> = {
  'procurement/warehouseBins/inventoryOnHand': async (store, parents) => {
    const shelves = await shelvesWhere(store, equals('warehouseBin/id', Number(parents[0] ?? 0)));
    return shelves
      .filter(({ onHand }) => onHand > 0)
      .map(({ catalogItem, warehouse, warehouseBin, onHand, serials }) => ({
        id: catalogItem['id'],
        catalogItem,
        warehouse,
        warehouseBin,
        onHand,
        serialNumbers: there(serials).map(([serialNumber, id]) => ({
          id,
          serialNumber,
          _info: { serialNumber_href: `/procurement/onhandserialnumbers/${id}` },
        })),
      }));
  },
  'procurement/onhandserialnumbers': async (store) =>
    (await shelvesWhere(store)).flatMap(({ catalogItem, warehouse, warehouseBin, serials }) =>
      there(serials).map(([serial, id]) => ({ id, serial, catalogItem, warehouse, warehouseBin })),
    ),
};

/** How many of an item of the catalog are on hand, in all bins. */
export async function quantityOnHand(store: Store, item: number): Promise<number> {
  const shelves = await shelvesWhere(store);
  return shelves
    .filter(({ catalogItem, onHand }) => catalogItem['id'] === item && onHand > 0)
    .reduce((sum, { onHand }) => sum + onHand, 0);
}

async function shelvesWhere(store: Store, where?: Condition): Promise<readonly Shelf[]> {
  const shelves = new Map<string, Shelf>();
  for (const { of, item, quantityOf, serials } of SOURCES) {
    for (const record of await recordsWhere(store, of, where)) {
      const catalogItem = itemOf(record, item);
      const quantity = quantityOf(record);
      if (!catalogItem || quantity === 0 || idOf(record, 'warehouseBin') === undefined) continue;
      const key = `${String(catalogItem['id'])} ${String(idOf(record, 'warehouseBin'))}`;
      const { warehouse, warehouseBin } = record;
      let shelf = shelves.get(key);
      if (!shelf)
        shelves.set(key, (shelf = { catalogItem, warehouse, warehouseBin, onHand: 0, serials: new Map() }));
      shelf.onHand += quantity;
      for (const [serial, id] of serialsOf(record, serials, of)) {
        shelf.serials.set(serial, { id: shelf.serials.get(serial)?.id ?? id, isThere: quantity > 0 });
      }
    }
  }
  return [...shelves.values()];
}

/** An item of a purchase order is one of the catalog, and shown as one. */
function itemOf(record: JsonRecord, member: string): JsonRecord | undefined {
  const item = record[member] as JsonRecord | undefined;
  if (typeof item?.['id'] !== 'number') return undefined;
  return {
    id: item['id'],
    identifier: item['identifier'],
    name: item['name'],
    _info: { catalogItem_href: `/procurement/catalog/${item['id']}` },
  };
}

/** Places of serial numbers that one record has at most. */
const PLACES = 1000;

/** Serial numbers of a record, with an id that stays: by the record, and its place in that. */
function serialsOf(record: JsonRecord, member: string, of: string): readonly (readonly [string, number])[] {
  const kind = SOURCES.findIndex((source) => source.of === of);
  const first = (Number(record['id']) * SOURCES.length + kind) * PLACES;
  return (textOf(record, member) ?? '')
    .split(/[,;\n]/)
    .map((serial) => serial.trim())
    .filter((serial) => serial !== '')
    .map((serial, index) => [serial, first + index] as const);
}

function there(serials: Shelf['serials']): readonly (readonly [string, number])[] {
  return [...serials].filter(([, { isThere }]) => isThere).map(([serial, { id }]) => [serial, id] as const);
}
