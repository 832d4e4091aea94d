import { once } from 'node:events';
import type { CommonParameters } from 'connectwise-rest';
import { describe, expect, test } from 'vitest';
import { operations, useConnectWiseRest } from './support/connectwise-rest.js';

const client = useConnectWiseRest();

/**
 * A record without what the server works out anew whenever it is saved: when that was, how far the SLA is, and
 * what else references tell of the record they mean.
 */
function essence(record: object): object {
  const again = ['_info', 'slaStatus'];
  const short = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(short);
    if (typeof value !== 'object' || value === null) return value;
    const { id, name } = value as { id?: number; name?: string };
    return id === undefined ? value : { id, name };
  };
  const kept = Object.entries(record).filter(([name]) => !again.includes(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, short(value)]));
}

/** Calls a method by its name. */
function call(api: object, name: string, ...args: unknown[]): Promise<unknown> {
  return (api as Record<string, (...all: unknown[]) => Promise<unknown>>)[name]!(...args);
}

describe('connectwise-rest writes', () => {
  test('create, PATCH, PUT, delete', async () => {
    const [company] = await client.cwm.CompanyAPI.getCompanyCompanies({ pageSize: 1 });
    const created = await client.cwm.ServiceAPI.postServiceTickets({
      summary: 'Made by connectwise-rest',
      company: { id: company!.id! },
      initialDescription: 'Nobody can print.',
    });
    expect(created).toMatchObject({
      id: expect.any(Number),
      summary: 'Made by connectwise-rest',
      company: { id: company!.id, identifier: company!.identifier },
      board: { name: expect.any(String) },
      status: { name: expect.any(String) },
      recordType: 'ServiceTicket',
    });
    const id = created.id!;
    const notes = await client.cwm.ServiceAPI.getServiceTicketsByParentIdNotes(id);
    expect(notes).toMatchObject([{ text: 'Nobody can print.', detailDescriptionFlag: true }]);

    const [status] = await client.cwm.ServiceAPI.getServiceBoardsByParentIdStatuses(created.board!.id!, {
      conditions: 'closedStatus = true',
    });
    const patched = await client.cwm.ServiceAPI.patchServiceTicketsById(
      id,
      operations(
        { op: 'replace', path: 'summary', value: 'Changed' },
        { op: 'add', path: '/customerUpdatedFlag', value: true },
        { op: 'remove', path: 'contact' },
        { op: 'replace', path: 'status', value: { id: status!.id } },
      ),
    );
    expect(patched).toMatchObject({
      summary: 'Changed',
      status: { id: status!.id, name: status!.name },
      closedFlag: true,
    });
    expect(patched.contact?.id).toBeUndefined();

    const { _info, customFields, ...rest } = patched;
    const put = await client.cwm.ServiceAPI.putServiceTicketsById(id, { ...rest, summary: 'Put' });
    expect(put).toMatchObject({ id, summary: 'Put', customFields });
    expect(_info).toMatchObject({ updatedBy: expect.any(String) });

    await client.cwm.ServiceAPI.deleteServiceTicketsById(id);
    await expect(client.cwm.ServiceAPI.getServiceTicketsById(id)).rejects.toMatchObject({ status: 404 });
  });

  test('a whole record that was read may be put back as it is', async () => {
    for (const [api, name] of [
      [client.cwm.ServiceAPI, 'ServiceTickets'],
      [client.cwm.CompanyAPI, 'CompanyCompanies'],
      [client.cwm.CompanyAPI, 'CompanyContacts'],
      [client.cwm.CompanyAPI, 'CompanyConfigurations'],
      [client.cwm.FinanceAPI, 'FinanceAgreements'],
      [client.cwm.ProjectAPI, 'ProjectProjects'],
      [client.cwm.SalesAPI, 'SalesOpportunities'],
      [client.cwm.TimeAPI, 'TimeEntries'],
    ] as const) {
      const [first] = (await call(api, `get${name}`, { pageSize: 1, orderBy: 'id desc' })) as {
        id: number;
      }[];
      const answered = (await call(api, `put${name}ById`, first!.id, first)) as object;
      expect(essence(answered), name).toMatchObject(essence(first!));
    }
  });

  test('a record that cannot be is refused with its fields', async () => {
    await expect(client.cwm.CompanyAPI.postCompanyContacts({})).rejects.toMatchObject({
      status: 400,
      data: {
        code: 'InvalidObject',
        message: 'contact object is invalid',
        errors: [{ code: 'MissingRequiredField', resource: 'contact', field: 'firstName' }],
      },
    });
  });

  test('a time entry and a note on a ticket', async () => {
    const [ticket] = await client.cwm.ServiceAPI.getServiceTickets({
      conditions: 'closedFlag = false',
      pageSize: 1,
    });
    const note = await client.cwm.ServiceAPI.postServiceTicketsByParentIdNotes(ticket!.id!, {
      text: 'Called the customer.',
      internalAnalysisFlag: true,
    });
    expect(note).toMatchObject({ ticketId: ticket!.id, internalAnalysisFlag: true });
    const entry = await client.cwm.TimeAPI.postTimeEntries({
      chargeToId: ticket!.id!,
      chargeToType: 'ServiceTicket',
      timeStart: '2026-01-05T09:00:00Z',
      timeEnd: '2026-01-05T09:30:00Z',
      notes: 'Reset the printer.',
    } as never);
    expect(entry).toMatchObject({
      actualHours: 0.5,
      chargeToId: ticket!.id,
      billableOption: expect.any(String),
    });
  });

  test('one of each, from the company to the project ticket, changed and deleted again', async () => {
    type Made = Readonly<Record<string, unknown>> & { readonly id: number };
    const made: { readonly path: string; readonly record: Made }[] = [];
    const make = async (path: string, data: Record<string, unknown>): Promise<Made> => {
      const record = (await client.cwm.request({ path, method: 'post', data }).catch((error: unknown) => {
        throw new TypeError(`POST ${path}: ${JSON.stringify(error)}`);
      })) as Made;
      made.push({ path, record });
      return record;
    };
    const company = await make('/company/companies', {
      identifier: 'Conformance',
      name: 'Conformance Ltd',
      types: [{ name: 'Customer' }],
      status: { name: 'Active' },
      site: { name: 'Main' },
    });
    const site = await make(`/company/companies/${company.id}/sites`, {
      name: 'Warehouse',
      addressLine1: '1 Dock Road',
    });
    await make(`/company/companies/${company.id}/notes`, { text: 'Pays late.' });
    const contact = await make('/company/contacts', {
      firstName: 'Ada',
      lastName: 'Quist',
      company: { id: company.id },
      site: { id: site.id },
      communicationItems: [{ type: { name: 'Email' }, value: 'ada@example.com', defaultFlag: true }],
    });
    expect(contact['communicationItems']).toMatchObject([
      { value: 'ada@example.com', communicationType: 'Email' },
    ]);
    const [configurationType] = await client.cwm.CompanyAPI.getCompanyConfigurationsTypes({ pageSize: 1 });
    await make('/company/configurations', {
      name: 'SRV-1',
      type: { id: configurationType!.id },
      company: { id: company.id },
    });
    const [agreementType] = await client.cwm.FinanceAPI.getFinanceAgreementsTypes({ pageSize: 1 });
    const agreement = await make('/finance/agreements', {
      name: 'Care',
      type: { id: agreementType!.id },
      company: { id: company.id },
      contact: { id: contact.id },
    });
    const [product] = await client.cwm.ProcurementAPI.getProcurementCatalog({ pageSize: 1 });
    await make(`/finance/agreements/${agreement.id}/additions`, {
      product: { id: product!.id },
      billCustomer: 'Billable',
      quantity: 3,
    });
    const ticket = await make('/service/tickets', {
      summary: 'One of each',
      company: { identifier: 'conformance' },
      contact: { id: contact.id },
      agreement: { id: agreement.id },
    });
    await make(`/service/tickets/${ticket.id}/tasks`, { notes: 'First look' });
    await make('/schedule/entries', {
      objectId: ticket.id,
      type: { identifier: 'S' },
      member: { identifier: 'zAdmin' },
      dateStart: '2026-02-02T14:00:00Z',
      dateEnd: '2026-02-02T15:00:00Z',
    });
    await make('/sales/activities', {
      name: 'Call back',
      company: { id: company.id },
      contact: { id: contact.id },
      assignTo: { identifier: 'zAdmin' },
    });
    await make('/sales/opportunities', {
      name: 'More seats',
      primarySalesRep: { identifier: 'zAdmin' },
      company: { id: company.id },
      contact: { id: contact.id },
      expectedCloseDate: '2026-06-01T00:00:00Z',
    });
    const [board] = (await client.cwm.ServiceAPI.getServiceBoards({
      conditions: 'projectFlag = true',
      pageSize: 1,
    })) as Made[];
    const project = await make('/project/projects', {
      name: 'Move',
      billingMethod: 'ActualRates',
      board: { id: board!.id },
      company: { id: company.id },
      estimatedStart: '2026-03-01T00:00:00Z',
      estimatedEnd: '2026-04-01T00:00:00Z',
    });
    const phase = await make(`/project/projects/${project.id}/phases`, { description: 'Plan' });
    await make('/project/tickets', {
      summary: 'Plan it',
      project: { id: project.id },
      phase: { id: phase.id },
      company: { id: company.id },
    });
    await make('/procurement/products', {
      catalogItem: { id: product!.id },
      billableOption: 'Billable',
      quantity: 2,
      ticket: { id: ticket.id },
    });
    for (const { path, record } of made.toReversed()) {
      const one = `${path}/${record.id}`;
      expect(await client.cwm.request({ path: one }), one).toMatchObject({ id: record.id });
      await client.cwm.request({ path: one, method: 'delete' }).catch((error: unknown) => {
        throw new TypeError(`DELETE ${one}: ${JSON.stringify(error)}`);
      });
      await expect(client.cwm.request({ path: one }), one).rejects.toMatchObject({ status: 404 });
    }
  });

  test('actions: merge, children, many at once, keys for a member', async () => {
    const [company] = await client.cwm.CompanyAPI.getCompanyCompanies({ pageSize: 1 });
    const make = async (summary: string): Promise<number> =>
      (await client.cwm.ServiceAPI.postServiceTickets({ summary, company: { id: company!.id! } })).id!;
    const [first, second, third] = [await make('One'), await make('Two'), await make('Three')] as const;
    const { status } = await client.cwm.ServiceAPI.getServiceTicketsById(first);
    const merged = await client.cwm.ServiceAPI.postServiceTicketsByParentIdMerge(first, {
      mergeTicketIds: [second],
      status: { id: status!.id! },
    });
    expect(merged).toMatchObject({ success: true });
    const attached = await client.cwm.ServiceAPI.postServiceTicketsByParentIdAttachChildren(first, {
      childTicketIds: [third],
    });
    expect(attached).toMatchObject({ success: true });
    expect(await client.cwm.ServiceAPI.getServiceTicketsById(third)).toMatchObject({ parentTicketId: first });
    const [type] = await client.cwm.CompanyAPI.getCompanyConfigurationsTypes({ pageSize: 1 });
    const many = (await client.cwm.CompanyAPI.postCompanyConfigurationsBulk([
      { name: 'A', type: { id: type!.id! }, company: { id: company!.id! } },
      { name: 'B' },
    ] as never)) as unknown as { payload: { originalIndex: number; success: boolean }[] };
    expect(many.payload.map((each) => [each.originalIndex, each.success])).toEqual([
      [0, true],
      [1, false],
    ]);
    const keys = await client.cwm.SystemAPI.postSystemMembersByMemberIdentifierTokens('zAdmin');
    expect(keys).toMatchObject({ publicKey: expect.any(String), privateKey: expect.any(String) });
  });

  test('reports, and one bundle of several reads', async () => {
    const reports = await client.cwm.SystemAPI.getSystemReports();
    expect(reports.length).toBeGreaterThan(0);
    const { results } = await client.cwm.SystemAPI.postSystemBundles({
      requests: [
        {
          sequenceNumber: 1,
          resourceType: 'ticket',
          apiRequest: { filters: { conditions: 'id > 0' }, page: { pageSize: 3 } },
        },
        { sequenceNumber: 2, resourceType: 'company', apiRequest: { page: { pageSize: 2 } } },
      ],
    });
    expect(results!.map((each) => [each.sequenceNumber, each.success, each.entities?.length])).toEqual([
      [1, true, 3],
      [2, true, 2],
    ]);
  });
});

