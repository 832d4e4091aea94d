import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonRecord } from '../../../store/index.js';
import { openOffice, type Office } from '../testing/office.js';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.store.close());

const member = (record: JsonRecord, name: string): JsonRecord => record[name] as JsonRecord;
const create = (members: JsonRecord = {}): Promise<JsonRecord> =>
  office.create('/service/tickets', { summary: 'Printer on fire', company: { id: 3 }, ...members });

describe('a new ticket', () => {
  test('has board, status, priority, source, site, contact and address without being told', async () => {
    const ticket = await create();
    expect(ticket).toMatchObject({
      recordType: 'ServiceTicket',
      board: { name: 'Help Desk' },
      status: { name: 'New' },
      priority: { name: 'Priority 3 - Medium', level: 'Medium' },
      source: { name: 'Call' },
      team: { name: 'Service Desk' },
      severity: 'Medium',
      impact: 'Medium',
      billTime: 'NoDefault',
      closedFlag: false,
      actualHours: 0,
      sla: { name: 'Standard' },
      slaStatus: expect.stringMatching(/^Respond by \w{3} \d\d\/\d\d \d\d:\d\d [AP]M UTC/) as unknown,
      location: { name: 'Boston' },
      department: { name: 'Managed Services' },
    });
    const company = (await office.get('/company/companies/3')).json;
    expect(ticket['addressLine1']).toBe(company['addressLine1']);
    expect(member(ticket, 'contact')['id']).toBe(member(company, 'defaultContact')['id']);
    expect(ticket['contactEmailAddress']).toMatch(/@/);
    expect(member(ticket, '_info')).toMatchObject({
      updatedBy: 'SandboxAPI',
      enteredBy: 'SandboxAPI',
      lastUpdated: '2026-06-12T20:00:00Z',
    });
  });

  test('needs a company, or a contact who brings one', async () => {
    const refused = await office.post('/service/tickets', { summary: 'Nobody' });
    expect(refused).toMatchObject({
      status: 400,
      json: {
        code: 'InvalidObject',
        message: 'ticket object is invalid',
        errors: [{ code: 'MissingRequiredField' }],
      },
    });
    const company = (await office.get('/company/companies/3')).json;
    const contact = member(company, 'defaultContact');
    const ticket = await office.create('/service/tickets', {
      summary: 'By contact',
      contact: { id: contact['id'] },
    });
    expect(member(ticket, 'company')['id']).toBe(3);
  });

  test('keeps its first texts as notes', async () => {
    const ticket = await create({
      initialDescription: 'It burns.',
      initialInternalAnalysis: 'Toner.',
      initialResolution: 'Water.',
    });
    expect(ticket).not.toHaveProperty('initialDescription');
    const notes = await office.list(`/service/tickets/${String(ticket['id'])}/notes`);
    expect(
      notes.map((note) => [
        note['text'],
        note['detailDescriptionFlag'],
        note['internalAnalysisFlag'],
        note['resolutionFlag'],
      ]),
    ).toEqual([
      ['It burns.', true, false, false],
      ['Toner.', false, true, false],
      ['Water.', false, false, true],
    ]);
    expect(notes[0]).toMatchObject({
      ticketId: ticket['id'],
      createdBy: 'SandboxAPI',
      member: { identifier: 'SandboxAPI' },
    });
  });

  test('carries its custom fields, values set by id', async () => {
    const ticket = await create({ customFields: [{ id: 1, value: 7 }] });
    const fields = ticket['customFields'] as JsonRecord[];
    expect(fields.map(({ caption, value }) => [caption, value])).toEqual([
      ['Outage ID', 7],
      ['Custom Field 1', null],
      ['Customer Impact', null],
      ['VIP', null],
      ['Change Window', null],
    ]);
    const refused = await office.post('/service/tickets', {
      summary: 'x',
      company: { id: 3 },
      customFields: [{ id: 1, value: 'soon' }],
    });
    expect(refused.status).toBe(400);
  });
});

