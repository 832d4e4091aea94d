import { describe, expect } from 'vitest';
import { rowsOf, type Row } from '../support/rows.js';
import { query, useSandbox } from '../support/sandbox.js';
import { verifies } from './verifies.js';

const world = useSandbox();

const { send, create, first } = rowsOf(world);
const ticket = (): Promise<Row> => create('/service/tickets', { summary: 'No sound', company: { id: 3 } });
const statusOf = async (method: string, path: string, body?: object): Promise<number> =>
  (await world.ask(path, { method, ...(body && { body: JSON.stringify(body) }) })).status;

describe('below records', () => {
  const CHILDREN: Readonly<Record<string, string>> = {
    '/service/tickets':
      'activities allNotes configurations documents notes products scheduleentries tasks timeentries',
    '/project/tickets':
      'activities allNotes configurations documents notes products scheduleentries tasks timeentries',
    '/service/boards':
      'statuses types subtypes items typeSubTypeItemAssociations teams notifications autoAssignResources autoTemplates excludedMembers',
    '/company/companies':
      'sites teams notes groups tracks typeAssociations customStatusNotes managementReportNotifications managementReportSetup managementSummaryReports',
    '/company/contacts': 'communications notes groups tracks typeAssociations',
    '/company/configurations/types': 'questions',
    '/finance/agreements':
      'additions adjustments boardDefaults configurations sites workroles worktypes workRoleExclusions workTypeExclusions',
    '/finance/invoices': 'payments',
    '/project/projects': 'phases notes contacts teamMembers',
    '/sales/opportunities': 'forecast notes contacts team',
    '/system/members':
      'accruals certifications delegations managedDeviceAccounts mycertifications notificationSettings personas skills',
    '/schedule/entries': 'details',
    '/time/entries': 'audits',
  };

  verifies('records:children', async () => {
    for (const [path, names] of Object.entries(CHILDREN)) {
      const { id } = await first(path);
      for (const name of names.split(' ')) {
        const below = `${path}/${id}/${name}`;
        const response = await world.ask(below);
        expect([below, response.status]).toEqual([below, 200]);
        const count = await world.ask(`${below}/count`);
        if (count.status !== 404 && count.status !== 405) {
          expect([below, await count.json()]).toEqual([below, { count: expect.any(Number) as number }]);
        }
      }
    }
    const contact = await first('/company/contacts');
    expect(await statusOf('GET', `/company/contacts/${contact.id}/portalSecurity`)).toBe(200);
    expect(await statusOf('POST', '/time/entries/defaults', { timeStart: '2026-01-05T10:00:00Z' })).toBe(200);
  });

  verifies('records:trailing-slash', async () => {
    const { id } = await first('/sales/opportunities');
    expect(await statusOf('GET', `/sales/opportunities/${id}/forecast/`)).toBe(200);
    expect(await statusOf('GET', '/service/tickets/')).toBe(200);
  });
});

