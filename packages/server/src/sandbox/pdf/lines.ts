import { resourceNamed } from 'psakit/catalog';
import type { JsonRecord, RecordFilter, Store } from '../../store/index.js';

/** One line of an invoice. */
export interface InvoiceLine {
  readonly description: string;
  readonly quantity: number;
  /** In the invoice's currency, as is `amount`. */
  readonly price: number;
  readonly amount: number;
}

/** More lines than this are no longer read one by one: they are summed up in a last one. */
const MAX_LINES = 500;

/** Where the records are that an invoice bills, and how each becomes a line. */
const SOURCES: readonly (readonly [resource: string, line: (record: JsonRecord) => InvoiceLine])[] = [
  ['time/entries', timeLine],
  ['procurement/products', productLine],
  ['expense/entries', expenseLine],
];

/**
 * The lines of an invoice: its agreement's amount, then the time, products and expenses that are billed
 * with it. An invoice whose records are not here has one line with what they come to.
 */
export async function invoiceLines(store: Store, invoice: JsonRecord): Promise<readonly InvoiceLine[]> {
  const lines: InvoiceLine[] = [];
  const agreementAmount = numberAt(invoice, 'agreementAmount');
  if (agreementAmount !== 0) {
    const name = textAt(invoice['agreement'], 'name') ?? 'Agreement';
    lines.push({ description: name, quantity: 1, price: agreementAmount, amount: agreementAmount });
  }
  const conditions: RecordFilter['conditions'] = {
    kind: 'compare',
    field: { kind: 'field', path: ['invoice', 'id'] },
    operator: '=',
    value: { kind: 'number', value: numberAt(invoice, 'id'), raw: String(numberAt(invoice, 'id')) },
  };
  for (const [name, line] of SOURCES) {
    const resource = resourceNamed(name);
    if (!resource) continue;
    const records = await store.list({ resource, conditions, limit: MAX_LINES });
    for (const { json } of records) lines.push(line(JSON.parse(json) as JsonRecord));
  }
  const missing = cents(numberAt(invoice, 'subtotal') - lines.reduce((sum, { amount }) => sum + amount, 0));
  if (missing !== 0) {
    const description = lines.length === 0 ? 'Services and products' : 'Other services and products';
    lines.push({ description, quantity: 1, price: missing, amount: missing });
  }
  return lines;
}

function timeLine(record: JsonRecord): InvoiceLine {
  const hours = numberAt(record, 'invoiceHours') || numberAt(record, 'actualHours');
  const price = numberAt(record, 'hourlyRate');
  const who = textAt(record['member'], 'name') ?? textAt(record['member'], 'identifier') ?? 'Time';
  const description = [who, textAt(record, 'notes')].filter(Boolean).join(': ');
  return { description, quantity: hours, price, amount: cents(hours * price) };
}

function productLine(record: JsonRecord): InvoiceLine {
  const [quantity, price] = [numberAt(record, 'quantity'), numberAt(record, 'price')];
  return {
    description: textAt(record, 'description') ?? 'Product',
    quantity,
    price,
    amount: cents(quantity * price),
  };
}

function expenseLine(record: JsonRecord): InvoiceLine {
  const amount = numberAt(record, 'invoiceAmount') || numberAt(record, 'amount');
  const description = textAt(record['type'], 'name') ?? 'Expense';
  return { description, quantity: 1, price: amount, amount };
}

/** A number of a record; 0 where there is none. */
export function numberAt(record: JsonRecord, name: string): number {
  const value = record[name];
  return typeof value === 'number' ? value : 0;
}

/** A text of a record or of a reference in it; nothing where it is empty. */
export function textAt(record: unknown, name: string): string | undefined {
  const value = typeof record === 'object' && record !== null ? (record as JsonRecord)[name] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