describe('the status of a ticket', () => {
  test('closes and reopens it', async () => {
    const ticket = await create();
    const path = `/service/tickets/${String(ticket['id'])}`;
    const closed = await office.patch(path, { status: { name: 'Closed' } });
    expect(closed.json).toMatchObject({
      status: { name: 'Closed' },
      closedFlag: true,
      closedDate: '2026-06-12T20:00:00Z',
      closedBy: 'SandboxAPI',
      dateResolved: '2026-06-12T20:00:00Z',
      slaStatus: 'Resolved',
    });
    const open = await office.patch(path, { status: { name: 'In Progress' } });
    expect(open.json).toMatchObject({ closedFlag: false });
    expect(open.json).not.toHaveProperty('closedDate');
  });

  test('must be one of the board', async () => {
    const ticket = await create();
    const path = `/service/tickets/${String(ticket['id'])}`;
    const refusal = (message: string, field: string): object => ({
      status: 400,
      json: {
        code: 'InvalidObject',
        message: 'ticket object is invalid',
        errors: [{ code: 'NotFound', message, resource: 'ticket', field }],
      },
    });
    expect(await office.patch(path, { status: { id: 17 } })).toMatchObject(
      refusal('Service Status 17 not found for Service Board 1', 'status/id'),
    );
    expect(await office.patch(path, { board: { id: 2 } })).toMatchObject(
      refusal('Service Status 1 not found for Service Board 2', 'status/id'),
    );
    const elsewhere = { board: { id: 2 }, status: { name: 'New' }, team: ticket['team'] };
    expect(await office.patch(path, elsewhere)).toMatchObject(
      refusal('Service Team 10 not found for Service Board 2', 'team/id'),
    );
    const moved = await office.patch(path, { board: { id: 2 }, status: { name: 'New' } });
    expect(moved.json).toMatchObject({ board: { id: 2 }, status: { id: 10, name: 'New' } });
    expect((moved.json['team'] as { id?: number } | undefined)?.id).not.toBe(10);
  });
});

test('parents and children know each other', async () => {
  const parent = await create();
  const child = await create({ parentTicketId: parent['id'] });
  const path = `/service/tickets/${String(parent['id'])}`;
  expect((await office.get(path)).json['hasChildTicket']).toBe(true);
  expect((await office.delete(`/service/tickets/${String(child['id'])}`)).status).toBe(204);
  expect((await office.get(path)).json['hasChildTicket']).toBe(false);
  const other = await create();
  const attached = await office.post(`${path}/attachChildren`, { childTicketIds: [other['id']] });
  expect(attached).toMatchObject({ status: 200, json: { success: true } });
  expect((await office.get(`/service/tickets/${String(other['id'])}`)).json['parentTicketId']).toBe(
    parent['id'],
  );
});

test('tickets are merged into one', async () => {
  const [target, one, two] = [
    await create(),
    await create({ initialDescription: 'Me too.' }),
    await create(),
  ];
  const merged = await office.post(`/service/tickets/${String(target['id'])}/merge`, {
    mergeTicketIds: [one['id'], two['id']],
    status: { id: 8 },
  });
  expect(merged).toMatchObject({ status: 200, json: { success: true } });
  expect((await office.get(`/service/tickets/${String(one['id'])}`)).json).toMatchObject({
    mergedParentTicket: { id: target['id'] },
    status: { id: 8 },
    closedFlag: true,
  });
  expect(
    (await office.get(`/service/tickets/${String(target['id'])}`)).json['hasMergedChildTicketFlag'],
  ).toBe(true);
});

test('a ticket is converted to a project and back, with its notes', async () => {
  const ticket = await create({ initialDescription: 'Bigger than thought.' });
  const id = String(ticket['id']);
  const [phase] = await office.list('/project/tickets?pageSize=1');
  const converted = await office.post(`/service/tickets/${id}/convert`, {
    recordType: 'ProjectTicket',
    phase: { id: member(phase ?? {}, 'phase')['id'] },
    wbsCode: '1.9',
  });
  expect(converted).toMatchObject({ status: 200, json: { success: true } });
  expect((await office.get(`/service/tickets/${id}`)).status).toBe(404);
  expect((await office.get(`/project/tickets/${id}`)).json).toMatchObject({
    summary: 'Printer on fire',
    board: { name: 'Projects' },
  });
  expect(await office.list(`/project/tickets/${id}/notes`)).toHaveLength(1);
  const back = await office.post(`/project/tickets/${id}/convert`, { recordType: 'ServiceTicket' });
  expect(back).toMatchObject({ status: 200 });
  expect((await office.get(`/service/tickets/${id}`)).json).toMatchObject({
    recordType: 'ServiceTicket',
    board: { name: 'Help Desk' },
  });
});

test('a ticket with time stays', async () => {
  const ticket = await create();
  const entry = await office.create('/time/entries', {
    chargeToType: 'ServiceTicket',
    chargeToId: ticket['id'],
    timeStart: '2026-06-12T13:00:00Z',
    actualHours: 1,
  });
  expect((await office.delete(`/service/tickets/${String(ticket['id'])}`)).status).toBe(409);
  expect((await office.delete(`/time/entries/${String(entry['id'])}`)).status).toBe(204);
  expect((await office.delete(`/service/tickets/${String(ticket['id'])}`)).status).toBe(204);
});
