import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonRecord } from '../../../store/index.js';
import { openOffice, type Office } from '../testing/office.js';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.store.close());

const worked = (timeStart: string, members: JsonRecord = {}): Promise<JsonRecord> =>
  office.create('/time/entries', {
    chargeToType: 'Company',
    chargeToId: 3,
    timeStart,
    actualHours: 1,
    ...members,
  });
const idOf = (entry: JsonRecord, member = 'timeSheet'): number => (entry[member] as { id: number }).id;
const sheetOf = async (entry: JsonRecord): Promise<JsonRecord> =>
  (await office.get(`/time/sheets/${idOf(entry)}`)).json;

test('the first time of a week makes the sheet, every other moves its hours', async () => {
  const monday = await worked('2030-01-07T14:00:00Z');
  expect(monday['timeSheet']).toMatchObject({ name: '2030-01-07 to 2030-01-13' });
  expect(await sheetOf(monday)).toMatchObject({
    member: { identifier: 'SandboxAPI' },
    year: 2030,
    period: 2,
    dateStart: '2030-01-07T00:00:00Z',
    dateEnd: '2030-01-13T00:00:00Z',
    deadline: '2030-01-14T00:00:00Z',
    status: 'Open',
    hours: 1,
  });
  // Sunday evening at the provider is Monday in UTC.
  const sunday = await worked('2030-01-14T02:00:00Z', { actualHours: 2.5 });
  expect(idOf(sunday)).toBe(idOf(monday));
  expect((await sheetOf(monday))['hours']).toBe(3.5);
  const path = `/time/entries/${String(sunday['id'])}`;
  await office.patch(path, { actualHours: 1.25 });
  expect((await sheetOf(monday))['hours']).toBe(2.25);
  const moved = await office.patch(path, {
    timeStart: '2030-01-15T15:00:00Z',
    timeEnd: '2030-01-15T16:00:00Z',
  });
  expect(idOf(moved.json)).not.toBe(idOf(monday));
  expect([(await sheetOf(monday))['hours'], (await sheetOf(moved.json))['hours']]).toEqual([1, 1]);
  const given = await office.patch(path, { member: { id: 101 } });
  expect(await sheetOf(given.json)).toMatchObject({ member: { id: 101 }, hours: 1 });
  expect((await sheetOf(moved.json))['hours']).toBe(0);
  await office.delete(path);
  expect((await sheetOf(given.json))['hours']).toBe(0);
  const unsaved = await office.post('/time/entries/defaults', {
    timeStart: '2031-01-06T15:00:00Z',
    timeEnd: '2031-01-06T16:00:00Z',
  });
  expect([unsaved.status, unsaved.json['timeSheet']]).toEqual([200, undefined]);
  expect((await office.get('/time/sheets/count?conditions=year=2031')).json).toEqual({ count: 0 });
});

test('a sheet is deleted when there is no time on it', async () => {
  const entry = await worked('2030-02-04T15:00:00Z');
  const sheet = `/time/sheets/${idOf(entry)}`;
  expect(await office.delete(sheet)).toMatchObject({
    status: 409,
    json: { message: `Time sheet ${idOf(entry)} cannot be deleted because it has time entries.` },
  });
  await office.delete(`/time/entries/${String(entry['id'])}`);
  expect((await office.delete(sheet)).status).toBe(204);
  expect((await sheetOf(await worked('2030-02-04T15:00:00Z')))['hours']).toBe(1);
});

test('a sheet is found by what it has, and its members are no business of the client', async () => {
  const entry = await worked('2030-03-04T15:00:00Z', { timeSheet: { id: 1 } });
  expect(idOf(entry)).not.toBe(1);
  const found = await office.list(
    '/time/sheets?conditions=member/identifier="SandboxAPI" and dateStart >= [2030-03-01T00:00:00Z]&orderBy=dateStart desc',
  );
  expect(found.map((sheet) => sheet['id'])).toEqual([idOf(entry)]);
  const { json } = await office.get('/time/sheets/count?conditions=year=2030 and period=10');
  expect(json).toEqual({ count: 1 });
});

test('what was approved takes no more time; what is taken back does', async () => {
  const entry = await worked('2030-04-02T15:00:00Z');
  const sheet = `/time/sheets/${idOf(entry)}`;
  const path = `/time/entries/${String(entry['id'])}`;
  const act = async (verb: string, body?: unknown): Promise<unknown[]> => {
    expect((await office.post(`${sheet}/${verb}`, body)).json['success']).toBe(true);
    return [(await sheetOf(entry))['status'], (await office.get(path)).json['status']];
  };
  expect(await act('submit')).toEqual(['PendingApproval', 'PendingApproval']);
  const late = await worked('2030-04-03T15:00:00Z');
  expect([idOf(late), late['status']]).toEqual([idOf(entry), 'PendingApproval']);
  expect(await act('approve', { approvalType: 'Tier1Update' })).toEqual([
    'ApprovedByTierOne',
    'ApprovedByTierOne',
  ]);
  expect(
    await office.post('/time/entries', { timeStart: '2030-04-04T15:00:00Z', actualHours: 1 }),
  ).toMatchObject({
    status: 400,
    json: {
      errors: [
        {
          field: 'timeStart',
          message:
            'The time sheet of the week of 2030-04-01 takes no more entries because its status is ApprovedByTierOne.',
        },
      ],
    },
  });
  expect((await office.patch(path, { notes: 'x' })).status).toBe(400);
  expect((await office.delete(path)).status).toBe(400);
  expect(await act('reverse')).toEqual(['Open', 'Open']);
  expect((await office.patch(path, { notes: 'x' })).status).toBe(200);
  expect(await act('reject')).toEqual(['Rejected', 'Rejected']);
  const audits = await office.list(`${sheet}/audits`);
  expect(audits.map((row) => [row['type'], row['oldValue'], row['newValue']])).toEqual([
    ['Status', 'Open', 'PendingApproval'],
    ['Status', 'PendingApproval', 'ApprovedByTierOne'],
    ['Status', 'ApprovedByTierOne', 'Open'],
    ['Status', 'Open', 'Rejected'],
  ]);
});

