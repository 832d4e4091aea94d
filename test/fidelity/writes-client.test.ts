import { Psa, type PsaError } from 'psakit';
import { expect } from 'vitest';
import { verifies } from './verifies.js';

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

type Answer = () => Response | Error;

/** A client whose requests are answered in turn, the last answer again and again, and what it sent. */
function clientOf(...answers: readonly Answer[]): { psa: Psa; sent: Sent[] } {
  const sent: Sent[] = [];
  const psa = new Psa({
    companyId: 'company',
    publicKey: 'publickey',
    privateKey: 'privatekey',
    clientId: 'client',
    env: {},
    clock: { now: () => 0, sleep: pause },
    random: () => 0,
    fetch: (url, init) => {
      const { pathname, search } = new URL(url);
      const path = pathname.replace(/^.*?\/apis\/3\.0/, '') + decodeURIComponent(search);
      const answer = (answers[Math.min(sent.length, answers.length - 1)] ?? record)();
      const body = typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined;
      sent.push({ method: init.method ?? 'GET', path, body });
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  });
  return { psa, sent };
}

/** Pauses are over at once; the time that a try is allowed never is. */
function pause(ms: number, signal?: AbortSignal): Promise<void> {
  if (ms < 60_000) return Promise.resolve();
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => {
      reject(new RangeError('no longer needed'));
    });
  });
}

const record = (): Response => Response.json({ id: 5 });
const lost = (): Error => new TypeError('socket hang up');
const list =
  (...records: readonly object[]): Answer =>
  () =>
    Response.json(records);

async function errorOf(call: Promise<unknown>): Promise<PsaError> {
  return call.then(
    () => {
      throw new TypeError('It should have been refused');
    },
    (reason: unknown) => reason as PsaError,
  );
}

const COMPLETE = { summary: 'x', company: { id: 1 }, severity: 'Low', impact: 'Low' };

verifies('writes-client:whole-references', async () => {
  const { psa, sent } = clientOf();
  await psa.service.tickets.update(5, { status: { id: 7 }, owner: { identifier: 'jdoe' }, contact: null });
  expect(sent[0]?.body).toEqual([
    { op: 'replace', path: 'status', value: { id: 7 } },
    { op: 'replace', path: 'owner', value: { identifier: 'jdoe' } },
    { op: 'remove', path: 'contact' },
  ]);
});

verifies('writes-client:paths', async () => {
  const { psa, sent } = clientOf();
  await psa.company.contacts.patch(5, [
    { op: 'Remove', path: '/communicationItems/1' },
    { op: 'replace', path: 'title', value: 'x' },
  ]);
  expect(sent[0]?.body).toEqual([
    { op: 'remove', path: 'communicationItems/1' },
    { op: 'replace', path: 'title', value: 'x' },
  ]);
});

verifies('writes-client:custom-fields', async () => {
  const outage = { id: 1, caption: 'Outage ID', value: 'a' };
  const region = { id: 2, caption: 'Region', value: 'b' };
  const { psa, sent } = clientOf(() => Response.json({ id: 5, customFields: [outage, region] }));
  await psa.service.tickets.update(5, { customFields: [{ id: 2, value: 'c' }] });
  expect(sent.map(({ method }) => method)).toEqual(['GET', 'PATCH']);
  expect(sent[1]?.body).toEqual([
    { op: 'replace', path: 'customFields', value: [outage, { ...region, value: 'c' }] },
  ]);
});

verifies('writes-client:moments', async () => {
  const { psa, sent } = clientOf();
  await psa.time.entries.update(5, {
    timeStart: new Date('2024-05-01T12:00:00.750Z'),
    timeEnd: '2024-05-01T16:00:00.250+02:00',
  });
  expect(sent[0]?.body).toEqual([
    { op: 'replace', path: 'timeStart', value: '2024-05-01T12:00:00Z' },
    { op: 'replace', path: 'timeEnd', value: '2024-05-01T14:00:00Z' },
  ]);
  const error = await errorOf(psa.time.entries.update(5, { timeStart: '2024-05-01T12:00:00' }));
  expect(error.fieldErrors).toMatchObject([{ code: 'UnsupportedFormat', field: 'timeStart' }]);
  expect(error.hint).toContain('2024-05-01T12:00:00Z for UTC');
});

verifies('writes-client:date-only', async () => {
  const { psa, sent } = clientOf();
  await psa.service.tickets.update(5, { requiredDate: '2024-05-01' });
  expect(sent[0]?.body).toEqual([{ op: 'replace', path: 'requiredDate', value: '2024-05-01T00:00:00Z' }]);
});

verifies('writes-client:fields', async () => {
  const { psa, sent } = clientOf();
  await psa.service.tickets.create({ summary: 'x', company: { id: 1 } }, { fields: ['id', 'status/name'] });
  await psa.service.tickets.update(5, { summary: 'y' }, { fields: ['id'] });
  expect(sent.map(({ path }) => path)).toEqual([
    '/service/tickets?fields=id,status/name',
    '/service/tickets/5?fields=id',
  ]);
});

