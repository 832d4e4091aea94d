import { expect, test } from 'vitest';
import { useStore } from './testing/document.js';
import { invoicePdf } from './invoice.js';
import { invoiceLines } from './lines.js';
import { objectsOf, textsOf } from './testing/document.js';

const INVOICE = {
  id: 301,
  invoiceNumber: 'INV0000301',
  date: '2026-05-01T00:00:00Z',
  dueDate: '2026-05-28T00:00:00Z',
  company: { id: 3, name: 'Größe & Söhne' },
  agreement: { id: 1, name: 'Gold plan' },
  agreementAmount: 1200,
  subtotal: 1500.5,
  salesTax: 10,
  total: 1510.5,
  payments: 0,
  balance: 1510.5,
};

test('has what is billed, to whom, and what it comes to', async () => {
  const store = await useStore({
    'time/entries': [
      {
        id: 1,
        invoice: { id: 301 },
        actualHours: 2,
        hourlyRate: 100,
        member: { name: 'Ana Kay' },
        notes: 'Fixed',
      },
      { id: 2, invoice: { id: 302 }, actualHours: 9, hourlyRate: 100 },
    ],
    'procurement/products': [
      { id: 1, invoice: { id: 301 }, quantity: 1, price: 100.5, description: 'Mouse' },
    ],
  });
  const lines = await invoiceLines(store, INVOICE);
  expect(lines).toEqual([
    { description: 'Gold plan', quantity: 1, price: 1200, amount: 1200 },
    { description: 'Ana Kay: Fixed', quantity: 2, price: 100, amount: 200 },
    { description: 'Mouse', quantity: 1, price: 100.5, amount: 100.5 },
  ]);
  const bytes = await invoicePdf(INVOICE, lines, 'Northwind');
  const texts = textsOf(bytes);
  for (const text of [
    'Northwind',
    'Invoice INV0000301',
    'Date: 2026-05-01',
    'Größe & Söhne',
    'Mouse',
    '200.00',
    '1510.50',
  ]) {
    expect(texts).toContain(text);
  }
  await store.close();
});

test('is a PDF whose table of objects is right, and the same each time', async () => {
  const lines = Array.from({ length: 120 }, (_, index) => ({
    description: `Line ${index} \u{1F5A8} ${'x'.repeat(100)}`,
    quantity: 1,
    price: 1,
    amount: 1,
  }));
  const bytes = await invoicePdf(INVOICE, lines, 'Northwind');
  const { header, objects, pages, end } = objectsOf(bytes);
  expect(header).toMatch(/^%PDF-1\.\d$/);
  expect(objects.length).toBeGreaterThan(5);
  for (const [number, begins] of objects) expect(begins).toMatch(new RegExp(`^${number} 0 obj`));
  expect(pages).toBe(4);
  expect(end).toBe('%%EOF');
  expect(Buffer.compare(await invoicePdf(INVOICE, lines, 'Northwind'), bytes)).toBe(0);
});

test('an invoice of which nothing else is known has one line', async () => {
  const store = await useStore({});
  expect(await invoiceLines(store, { id: 1, subtotal: 5 })).toEqual([
    { description: 'Services and products', quantity: 1, price: 5, amount: 5 },
  ]);
  const texts = textsOf(await invoicePdf({ id: 1 }, [], 'Northwind'));
  expect(texts).toContain('Invoice 1');
  await store.close();
});