test('expenses are gathered on reports by their date', async () => {
  const type = await office.create('/expense/types', {
    name: 'Mileage',
    amountCaption: 'Amount',
    billExpenses: 'Billable',
    invoiceMarkupOption: 'Amount',
  });
  const spent = (date: string, amount: number): Promise<JsonRecord> =>
    office.create('/expense/entries', {
      chargeToType: 'Company',
      chargeToId: 3,
      type: { id: type['id'] },
      amount,
      date,
    });
  const first = await spent('2030-01-07T00:00:00Z', 20.1);
  await spent('2030-01-13T00:00:00Z', 5.2);
  const report = idOf(first, 'expenseReport');
  expect((await office.get(`/expense/reports/${report}`)).json).toMatchObject({
    year: 2030,
    period: 2,
    total: 25.3,
    dueDate: '2030-01-14T00:00:00Z',
  });
  expect((await office.post(`/expense/reports/${report}/submit`)).json['success']).toBe(true);
  expect((await office.get(`/expense/entries/${String(first['id'])}`)).json['status']).toBe(
    'PendingApproval',
  );
});

test('the time of the world is on its sheets; taking one back leaves what was billed', async () => {
  const sheets = await office.list('/time/sheets?pageSize=1000&conditions=status="ApprovedByTierTwo"');
  expect(sheets.length).toBeGreaterThan(100);
  const [sheet = {}] = sheets;
  const entries = `/time/entries?conditions=timeSheet/id=${String(sheet['id'])}`;
  const sum = async (): Promise<number> =>
    (await office.list(entries)).reduce((hours, entry) => hours + Number(entry['actualHours']), 0);
  expect(await sum()).toBe(sheet['hours']);
  const billed = await office.list(`/time/entries?conditions=status="BilledAgreement"&pageSize=1`);
  const id = idOf(billed[0] ?? {});
  await office.post(`/time/sheets/${id}/reverse`);
  const kept = await office.get(`/time/entries/${String(billed[0]?.['id'])}`);
  expect(kept.json['status']).toBe('BilledAgreement');
});

test('a schedule entry has what of it lies in each day', async () => {
  const entry = await office.create('/schedule/entries', {
    type: { id: 4 },
    objectId: 54321,
    dateStart: '2030-01-07T22:00:00Z',
    dateEnd: '2030-01-08T15:30:00Z',
  });
  const path = `/schedule/entries/${String(entry['id'])}`;
  const details = async (): Promise<unknown[][]> =>
    (await office.list(`/schedule/details?conditions=scheduleEntry/id=${String(entry['id'])}`)).map((row) => [
      row['id'],
      row['dateStart'],
      row['dateEnd'],
      row['hoursScheduled'],
    ]);
  const [[first] = [], [second] = []] = await details();
  expect(await details()).toEqual([
    [first, '2030-01-07T22:00:00Z', '2030-01-08T05:00:00Z', 7],
    [second, '2030-01-08T05:00:00Z', '2030-01-08T15:30:00Z', 10.5],
  ]);
  await office.patch(path, { dateEnd: '2030-01-07T23:00:00Z' });
  expect(await details()).toEqual([[first, '2030-01-07T22:00:00Z', '2030-01-07T23:00:00Z', 1]]);
  expect((await office.get(`/schedule/details/${String(first)}`)).json).toMatchObject({
    scheduleEntry: { id: entry['id'], description: entry['name'] },
  });
  expect((await office.delete(path)).status).toBe(204);
  expect(await details()).toEqual([]);
});

test('what was scheduled for a ticket goes with it, day by day', async () => {
  const { id } = await office.create('/service/tickets', { summary: 'Short-lived', company: { id: 3 } });
  const { id: entry } = await office.create('/schedule/entries', {
    type: { id: 4 },
    objectId: id,
    dateStart: '2030-01-07T15:00:00Z',
    dateEnd: '2030-01-07T16:00:00Z',
  });
  const where = `/schedule/details/count?conditions=scheduleEntry/id=${String(entry)}`;
  expect((await office.get(where)).json).toEqual({ count: 1 });
  expect((await office.delete(`/service/tickets/${String(id)}`)).status).toBe(204);
  expect((await office.get(where)).json).toEqual({ count: 0 });
});

test('every schedule entry of the world has its details', async () => {
  const [entries, details] = await Promise.all(
    ['entries', 'details'].map((name) => office.list(`/schedule/${name}?pageSize=1000`)),
  );
  const named = new Set(details?.map((row) => idOf(row, 'scheduleEntry')));
  expect(entries?.filter((entry) => !named.has(Number(entry['id'])))).toEqual([]);
});
