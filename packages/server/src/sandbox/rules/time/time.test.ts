import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonRecord } from '../../../store/index.js';
import { openOffice, type Office } from '../testing/office.js';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.store.close());

const ticket = (members: JsonRecord = {}): Promise<JsonRecord> =>
  office.create('/service/tickets', { summary: 'Slow laptop', company: { id: 3 }, ...members });
const spent = (id: unknown, members: JsonRecord): JsonRecord => ({
  chargeToType: 'ServiceTicket',
  chargeToId: id,
  timeStart: '2026-06-12T13:00:00Z',
  ...members,
});
const hoursOf = async (id: unknown): Promise<unknown> =>
  (await office.get(`/service/tickets/${String(id)}`)).json['actualHours'];

test('time is of the member who asks, with defaults, and moves the hours of its ticket', async () => {
  const { id } = await ticket();
  const entry = await office.create(
    '/time/entries',
    spent(id, { timeEnd: '2026-06-12T14:30:00Z', notes: 'Cleaned it.' }),
  );
  expect(entry).toMatchObject({
    member: { identifier: 'SandboxAPI' },
    workRole: { name: 'Technician' },
    workType: { name: 'Remote' },
    billableOption: 'Billable',
    company: { id: 3 },
    actualHours: 1.5,
    status: 'Open',
    enteredBy: 'SandboxAPI',
    ticket: { id, summary: 'Slow laptop' },
    ticketBoard: 'Help Desk',
    ticketStatus: 'New',
    locationId: 2,
  });
  expect(await hoursOf(id)).toBe(1.5);
  const path = `/time/entries/${String(entry['id'])}`;
  const changed = await office.patch(path, { timeEnd: '2026-06-12T14:00:00Z' });
  expect(changed.json['actualHours']).toBe(1);
  expect(await hoursOf(id)).toBe(1);
  const other = await ticket();
  await office.patch(path, { chargeToId: other['id'] });
  expect([await hoursOf(id), await hoursOf(other['id'])]).toEqual([0, 1]);
  expect((await office.delete(path)).status).toBe(204);
  expect(await hoursOf(other['id'])).toBe(0);
});

test('hours without an end give the end; neither is refused', async () => {
  const { id } = await ticket();
  const entry = await office.create('/time/entries', spent(id, { actualHours: 0.25 }));
  expect(entry).toMatchObject({ timeEnd: '2026-06-12T13:15:00Z', hoursBilled: 0.25 });
  expect(await office.post('/time/entries', spent(id, {}))).toMatchObject({
    status: 400,
    json: {
      message: 'timeEntry object is invalid',
      errors: [{ code: 'MissingRequiredField', field: 'timeEnd' }],
    },
  });
});

test('without a charge the company pays', async () => {
  const entry = await office.create('/time/entries', { timeStart: '2026-06-12T13:00:00Z', actualHours: 1 });
  expect(entry).toMatchObject({ chargeToType: 'Company', company: { id: 2 } });
});

test('a ticket that is not there cannot be charged', async () => {
  expect(await office.post('/time/entries', spent(99, { actualHours: 1 }))).toMatchObject({
    status: 400,
    json: { errors: [{ code: 'NotFound', message: 'Ticket 99 not found', field: 'chargeToId' }] },
  });
});

test('a status may forbid time', async () => {
  await office.patch('/service/boards/1/statuses/8', { timeEntryNotAllowed: true });
  const { id } = await ticket({ status: { name: 'Closed' } });
  expect(await office.post('/time/entries', spent(id, { actualHours: 1 }))).toMatchObject({
    status: 400,
    json: {
      errors: [
        {
          message:
            'Please update the status of this ticket before entering time, the current status does not allow time entry.',
        },
      ],
    },
  });
  await office.patch('/service/boards/1/statuses/8', { timeEntryNotAllowed: false });
});

test('billed time is locked', async () => {
  const [billed] = await office.list('/time/entries?conditions=status="BilledAgreement"&pageSize=1');
  const path = `/time/entries/${String(billed?.['id'])}`;
  expect((await office.patch(path, { notes: 'More' })).status).toBe(400);
  expect((await office.delete(path)).status).toBe(400);
});

test('all notes of a ticket include those of its time, and are asked like any list', async () => {
  const { id } = await ticket({ initialDescription: 'It is slow.' });
  await office.create(
    '/time/entries',
    spent(id, { actualHours: 1, notes: 'Added memory.', addToResolutionFlag: true }),
  );
  await office.create('/time/entries', spent(id, { actualHours: 1 }));
  const path = `/service/tickets/${String(id)}/allNotes`;
  const notes = await office.list(path);
  expect(notes.map(({ noteType, text, resolutionFlag }) => [noteType, text, resolutionFlag])).toEqual(
    expect.arrayContaining([
      ['TicketNote', 'It is slow.', false],
      ['TimeEntryNote', 'Added memory.', true],
    ]),
  );
  expect(notes).toHaveLength(2);
  expect(await office.list(`${path}?conditions=resolutionFlag=true`)).toHaveLength(1);
  expect(await office.list(`${path}?pageSize=1&page=2&orderBy=text desc`)).toMatchObject([
    { text: 'Added memory.' },
  ]);
});

