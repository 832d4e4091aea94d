import { describe, expect, test } from 'vitest';
import type { PsaOptions } from '../index.js';
import { createTestPsa, KEYS } from '../testing/create-psa.js';
import { json, scriptedFetch, type ScriptedFetch, type Step } from '../testing/scripted-fetch.js';
import type { WriteWarning } from './index.js';

const API = 'https://psa.example/v4_6_release/apis/3.0';
const TICKETS = `${API}/service/tickets`;
const TICKET = `${TICKETS}/5`;
const NEW_TICKET = { summary: 'VPN down', company: { id: 250 } };

function setUp(steps: readonly Step[], options: PsaOptions = {}) {
  const script = scriptedFetch(steps);
  const warnings: WriteWarning[] = [];
  const { psa, clock } = createTestPsa({
    fetch: script.fetch,
    onWarning: (warning) => warnings.push(warning),
    ...options,
  });
  const tickets = psa.collection('tickets');
  return { script, psa, clock, warnings, tickets, contacts: psa.collection('contacts') };
}

function bodyOf(script: ScriptedFetch, index = 0): unknown {
  return JSON.parse(String(script.sent[index]?.body)) as unknown;
}

describe('create', () => {
  test('posts what was given and answers the whole record', async () => {
    const record = { id: 5, summary: 'VPN down' };
    const { tickets, script } = setUp([
      { method: 'POST', url: TICKETS, reply: json(record, { status: 201 }) },
    ]);
    const created = await tickets.create({
      summary: 'VPN down',
      company: { id: 250, name: 'Acme', _info: {} },
      board: undefined,
      contact: null,
      requiredDate: new Date('2024-05-01T12:00:00.750Z'),
      severity: 'low',
    });
    expect(created).toEqual(record);
    expect(bodyOf(script)).toEqual({
      summary: 'VPN down',
      company: { id: 250 },
      requiredDate: '2024-05-01T12:00:00Z',
      severity: 'Low',
    });
    script.verify();
  });

  test('takes the fields to answer and parameters of the operation', async () => {
    const { psa, script } = setUp([
      { method: 'POST', url: `${TICKETS}?fields=id,status/name`, reply: json({ id: 5 }, { status: 201 }) },
      { method: 'POST', url: `${API}/company/configurations?managedInformation=x`, reply: json({ id: 6 }) },
    ]);
    await psa.collection('tickets').create(NEW_TICKET, { fields: ['id', 'status/name'] });
    await psa
      .collection('configurations')
      .create(
        { name: 'srv', type: { id: 1 }, company: { id: 250 }, status: { id: 1 } },
        { query: { managedInformation: 'x' } },
      );
    script.verify();
  });

  test('goes below a parent', async () => {
    const { psa, script } = setUp([
      { method: 'POST', url: `${TICKET}/notes`, reply: json({ id: 1, text: 'x' }, { status: 201 }) },
    ]);
    await psa.collection('service/tickets/5/notes').create({ text: 'x' });
    script.verify();
  });

  test('where the answer is a list, the newest of it is the record', async () => {
    const reply = json([{ id: 1 }, { id: 7 }, { id: 3 }]);
    const { psa } = setUp([{ method: 'POST', url: `${API}/sales/orders/statuses`, reply }]);
    expect(await psa.collection('sales/orders/statuses').create({ name: 'x' }, { unknown: 'allow' })).toEqual(
      { id: 7 },
    );
  });

  test.each([new Response('<html>', { status: 201 }), new Response('{"id": 5', { status: 201 }), json(null)])(
    'an answer nobody can read leaves the outcome open: %#',
    async (reply) => {
      const { tickets } = setUp([{ method: 'POST', url: TICKETS, reply }]);
      await expect(tickets.create(NEW_TICKET)).rejects.toMatchObject({
        code: 'OUTCOME_UNKNOWN',
        hint: expect.stringContaining('verify') as string,
      });
    },
  );
});

