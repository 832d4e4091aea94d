import { expect } from 'vitest';
import { rowsOf, type Row } from '../support/rows.js';
import { authorization, useSandbox } from '../support/sandbox.js';
import { verifies } from './verifies.js';

const world = useSandbox();

const { send, create } = rowsOf(world);
const patch = (path: string, changes: Readonly<Record<string, unknown>>, status = 200): Promise<Row> =>
  send(
    'PATCH',
    path,
    Object.entries(changes).map(([name, value]) => ({ op: 'replace', path: name, value })),
    status,
  );
const remove = async (path: string): Promise<number> => (await world.ask(path, { method: 'DELETE' })).status;
const ticket = (members: object = {}): Promise<Row> =>
  create('/service/tickets', { summary: 'No sound', company: { id: 3 }, ...members });
const get = (path: string): Promise<Row> => world.json<Row>(path);
const list = (path: string): Promise<Row[]> => world.json<Row[]>(path);
const time = (id: number, members: object = {}): object => ({
  chargeToType: 'ServiceTicket',
  chargeToId: id,
  timeStart: '2026-06-12T13:00:00Z',
  timeEnd: '2026-06-12T14:00:00Z',
  ...members,
});
const EXPENSE_TYPE = {
  name: 'Meals',
  amountCaption: 'Amount',
  billExpenses: 'Billable',
  invoiceMarkupOption: 'Amount',
};
let companies = 0;
const company = (): Promise<Row> =>
  create('/company/companies', { identifier: `Fid${++companies}`, name: 'Fidelity', city: 'Boston' });
const invalid = (resource: string, ...errors: object[]): object => ({
  code: 'InvalidObject',
  message: `${resource} object is invalid`,
  errors,
});

verifies('rules:ticket-defaults', async () => {
  const made = await ticket();
  expect(made).toMatchObject({
    board: { name: 'Help Desk' },
    status: { name: 'New' },
    priority: { name: 'Priority 3 - Medium' },
    source: { name: 'Call' },
    team: { name: 'Service Desk' },
    severity: 'Medium',
    impact: 'Medium',
    billTime: 'NoDefault',
    location: { name: 'Boston' },
    department: { name: 'Managed Services' },
    recordType: 'ServiceTicket',
  });
  for (const member of ['site', 'contact', 'addressLine1', 'city', 'zip'])
    expect(made[member], member).toBeDefined();
});

verifies('rules:ticket-needs-company', async () => {
  expect(await send('POST', '/service/tickets', { summary: 'Nobody' }, 400)).toMatchObject(
    invalid('ticket', { code: 'MissingRequiredField' }),
  );
});

verifies('rules:board-status', async () => {
  const { id } = await ticket();
  const path = `/service/tickets/${id}`;
  const refused = (status: number, board: number): object =>
    invalid('ticket', {
      code: 'NotFound',
      message: `Service Status ${status} not found for Service Board ${board}`,
      resource: 'ticket',
      field: 'status/id',
    });
  expect(await patch(path, { status: { id: 17 } }, 400)).toMatchObject(refused(17, 1));
  expect(await patch(path, { board: { id: 2 } }, 400)).toMatchObject(refused(1, 2));
});

verifies('rules:status-by-name', async () => {
  const made = await ticket({ board: { id: 2 }, status: { name: 'Scheduled' } });
  const [status] = await list('/service/boards/2/statuses?conditions=name="Scheduled"');
  expect(made['status']).toMatchObject({ id: status!.id, name: 'Scheduled' });
});

