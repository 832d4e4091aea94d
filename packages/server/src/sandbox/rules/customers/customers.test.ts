import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonRecord } from '../../../store/index.js';
import { openOffice, type Office } from '../testing/office.js';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.store.close());

const member = (record: JsonRecord | undefined, name: string): JsonRecord => record?.[name] as JsonRecord;
let companies = 0;
const company = (members: JsonRecord = {}): Promise<JsonRecord> =>
  office.create('/company/companies', { identifier: `New${++companies}`, name: 'New & Sons', ...members });
const contact = (id: unknown, members: JsonRecord = {}): Promise<JsonRecord> =>
  office.create('/company/contacts', { firstName: 'Ada', lastName: 'King', company: { id }, ...members });

describe('a company', () => {
  test('begins with a site of its address, a type and a status', async () => {
    const made = await company({ city: 'Boston', state: 'MA', addressLine1: '1 Main St', zip: '02110' });
    expect(made).toMatchObject({
      status: { name: 'Active' },
      types: [{ name: 'Customer' }],
      site: { name: 'Main' },
      billToCompany: { id: made['id'] },
      deletedFlag: false,
    });
    const sites = await office.list(`/company/companies/${String(made['id'])}/sites`);
    expect(sites).toMatchObject([
      { name: 'Main', city: 'Boston', primaryAddressFlag: true, defaultBillingFlag: true },
    ]);
    const types = await office.list(`/company/companies/${String(made['id'])}/typeAssociations`);
    expect(types).toMatchObject([{ type: { name: 'Customer' } }]);
  });

  test('keeps its identifier for itself', async () => {
    const made = await company();
    const again = await office.post('/company/companies', { identifier: made['identifier'], name: 'Other' });
    expect(again).toMatchObject({
      status: 400,
      json: { errors: [{ code: 'ObjectExists', field: 'identifier' }] },
    });
  });

  test('has one primary site', async () => {
    const made = await company();
    const path = `/company/companies/${String(made['id'])}`;
    const branch = await office.create(`${path}/sites`, { name: 'Branch', city: 'Salem' });
    expect(branch).toMatchObject({ primaryAddressFlag: false, company: { id: made['id'] } });
    await office.patch(`${path}/sites/${String(branch['id'])}`, { primaryAddressFlag: true });
    const primary = (await office.list(`${path}/sites`)).filter(
      (site) => site['primaryAddressFlag'] === true,
    );
    expect(primary).toMatchObject([{ name: 'Branch' }]);
    expect((await office.get(path)).json).toMatchObject({ site: { name: 'Branch' }, city: 'Salem' });
    expect((await office.delete(`${path}/sites/${String(branch['id'])}`)).status).toBe(409);
  });

  test('has the types of its associations', async () => {
    const made = await company();
    const path = `/company/companies/${String(made['id'])}`;
    const added = await office.post(`${path}/typeAssociations`, {
      type: { name: 'Prospect' },
      company: { id: made['id'] },
    });
    expect(added.status).toBe(201);
    expect((await office.get(path)).json['types']).toMatchObject([
      { name: 'Customer' },
      { name: 'Prospect' },
    ]);
    await office.patch(path, { types: [{ id: 2 }] });
    expect(await office.list(`${path}/typeAssociations`)).toMatchObject([{ type: { name: 'Prospect' } }]);
    // One without a type is told so, not run into.
    expect(await office.post(`${path}/typeAssociations`, {})).toMatchObject({
      status: 400,
      json: { errors: [{ code: 'MissingRequiredField', field: 'type' }] },
    });
  });

  test('is not deleted while it has children, and takes what is its own along', async () => {
    const made = await company();
    const path = `/company/companies/${String(made['id'])}`;
    const person = await contact(made['id']);
    expect(await office.delete(path)).toMatchObject({
      status: 409,
      json: { message: expect.stringContaining('contacts') as unknown },
    });
    expect((await office.delete(`/company/contacts/${String(person['id'])}`)).status).toBe(204);
    expect((await office.get(path)).json['defaultContact']).toBeUndefined();
    expect(await office.delete(path)).toMatchObject({ status: 204 });
    expect((await office.get(`${path}/sites`)).status).toBe(404);
  });

  test('is merged into another', async () => {
    const [from, to] = [await company(), await company()];
    const ticket = await office.create('/service/tickets', { summary: 'x', company: { id: from['id'] } });
    const merged = await office.post(`/company/companies/${String(from['id'])}/merge`, {
      toCompanyId: to['id'],
    });
    expect(merged).toMatchObject({ status: 200, json: { success: true } });
    expect(member((await office.get(`/service/tickets/${String(ticket['id'])}`)).json, 'company')['id']).toBe(
      to['id'],
    );
    expect((await office.get(`/company/companies/${String(from['id'])}`)).status).toBe(404);
  });
});

