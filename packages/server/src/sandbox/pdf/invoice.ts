import type { JsonRecord } from '../../store/index.js';
import { numberAt, textAt, type InvoiceLine } from './lines.js';

/** Distances in points. */
const MARGIN = 50;
const LINE_HEIGHT = 16;
const COLUMNS = { description: 50, quantity: 330, price: 390, amount: 470, end: 545 } as const;

/** How much of a description stands on its line. */
const MAX_DESCRIPTION = 70;

/**
 * An invoice as a PDF. The same record gives the same bytes: its dates are the record's, and nothing in it
 * is compressed, so that its texts can be found.
 *
 * @param provider the name over it.
 */
export async function invoicePdf(
  invoice: JsonRecord,
  lines: readonly InvoiceLine[],
  provider: string,
): Promise<Uint8Array<ArrayBuffer>> {
  // Half a megabyte that most sandboxes never need.
  const { default: Document } = await import('pdfkit');
  const date = textAt(invoice, 'date');
  const number = textAt(invoice, 'invoiceNumber') ?? String(numberAt(invoice, 'id'));
  const document = new Document({
    size: 'LETTER',
    margin: MARGIN,
    compress: false,
    info: {
      Title: `Invoice ${number}`,
      Author: provider,
      CreationDate: new Date(date === undefined ? 0 : Date.parse(date)),
    },
  });
  const chunks: Uint8Array[] = [];
  document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => {
    document.on('end', resolve);
    document.on('error', reject);
  });
  drawHead(document, invoice, { provider, number, date });
  drawLines(document, lines);
  drawTotals(document, invoice);
  document.end();
  await ended;
  return new Uint8Array(Buffer.concat(chunks));
}

type Page = PDFKit.PDFDocument;

function drawHead(
  page: Page,
  invoice: JsonRecord,
  {
    provider,
    number,
    date,
  }: { readonly provider: string; readonly number: string; readonly date: string | undefined },
): void {
  page.fontSize(18).text(provider, MARGIN, MARGIN);
  page.fontSize(14).text(`Invoice ${number}`, MARGIN, MARGIN, { align: 'right' });
  page.fontSize(10);
  const facts = [
    ['Date', dayOf(date)],
    ['Due', dayOf(textAt(invoice, 'dueDate'))],
    ['Terms', textAt(invoice['billingTerms'], 'name')],
    ['Account', textAt(invoice, 'accountNumber')],
  ] as const;
  let y = 90;
  for (const [name, value] of facts) {
    if (value === undefined) continue;
    page.text(`${name}: ${value}`, COLUMNS.price, y);
    y += LINE_HEIGHT;
  }
  const city = [
    textAt(invoice, 'billingSiteCity'),
    textAt(invoice, 'billingSiteState'),
    textAt(invoice, 'billingSiteZip'),
  ];
  const address = [
    'Bill to',
    textAt(invoice['billToCompany'] ?? invoice['company'], 'name'),
    textAt(invoice, 'attention'),
    textAt(invoice, 'billingSiteAddressLine1'),
    textAt(invoice, 'billingSiteAddressLine2'),
    city.filter((part) => part !== undefined).join(' '),
    textAt(invoice, 'billingSiteCountry'),
  ];
  y = 90;
  for (const line of address) {
    if (line === undefined || line === '') continue;
    page.text(line, MARGIN, y, { width: COLUMNS.quantity - MARGIN, height: LINE_HEIGHT, ellipsis: true });
    y += LINE_HEIGHT;
  }
  page.y = 220;
}

function drawLines(page: Page, lines: readonly InvoiceLine[]): void {
  drawRow(page, 'Description', 'Quantity', 'Price', 'Amount');
  for (const { description, quantity, price, amount } of lines) {
    const text = description.replace(/\s+/g, ' ');
    const short = text.length > MAX_DESCRIPTION ? `${text.slice(0, MAX_DESCRIPTION - 3)}...` : text;
    drawRow(page, short, String(quantity), money(price), money(amount));
  }
}

function drawTotals(page: Page, invoice: JsonRecord): void {
  page.y += LINE_HEIGHT;
  const { symbol = '' } = { symbol: textAt(invoice['currency'], 'symbol') };
  const totals = [
    ['Subtotal', 'subtotal'],
    ['Sales tax', 'salesTax'],
    ['Total', 'total'],
    ['Payments', 'payments'],
    ['Credits', 'credits'],
    ['Balance due', 'balance'],
  ] as const;
  for (const [name, member] of totals) {
    drawRow(page, '', '', name, `${symbol}${money(numberAt(invoice, member))}`);
  }
}

/** One row at the place where the page stands, on the next page where this one is full. */
function drawRow(page: Page, description: string, quantity: string, price: string, amount: string): void {
  if (page.y > page.page.height - MARGIN - LINE_HEIGHT * 2) page.addPage();
  const { y } = page;
  const cell = (text: string, from: number, to: number, align: 'left' | 'right'): void => {
    if (text !== '')
      page.text(text, from, y, { width: to - from - 5, height: LINE_HEIGHT, align, ellipsis: true });
  };
  cell(description, COLUMNS.description, COLUMNS.quantity, 'left');
  cell(quantity, COLUMNS.quantity, COLUMNS.price, 'right');
  cell(price, COLUMNS.price, COLUMNS.amount, 'right');
  cell(amount, COLUMNS.amount, COLUMNS.end, 'right');
  page.y = y + LINE_HEIGHT;
}

function money(amount: number): string {
  return amount.toFixed(2);
}

function dayOf(instant: string | undefined): string | undefined {
  return instant?.slice(0, 10);
}
