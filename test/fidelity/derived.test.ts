import { expect } from 'vitest';
import { rowsOf, type Row } from '../support/rows.js';
import { useSandbox } from '../support/sandbox.js';
import { verifies } from './verifies.js';

const world = useSandbox();

const { send, create, first } = rowsOf(world);
const get = (path: string): Promise<Row> => world.json<Row>(path);
const list = (path: string): Promise<Row[]> => world.json<Row[]>(path);
const remove = async (path: string): Promise<number> => (await world.ask(path, { method: 'DELETE' })).status;
const of = (row: Row, member: string): number => (row[member] as { id: number }).id;
const worked = (timeStart: string): Promise<Row> =>
  create('/time/entries', { chargeToType: 'Company', chargeToId: 3, timeStart, actualHours: 1.5 });
let types: Promise<Row> | undefined;
const spent = async (date: string, amount: number): Promise<Row> => {
  types ??= create('/expense/types', {
    name: 'Meals',
    amountCaption: 'Amount',
    billExpenses: 'Billable',
    invoiceMarkupOption: 'Amount',
  });
  const type = { id: (await types).id };
  return create('/expense/entries', { chargeToType: 'Company', chargeToId: 3, type, amount, date });
};

verifies('derived:schedule-details', async () => {
  const { id } = await create('/schedule/entries', {
    type: { id: 4 },
    objectId: 54321,
    dateStart: '2030-06-03T22:00:00Z',
    dateEnd: '2030-06-04T14:00:00Z',
  });
  const details = `/schedule/details?conditions=scheduleEntry/id=${id}`;
  expect(
    (await list(details)).map((row) => [row['dateStart'], row['dateEnd'], row['hoursScheduled']]),
  ).toEqual([
    ['2030-06-03T22:00:00Z', '2030-06-04T04:00:00Z', 6],
    ['2030-06-04T04:00:00Z', '2030-06-04T14:00:00Z', 10],
  ]);
  expect(await remove(`/schedule/entries/${id}`)).toBe(204);
  expect(await list(details)).toEqual([]);
});

verifies('derived:time-sheets', async () => {
  const [monday, sunday] = [await worked('2030-06-03T14:00:00Z'), await worked('2030-06-10T02:00:00Z')];
  expect(of(sunday, 'timeSheet')).toBe(of(monday, 'timeSheet'));
  expect(await get(`/time/sheets/${of(monday, 'timeSheet')}`)).toMatchObject({
    member: { identifier: 'SandboxAPI' },
    dateStart: '2030-06-03T00:00:00Z',
    dateEnd: '2030-06-09T00:00:00Z',
    status: 'Open',
    hours: 3,
  });
  await remove(`/time/entries/${sunday.id}`);
  expect(await get(`/time/sheets/${of(monday, 'timeSheet')}`)).toMatchObject({ hours: 1.5 });
});

verifies('derived:expense-reports', async () => {
  const [one, other] = [await spent('2030-06-03T00:00:00Z', 20.1), await spent('2030-06-09T00:00:00Z', 5.2)];
  expect(of(other, 'expenseReport')).toBe(of(one, 'expenseReport'));
  expect(await get(`/expense/reports/${of(one, 'expenseReport')}`)).toMatchObject({ total: 25.3 });
});

verifies('derived:sheet-approval', async () => {
  const entry = await worked('2030-07-01T14:00:00Z');
  const sheet = `/time/sheets/${of(entry, 'timeSheet')}`;
  const act = (verb: string): Promise<Row> => send('POST', `${sheet}/${verb}`, {}, 200);
  const statuses = async (): Promise<unknown[]> =>
    Promise.all([sheet, `/time/entries/${entry.id}`].map(async (path) => (await get(path))['status']));
  await act('submit');
  expect(await statuses()).toEqual(['PendingApproval', 'PendingApproval']);
  await act('approve');
  expect(await statuses()).toEqual(['ApprovedByTierOne', 'ApprovedByTierOne']);
  const more = { timeStart: '2030-07-02T14:00:00Z', actualHours: 1 };
  expect(await send('POST', '/time/entries', more, 400)).toMatchObject({ errors: [{ field: 'timeStart' }] });
  await act('reverse');
  await create('/time/entries', more);
  await act('reject');
  expect(await statuses()).toEqual(['Rejected', 'Rejected']);
  expect(await list(`${sheet}/audits`)).toHaveLength(4);
  const report = `/expense/reports/${of(await spent('2030-07-01T00:00:00Z', 3), 'expenseReport')}`;
  await send('POST', `${report}/submit`, {}, 200);
  expect(await get(report)).toMatchObject({ status: 'PendingApproval' });
});

