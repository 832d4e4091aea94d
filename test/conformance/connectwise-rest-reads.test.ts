import { ManageAPI, type CommonParameters } from 'connectwise-rest';
import { describe, expect, test } from 'vitest';
import { operations, useConnectWiseRest } from './support/connectwise-rest.js';

const client = useConnectWiseRest();

describe('connectwise-rest reads', () => {
  test.each([
    ['tickets', () => client.cwm.ServiceAPI.getServiceTickets({ pageSize: 5 })],
    ['project tickets', () => client.cwm.ProjectAPI.getProjectTickets({ pageSize: 5 })],
    ['boards', () => client.cwm.ServiceAPI.getServiceBoards({ pageSize: 5 })],
    ['companies', () => client.cwm.CompanyAPI.getCompanyCompanies({ pageSize: 5 })],
    ['contacts', () => client.cwm.CompanyAPI.getCompanyContacts({ pageSize: 5 })],
    ['configurations', () => client.cwm.CompanyAPI.getCompanyConfigurations('', { pageSize: 5 })],
    ['agreements', () => client.cwm.FinanceAPI.getFinanceAgreements({ pageSize: 5 })],
    ['invoices', () => client.cwm.FinanceAPI.getFinanceInvoices({ pageSize: 5 })],
    ['time entries', () => client.cwm.TimeAPI.getTimeEntries({ pageSize: 5 })],
    ['schedule entries', () => client.cwm.ScheduleAPI.getScheduleEntries({ pageSize: 5 })],
    ['opportunities', () => client.cwm.SalesAPI.getSalesOpportunities({ pageSize: 5 })],
    ['activities', () => client.cwm.SalesAPI.getSalesActivities({ pageSize: 5 })],
    ['projects', () => client.cwm.ProjectAPI.getProjectProjects({ pageSize: 5 })],
    ['catalog categories', () => client.cwm.ProcurementAPI.getProcurementCategories({ pageSize: 5 })],
    ['members', () => client.cwm.SystemAPI.getSystemMembers({ pageSize: 5 })],
    ['communication types', () => client.cwm.CompanyAPI.getCompanyCommunicationTypes({ pageSize: 2 })],
  ])('%s', async (_, list) => {
    const rows = await list();
    expect(rows.length).toBeGreaterThan(1);
    for (const row of rows) expect(row).toMatchObject({ id: expect.any(Number), _info: expect.any(Object) });
  });

  test('one record, and what does not exist', async () => {
    const [first] = await client.cwm.ServiceAPI.getServiceTickets({ pageSize: 1 });
    const ticket = await client.cwm.ServiceAPI.getServiceTicketsById(first!.id!);
    expect(ticket).toEqual(first);
    await expect(client.cwm.ServiceAPI.getServiceTicketsById(123_456_789)).rejects.toMatchObject({
      status: 404,
      data: { code: 'NotFound', message: 'Ticket 123456789 not found' },
    });
    await expect(
      client.cwm.ServiceAPI.getServiceBoardsByGrandparentIdItemsByParentIdAssociations(9999, 9999),
    ).rejects.toMatchObject({ status: 404 });
  });

  test('conditions, orderBy and fields', async () => {
    const rows = await client.cwm.ServiceAPI.getServiceTickets({
      conditions: "closedFlag = false and (priority/id <= 3 or summary like '%vpn%') and company/id != null",
      orderBy: 'priority/id asc, _info/lastUpdated desc',
      fields: 'id,summary,priority/id,company/name',
      pageSize: 50,
    });
    expect(rows.length).toBeGreaterThan(5);
    for (const row of rows) expect(Object.keys(row).sort()).toEqual(['company', 'id', 'priority', 'summary']);
    const priorities = rows.map((row) => row.priority!.id!);
    expect(priorities).toEqual([...priorities].sort((a, b) => a - b));
  });

  test('childConditions and customFieldConditions', async () => {
    const contacts = await client.cwm.CompanyAPI.getCompanyContacts({
      childConditions:
        'communicationItems/communicationType = "Email" and communicationItems/defaultFlag = true',
      pageSize: 10,
    });
    expect(contacts.length).toBe(10);
    const [withField] = await client.cwm.ServiceAPI.getServiceTickets({ pageSize: 1 });
    const field = withField!.customFields!.find((each) => each.type === 'Text' || each.type === 'TextArea');
    await client.cwm.ServiceAPI.patchServiceTicketsById(
      withField!.id!,
      operations({
        op: 'replace',
        path: 'customFields',
        value: [{ id: field!.id, value: 'from another client' }],
      }),
    );
    const found = await client.cwm.ServiceAPI.getServiceTickets({
      customFieldConditions: `caption="${field!.caption!}" AND value = "from another client"`,
    });
    expect(found.map((each) => each.id)).toEqual([withField!.id]);
  });

  test('counts, and the search endpoint', async () => {
    const conditions = 'closedFlag = false';
    const { count } = await client.cwm.ServiceAPI.getServiceTicketsCount({ conditions });
    expect(count).toBeGreaterThan(10);
    const page = await client.cwm.ServiceAPI.postServiceTicketsSearch({ conditions, orderBy: 'id desc' });
    expect(page.length).toBe(25);
    expect(page[0]!.id).toBeGreaterThan(page[1]!.id!);
  });

  test('paginate gives every record once', async () => {
    const { count } = await client.cwm.CompanyAPI.getCompanyContactsCount({});
    const parameters: CommonParameters = { conditions: 'id > 0', fields: 'id' };
    const all = (await client.cwm.paginate(
      client.cwm.CompanyAPI.getCompanyContacts.bind(client.cwm.CompanyAPI),
      { pageSize: 100 },
      parameters,
    )) as { id: number }[];
    expect(new Set(all.map(({ id }) => id)).size).toBe(count);
  });

  test('a condition that is wrong is refused in the words of PSA', async () => {
    await expect(
      client.cwm.FinanceAPI.getFinanceInvoices({ conditions: 'invoiceDate > [2024-01-01T00:00:00Z]' }),
    ).rejects.toMatchObject({
      status: 400,
      data: { code: 'ApiFindCondition', message: 'invoiceDate is not a recognized name.' },
    });
  });
});

describe('connectwise-rest and credentials', () => {
  test('a wrong key is 401', async () => {
    const wrong = new ManageAPI(client.options({ privateKey: 'wrong' }));
    await expect(wrong.SystemAPI.getSystemInfo()).rejects.toMatchObject({ status: 401 });
  });

  test('any entry point of its own, and its retries, do no harm', async () => {
    const other = new ManageAPI(
      client.options({ entryPoint: 'v2025_1', apiVersion: '2025.16', retry: true }),
    );
    expect(await other.SystemAPI.getSystemInfo()).toMatchObject({ version: expect.any(String) });
  });
});
