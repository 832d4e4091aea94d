import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonRecord } from '../../store/index.js';
import { openOffice, type Office } from './testing/office.js';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.store.close());

test('a row that is in use tells by whom, and is not deleted', async () => {
  const usages = await office.list('/service/priorities/1/usages');
  expect(usages.map(({ type }) => type)).toEqual(['SLA', 'SLAPriority', 'Ticket']);
  const tickets = usages.find(({ type }) => type === 'Ticket');
  const { count } = (await office.get('/service/tickets/count?conditions=priority/id=1')).json;
  expect(tickets?.['count']).toBe(count);
  const list = await office.list('/service/priorities/1/usages/list?pageSize=3');
  expect(list).toHaveLength(3);
  expect(list[0]).toMatchObject({ count: 1, hyperlink: expect.stringContaining('/') as unknown });
  expect(await office.list('/service/priorities/1/usages?conditions=type="Ticket"')).toHaveLength(1);
  expect(await office.delete('/service/priorities/1')).toMatchObject({
    status: 409,
    json: { message: expect.stringContaining('in use') as unknown },
  });
});

test('a row that nobody uses goes', async () => {
  const made = await office.create('/service/priorities', { name: 'Whenever', color: 'Blue' });
  const path = `/service/priorities/${String(made['id'])}`;
  expect(await office.list(`${path}/usages`)).toEqual([]);
  expect((await office.delete(path)).status).toBe(204);
});

test('a status is used across boards and nested places are counted', async () => {
  const usages = await office.list('/service/boards/1/statuses/8/usages');
  expect(usages.find(({ type }) => type === 'Ticket')?.['count']).toBeGreaterThan(10);
  const states = await office.list('/company/states/1/usages');
  expect(Array.isArray(states)).toBe(true);
});

test('a table has one default', async () => {
  const made = await office.create('/service/priorities', {
    name: 'Normal',
    color: 'Blue',
    defaultFlag: true,
  });
  const defaults = await office.list('/service/priorities?conditions=defaultFlag=true');
  expect(defaults).toMatchObject([{ id: made['id'] }]);
  await office.patch('/service/priorities/3', { defaultFlag: true });
  expect((await office.get(`/service/priorities/${String(made['id'])}`)).json['defaultFlag']).toBe(false);
});

test('what lies below a record goes with it', async () => {
  const board = await office.create('/service/boards', {
    name: 'Gone',
    location: { id: 2 },
    department: { id: 10 },
  });
  const path = `/service/boards/${String(board['id'])}`;
  const status = await office.create(`${path}/statuses`, { name: 'New' });
  expect(status).toMatchObject({ board: { id: board['id'] }, closedStatus: false });
  expect((await office.delete(path)).status).toBe(204);
  expect((await office.get(path)).status).toBe(404);
  expect((await office.get(`${path}/statuses/${String(status['id'])}`)).status).toBe(404);
});

test('a board is copied with its statuses', async () => {
  const copied = await office.post('/service/boards/copy', { id: 1, name: 'Help Desk 2' });
  expect(copied).toMatchObject({ status: 200, json: { name: 'Help Desk 2' } });
  const statuses = await office.list(`/service/boards/${String(copied.json['id'])}/statuses`);
  expect(statuses).toHaveLength(9);
  expect(statuses[0]).toMatchObject({ name: 'New', defaultFlag: true, board: { id: copied.json['id'] } });
  const ticket = await office.create('/service/tickets', {
    summary: 'x',
    company: { id: 3 },
    board: { id: copied.json['id'] },
  });
  expect(ticket).toMatchObject({ status: { name: 'New', id: statuses[0]?.['id'] } });
});

test('members become inactive and keep no password', async () => {
  const [, , person] = await office.list('/system/members?pageSize=3');
  const gone = await office.patch(`/system/members/${String(person?.['id'])}`, { inactiveFlag: true });
  expect(gone.json).toMatchObject({ inactiveFlag: true, inactiveDate: '2026-06-12T20:00:00Z' });
  expect((await office.delete('/system/members/100')).status).toBeGreaterThanOrEqual(404);
});

test('changes leave a trail', async () => {
  const ticket = await office.create('/service/tickets', { summary: 'Trail', company: { id: 3 } });
  const id = String(ticket['id']);
  await office.patch(`/service/tickets/${id}`, { summary: 'Trailed' });
  const trail = await office.list(`/system/audittrail?conditions=text contains "%23${id}:"`);
  expect(trail).toMatchObject([
    { auditType: 'Ticket', auditSubType: 'Created', enteredBy: 'SandboxAPI', auditSource: 'API' },
    { auditType: 'Ticket', auditSubType: 'Updated', text: expect.stringContaining('summary') as unknown },
  ]);
  expect(await office.list(`/system/audittrail?type=ticket&id=${id}`)).toEqual(trail);
  const created = `/system/audittrail?type=Ticket&id=${id}&conditions=auditSubType="Created"`;
  expect(await office.list(created)).toHaveLength(1);
  expect(await office.list(`/system/audittrail?type=Company&id=${id}`)).toEqual([]);
  expect((await office.get(`/system/audittrail/count?type=ticket&id=${id}`)).json).toEqual({ count: 2 });
  const either = `(auditSubType = "Created" or auditSubType = "Deleted") and text contains "tr"`;
  const encoded = encodeURIComponent(either);
  expect(await office.list(`/system/audittrail?id=${id}&conditions=${encoded}`)).toEqual([trail[0]]);
  const open = encodeURIComponent('auditSubType = "Created") or (auditSubType = "Updated"');
  const refused = await office.get(`/system/audittrail?type=Ticket&id=${id}&conditions=${open}`);
  expect(refused).toMatchObject({
    status: 400,
    json: { message: expect.stringContaining('Line 1, Character 25') as unknown },
  });
});

