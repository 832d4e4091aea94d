import { pathTree, type PathNode } from 'psakit/catalog';
import { describe, expect } from 'vitest';
import { rowsOf, type Row } from '../support/rows.js';
import { API, query, useSandbox } from '../support/sandbox.js';
import { verifies } from './verifies.js';

const world = useSandbox();

const { send, create, first } = rowsOf(world);
const ticket = (more: object = {}): Promise<Row> =>
  create('/service/tickets', { summary: 'No sound', company: { id: 3 }, ...more });
const patch = (path: string, operations: object[], status = 200): Promise<Row> =>
  send('PATCH', path, operations, status);
const statusOf = async (method: string, path: string, body?: object): Promise<number> =>
  (await world.ask(path, { method, ...(body && { body: JSON.stringify(body) }) })).status;

describe('what the mission names', () => {
  verifies('records:commands', async () => {
    const psa = world.client();
    const tickets = psa.service.tickets;
    const made = await tickets.create({ summary: 'Scanner offline', company: { id: 3 } });
    const found = await tickets
      .list({ where: 'summary contains "scanner offline" and company/id = 3' })
      .all();
    expect(found.map(({ id }) => id)).toContain(made.id);
    await tickets.update(made.id, { summary: 'Scanner is offline' });
    await tickets(made.id).notes.create({ text: 'Power-cycled it', detailDescriptionFlag: true });
    const moment = '2026-06-12T13:00:00Z';
    const charge = { chargeToType: 'ServiceTicket', chargeToId: made.id } as const;
    await psa.time.entries.create({ ...charge, timeStart: moment, actualHours: 0.5 });
    await psa.schedule.entries.create({
      objectId: made.id,
      type: { identifier: 'S' },
      member: { id: 1 },
      dateStart: moment,
      dateEnd: '2026-06-12T14:00:00Z',
    });
    const closed = await first(`/service/boards/${made.board?.id}/statuses`, 'closedStatus = true');
    await tickets.update(made.id, { status: { id: closed.id } });
    expect(await tickets.get(made.id)).toMatchObject({
      summary: 'Scanner is offline',
      closedFlag: true,
      actualHours: 0.5,
      resources: 'zAdmin',
    });
    const [configuration] = await psa.company.configurations
      .list({ where: 'company/id = 3', limit: 1 })
      .all();
    expect(configuration?.company?.id).toBe(3);
    const [agreement] = await psa.finance.agreements
      .list({ where: 'agreementStatus = "Active"', limit: 1 })
      .all();
    expect(await psa.finance.agreements(agreement?.id ?? 0).additions.list({ limit: 1 })).toBeDefined();
  });

  verifies('records:mission-entities', async () => {
    const psa = world.client();
    const company = await psa.company.companies.create({ identifier: 'Mission', name: 'Mission Ltd.' });
    const contact = await psa.company.contacts.create({ firstName: 'Mia', company: { id: company.id } });
    await psa.company.contacts.update(contact.id, { title: 'Owner' });
    expect(await psa.company.contacts.get(contact.id)).toMatchObject({
      title: 'Owner',
      company: { id: company.id },
    });
    const [project] = await psa.project.projects.list({ where: 'closedFlag = false', limit: 1 }).all();
    await psa.project.projects.update(project?.id ?? 0, { description: 'Seen' });
    expect(await psa.project.projects.get(project?.id ?? 0)).toMatchObject({ description: 'Seen' });
    const entry = await psa.time.entries.create({ timeStart: '2026-06-12T13:00:00Z', actualHours: 1 });
    expect(await psa.time.entries.list({ where: `id = ${entry.id}` }).all()).toHaveLength(1);
  });
});