verifies('derived:sheet-removal', async () => {
  const entry = await worked('2030-08-05T14:00:00Z');
  const sheet = `/time/sheets/${of(entry, 'timeSheet')}`;
  expect(await remove(sheet)).toBe(409);
  await remove(`/time/entries/${entry.id}`);
  expect(await remove(sheet)).toBe(204);
});

verifies('derived:unposted', async () => {
  const path = '/finance/accounting/unpostedinvoices';
  expect(await get(`${path}/count`)).toEqual(await get('/finance/invoices/count'));
  const [row] = await list(`${path}?conditions=company/id=3&orderBy=invoiceDate desc&pageSize=1`);
  expect(row).toMatchObject({ company: { id: 3 }, invoiceDate: '2026-06-01T00:00:00Z' });
  const invoice = await get(`/finance/invoices/${row!.id}`);
  expect(row!['invoiceNumber']).toBe(invoice['invoiceNumber']);
  const expense = await spent('2030-08-05T00:00:00Z', 12);
  expect(await get(`/finance/accounting/unpostedexpenses/${expense.id}`)).toMatchObject({ total: 12 });
  const payment = await create(`/finance/invoices/${row!.id}/payments`, { amount: 10 });
  expect(await get(`/finance/accounting/unpostedPayments/${payment.id}`)).toMatchObject({ amount: 10 });
});

verifies('derived:agreement-recap', async () => {
  const { id } = await first('/finance/agreements', 'type/name = "Block Time"');
  await create(`/finance/agreements/${id}/adjustments`, { amount: 5, effectiveDate: '2026-06-01T00:00:00Z' });
  const recap = await get(`/finance/agreementrecap/${id}`);
  expect(recap).toMatchObject({ startingAmount: 20, adjustmentAmount: 5, availableAmount: 25 });
  const [left, over, used] = ['remainingAmount', 'overrunAmount', 'usedAmount'].map((name) =>
    Number(recap[name]),
  );
  expect(left! - over!).toBe(25 - used!);
});

verifies('derived:conversions', async () => {
  const { id } = await first('/sales/opportunities');
  const made = await send(
    'POST',
    `/sales/opportunities/${id}/convertToServiceTicket`,
    { summary: 'Go' },
    201,
  );
  expect(await list(`/sales/opportunities/conversions/${id}`)).toMatchObject([
    { parentType: 'Opportunity', convertedTo: { id: made.id, name: 'ServiceTicket' } },
  ]);
});

verifies('derived:order-recap', async () => {
  const { id: opportunity } = await first('/sales/opportunities');
  const order = await send('POST', `/sales/opportunities/${opportunity}/convertToSalesOrder`, {}, 201);
  const item = await first('/procurement/catalog');
  await create('/procurement/products', {
    catalogItem: { id: item.id },
    salesOrder: { id: order.id },
    quantity: 2,
    price: 10,
    cost: 4,
    billableOption: 'Billable',
  });
  expect(await list(`/sales/orders/${order.id}/financialrecap`)).toMatchObject([
    { id: order.id, billableAmount: 20, cost: 8, margin: 12, percent: 60 },
  ]);
});

verifies('derived:stock', async () => {
  const item = await first('/procurement/catalog');
  const warehouse = {
    id: (
      await create('/procurement/warehouses', {
        name: 'Main',
        location: { id: 2 },
        department: { id: 10 },
      })
    ).id,
  };
  const bin = await create('/procurement/warehouseBins', { name: 'A1', warehouse });
  const type = await create('/procurement/adjustments/types', { identifier: 'Count' });
  const { id } = await create('/procurement/adjustments', { identifier: 'One', type: { id: type.id } });
  const place = { catalogItem: { id: item.id }, warehouse, warehouseBin: { id: bin.id } };
  await create(`/procurement/adjustments/${id}/details`, {
    ...place,
    quantityAdjusted: 3,
    serialNumber: 'X9',
  });
  expect(await list(`/procurement/warehouseBins/${bin.id}/inventoryOnHand`)).toMatchObject([
    { id: item.id, onHand: 3, serialNumbers: [{ serialNumber: 'X9' }] },
  ]);
  expect(await list('/procurement/onhandserialnumbers')).toMatchObject([{ serial: 'X9' }]);
  const quantity = `/procurement/catalog/${String(item['identifier'])}/quantityOnHand`;
  expect(await get(quantity)).toEqual({ count: 3 });
});

verifies('derived:ticket-change-log', async () => {
  await remove('/service/tickets/changelogs');
  const { id } = await create('/service/tickets', { summary: 'No sound', company: { id: 3 } });
  expect(await list('/service/tickets/changelogs')).toMatchObject([
    { action: 'Added', ticketNumber: id, summary: 'No sound' },
  ]);
  expect(await remove('/service/tickets/changelogs')).toBe(204);
  expect(await list('/service/tickets/changelogs')).toEqual([]);
});
