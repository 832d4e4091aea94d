import { requireResource } from 'psakit/catalog';
import { recordNotFound, type SpecialCall, type SpecialOperation } from '../../api/index.js';
import type { JsonRecord } from '../../store/index.js';
import { invoicePdf } from './invoice.js';
import { invoiceLines, numberAt, textAt } from './lines.js';

/**
 * `/finance/invoices/{id}/pdf`.
 *
 * @param provider the name over the invoices.
 */
export function pdfOperations(provider: string): readonly SpecialOperation[] {
  return [{ method: 'GET', path: '/finance/invoices/{id}/pdf', answer: (call) => answerPdf(call, provider) }];
}

async function answerPdf(call: SpecialCall, provider: string): ReturnType<SpecialOperation['answer']> {
  const { store } = call.services.reading;
  const resource = requireResource('finance/invoices');
  const id = call.match.parameters['id'] ?? '';
  const found = await store.get(resource, [], id);
  if (!found) throw recordNotFound('Invoice', id);
  const invoice = JSON.parse(found.json) as JsonRecord;
  const body = await invoicePdf(invoice, await invoiceLines(store, invoice), provider);
  const number = textAt(invoice, 'invoiceNumber') ?? String(numberAt(invoice, 'id'));
  const fileName = `Invoice_${number.replace(/[^\w.-]/g, '_')}.pdf`;
  return {
    status: 200,
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `attachment; filename="${fileName}"`,
    },
    body,
  };
}