describe('writes', () => {
  verifies('records:action-statuses', async () => {
    const [one, other] = [await ticket(), await ticket()];
    await send('POST', `/service/tickets/${one.id}/attachChildren`, { childTicketIds: [other.id] }, 200);
    await send('POST', '/service/tickets/search', {}, 200);
    const opportunity = await first('/sales/opportunities');
    await send('POST', `/sales/opportunities/${opportunity.id}/convertToServiceTicket`, {}, 201);
    expect(await statusOf('POST', '/company/contacts/requestPassword', { email: 'a@b.example' })).toBe(204);
  });

  verifies('records:bulk-places', () => {
    const places: string[] = [];
    const walk = (node: PathNode, path: string): void => {
      if (path.endsWith('/bulk')) {
        places.push(...Object.keys(node.operations).map((method) => `${method} ${path}`));
      }
      for (const [name, child] of node.children) walk(child, `${path}/${name}`);
      if (node.parameter) walk(node.parameter.node, `${path}/{}`);
    };
    walk(pathTree(), '');
    expect(places.sort()).toEqual([
      'DELETE /company/configurations/bulk',
      'DELETE /procurement/purchaseorders/{}/lineitems/bulk',
      'DELETE /system/members/{}/managedDeviceAccounts/bulk',
      'POST /company/configurations/bulk',
      'POST /procurement/purchaseorders/{}/lineitems/bulk',
      'PUT /company/configurations/bulk',
      'PUT /procurement/purchaseorders/{}/lineitems/bulk',
      'PUT /system/members/{}/managedDeviceAccounts/bulk',
    ]);
  });

  verifies('records:patch-case', async () => {
    const { id } = await ticket();
    await patch(`/service/tickets/${id}`, [{ op: 'replace', path: 'Summary', value: 'x' }], 400);
    await patch(`/service/tickets/${id}`, [{ op: 'replace', path: '/summary', value: 'x' }]);
  });

  verifies('records:patch-ops', async () => {
    const path = `/service/tickets/${(await ticket({ poNumber: '1' })).id}`;
    expect(await patch(path, [{ op: 'Add', path: 'poNumber', value: '2' }])).toMatchObject({ poNumber: '2' });
    expect(await patch(path, [{ op: 'REPLACE', path: 'poNumber', value: '3' }])).toMatchObject({
      poNumber: '3',
    });
    expect(await patch(path, [{ op: 'Remove', path: 'poNumber' }])).not.toHaveProperty('poNumber');
    for (const op of ['test', 'move', 'copy']) {
      await patch(path, [{ op, path: 'poNumber', value: '4' }], 400);
    }
  });

  verifies('records:reference-forms', async () => {
    const path = `/service/tickets/${(await ticket()).id}`;
    const priority = await first('/service/priorities', 'id != 3');
    const set = async (name: string, value: unknown): Promise<unknown> =>
      (await patch(path, [{ op: 'replace', path: name, value }]))['priority'];
    const expected = expect.objectContaining({ id: priority.id, name: priority['name'] }) as object;
    for (const value of [{ id: priority.id }, { name: priority['name'] }, { Name: priority['name'] }]) {
      expect(await set('priority', value)).toEqual(expected);
      await set('priority', { id: 3 });
    }
    expect(await set('priority/id', priority.id)).toEqual(expected);
    await set('/priority/id', 3);
    expect(await set('priority/name', priority['name'])).toEqual(expected);
    const owned = await patch(path, [{ op: 'replace', path: 'owner', value: { identifier: 'zAdmin' } }]);
    expect(owned['owner']).toMatchObject({ id: 1, identifier: 'zAdmin' });
  });

  const customs = async (path: string): Promise<Row[]> => {
    const { customFields } = (await first(path)) as unknown as { customFields: Row[] };
    expect(customFields.length, path).toBeGreaterThan(0);
    return customFields;
  };

  verifies('records:custom-shape', async () => {
    for (const field of await customs('/service/tickets')) {
      expect(Object.keys(field)).toEqual(
        expect.arrayContaining([
          'caption',
          'connectWiseId',
          'entryMethod',
          'id',
          'numberOfDecimals',
          'type',
          'value',
        ]),
      );
    }
  });

  verifies('records:custom-newer', async () => {
    for (const path of ['/service/tickets', '/company/companies', '/company/contacts']) {
      for (const [index, field] of (await customs(path)).entries()) {
        expect(field).toMatchObject({
          rowNum: index + 1,
          userDefinedFieldRecId: field.id,
          podId: expect.stringMatching(/^[a-z]+_overview$/) as string,
        });
      }
    }
    const made = await create('/company/contacts', { firstName: 'Pod' });
    const place = { rowNum: 1, userDefinedFieldRecId: 21, podId: 'contact_overview' };
    expect((made['customFields'] as Row[])[0]).toMatchObject(place);
    // They are the server's: what a client writes there counts for nothing.
    const value = [{ id: 21, value: 'B-7', rowNum: 9, podId: 'elsewhere', userDefinedFieldRecId: 3 }];
    const changed = await patch(`/company/contacts/${made.id}`, [
      { op: 'replace', path: 'customFields', value },
    ]);
    expect((changed['customFields'] as Row[])[0]).toMatchObject({ ...place, value: 'B-7' });
  });

  verifies('records:custom-definitions', async () => {
    const { customFields } = (await first('/service/tickets')) as unknown as { customFields: Row[] };
    const definition = await world.json(`/system/userDefinedFields/${customFields[0]?.id}`);
    expect(definition).toMatchObject({
      caption: customFields[0]?.['caption'],
      fieldTypeIdentifier: customFields[0]?.['type'],
      entryTypeIdentifier: customFields[0]?.['entryMethod'],
      podId: expect.any(Number) as number,
      sequenceNumber: expect.any(Number) as number,
    });
  });
});

