import { requireResource } from 'psakit/catalog';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { JsonRecord } from '../../../store/index.js';
import { openOffice, type Office } from '../testing/office.js';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.store.close());

const countOf = async (path: string): Promise<unknown> => (await office.get(path)).json['count'];

test('invoices that are in no batch are unposted, each with its id', async () => {
  const [all, unposted] = await Promise.all(
    ['/finance/invoices/count', '/finance/accounting/unpostedinvoices/count'].map(countOf),
  );
  expect(unposted).toBe(all);
  const [row = {}] = await office.list('/finance/accounting/unpostedinvoices?pageSize=1&orderBy=total desc');
  const { json: invoice } = await office.get(`/finance/invoices/${String(row['id'])}`);
  expect(row).toMatchObject({
    invoiceNumber: invoice['invoiceNumber'],
    invoiceDate: invoice['date'],
    invoiceType: 'Agreement',
    total: invoice['total'],
    company: { id: (invoice['company'] as { id: number }).id },
    hasTime: false,
  });
  expect((await office.get(`/finance/accounting/unpostedinvoices/${String(row['id'])}`)).json).toEqual(row);
  expect((await office.get('/finance/accounting/unpostedinvoices/99999999')).status).toBe(404);
});

test('conditions, order and pages of rows made of records are those of the records', async () => {
  const path = '/finance/accounting/unpostedinvoices?fields=id,invoiceDate&pageSize=3';
  const mine = 'conditions=company/id = 3 and invoiceDate >= [2026-03-01T00:00:00Z]';
  const list = vi.spyOn(office.store, 'list');
  const first = await office.list(`${path}&${mine}&orderBy=invoiceDate desc`);
  expect(list.mock.calls.map(([query]) => query.limit)).toEqual([3]);
  list.mockRestore();
  expect(first.map((row) => row['invoiceDate'])).toEqual([
    '2026-06-01T00:00:00Z',
    '2026-05-01T00:00:00Z',
    '2026-04-01T00:00:00Z',
  ]);
  expect(await office.list(`${path}&${mine}&orderBy=invoiceDate desc&page=2`)).toMatchObject([
    { invoiceDate: '2026-03-01T00:00:00Z' },
  ]);
  // What the record has not is asked of the rows.
  const both = `${mine} and hasTime = false`;
  expect(await office.list(`${path}&${both}&orderBy=invoiceDate desc`)).toEqual(first);
  expect(await countOf(`/finance/accounting/unpostedinvoices/count?${both}`)).toBe(4);
  expect(await countOf(`/finance/accounting/unpostedinvoices/count?${mine} and hasTime = true`)).toBe(0);
});

test('payments and expenses are unposted as they come', async () => {
  const [invoice = {}] = await office.list('/finance/invoices?pageSize=1&conditions=balance > 0');
  const payment = await office.create(`/finance/invoices/${String(invoice['id'])}/payments`, {
    amount: 10,
    paymentDate: '2026-06-12T00:00:00Z',
  });
  expect(await office.list('/finance/accounting/unpostedpayments')).toMatchObject([
    { id: payment['id'], amount: 10, paymentDate: '2026-06-12T00:00:00Z' },
  ]);
  const type = await office.create('/expense/types', {
    name: 'Mileage',
    amountCaption: 'Amount',
    billExpenses: 'Billable',
    invoiceMarkupOption: 'Amount',
  });
  await office.create('/expense/entries', {
    chargeToType: 'Company',
    chargeToId: 3,
    type: { id: type['id'] },
    amount: 12.5,
    date: '2026-06-10T00:00:00Z',
    billableOption: 'DoNotBill',
  });
  expect(await office.list('/finance/accounting/unpostedexpenses?conditions=total > 12')).toMatchObject([
    { total: 12.5, billableAmount: 0, nonBillableAmount: 12.5, dateExpense: '2026-06-10T00:00:00Z' },
  ]);
});

test('what was imported is answered beside what is worked out, in place of a row of the same id', async () => {
  const path = '/finance/accounting/unpostedinvoices';
  const before = Number(await countOf(`${path}/count`));
  const resource = requireResource('finance/accounting/unpostedinvoices');
  const [first = {}] = await office.list(`${path}?pageSize=1`);
  const record = (id: unknown): JsonRecord => ({ id, invoiceNumber: 'IMPORTED' });
  await office.store.apply({
    writes: [first['id'], 88_888_888].map((id) => ({ kind: 'put', resource, record: record(id) })),
  });
  expect(await countOf(`${path}/count`)).toBe(before + 1);
  expect(await countOf(`${path}/count?conditions=invoiceNumber="IMPORTED"`)).toBe(2);
  expect((await office.get(`${path}/88888888`)).json).toMatchObject({ invoiceNumber: 'IMPORTED' });
  await office.store.apply({
    writes: [first['id'], 88_888_888].map((id) => ({ kind: 'delete', resource, id: Number(id) })),
  });
  expect(await countOf(`${path}/count`)).toBe(before);
});