verifies('rules:closing', async () => {
  const { id } = await ticket();
  const closed = await patch(`/service/tickets/${id}`, { status: { name: 'Closed' } });
  expect(closed).toMatchObject({ closedFlag: true, closedBy: 'SandboxAPI' });
  expect(closed['closedDate']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  const open = await patch(`/service/tickets/${id}`, { status: { name: 'New' } });
  expect(open).toMatchObject({ closedFlag: false });
  expect(open['closedDate']).toBeUndefined();
});

verifies('rules:first-notes', async () => {
  const made = await ticket({
    initialDescription: 'a',
    initialInternalAnalysis: 'b',
    initialResolution: 'c',
  });
  expect(made['initialDescription']).toBeUndefined();
  expect(await list(`/service/tickets/${made.id}/notes`)).toMatchObject([
    { text: 'a', detailDescriptionFlag: true },
    { text: 'b', internalAnalysisFlag: true },
    { text: 'c', resolutionFlag: true },
  ]);
});

verifies('rules:all-notes', async () => {
  const { id } = await ticket({ initialDescription: 'a' });
  await create('/time/entries', time(id, { notes: 'b' }));
  const notes = await list(`/service/tickets/${id}/allNotes`);
  expect(notes.map(({ noteType, text }) => [noteType, text]).sort()).toEqual([
    ['TicketNote', 'a'],
    ['TimeEntryNote', 'b'],
  ]);
});

verifies('rules:time-defaults', async () => {
  const { id } = await ticket();
  const entry = await create('/time/entries', time(id));
  expect(entry).toMatchObject({
    member: { identifier: 'SandboxAPI' },
    workRole: { name: 'Technician' },
    workType: { name: 'Remote' },
    billableOption: 'Billable',
    actualHours: 1,
  });
  expect(await get(`/service/tickets/${id}`)).toMatchObject({ actualHours: 1 });
  await remove(`/time/entries/${entry.id}`);
  expect(await get(`/service/tickets/${id}`)).toMatchObject({ actualHours: 0 });
});

verifies('rules:time-forbidden', async () => {
  await patch('/service/boards/3/statuses/26', { timeEntryNotAllowed: true });
  const { id } = await ticket({ board: { id: 3 }, status: { id: 26 } });
  expect(await send('POST', '/time/entries', time(id), 400)).toMatchObject(
    invalid('timeEntry', {
      message:
        'Please update the status of this ticket before entering time, the current status does not allow time entry.',
    }),
  );
});

verifies('rules:time-locked', async () => {
  const [billed] = await list('/time/entries?conditions=status="BilledAgreement"&pageSize=1');
  await patch(`/time/entries/${billed!.id}`, { notes: 'x' }, 400);
  expect(await remove(`/time/entries/${billed!.id}`)).toBe(400);
});

verifies('rules:schedule-name', async () => {
  const refused = await send('POST', '/schedule/entries', { name: 'n'.repeat(251), objectId: 123456 }, 400);
  expect(refused).toMatchObject(
    invalid(
      'schedule',
      { code: 'MaxLengthField', resource: 'schedule', field: 'name' },
      { code: 'MissingRequiredField', resource: 'schedule', field: 'type' },
    ),
  );
});

verifies('rules:actions-all-faults', async () => {
  const [a] = await list('/service/tickets?conditions=closedFlag=false&pageSize=1&fields=id');
  const refused = await send('POST', `/service/tickets/${a!.id}/merge`, { mergeTicketIds: [a!.id] }, 400);
  expect(refused).toMatchObject(
    invalid(
      'ticketMerge',
      { code: 'MissingRequiredField', field: 'status' },
      { code: 'InvalidField', field: 'mergeTicketIds' },
    ),
  );
  expect(await send('POST', '/service/tickets/999999/merge', {}, 404)).toMatchObject({ code: 'NotFound' });
});

verifies('rules:family-circle', async () => {
  const [a, b] = await list('/service/tickets?conditions=closedFlag=false&pageSize=2&fields=id');
  await send('POST', `/service/tickets/${a!.id}/attachChildren`, { childTicketIds: [b!.id] }, 200);
  const circle = await send(
    'POST',
    `/service/tickets/${b!.id}/attachChildren`,
    { childTicketIds: [a!.id] },
    400,
  );
  expect(circle).toMatchObject(invalid('ticket', { code: 'InvalidField', field: 'parentTicketId' }));
});

verifies('rules:schedule-object', async () => {
  const refused = await send('POST', '/schedule/entries', { objectId: 123456, type: { id: 1 } }, 400);
  expect(refused).toMatchObject(
    invalid('schedule', {
      code: 'NotFound',
      message: 'Activity 123456 not found',
      resource: 'schedule',
      field: 'objectId',
    }),
  );
});

verifies('rules:ticket-resources', async () => {
  const { id } = await ticket();
  const entry = await create('/schedule/entries', { objectId: id, type: { identifier: 'S' } });
  expect(await get(`/service/tickets/${id}`)).toMatchObject({ resources: 'SandboxAPI' });
  await remove(`/schedule/entries/${entry.id}`);
  expect((await get(`/service/tickets/${id}`))['resources']).toBeUndefined();
});

verifies('rules:one-default', async () => {
  const { id } = await company();
  await create(`/company/companies/${id}/sites`, { name: 'Branch', primaryAddressFlag: true });
  const sites = await list(`/company/companies/${id}/sites`);
  expect(sites.filter((site) => site['primaryAddressFlag'] === true)).toMatchObject([{ name: 'Branch' }]);
  await create('/company/contacts', { firstName: 'A', company: { id } });
  await create('/company/contacts', { firstName: 'B', company: { id }, defaultFlag: true });
  const contacts = await list(`/company/contacts?conditions=company/id=${id} and defaultFlag=true`);
  expect(contacts).toMatchObject([{ firstName: 'B' }]);
  const made = await create('/service/sources', { name: 'Chat', defaultFlag: true });
  expect(await list('/service/sources?conditions=defaultFlag=true')).toMatchObject([{ id: made.id }]);
  await patch('/service/sources/1', { defaultFlag: true });
});

verifies('rules:company-children', async () => {
  expect(await remove('/company/companies/3')).toBe(409);
  const { id } = await company();
  expect(await remove(`/company/companies/${id}`)).toBe(204);
});

verifies('rules:transfer-contact', async () => {
  const from = await create('/company/contacts', { firstName: 'A', company: { id: 3 } });
  const to = await create('/company/contacts', { firstName: 'B', company: { id: 3 } });
  const { id } = await ticket({ contact: { id: from.id } });
  expect(await remove(`/company/contacts/${from.id}?transferContactId=${to.id}`)).toBe(204);
  expect(await get(`/service/tickets/${id}`)).toMatchObject({ contact: { id: to.id } });
});

verifies('rules:default-contact', async () => {
  const { id } = await create('/company/companies', { identifier: 'Inherits', name: 'Inherits' });
  const first = await create('/company/contacts', { firstName: 'A', company: { id } });
  const next = await create('/company/contacts', { firstName: 'B', company: { id } });
  expect(await remove(`/company/contacts/${first.id}`)).toBe(204);
  expect(await get(`/company/companies/${id}`)).toMatchObject({ defaultContact: { id: next.id } });
  expect(await remove(`/company/contacts/${next.id}`)).toBe(204);
  expect(await remove(`/company/companies/${id}`)).toBe(204);
});

verifies('rules:usages', async () => {
  const usages = await list('/service/priorities/2/usages');
  const { count } = await get('/service/tickets/count?conditions=priority/id=2');
  expect(usages.find(({ type }) => type === 'Ticket')).toMatchObject({ count });
  expect(await list('/service/priorities/2/usages/list?pageSize=5')).toHaveLength(5);
  expect(await remove('/service/priorities/2')).toBe(409);
});

verifies('rules:communications', async () => {
  const made = await create('/company/contacts', {
    firstName: 'C',
    company: { id: 3 },
    communicationItems: [
      { type: { id: 1 }, value: 'one@example.com' },
      { type: { id: 1 }, value: 'two@example.com' },
    ],
  });
  const path = `/company/contacts/${made.id}`;
  const steps = [{ op: 'replace', path: '/communicationItems/1/defaultFlag', value: true }];
  const changed = await send('PATCH', path, steps, 200);
  expect(changed['communicationItems']).toMatchObject([{ defaultFlag: false }, { defaultFlag: true }]);
  expect(await list(`${path}/communications`)).toMatchObject([{ defaultFlag: false }, { defaultFlag: true }]);
});

verifies('rules:additions', async () => {
  const [agreement] = await list('/finance/agreements?pageSize=1');
  const [product] = await list('/procurement/catalog?pageSize=1');
  const body = {
    product: { id: product!.id },
    billCustomer: 'Billable',
    effectiveDate: '1999-01-01T00:00:00Z',
  };
  expect(await send('POST', `/finance/agreements/${agreement!.id}/additions`, body, 400)).toMatchObject(
    invalid('Addition', { message: 'effectiveDate cannot be less than the agreement billing start date' }),
  );
});

verifies('rules:agreement-invoices', async () => {
  const refused = await send('POST', '/finance/invoices', { type: 'Agreement', company: { id: 3 } }, 400);
  expect(refused).toMatchObject(
    invalid('invoice', { message: 'Cannot create agreement invoices through the Invoicing API' }),
  );
});

verifies('rules:merge', async () => {
  const [target, other] = [await ticket(), await ticket()];
  const body = { mergeTicketIds: [other.id], status: { id: 8 } };
  expect(await send('POST', `/service/tickets/${target.id}/merge`, body, 200)).toMatchObject({
    success: true,
  });
  expect(await get(`/service/tickets/${other.id}`)).toMatchObject({
    mergedParentTicket: { id: target.id },
    status: { id: 8 },
  });
  expect(await get(`/service/tickets/${target.id}`)).toMatchObject({ hasMergedChildTicketFlag: true });
});

verifies('rules:children', async () => {
  const [parent, child] = [await ticket(), await ticket()];
  await send('POST', `/service/tickets/${parent.id}/attachChildren`, { childTicketIds: [child.id] }, 200);
  expect(await get(`/service/tickets/${child.id}`)).toMatchObject({ parentTicketId: parent.id });
  expect(await get(`/service/tickets/${parent.id}`)).toMatchObject({ hasChildTicket: true });
});

verifies('rules:inactive-members', async () => {
  const [, , member] = await list('/system/members?pageSize=3');
  const gone = await patch(`/system/members/${member!.id}`, { inactiveFlag: true, password: 'secret-9' });
  expect(gone['inactiveDate']).toBeDefined();
  expect(JSON.stringify(gone)).not.toContain('secret-9');
});

verifies('rules:custom-fields', async () => {
  const made = await ticket({ customFields: [{ id: 2, value: 'x' }] });
  const fields = made['customFields'] as { caption: string; value: unknown }[];
  expect(fields.map(({ caption, value }) => [caption, value])).toEqual([
    ['Outage ID', null],
    ['Custom Field 1', 'x'],
    ['Customer Impact', null],
    ['VIP', null],
    ['Change Window', null],
  ]);
});

verifies('rules:sla-hours', async () => {
  const [standard] = await list('/service/SLAs');
  const [calendar] = await list('/schedule/calendars');
  expect(standard).toMatchObject({ basedOn: 'MyCalendar' });
  expect(calendar).toMatchObject({ mondayStartTime: '08:00:00', mondayEndTime: '18:00:00' });
  const hourOf = async (sla: number): Promise<number> => {
    const { slaStatus } = await ticket({ sla: { id: sla } });
    const [, hour, half] = /(\d\d):\d\d ([AP]M) UTC-0[45]$/.exec(String(slaStatus)) ?? [];
    return (Number(hour) % 12) + (half === 'PM' ? 12 : 0);
  };
  const hour = await hourOf(standard!.id);
  expect(hour).toBeGreaterThanOrEqual(8);
  expect(hour).toBeLessThanOrEqual(18);
  const whole = await create('/service/SLAs', { name: 'Always', basedOn: 'AllHours', respondHours: 0 });
  const { slaStatus, _info } = await ticket({ sla: { id: whole.id } });
  const { dateEntered } = _info as { readonly dateEntered: string };
  const local = new Intl.DateTimeFormat('en-US', { timeZone: 'America/New_York', timeStyle: 'short' });
  expect(String(slaStatus)).toContain(local.format(new Date(dateEntered)).replace(/\s/g, ' '));
});

verifies('rules:change-log', async () => {
  const { id } = await ticket();
  const entry = await create('/time/entries', time(id));
  await patch(`/time/entries/${entry.id}`, { notes: 'Replaced the cable.' });
  await remove(`/time/entries/${entry.id}`);
  const rows = await list(`/time/changelogs?conditions=timeRecId=${entry.id}`);
  expect(rows.map((row) => row['action'])).toEqual(['Added', 'Updated', 'Deleted']);
  expect(await remove('/time/changelogs')).toBe(204);
  expect(await list('/time/changelogs')).toEqual([]);
});

verifies('rules:entry-audits', async () => {
  const { id } = await ticket();
  const entry = await create('/time/entries', time(id));
  await patch(`/time/entries/${entry.id}`, { notes: 'Replaced the cable.' });
  expect(await list(`/time/entries/${entry.id}/audits`)).toMatchObject([
    { type: 'Record' },
    { type: 'Notes', newValue: 'Replaced the cable.' },
  ]);
  const type = await create('/expense/types', EXPENSE_TYPE);
  const cost = { type: { id: type.id }, amount: 5, date: '2026-06-12T00:00:00Z' };
  const expense = await create('/expense/entries', {
    ...cost,
    chargeToType: 'ServiceTicket',
    chargeToId: id,
  });
  await patch(`/expense/entries/${expense.id}`, { amount: 6 });
  expect(await list(`/expense/entries/${expense.id}/audits`)).toMatchObject([
    { type: 'Record' },
    { type: 'Amount', oldValue: '5', newValue: '6' },
  ]);
});

verifies('rules:audit', async () => {
  const { id } = await ticket();
  const rows = await list(`/system/audittrail?conditions=text contains "%23${id}:"`);
  expect(rows).toMatchObject([{ auditType: 'Ticket', enteredBy: 'SandboxAPI' }]);
});

verifies('rules:audit-conditions', async () => {
  const { id } = await ticket();
  await patch(`/service/tickets/${id}`, { summary: 'Once more' });
  const one = encodeURIComponent('auditSubType = "Deleted" or (auditSubType = "Created")');
  const of = `type=Ticket&id=${id}`;
  expect(await list(`/system/audittrail?${of}`)).toHaveLength(2);
  expect(await list(`/system/audittrail?${of}&conditions=${one}`)).toHaveLength(1);
  expect(await get(`/system/audittrail/count?${of}&conditions=${one}`)).toEqual({ count: 1 });
  const unbalanced = encodeURIComponent('auditSubType = "Created") or (auditSubType = "Updated"');
  expect((await world.ask(`/system/audittrail?${of}&conditions=${unbalanced}`)).status).toBe(400);
});

verifies('rules:created-links', async () => {
  const { id } = await company();
  const contact = await create('/company/contacts', { firstName: 'L', company: { id } });
  const made = [await get(`/company/companies/${id}`), contact, await ticket()];
  const [seeded] = await list('/company/contacts?pageSize=1');
  for (const record of [...made, seeded!]) {
    for (const [name, href] of Object.entries(record['_info'] as Record<string, string>)) {
      if (!name.endsWith('_href')) continue;
      const answer = await world.sandbox.fetch(encodeURI(href), { headers: authorization(world.sandbox) });
      expect([name, answer.status]).toEqual([name, 200]);
    }
  }
  const links = Object.keys(seeded!['_info'] as object);
  for (const name of ['tracks', 'groups', 'portalSecurity', 'typeAssociations', 'communications']) {
    expect(links).toContain(`${name}_href`);
  }
});