describe('values', () => {
  verifies('records:dates', async () => {
    const project = await first('/project/projects');
    expect(project['estimatedStart']).toMatch(/^\d{4}-\d\d-\d\dT00:00:00Z$/);
    const entry = await first('/time/entries');
    expect(entry['timeStart']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  verifies('records:nulls', async () => {
    const nulls = (value: unknown, path: string): string[] => {
      if (value === null) return [path];
      if (typeof value !== 'object') return [];
      return Object.entries(value).flatMap(([name, each]) => nulls(each, `${path}/${name}`));
    };
    for (const path of ['/service/tickets', '/company/contacts', '/company/companies', '/time/entries']) {
      const found = nulls(await first(path), '');
      expect(
        found.filter((name) => !/^\/customFields\/\d+\/value$/.test(name)),
        path,
      ).toEqual([]);
    }
  });

  verifies('records:empty-references', async () => {
    const path = expect.stringMatching(/\/company\/contacts\/relationships\/$/) as string;
    const empty = { _info: { relationship_href: path } };
    const made = await create('/company/contacts', { firstName: 'Rel' });
    expect(made['relationship']).toEqual(empty);
    const contact = `/company/contacts/${made.id}`;
    expect(await world.json(contact)).toMatchObject({ relationship: empty });
    expect((await first('/company/contacts', 'relationship = null'))['relationship']).toEqual(empty);
    // It means nothing, and neither does sending it back.
    expect((await send('PUT', contact, made, 200))['relationship']).toEqual(empty);
    const { id, name } = await create('/company/contacts/relationships', { name: 'Partner' });
    const wed = await patch(contact, [{ op: 'replace', path: 'relationship', value: { id } }]);
    expect(wed['relationship']).toMatchObject({ id, name });
    const parted = await patch(contact, [{ op: 'remove', path: 'relationship' }]);
    expect(parted['relationship']).toEqual(empty);
  });

  verifies('records:info-texts', async () => {
    for (const path of ['/service/tickets', '/company/contacts', '/finance/agreements', '/system/members']) {
      const { _info } = await first(path);
      for (const value of Object.values(_info as object)) expect(value).toBeTypeOf('string');
    }
  });

  verifies('records:ticket-links', async () => {
    const { id, _info } = await first('/service/tickets');
    const links = Object.entries(_info as Record<string, string>).filter(([name]) => name.endsWith('_href'));
    const root = `${world.sandbox.url}${API}/`;
    const charged = `conditions=(chargeToType='ServiceTicket' OR chargeToType='ProjectTicket') AND chargeToId=${id}`;
    expect(Object.fromEntries(links)).toEqual({
      activities_href: `${root}/sales/activities?conditions=ticket/id=${id}`,
      scheduleentries_href: `${root}/schedule/entries?conditions=type/id=4 AND objectId=${id}`,
      documents_href: `${root}/system/documents?recordType=Ticket&recordId=${id}`,
      products_href: `${root}/procurement/products?conditions=chargeToType='Ticket' AND chargeToId=${id}`,
      timeentries_href: `${root}/time/entries?${charged}`,
      expenseEntries_href: `${root}/expense/entries?${charged}`,
      configurations_href: `${root}/service/tickets/${id}/configurations`,
      tasks_href: `${root}/service/tickets/${id}/tasks`,
      notes_href: `${root}/service/tickets/${id}/notes`,
    });
  });

  verifies('records:contact-links', async () => {
    const { id, _info } = await first('/company/contacts');
    const root = `${world.sandbox.url}${API}/`;
    const links = _info as Record<string, string>;
    expect(links['activities_href']).toBe(`${root}/sales/activities?conditions=contact/id=${id}`);
    for (const name of [
      'communications',
      'notes',
      'tracks',
      'portalSecurity',
      'groups',
      'typeAssociations',
    ]) {
      expect(links, name).toHaveProperty(`${name}_href`);
    }
    const company = await first('/company/companies');
    expect((company['_info'] as Record<string, string>)['configurations_href']).toBe(
      `${root}/company/configurations?conditions=company/id=${company.id}`,
    );
  });

  verifies('records:reference-lists', async () => {
    const entry = await first('/time/entries', "chargeToType = 'ServiceTicket'");
    const path = `/service/tickets/${String(entry['chargeToId'])}`;
    const rows = await world.json<Row[]>(`${path}/timeentries`);
    expect(rows.map(({ id }) => id)).toContain(entry.id);
    for (const row of rows) expect(Object.keys(row)).toEqual(['id', '_info']);
    for (const name of ['scheduleentries', 'documents', 'products', 'activities']) {
      expect(await world.json(`${path}/${name}`), name).toBeInstanceOf(Array);
    }
  });

  verifies('records:ticket-members', async () => {
    const made = await first('/service/tickets', 'closedFlag = true');
    expect(made['currency']).toMatchObject({ symbol: '$', numberOfDecimals: 2, decimalSeparator: '.' });
    for (const name of [
      'escalationStartDateUTC',
      'escalationLevel',
      'minutesBeforeWaiting',
      'respondedSkippedMinutes',
      'resplanSkippedMinutes',
    ]) {
      expect(made, name).toHaveProperty(name);
    }
  });

  verifies('records:sla-status', async () => {
    const { slaStatus } = await ticket();
    expect(slaStatus).toMatch(/^(Respond|Plan|Resolve) by \w{3} \d\d\/\d\d \d{1,2}:\d\d [AP]M UTC[+-]\d\d$/);
  });

  verifies('records:enums', async () => {
    const values: Record<string, readonly string[]> = {
      severity: ['Low', 'Medium', 'High'],
      impact: ['Low', 'Medium', 'High'],
      billTime: ['Billable', 'DoNotBill', 'NoCharge', 'NoDefault'],
      billExpenses: ['Billable', 'DoNotBill', 'NoCharge', 'NoDefault'],
      billProducts: ['Billable', 'DoNotBill', 'NoCharge', 'NoDefault'],
      predecessorType: ['Ticket', 'Phase'],
    };
    for (const [name, known] of Object.entries(values)) {
      for (const value of known)
        expect(await ticket({ [name]: value }), name).toMatchObject({ [name]: value });
      await send('POST', '/service/tickets', { summary: 'x', company: { id: 3 }, [name]: 'Nothing' }, 500);
    }
    const { id } = await first('/project/projects');
    for (const value of ['ActualRates', 'FixedFee', 'NotToExceed', 'OverrideRate']) {
      await patch(`/project/projects/${id}`, [{ op: 'replace', path: 'billingMethod', value }]);
    }
  });

  verifies('records:merge', async () => {
    const [one, other, child] = [await ticket(), await ticket(), await ticket()];
    const status = { id: (one['status'] as Row).id };
    const merge = `/service/tickets/${one.id}/merge`;
    const success = { success: true, message: expect.any(String) as string };
    expect(await send('POST', merge, { mergeTicketIds: [other.id], status }, 200)).toMatchObject(success);
    await send('POST', merge, { mergeTicketIds: [{ id: other.id }], status }, 500);
    const children = { childTicketIds: [child.id] };
    expect(await send('POST', `/service/tickets/${one.id}/attachChildren`, children, 200)).toMatchObject(
      success,
    );
  });

  verifies('records:actions', async () => {
    const [one, opportunity] = [await ticket(), await first('/sales/opportunities')];
    const configuration = await first('/company/configurations');
    const lacking: [string, string, unknown][] = [
      ['POST', `/service/tickets/${one.id}/convert`, {}],
      ['POST', '/company/companies/3/merge', {}],
      ['POST', '/service/boards/copy', {}],
      ['PATCH', `/company/configurations/${configuration.id}/changeType`, [{ op: 'test' }]],
      ['POST', `/sales/opportunities/${opportunity.id}/forecast/copy/999999`, {}],
    ];
    for (const [method, path, body] of lacking) {
      const response = await world.ask(path, { method, body: JSON.stringify(body) });
      const { message } = (await response.json()) as { message: string };
      expect([path, response.status]).toEqual([path, path.includes('forecast') ? 404 : 400]);
      expect(message).not.toBe('The endpoint does not exist.');
    }
  });

  verifies('records:notifications', async () => {
    const { id } = await ticket({ processNotifications: false });
    expect(await statusOf('GET', `/service/tickets/${id}`)).toBe(200);
  });

  verifies('records:managed-information', async () => {
    const managedInformation = JSON.stringify({ managementSolutionName: 'RMM', managedIdentifier: '7' });
    const body = { name: 'srv-rmm', type: { id: 1 }, company: { id: 3 } };
    expect(await create(`/company/configurations${query({ managedInformation })}`, body)).toMatchObject({
      name: 'srv-rmm',
    });
  });

  verifies('records:upload-sample', async () => {
    const response = await world.ask('/system/documents/uploadsample');
    expect([response.status, await response.text()]).toEqual([
      200,
      expect.stringContaining('multipart/form-data'),
    ]);
  });
});