test('the recap of an agreement has its limit, its adjustments and the time since its last invoice', async () => {
  const [agreement = {}] = await office.list(
    '/finance/agreements?pageSize=1&conditions=type/name = "Block Time"',
  );
  const path = `/finance/agreementrecap/${String(agreement['id'])}`;
  const before = (await office.get(path)).json;
  expect(before).toMatchObject({
    name: agreement['name'],
    startingAmount: 20,
    adjustmentAmount: 0,
    availableAmount: 20,
    isUnlimited: 'False',
    lastInvoiceDate: '2026-06-01T00:00:00Z',
    nextInvoiceDate: '2026-07-01T00:00:00Z',
  });
  expect(Number(before['remainingAmount']) - Number(before['overrunAmount'])).toBe(
    20 - Number(before['usedAmount']),
  );
  await office.create(`/finance/agreements/${String(agreement['id'])}/adjustments`, {
    amount: 5,
    effectiveDate: '2026-06-01T00:00:00Z',
  });
  expect((await office.get(path)).json).toMatchObject({ adjustmentAmount: 5, availableAmount: 25 });
  const found = await office.list('/finance/agreementrecap?conditions=isUnlimited = "False"&pageSize=1000');
  expect(found.length).toBeGreaterThan(0);
  expect(found.length).toBeLessThan(Number(await countOf('/finance/agreements/count')));
});

test('an opportunity tells what became of it', async () => {
  const [opportunity = {}] = await office.list('/sales/opportunities?pageSize=1');
  const id = String(opportunity['id']);
  expect(await office.list(`/sales/opportunities/conversions/${id}`)).toEqual([]);
  const { json: ticket } = await office.post(`/sales/opportunities/${id}/convertToServiceTicket`, {
    summary: 'Set it up',
  });
  expect(await office.list(`/sales/opportunities/conversions/${id}`)).toMatchObject([
    { parentType: 'Opportunity', convertedTo: { id: ticket['id'], name: 'ServiceTicket' } },
  ]);
  expect(await office.list('/sales/opportunities/conversions/99999999')).toEqual([]);
});

test('stock is what was adjusted, by item and bin', async () => {
  const [item = {}] = await office.list('/procurement/catalog?pageSize=1');
  const catalogItem = { id: item['id'] };
  const [department] = await office.list('/system/departments?pageSize=1');
  const warehouse = await office.create('/procurement/warehouses', {
    name: 'Main',
    location: { id: 2 },
    department: { id: department?.['id'] },
  });
  const bin = await office.create('/procurement/warehouseBins', {
    name: 'A1',
    warehouse: { id: warehouse['id'] },
  });
  const type = await office.create('/procurement/adjustments/types', { identifier: 'Count' });
  const adjustment = await office.create('/procurement/adjustments', {
    identifier: 'First count',
    type: { id: type['id'] },
  });
  const adjusted = (quantityAdjusted: number, serialNumber: string): Promise<JsonRecord> =>
    office.create(`/procurement/adjustments/${String(adjustment['id'])}/details`, {
      catalogItem,
      warehouse: { id: warehouse['id'] },
      warehouseBin: { id: bin['id'] },
      quantityAdjusted,
      serialNumber,
    });
  await adjusted(2, 'S1, S2');
  await adjusted(-1, 'S1');
  const onHand = await office.list(`/procurement/warehouseBins/${String(bin['id'])}/inventoryOnHand`);
  expect(onHand).toMatchObject([
    { id: item['id'], catalogItem, onHand: 1, serialNumbers: [{ serialNumber: 'S2' }] },
  ]);
  const serials = await office.list('/procurement/onhandserialnumbers?conditions=serial="s2"');
  expect(serials).toMatchObject([{ serial: 'S2', warehouseBin: { id: bin['id'] } }]);
  expect((await office.get(`/procurement/onhandserialnumbers/${String(serials[0]?.['id'])}`)).status).toBe(
    200,
  );
});

test('changes of tickets are logged until the log is cleared', async () => {
  await office.delete('/service/tickets/changelogs');
  const log = (): Promise<readonly JsonRecord[]> => office.list('/service/tickets/changelogs');
  expect(await log()).toEqual([]);
  const { id } = await office.create('/service/tickets', { summary: 'Slow laptop', company: { id: 3 } });
  await office.patch(`/service/tickets/${String(id)}`, { summary: 'Slower laptop' });
  const rows = await log();
  expect(rows).toMatchObject([
    { action: 'Added', ticketNumber: id, summary: 'Slower laptop', companyIdentifier: 3 },
    { action: 'Updated', ticketNumber: id, boardName: 'Help Desk', recordType: 'ServiceTicket' },
  ]);
  expect(await office.list('/service/tickets/changelogs?conditions=action="Updated"')).toEqual([rows[1]]);
  expect((await office.delete('/service/tickets/changelogs')).status).toBe(204);
  expect(await log()).toEqual([]);
  await office.delete(`/service/tickets/${String(id)}`);
  expect(await log()).toMatchObject([
    { id: Number(rows[1]?.['id']) + 1, action: 'Deleted', ticketNumber: id },
  ]);
});

test('many rows are made some at a time: who asks meanwhile need not wait for all of them', async () => {
  const [invoice = {}] = await office.list('/finance/invoices?pageSize=1');
  const resource = requireResource('finance/invoices');
  const before = Number(await countOf('/finance/invoices/count'));
  await office.store.apply({
    writes: Array.from({ length: 1200 }, (_, index) => ({
      kind: 'put',
      resource,
      record: { ...invoice, id: 100_000 + index, serviceTotal: 0 },
    })),
  });
  const answered: string[] = [];
  const long = countOf('/finance/accounting/unpostedinvoices/count?conditions=hasTime = false').then(
    (count) => {
      answered.push('all');
      return count;
    },
  );
  await new Promise(setImmediate);
  await office.get('/finance/invoices/100000');
  answered.push('one');
  expect(await long).toBe(before + 1200);
  expect(answered).toEqual(['one', 'all']);
});