describe('a write whose answer is lost', () => {
  const gone = (): Error => new TypeError('socket hang up');
  const failed = (status: number): Response => new Response('<html>', { status });
  const change = (reply: Response | Error): Step => ({ method: 'PATCH', url: TICKET, reply });
  const record = (): Response => json({ id: 5 });

  test.each<[string, () => Response | Error]>([
    ['broken connection', gone],
    ['502', () => failed(502)],
    ['503', () => failed(503)],
    ['504', () => failed(504)],
  ])('is never sent twice where that could do it twice: %s', async (_name, reply) => {
    const { tickets, contacts, clock, script } = setUp([
      { method: 'POST', url: TICKETS, reply: reply() },
      { method: 'PATCH', url: /contacts/, reply: reply() },
      {
        url: `${TICKET}?fields=id,_info`,
        reply: json({ id: 5, _info: { lastUpdated: '2024-05-01T12:00:00Z' } }),
      },
      { method: 'PATCH', url: TICKET, reply: reply() },
    ]);
    const unknown = { code: 'OUTCOME_UNKNOWN', retryable: false };
    await expect(clock.runUntil(tickets.create(NEW_TICKET))).rejects.toMatchObject(unknown);
    const add = contacts.patch(9, [{ op: 'add', path: 'communicationItems/0', value: { value: 'x' } }]);
    await expect(clock.runUntil(add)).rejects.toMatchObject(unknown);
    const ifUnchangedSince = '2024-05-01T12:00:00Z';
    const update = tickets.update(5, { summary: 'x' }, { ifUnchangedSince });
    await expect(clock.runUntil(update)).rejects.toMatchObject(unknown);
    script.verify();
  });

  test('is sent again where it writes whole values', async () => {
    const put = { method: 'PUT', url: TICKET };
    const remove = { method: 'DELETE', url: TICKET };
    const { tickets, clock, script } = setUp([
      change(gone()),
      change(failed(503)),
      change(record()),
      change(gone()),
      change(record()),
      { ...put, reply: gone() },
      { ...put, reply: record() },
      { ...remove, reply: failed(504) },
      { ...remove, reply: new Response(null, { status: 204 }) },
    ]);
    await clock.runUntil(tickets.update(5, { summary: 'x' }));
    await clock.runUntil(tickets.patch(5, [{ op: 'replace', path: 'summary', value: 'x' }]));
    await clock.runUntil(tickets.replace(5, { ...NEW_TICKET, severity: 'Low', impact: 'Low' }));
    await clock.runUntil(tickets.delete(5));
    script.verify();
  });

  test('and was refused, is what the server said', async () => {
    const reply = json({ code: 'InvalidObject', message: 'ticket object is invalid' }, { status: 400 });
    const { tickets } = setUp([{ method: 'POST', url: TICKETS, reply }]);
    await expect(tickets.create(NEW_TICKET)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('a create with verify', () => {
  const lost = (): Step => ({ method: 'POST', url: TICKETS, reply: new TypeError('socket hang up') });
  const look = (...records: readonly unknown[]): Step => ({
    url: `${TICKETS}?conditions=externalXRef%20%3D%20%22a%22&orderBy=id%20desc&pageSize=2&page=1`,
    reply: json(records),
  });
  const verify = 'externalXRef = "a"';

  test('is looked for, and found', async () => {
    const { tickets, script } = setUp([lost(), look({ id: 5 })]);
    expect(await tickets.create(NEW_TICKET, { verify })).toEqual({ id: 5 });
    script.verify();
  });

  test('is sent once more where it is not found, after a pause', async () => {
    const again = { method: 'POST', url: TICKETS, reply: json({ id: 6 }, { status: 201 }) };
    const { tickets, script, clock } = setUp([lost(), look(), look(), again, look({ id: 6 })]);
    expect(await clock.runUntil(tickets.create(NEW_TICKET, { verify }))).toEqual({ id: 6 });
    expect(clock.sleeps).toContain(2_000);
    script.verify();
  });

  test('stays unknown where several records fit', async () => {
    const { tickets, script } = setUp([lost(), look({ id: 6 }, { id: 5 })]);
    await expect(tickets.create(NEW_TICKET, { verify })).rejects.toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      message: expect.stringContaining('id 6 and id 5') as string,
    });
    script.verify();
  });

  test('a condition that is wrong is refused before anything is sent', async () => {
    const { tickets, script } = setUp([]);
    await expect(tickets.create(NEW_TICKET, { verify: 'sumary = "x"' })).rejects.toMatchObject({
      code: 'CONDITION_INVALID',
    });
    await expect(tickets.create(NEW_TICKET, { verify: ' ' })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
    expect(script.sent).toEqual([]);
  });
});

describe('update', () => {
  test('sends whole values, and answers the changed record', async () => {
    const { tickets, script } = setUp([
      { method: 'PATCH', url: TICKET, reply: json({ id: 5, summary: 'x' }) },
    ]);
    const changes = { summary: 'x', status: { name: 'New' }, contact: null, board: undefined };
    expect(await tickets.update(5, changes)).toEqual({ id: 5, summary: 'x' });
    expect(bodyOf(script)).toEqual([
      { op: 'replace', path: 'summary', value: 'x' },
      { op: 'replace', path: 'status', value: { name: 'New' } },
      { op: 'remove', path: 'contact' },
    ]);
    script.verify();
  });

  test('that changes nothing reads the record', async () => {
    const { tickets, script } = setUp([{ url: `${TICKET}?fields=id`, reply: json({ id: 5 }) }]);
    expect(await tickets.update(5, { board: undefined }, { fields: ['id'] })).toEqual({ id: 5 });
    script.verify();
  });

  test('of custom fields reads them first and sends them all', async () => {
    const customFields = [
      { id: 1, caption: 'Outage ID', type: 'Text', value: 'a' },
      { id: 2, caption: 'Region', type: 'Text', value: 'b' },
    ];
    const { tickets, script } = setUp([
      { url: `${TICKET}?fields=id,customFields`, reply: json({ id: 5, customFields }) },
      { method: 'PATCH', url: TICKET, reply: json({ id: 5 }) },
    ]);
    await tickets.update(5, { customFields: [{ caption: 'region', value: 'c' }] });
    expect(bodyOf(script, 1)).toEqual([
      { op: 'replace', path: 'customFields', value: [customFields[0], { ...customFields[1], value: 'c' }] },
    ]);
    script.verify();
  });

  test('of custom fields the record does not have sends nothing', async () => {
    const { tickets, script } = setUp([{ url: /fields=id,customFields$/, reply: json({ id: 5 }) }]);
    await expect(tickets.update(5, { customFields: [{ id: 9, value: 1 }] })).rejects.toMatchObject({
      code: 'INVALID_RECORD',
      fieldErrors: [{ code: 'NotFound', resource: 'ticket', field: 'customFields/0' }],
    });
    script.verify();
    const same = setUp([{ method: 'PATCH', url: TICKET, reply: json({ id: 5 }) }]);
    await same.tickets.update(5, { customFields: [], summary: 'x' });
    expect(bodyOf(same.script)).toEqual([{ op: 'replace', path: 'summary', value: 'x' }]);
    await expect(tickets.update(5, { customFields: null })).rejects.toMatchObject({ code: 'INVALID_RECORD' });
  });

  test.each([
    ['2024-05-01T12:00:00Z', '2024-05-01T12:00:00Z', true],
    ['2024-05-01T12:00:00Z', '2024-05-01T12:00:01Z', true],
    ['2024-05-01T12:00:01Z', '2024-05-01T12:00:00Z', false],
  ])('of a record changed at %s, based on %s: %s', async (lastUpdated, ifUnchangedSince, goes) => {
    const read = json({ id: 5, _info: { lastUpdated, updatedBy: 'jdoe' } });
    const { tickets, script } = setUp([
      { url: `${TICKET}?fields=id,_info`, reply: read },
      ...(goes ? [{ method: 'PATCH', url: TICKET, reply: json({ id: 5 }) }] : []),
    ]);
    const update = tickets.update(5, { summary: 'x' }, { ifUnchangedSince });
    if (goes) expect(await update).toEqual({ id: 5 });
    else {
      await expect(update).rejects.toMatchObject({
        code: 'CONFLICT',
        message: '/service/tickets/5 was changed at 2024-05-01T12:00:01Z by jdoe; nothing was sent.',
      });
    }
    script.verify();
  });

  test('based on no moment, or of a record that has none', async () => {
    const { tickets, script } = setUp([{ url: /_info$/, reply: json({ id: 5 }) }]);
    for (const ifUnchangedSince of ['yesterday', undefined]) {
      await expect(tickets.update(5, { summary: 'x' }, { ifUnchangedSince })).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
      });
    }
    await expect(
      tickets.update(5, { summary: 'x' }, { ifUnchangedSince: '2024-05-01T12:00:00Z' }),
    ).rejects.toMatchObject({ code: 'BAD_RESPONSE' });
    script.verify();
  });
});

describe('replace, patch and delete', () => {
  test('replace puts the whole record, without what only the server sets', async () => {
    const record = { id: 5, ...NEW_TICKET, severity: 'Low', impact: 'Low', closedFlag: false, _info: {} };
    const { tickets, script } = setUp([{ method: 'PUT', url: TICKET, reply: json({ id: 5 }) }]);
    await tickets.replace(5, record);
    expect(bodyOf(script)).toEqual({ ...NEW_TICKET, severity: 'Low', impact: 'Low' });
    script.verify();
    await expect(tickets.replace(6, record)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(script.sent).toHaveLength(1);
  });

  test('patch sends the operations as they are given', async () => {
    const { contacts, script } = setUp([
      { method: 'PATCH', url: `${API}/company/contacts/9`, reply: json({ id: 9 }) },
    ]);
    await contacts.patch(9, [{ op: 'Remove', path: '/communicationItems/0' }]);
    expect(bodyOf(script)).toEqual([{ op: 'remove', path: 'communicationItems/0' }]);
    script.verify();
  });

  test('delete answers nothing', async () => {
    const { tickets, contacts, script } = setUp([
      { method: 'DELETE', url: TICKET, reply: new Response(null, { status: 204 }) },
      {
        method: 'DELETE',
        url: `${API}/company/contacts/9?transferContactId=10`,
        reply: new Response(null, { status: 204 }),
      },
    ]);
    await expect(tickets.delete(5)).resolves.toBeUndefined();
    await expect(contacts.delete(9, { transferContactId: 10 })).resolves.toBeUndefined();
    expect(script.sent[0]?.body).toBeUndefined();
    script.verify();
    await expect(tickets.delete(5, { transferContactId: 10 })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: 'DELETE /service/tickets/5 takes no query parameter "transferContactId".',
    });
  });

  test('an answer that is no record is BAD_RESPONSE', async () => {
    const { tickets } = setUp([{ method: 'PATCH', url: TICKET, reply: json([]) }]);
    await expect(tickets.update(5, { summary: 'x' })).rejects.toMatchObject({ code: 'BAD_RESPONSE' });
  });
});

describe('before anything is sent', () => {
  test('every problem is reported at once, in the shape of the server', async () => {
    const { tickets, script } = setUp([]);
    await expect(tickets.create({ summary: 'x'.repeat(101), sumary: 'y' })).rejects.toMatchObject({
      code: 'INVALID_RECORD',
      message: [
        'ticket object is invalid: The field summary must be a string with a maximum length of 100.',
        `Could not find member 'sumary' on object of type 'Ticket'. Did you mean "summary"?`,
        'The company/id field is required.',
      ].join(' '),
      hint: `Shorten summary to 100 characters; it has 101. Did you mean "summary"? Name a record: company: { id: 5 }. Where the tenant's release knows more than the catalog, set unknown: 'allow'.`,
      fieldErrors: [
        { code: 'MaxLengthField', resource: 'ticket', field: 'summary' },
        { code: 'InvalidField', resource: 'ticket', field: 'sumary' },
        { code: 'MissingRequiredField', resource: 'ticket', field: 'company' },
      ],
    });
    expect(script.sent).toEqual([]);
  });

  test.each<['warn' | 'allow', number]>([
    ['warn', 1],
    ['allow', 0],
  ])('unknown: %s sends what the catalog does not know', async (unknown, told) => {
    const steps = [0, 1].map(() => ({ method: 'PATCH', url: TICKET, reply: json({ id: 5 }) }));
    const { tickets, warnings, script } = setUp(steps);
    await tickets.update(5, { newMember: 1 }, { unknown });
    expect(bodyOf(script)).toEqual([{ op: 'replace', path: 'newMember', value: 1 }]);
    expect(warnings.map(({ path }) => path)).toEqual(told === 1 ? ['newMember'] : []);
    await expect(tickets.update(5, { newMember: 1 })).rejects.toMatchObject({ code: 'INVALID_RECORD' });
    await expect(tickets.update(5, { summary: 5 }, { unknown })).rejects.toMatchObject({
      code: 'INVALID_RECORD',
    });
    const client = setUp([{ method: 'PATCH', url: TICKET, reply: json({ id: 5 }) }], { unknown });
    await client.tickets.update(5, { newMember: 1 });
    client.script.verify();
  });

  test('advice is told and never refused', async () => {
    const { tickets, warnings, script } = setUp([{ method: 'PATCH', url: TICKET, reply: json({ id: 5 }) }]);
    await tickets.patch(5, [{ op: 'replace', path: 'status/id', value: 5 }]);
    expect(warnings).toEqual([expect.objectContaining({ path: 'status/id' })]);
    script.verify();
  });

  test('a verb the API does not have says what there is', async () => {
    const { psa, script } = setUp([]);
    await expect(psa.collection('system/audittrail').create({})).rejects.toMatchObject({
      code: 'UNKNOWN_PATH',
      message: 'The API has no POST /system/audittrail.',
    });
    await expect(psa.collection('documents').create({ title: 'x' })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: 'POST /system/documents takes a file, not a record.',
    });
    expect(script.sent).toEqual([]);
  });

  test.each<[string, (tickets: ReturnType<typeof setUp>['tickets']) => Promise<unknown>]>([
    ['no object', (tickets) => tickets.create([] as never)],
    ['no changes', (tickets) => tickets.update(5, 'summary' as never)],
    ['no record', (tickets) => tickets.replace(5, null as never)],
    ['no id', (tickets) => tickets.delete('')],
    ['no JSON', (tickets) => tickets.update(5, { newMember: 5n }, { unknown: 'allow' })],
  ])('%s is INVALID_ARGUMENT', async (_name, write) => {
    const { tickets, script } = setUp([]);
    await expect(write(tickets)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(script.sent).toEqual([]);
  });
});

describe('dryRun', () => {
  test('answers the request, without the credentials, and sends nothing', async () => {
    const { tickets, script } = setUp([]);
    const planned = await tickets.create(NEW_TICKET, { dryRun: true, fields: ['id'] });
    expect(planned).toEqual({
      method: 'POST',
      url: `${TICKETS}?fields=id`,
      query: { fields: 'id' },
      headers: {
        clientId: KEYS.clientId,
        Accept: 'application/json',
        'Content-Type': 'application/json',
      },
      body: NEW_TICKET,
    });
    const text = JSON.stringify([
      planned,
      await tickets.update(5, {}, { dryRun: true }),
      await tickets.patch(5, [{ op: 'remove', path: 'contact' }], { dryRun: true }),
      await tickets.delete(5, { dryRun: true }),
    ]);
    expect(text).not.toContain(KEYS.privateKey);
    expect(text).not.toContain('Basic');
    expect(script.sent).toEqual([]);
  });

  test('reads what it must know', async () => {
    const { tickets, script } = setUp([
      {
        url: `${TICKET}?fields=id,_info,customFields`,
        reply: json({
          id: 5,
          _info: { lastUpdated: '2024-05-01T12:00:00Z' },
          customFields: [{ id: 1, caption: 'A' }],
        }),
      },
    ]);
    const planned = await tickets.update(
      5,
      { customFields: [{ id: 1, value: 'x' }] },
      { dryRun: true, ifUnchangedSince: '2024-05-01T12:00:00Z' },
    );
    expect(planned.body).toEqual([
      { op: 'replace', path: 'customFields', value: [{ id: 1, caption: 'A', value: 'x' }] },
    ]);
    script.verify();
  });
});