test('schedule entries are about what their type says, and name the resources of a ticket', async () => {
  const { id } = await ticket();
  expect(await office.post('/schedule/entries', { objectId: 123456, type: { id: 1 } })).toMatchObject({
    status: 400,
    json: {
      code: 'InvalidObject',
      message: 'schedule object is invalid',
      errors: [
        { code: 'NotFound', message: 'Activity 123456 not found', resource: 'schedule', field: 'objectId' },
      ],
    },
  });
  const backwards = { dateStart: '2026-06-15T13:00:00Z', dateEnd: '2026-06-15T12:00:00Z' };
  expect(
    await office.post('/schedule/entries', { objectId: id, type: { id: 4 }, ...backwards }),
  ).toMatchObject({
    status: 400,
    json: { errors: [{ code: 'InvalidField', resource: 'schedule', field: 'dateEnd' }] },
  });
  const entry = await office.create('/schedule/entries', {
    objectId: id,
    type: { identifier: 'S' },
    dateStart: '2026-06-15T13:00:00Z',
    dateEnd: '2026-06-15T15:00:00Z',
  });
  expect(entry).toMatchObject({
    hours: 2,
    doneFlag: false,
    status: { name: 'Firm' },
    member: { identifier: 'SandboxAPI' },
  });
  const [, , colleague] = await office.list('/system/members?pageSize=3');
  await office.create('/schedule/entries', {
    objectId: id,
    type: { id: 4 },
    member: { id: colleague?.['id'] },
  });
  const resources = async (): Promise<unknown> =>
    (await office.get(`/service/tickets/${String(id)}`)).json['resources'];
  expect(await resources()).toBe(`SandboxAPI, ${String(colleague?.['identifier'])}`);
  await office.delete(`/schedule/entries/${String(entry['id'])}`);
  expect(await resources()).toBe(colleague?.['identifier']);
});

test('defaults of a time entry are told without keeping it', async () => {
  const { id } = await ticket();
  const count = (await office.get('/time/entries/count')).json;
  const defaults = await office.post('/time/entries/defaults', {
    chargeToType: 'ServiceTicket',
    chargeToId: id,
    timeStart: '2026-06-12T13:00:00Z',
  });
  expect(defaults).toMatchObject({
    status: 200,
    json: { workRole: { name: 'Technician' }, company: { id: 3 } },
  });
  expect((await office.get('/time/entries/count')).json).toEqual(count);
});

test('expenses are charged like time', async () => {
  const { id } = await ticket();
  const [type] = await office.list('/expense/types');
  if (type === undefined)
    await office.create('/expense/types', {
      name: 'Meals',
      amountCaption: 'Amount',
      billExpenses: 'Billable',
      invoiceMarkupOption: 'Amount',
    });
  const expense = await office.post('/expense/entries', {
    chargeToType: 'ServiceTicket',
    chargeToId: id,
    type: { id: type?.['id'] ?? 1 },
    amount: 12.5,
    date: '2026-06-12T00:00:00Z',
  });
  expect(expense).toMatchObject({
    status: 201,
    json: { member: { identifier: 'SandboxAPI' }, company: { id: 3 }, status: 'Open' },
  });
});

test('a time entry is logged as it comes, changes and goes; its changes are audited below it', async () => {
  const { id } = await ticket();
  await office.delete('/time/changelogs');
  const hour = spent(id, { timeEnd: '2026-06-12T14:00:00Z', notes: 'A', workType: { name: 'Remote' } });
  const entry = await office.create('/time/entries', hour);
  const path = `/time/entries/${String(entry['id'])}`;
  await office.patch(path, { timeEnd: '2026-06-12T15:00:00Z', billableOption: 'DoNotBill' });
  expect(await office.list(`${path}/audits`)).toMatchObject([
    { type: 'Record', source: 'API', member: { identifier: 'SandboxAPI' } },
    { type: 'DateTime', oldValue: '2026-06-12T14:00:00Z', newValue: '2026-06-12T15:00:00Z' },
    { type: 'ActualHours', oldValue: '1', newValue: '2' },
    { type: 'Billable', oldValue: 'Billable', newValue: 'DoNotBill' },
  ]);
  expect((await office.get(`${path}/audits/count`)).json).toEqual({ count: 4 });
  expect((await office.delete(path)).status).toBe(204);
  const logged = await office.list(`/time/changelogs?conditions=timeRecId=${String(entry['id'])}`);
  const shared = { memberId: 'SandboxAPI', company: { id: 3 }, serviceRequestSummary: 'Slow laptop' };
  expect(logged).toMatchObject([
    { ...shared, action: 'Added', hoursActual: 1, billableHours: 1, nonBillableHrs: 0, billableFlag: true },
    {
      ...shared,
      action: 'Updated',
      hoursActual: 2,
      billableHours: 0,
      nonBillableHrs: 2,
      billableFlag: false,
    },
    { ...shared, action: 'Deleted', hoursActual: 2, dateStart: '2026-06-12T00:00:00Z' },
  ]);
  await office.delete('/time/changelogs');
  expect(await office.list('/time/changelogs')).toEqual([]);
});

test('a log of the past is no use of what it names', async () => {
  const { id } = await ticket();
  const type = await office.create('/time/workTypes', {
    name: 'Once',
    billTime: 'Billable',
    rateType: 'AdjAmount',
    rate: 0,
  });
  const entry = await office.create(
    '/time/entries',
    spent(id, { actualHours: 1, workType: { id: type['id'] } }),
  );
  const path = `/time/workTypes/${String(type['id'])}`;
  expect((await office.delete(path)).status).toBe(409);
  await office.delete(`/time/entries/${String(entry['id'])}`);
  expect((await office.delete(path)).status).toBe(204);
});
