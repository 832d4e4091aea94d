import { identified, reference, type IdentifiedReference } from '../references.js';
import { row, SETUP_INFO, setupRows } from '../rows.js';
import type { Organisation } from '../setup/organisation.js';
import type { Part } from '../types.js';

/** Something the provider sells. */
export interface Product {
  readonly reference: IdentifiedReference;
  readonly productClass: 'Agreement' | 'Inventory' | 'NonInventory' | 'Service';
  readonly price: number;
  readonly cost: number;
}

export interface Catalog {
  /** Sold by the month, per user or per device. */
  readonly services: readonly Product[];
  readonly hardware: readonly Product[];
}

type Row = readonly [
  id: number,
  identifier: string,
  description: string,
  category: number,
  price: number,
  cost: number,
];

const SERVICES: readonly Row[] = [
  [1, 'MS-USER', 'Managed user', 1, 95, 38],
  [2, 'MS-SRV', 'Managed server', 1, 210, 74],
  [3, 'BKP-CLOUD', 'Cloud backup, per server', 1, 120, 55],
  [4, 'SEC-EDR', 'Endpoint detection and response', 1, 9.5, 4.25],
  [5, 'M365-BP', 'Microsoft 365 Business Premium', 1, 26.4, 22],
];

const HARDWARE: readonly Row[] = [
  [20, 'LT-T14', 'Laptop 14", 32 GB, 1 TB', 2, 1749, 1480],
  [21, 'WS-7010', 'Desktop, 16 GB, 512 GB', 2, 1099, 910],
  [22, 'MON-27', 'Monitor 27", USB-C', 2, 389, 301],
  [23, 'FW-60F', 'Firewall with 3 years of updates', 2, 1890, 1395],
  [24, 'UPS-1500', 'UPS 1500 VA', 2, 489, 398],
];

const CATEGORIES = ['Managed Services', 'Hardware'];
const TYPES = ['Agreement', 'Inventory'];

/** Product types, categories, subcategories, manufacturers, units and the catalog. */
export function* catalogPart(organisation: Organisation): Part<Catalog> {
  yield* setupRows(
    'procurement/types',
    TYPES.map((name, index) => ({
      id: index + 1,
      name,
      inactiveFlag: false,
      typeXref: index === 0 ? 'Service' : 'InventoryPart',
      defaultFlag: index === 1,
    })),
  );
  const categories = CATEGORIES.map((name, index) =>
    reference('category', '/procurement/categories', index + 1, name),
  );
  yield* setupRows(
    'procurement/categories',
    categories.map(({ id, name }) => ({
      id,
      name,
      inactiveFlag: false,
      locationIds: organisation.locations.map((each) => each.id),
      defaultFlag: id === 1,
    })),
  );
  yield* setupRows(
    'procurement/subcategories',
    categories.map((category) => ({
      id: category.id,
      name: `${category.name} - General`,
      inactiveFlag: false,
      defaultFlag: false,
      category,
    })),
  );
  yield* setupRows('procurement/unitOfMeasures', [
    { id: 1, name: 'Each', inactiveFlag: false, defaultFlag: true },
  ]);
  yield* setupRows(
    'procurement/manufacturers',
    ['Brother', 'Dell', 'Fortinet', 'HPE', 'Lenovo', 'Microsoft'].map((name, index) => ({
      id: index + 1,
      name,
      inactiveFlag: false,
    })),
  );
  const product = (productClass: Product['productClass']) =>
    function* (rows: readonly Row[]): Part<readonly Product[]> {
      const products: Product[] = [];
      for (const line of rows) {
        const [id, identifier, description, , price, cost] = line;
        products.push({
          reference: identified('catalogItem', '/procurement/catalog', id, identifier, description),
          productClass,
          price,
          cost,
        });
        yield row('procurement/catalog', catalogRecord(line, productClass));
      }
      return products;
    };
  return {
    services: yield* product('Agreement')(SERVICES),
    hardware: yield* product('Inventory')(HARDWARE),
  };
}

function catalogRecord(
  [id, identifier, description, category, price, cost]: Row,
  productClass: Product['productClass'],
): Readonly<Record<string, unknown>> {
  const categoryName = CATEGORIES[category - 1] ?? '';
  const recurring = productClass === 'Agreement';
  return {
    id,
    identifier,
    description,
    inactiveFlag: false,
    subcategory: reference(
      'subcategory',
      '/procurement/subcategories',
      category,
      `${categoryName} - General`,
    ),
    type: reference('type', '/procurement/types', category, TYPES[category - 1] ?? ''),
    productClass,
    serializedFlag: false,
    serializedCostFlag: false,
    phaseProductFlag: false,
    unitOfMeasure: reference('unitOfMeasure', '/procurement/unitOfMeasures', 1, 'Each'),
    minStockLevel: 0,
    price,
    cost,
    taxableFlag: !recurring,
    dropShipFlag: false,
    specialOrderFlag: false,
    customerDescription: description,
    recurringFlag: recurring,
    recurringRevenue: recurring ? price : 0,
    recurringCost: recurring ? cost : 0,
    recurringOneTimeFlag: false,
    calculatedPriceFlag: false,
    calculatedCostFlag: false,
    category: reference('category', '/procurement/categories', category, categoryName),
    calculatedPrice: 0,
    calculatedCost: 0,
    billableOption: 'Billable',
    markupPercentage: Math.round(((price - cost) / cost) * 100),
    markupFlag: false,
    autoUpdateUnitCostFlag: false,
    autoUpdateUnitPriceFlag: false,
    _info: SETUP_INFO,
  };
}