verifies('writes-client:transfer-contact', async () => {
  const { psa, sent } = clientOf(() => new Response(null, { status: 204 }));
  await psa.company.contacts.delete(5, { transferContactId: 6 });
  expect(sent).toEqual([
    { method: 'DELETE', path: '/company/contacts/5?transferContactId=6', body: undefined },
  ]);
});

verifies('writes-client:error-shape', async () => {
  const { psa, sent } = clientOf();
  const error = await errorOf(psa.service.tickets.create({ summary: 'x'.repeat(101) } as never));
  expect(error.code).toBe('INVALID_RECORD');
  expect(error.message).toContain('ticket object is invalid');
  expect(error.fieldErrors).toEqual([
    {
      code: 'MaxLengthField',
      message: 'The field summary must be a string with a maximum length of 100.',
      resource: 'ticket',
      field: 'summary',
    },
    {
      code: 'MissingRequiredField',
      message: 'The company/id field is required.',
      resource: 'ticket',
      field: 'company',
    },
  ]);
  expect(sent).toEqual([]);
});

verifies('writes-client:read-only', async () => {
  const { psa, sent } = clientOf();
  const tickets = psa.collection('tickets');
  const error = await errorOf(tickets.update(5, { closedFlag: true, _info: {}, id: 5 }));
  expect(error.fieldErrors.map(({ field }) => field)).toEqual(['closedFlag', '_info', 'id']);
  await tickets.replace(5, { ...COMPLETE, id: 5, closedFlag: true, _info: { lastUpdated: 'x' } });
  expect(sent.map(({ body }) => body)).toEqual([COMPLETE]);
});

verifies('writes-client:create-only', async () => {
  const { psa, sent } = clientOf();
  const tickets = psa.collection('tickets');
  await tickets.create({ ...COMPLETE, initialDescription: 'y', initialInternalAnalysis: 'z' });
  expect(sent).toHaveLength(1);
  const error = await errorOf(tickets.update(5, { initialDescription: 'y' }));
  expect(error.fieldErrors).toMatchObject([{ code: 'InvalidField', field: 'initialDescription' }]);
  const put = await errorOf(tickets.replace(5, { ...COMPLETE, initialResolution: 'y' }));
  expect(put.fieldErrors).toMatchObject([{ field: 'initialResolution' }]);
  expect(sent).toHaveLength(1);
});

verifies('writes-client:unknown', async () => {
  const { psa, sent } = clientOf();
  const tickets = psa.collection('tickets');
  const error = await errorOf(tickets.update(5, { sumary: 'x' }));
  expect(error.message).toContain("Could not find member 'sumary' on object of type 'Ticket'.");
  expect(error.hint).toContain('Did you mean "summary"?');
  expect(sent).toEqual([]);
  await tickets.update(5, { sumary: 'x' }, { unknown: 'allow' });
  expect(sent[0]?.body).toEqual([{ op: 'replace', path: 'sumary', value: 'x' }]);
});

verifies('writes-client:last-write-wins', async () => {
  const _info = { lastUpdated: '2024-05-01T12:00:00Z', updatedBy: 'jdoe' };
  const { psa, sent } = clientOf(() => Response.json({ id: 5, _info }));
  const { tickets } = psa.service;
  const stale = { ifUnchangedSince: '2024-05-01T11:59:59Z' };
  const error = await errorOf(tickets.update(5, { summary: 'x' }, stale));
  expect(error.code).toBe('CONFLICT');
  expect(error.message).toContain('changed at 2024-05-01T12:00:00Z by jdoe');
  await tickets.update(5, { summary: 'x' }, { ifUnchangedSince: _info.lastUpdated });
  expect(sent.map(({ method }) => method)).toEqual(['GET', 'GET', 'PATCH']);
});

verifies('writes-client:lost-create', async () => {
  const ticket = { summary: 'x', company: { id: 1 }, externalXRef: 'a-1' };
  const blind = clientOf(lost);
  expect((await errorOf(blind.psa.service.tickets.create(ticket))).code).toBe('OUTCOME_UNKNOWN');
  expect(blind.sent).toHaveLength(1);

  const verify = 'externalXRef = "a-1"';
  const found = clientOf(lost, list({ id: 5 }));
  expect(await found.psa.service.tickets.create(ticket, { verify })).toEqual({ id: 5 });
  expect(found.sent.map(({ method }) => method)).toEqual(['POST', 'GET']);

  const gone = clientOf(lost, list(), list(), record, list({ id: 5 }));
  expect(await gone.psa.service.tickets.create(ticket, { verify })).toEqual({ id: 5 });
  expect(gone.sent.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET', 'POST', 'GET']);
});

verifies('writes-client:lost-change', async () => {
  const whole = clientOf(lost, record);
  await whole.psa.service.tickets.update(5, { summary: 'x' });
  expect(whole.sent).toHaveLength(2);

  const step = clientOf(lost, record);
  const add = [{ op: 'add', path: 'communicationItems/0', value: { value: 'a@b.c' } }] as const;
  expect((await errorOf(step.psa.company.contacts.patch(5, add))).code).toBe('OUTCOME_UNKNOWN');
  expect(step.sent).toHaveLength(1);
});