describe('relations', () => {
  verifies('records:ticket-chain', async () => {
    for (const one of await world.json<Row[]>('/service/tickets?pageSize=20')) {
      const idOf = (name: string): number => (one[name] as Row).id;
      const paths = [
        `/service/boards/${idOf('board')}/statuses/${idOf('status')}`,
        `/service/priorities/${idOf('priority')}`,
        `/service/sources/${idOf('source')}`,
        `/service/boards/${idOf('board')}/teams/${idOf('team')}`,
        `/company/companies/${idOf('company')}/sites/${idOf('site')}`,
        `/company/contacts/${idOf('contact')}`,
      ];
      for (const path of paths) expect([path, await statusOf('GET', path)]).toEqual([path, 200]);
    }
  });

  verifies('records:associations', async () => {
    const board = await first('/service/boards');
    const association = await first(`/service/boards/${board.id}/typeSubTypeItemAssociations`);
    expect(association).toMatchObject({ type: { id: expect.any(Number) as number } });
    const { id } = association['type'] as Row;
    expect(await statusOf('GET', `/service/boards/${board.id}/types/${id}`)).toBe(200);
  });

  verifies('records:record-type', async () => {
    expect(await first('/service/tickets')).toMatchObject({ recordType: 'ServiceTicket' });
    const project = await first('/project/tickets');
    expect(project).toMatchObject({
      project: { id: expect.any(Number) as number },
      phase: { id: expect.any(Number) as number },
    });
  });

  verifies('records:inactive', async () => {
    expect(await first('/service/boards', 'inactiveFlag = false')).toHaveProperty('inactiveFlag', false);
    expect(await first('/service/boards/1/statuses', 'inactive=False')).toHaveProperty('inactive', false);
  });

  const REQUIRED: Readonly<Record<string, string>> = {
    '/company/companies': 'identifier name',
    '/company/companies/3/sites': 'name',
    '/company/companies/3/notes': 'text',
    '/company/configurations': 'name type company',
    '/company/configurations/types': 'name',
    '/finance/agreements': 'name type company contact',
    '/finance/agreements/300/additions': 'product billCustomer',
    '/finance/invoices': 'type',
    '/procurement/catalog': 'identifier description customerDescription',
    '/procurement/products': 'billableOption catalogItem',
    '/project/projects': 'name billingMethod estimatedStart estimatedEnd board company',
    '/project/projects/500/phases': 'description',
    '/sales/activities': 'name assignTo',
    '/sales/opportunities': 'name primarySalesRep company contact',
    '/schedule/types': 'name identifier',
    '/service/boards': 'name',
    '/service/boards/1/statuses': 'name',
    '/service/priorities': 'name color',
    '/system/members': 'identifier firstName lastName licenseClass',
    '/time/workTypes': 'name billTime rateType rate',
    '/time/entries': 'timeStart',
    '/system/userDefinedFields': 'podId caption sequenceNumber fieldTypeIdentifier',
  };

  verifies('records:required', async () => {
    for (const [path, names] of Object.entries(REQUIRED)) {
      const before = await world.json(`${path}/count`);
      const answer = await send<{ errors: { code: string; field: string }[] }>('POST', path, {}, 400);
      const missing = answer.errors
        .filter(({ code }) => code === 'MissingRequiredField')
        .map(({ field }) => field);
      expect(missing, path).toEqual(expect.arrayContaining(names.split(' ')));
      expect(await world.json(`${path}/count`)).toEqual(before);
    }
    await send('POST', '/service/tickets/52502/notes', { detailDescriptionFlag: true }, 400);
  });

  verifies('records:lengths', async () => {
    const lengths: [string, string, number, object][] = [
      ['/service/tickets', 'summary', 100, { company: { id: 3 } }],
      ['/service/tickets', 'zip', 12, { summary: 'x', company: { id: 3 } }],
      ['/company/companies', 'name', 50, { identifier: 'Lengths' }],
      ['/schedule/types', 'identifier', 1, { name: 'Lengths' }],
      ['/service/boards/1/statuses', 'name', 50, {}],
      [
        '/system/callbacks',
        'description',
        100,
        { url: 'https://x.example', objectId: 1, type: 'contact', level: 'owner' },
      ],
    ];
    for (const [path, field, length, rest] of lengths) {
      const body = (size: number): object => ({ ...rest, [field]: 'x'.repeat(size) });
      const answer = await send<{ errors: object[] }>('POST', path, body(length + 1), 400);
      const message = `The field ${field} must be a string with a maximum length of ${length}.`;
      expect(answer.errors).toEqual([expect.objectContaining({ code: 'MaxLengthField', field, message })]);
      await create(path, body(length));
    }
  });

  verifies('records:identifier', async () => {
    const { identifier } = await first('/company/companies');
    const answer = await send<{ errors: object[] }>(
      'POST',
      '/company/companies',
      { identifier, name: 'Twice' },
      400,
    );
    expect(answer.errors).toEqual([expect.objectContaining({ code: 'ObjectExists', field: 'identifier' })]);
  });

  verifies('records:contact', async () => {
    const { communicationItems } = (await first('/company/contacts')) as unknown as {
      communicationItems: Row[];
    };
    expect(new Set(communicationItems.map((item) => item['communicationType']))).toContain('Email');
    for (const item of communicationItems) {
      expect(item).toMatchObject({
        type: { id: expect.any(Number) as number, name: expect.any(String) as string },
        value: expect.any(String) as string,
        defaultFlag: expect.any(Boolean) as boolean,
        communicationType: expect.stringMatching(/^(Email|Phone|Fax)$/) as string,
      });
    }
  });

  verifies('records:member', async () => {
    for (const member of await world.json<Row[]>('/system/members?pageSize=1000')) {
      expect(member['identifier']).toMatch(/^.{1,15}$/);
      expect(member['licenseClass']).toMatch(/^[FACX]$/);
    }
  });

  verifies('records:schedule-types', async () => {
    const types = await world.json<Row[]>('/schedule/types');
    for (const { identifier } of types) expect(identifier).toMatch(/^.$/);
    expect(types.find(({ id }) => id === 4)).toMatchObject({ identifier: 'S' });
    expect(types.find(({ id }) => id === 1)).toMatchObject({ identifier: 'C' });
  });

  verifies('records:note', async () => {
    const { id } = await ticket();
    const note = await create(`/service/tickets/${id}/notes`, { text: 'Seen', internalAnalysisFlag: true });
    expect(note).toMatchObject({
      ticketId: id,
      text: 'Seen',
      detailDescriptionFlag: false,
      internalAnalysisFlag: true,
      resolutionFlag: false,
      member: {
        identifier: expect.any(String) as string,
        _info: { member_href: expect.any(String) as string },
      },
      dateCreated: expect.any(String) as string,
      createdBy: 'SandboxAPI',
      internalFlag: true,
      externalFlag: false,
      _info: { lastUpdated: expect.any(String) as string, updatedBy: 'SandboxAPI' },
    });
  });

  verifies('records:questions', async () => {
    const type = await create('/company/configurations/types', { name: 'Questioned' });
    const question = { fieldType: 'Number', entryType: 'EntryField', sequenceNumber: 1, question: 'Disks' };
    const { id: questionId } = await create(`/company/configurations/types/${type.id}/questions`, question);
    const made = await create('/company/configurations', {
      name: 'srv-q',
      type: { id: type.id },
      company: { id: 3 },
      questions: [{ questionId, answer: 4 }],
    });
    expect(made['questions']).toEqual([
      expect.objectContaining({
        answerId: expect.any(Number) as number,
        questionId,
        question: 'Disks',
        answer: 4,
        sequenceNumber: 1,
        fieldType: 'Number',
      }),
    ]);
  });

  verifies('records:invoice', async () => {
    expect(await first('/finance/invoices')).toMatchObject({
      type: expect.any(String) as string,
      applyToType: expect.any(String) as string,
      applyToId: expect.any(Number) as number,
      date: expect.stringMatching(/T00:00:00Z$/) as string,
    });
  });

  verifies('records:no-tombstone', async () => {
    const { id } = await ticket();
    expect(await statusOf('DELETE', `/service/tickets/${id}`)).toBe(204);
    expect(await world.json(`/service/tickets/${id}`, { status: 404 })).toMatchObject({ code: 'NotFound' });
    expect(await world.json(`/service/tickets${query({ conditions: `id = ${id}` })}`)).toEqual([]);
  });
});