describe('connectwise-rest and documents', () => {
  test('upload by FormData, list, download as a stream, delete', async () => {
    const [ticket] = await client.cwm.ServiceAPI.getServiceTickets({ pageSize: 1 });
    const form = new FormData();
    form.set('recordType', 'Ticket');
    form.set('recordId', String(ticket!.id));
    form.set('title', 'A file from another client');
    form.set('file', new Blob(['Fünf Zeilen\n'], { type: 'text/plain' }), 'notes ü.txt');
    const made = await client.cwm.SystemAPI.postSystemDocuments(form as never);
    expect(made).toMatchObject({ title: 'A file from another client', fileName: 'notes ü.txt' });

    const listed = await client.cwm.SystemAPI.getSystemDocuments({
      recordType: 'Ticket',
      recordId: ticket!.id,
    } as CommonParameters);
    expect(listed.map(({ id }) => id)).toContain(made.id);

    const stream = (await client.cwm.SystemAPI.getSystemDocumentsByIdDownload(
      made.id!,
    )) as unknown as NodeJS.ReadableStream;
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    await once(stream, 'end');
    expect(Buffer.concat(chunks).toString()).toBe('Fünf Zeilen\n');

    await client.cwm.SystemAPI.deleteSystemDocumentsById(made.id!);
    await expect(client.cwm.SystemAPI.getSystemDocumentsById(made.id!)).rejects.toMatchObject({
      status: 404,
    });
  });

  test('an invoice as PDF', async () => {
    const [invoice] = await client.cwm.FinanceAPI.getFinanceInvoices({ pageSize: 1 });
    const pdf = (await client.cwm.FinanceAPI.getFinanceInvoicesByIdPdf(invoice!.id!)) as unknown as string;
    expect(pdf.slice(0, 5)).toBe('%PDF-');
  });
});