describe('a contact', () => {
  test('has what a recorded one has, and the first is the default of its company', async () => {
    const made = await company();
    const first = await contact(made['id']);
    expect(first).toMatchObject({
      inactiveFlag: false,
      marriedFlag: false,
      childrenFlag: false,
      portalSecurityLevel: 1,
      disablePortalLoginFlag: true,
      unsubscribeFlag: false,
      defaultFlag: true,
      site: { name: 'Main' },
      types: [],
    });
    expect(first).not.toHaveProperty('portalPassword');
    const second = await contact(made['id'], { firstName: 'Bo', defaultFlag: true });
    expect((await office.get(`/company/contacts/${String(first['id'])}`)).json['defaultFlag']).toBe(false);
    const now = (await office.get(`/company/companies/${String(made['id'])}`)).json;
    expect(member(now, 'defaultContact')).toMatchObject({ id: second['id'], name: 'Bo King' });
  });

  test('has communications in two places, one default of a kind', async () => {
    const made = await contact(3, {
      communicationItems: [
        { type: { id: 1 }, value: 'ada@example.com' },
        { type: { id: 1 }, value: 'king@example.com', defaultFlag: true },
        { communicationType: 'Phone', value: '6175550100' },
      ],
    });
    const items = made['communicationItems'] as JsonRecord[];
    expect(items).toMatchObject([
      { value: 'ada@example.com', defaultFlag: false, communicationType: 'Email', domain: '@example.com' },
      { value: 'king@example.com', defaultFlag: true },
      { value: '6175550100', defaultFlag: true, communicationType: 'Phone', type: { name: 'Direct' } },
    ]);
    expect(made).toMatchObject({ defaultPhoneNbr: '6175550100', defaultPhoneType: 'Direct' });
    const path = `/company/contacts/${String(made['id'])}`;
    const below = await office.list(`${path}/communications`);
    expect(below.map(({ id }) => id)).toEqual(items.map(({ id }) => id));
    const changed = await office.steps(path, [
      { op: 'replace', path: '/communicationItems/0/defaultFlag', value: true },
    ]);
    expect((changed.json['communicationItems'] as JsonRecord[]).map((item) => item['defaultFlag'])).toEqual([
      true,
      false,
      true,
    ]);
    const added = await office.create(`${path}/communications`, { type: { id: 4 }, value: '6175550101' });
    expect((await office.get(path)).json['communicationItems']).toHaveLength(4);
    await office.delete(`${path}/communications/${String(added['id'])}`);
    expect((await office.get(path)).json['communicationItems']).toHaveLength(3);
    const fewer = await office.steps(path, [{ op: 'remove', path: '/communicationItems/0' }]);
    expect(
      (fewer.json['communicationItems'] as JsonRecord[]).map((item) => [item['value'], item['defaultFlag']]),
    ).toEqual([
      ['king@example.com', true],
      ['6175550100', true],
    ]);
    expect(await office.list(`${path}/communications`)).toHaveLength(2);
  });

  test('passes on to the next that it was the default of its company', async () => {
    const owner = await office.create('/company/companies', { identifier: 'PassedOn', name: 'Passed On' });
    const [first, next] = [await contact(owner['id']), await contact(owner['id'], { firstName: 'Eve' })];
    expect((await office.delete(`/company/contacts/${String(first['id'])}`)).status).toBe(204);
    expect((await office.get(`/company/companies/${String(owner['id'])}`)).json).toMatchObject({
      defaultContact: { id: next['id'] },
      billingContact: { id: next['id'] },
    });
    expect((await office.get(`/company/contacts/${String(next['id'])}`)).json).toMatchObject({
      defaultFlag: true,
    });
  });

  test('hands its tickets to another when it goes', async () => {
    const [from, to] = [await contact(3), await contact(3, { firstName: 'Eve' })];
    const ticket = await office.create('/service/tickets', { summary: 'x', contact: { id: from['id'] } });
    const path = `/company/contacts/${String(from['id'])}`;
    expect((await office.delete(path)).status).toBe(409);
    expect((await office.delete(`${path}?transferContactId=${String(to['id'])}`)).status).toBe(204);
    expect((await office.get(`/service/tickets/${String(ticket['id'])}`)).json).toMatchObject({
      contact: { id: to['id'] },
      contactName: 'Eve King',
    });
  });
});

test('a configuration has the questions of its type', async () => {
  const type = await office.create('/company/configurations/types', { name: 'Phone' });
  const questions = `/company/configurations/types/${String(type['id'])}/questions`;
  const question = await office.create(questions, {
    fieldType: 'Text',
    entryType: 'EntryField',
    sequenceNumber: 1,
    question: 'Line',
  });
  const made = await office.create('/company/configurations', {
    name: 'P1',
    type: { id: type['id'] },
    company: { id: 3 },
  });
  expect(made).toMatchObject({
    status: { name: 'Active' },
    activeFlag: true,
    questions: [{ questionId: question['id'], question: 'Line', fieldType: 'Text', sequenceNumber: 1 }],
  });
  const [first] = made['questions'] as JsonRecord[];
  const path = `/company/configurations/${String(made['id'])}`;
  const answered = await office.patch(path, { questions: [{ answerId: first?.['answerId'], answer: '42' }] });
  expect(answered.json['questions']).toMatchObject([{ answer: '42' }]);
  const other = await office.steps(`${path}/changeType`, [{ op: 'replace', path: 'type', value: { id: 1 } }]);
  expect(other).toMatchObject({ status: 200, json: { type: { name: 'Managed Workstation' } } });
});

test('a configuration is put on a ticket and on an agreement', async () => {
  const [device] = await office.list('/company/configurations?pageSize=1');
  for (const path of ['/service/tickets/54321/configurations', '/finance/agreements/300/configurations']) {
    const linked = await office.create(path, { id: device?.['id'] });
    expect(linked).toMatchObject({
      id: device?.['id'],
      deviceIdentifier: device?.['deviceIdentifier'] ?? device?.['name'],
    });
    expect((await office.post(path, { id: 1 })).status).toBe(400);
  }
});