test('agreements: additions begin no earlier than billing, invoices of them are not made by hand', async () => {
  const [type] = await office.list('/finance/agreements/types');
  const [contact] = await office.list('/company/contacts?conditions=company/id=3&pageSize=1');
  const agreement = await office.create('/finance/agreements', {
    name: 'Care',
    type: { id: type?.['id'] },
    company: { id: 3 },
    contact: { id: contact?.['id'] },
    startDate: '2026-06-01T00:00:00Z',
  });
  expect(agreement).toMatchObject({
    agreementStatus: 'Active',
    billStartDate: '2026-06-01T00:00:00Z',
    billToCompany: { id: 3 },
  });
  const path = `/finance/agreements/${String(agreement['id'])}/additions`;
  const [product] = await office.list('/procurement/catalog?pageSize=1');
  const addition = { product: { id: product?.['id'] }, billCustomer: 'Billable', quantity: 2 };
  expect(await office.post(path, { ...addition, effectiveDate: '2026-05-31T00:00:00Z' })).toMatchObject({
    status: 400,
    json: {
      message: 'Addition object is invalid',
      errors: [{ message: 'effectiveDate cannot be less than the agreement billing start date' }],
    },
  });
  const made = await office.create(path, addition);
  expect(made).toMatchObject({
    effectiveDate: '2026-06-01T00:00:00Z',
    billedQuantity: 2,
    agreementId: agreement['id'],
  });
  expect(made['extPrice']).toBe(2 * Number(product?.['price']));
  expect(await office.post('/finance/invoices', { type: 'Agreement', company: { id: 3 } })).toMatchObject({
    status: 400,
    json: { errors: [{ message: 'Cannot create agreement invoices through the Invoicing API' }] },
  });
  const invoiced = await office.post(`/finance/agreements/${String(agreement['id'])}/invoice`);
  expect(invoiced.status).toBe(201);
  const invoiceId: unknown = invoiced.json;
  const invoice = (await office.get(`/finance/invoices/${String(invoiceId)}`)).json;
  expect(invoice).toMatchObject({
    type: 'Agreement',
    total: made['extPrice'],
    agreement: { id: agreement['id'] },
  });
});

test('an opportunity becomes whatever it is converted to', async () => {
  const [opportunity] = await office.list('/sales/opportunities?conditions=status/name="Open"&pageSize=1');
  const path = `/sales/opportunities/${String(opportunity?.['id'])}`;
  const ticket = await office.post(`${path}/convertToServiceTicket`, { summary: 'Install' });
  expect(ticket).toMatchObject({
    status: 201,
    json: { summary: 'Install', opportunity: { id: opportunity?.['id'] } },
  });
  const project = await office.post(`${path}/convertToProject`, {});
  expect(project).toMatchObject({ status: 201, json: { status: { name: 'In Progress' } } });
  const won = await office.patch(path, { status: { name: 'Won' } });
  expect(won.json).toMatchObject({
    closedDate: '2026-06-12T20:00:00Z',
    closedBy: { identifier: 'SandboxAPI' },
  });
});

test('links of new and of seeded records work when followed', async () => {
  const company = await office.create('/company/companies', { identifier: 'Links', name: 'Links' });
  const contact = await office.create('/company/contacts', {
    firstName: 'Li',
    company: { id: company['id'] },
  });
  const ticket = await office.create('/service/tickets', {
    summary: 'Links',
    company: { id: company['id'] },
  });
  const [oldTicket] = await office.list('/service/tickets?pageSize=1');
  const [projectTicket] = await office.list('/project/tickets?pageSize=1');
  const [oldContact] = await office.list('/company/contacts?pageSize=1');
  const [oldCompany] = await office.list('/company/companies?pageSize=1');
  const [board] = await office.list('/service/boards?pageSize=1');
  const names = new Set<string>();
  for (const record of [company, contact, ticket, oldTicket, projectTicket, oldContact, oldCompany, board]) {
    for (const [name, href] of Object.entries(record?.['_info'] as JsonRecord)) {
      if (!name.endsWith('_href')) continue;
      names.add(name);
      expect([name, (await office.get(encodeURI(String(href)))).status]).toEqual([name, 200]);
    }
  }
  expect([...names]).toEqual(
    expect.arrayContaining([
      'tracks_href',
      'groups_href',
      'portalSecurity_href',
      'typeAssociations_href',
      'expenseEntries_href',
    ]),
  );
});

test('every link that a write gives a record leads somewhere', async () => {
  for (const path of [
    '/system/members/1',
    '/company/contacts/types/1',
    '/service/boards/1',
    '/finance/agreements/300',
  ]) {
    const { json } = await office.patch(path, {});
    const links = Object.entries(json['_info'] as JsonRecord).filter(([name]) => name.endsWith('_href'));
    for (const [name, link] of links) {
      expect((await office.get(String(link))).status, `${name} of ${path}`).toBe(200);
    }
  }
});
