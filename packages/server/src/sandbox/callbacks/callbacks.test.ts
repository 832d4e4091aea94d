import { verifyCallback } from 'psakit/callbacks';
import { FakeClock } from '../../../../psakit/src/core/testing/fake-clock.js';
import { requireResource } from 'psakit/catalog';
import type { Clock } from 'psakit/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createApi, type ApiHandler, type ApiRequest } from '../../api/index.js';
import { GENERIC_RULES, type Rules } from '../../records/index.js';
import { openSqliteStore, type JsonRecord, type SqliteStore } from '../../store/index.js';
import { listDeliveries, redeliver } from './deliveries.js';
import { answerKey } from './key-server.js';
import { signingKeyOf } from './key.js';
import type { CallbackStyle } from './message.js';
import { withCallbacks } from './owed.js';
import { createAllowance } from './receivers.js';
import { startSender, type CallbackSender } from './sender.js';

const ROOT = 'http://127.0.0.1:4000/v4_6_release/apis/3.0';
const HOOK = 'http://127.0.0.1:9000/hook?recordId=';
const START = Date.UTC(2026, 5, 12, 20, 0, 0);
const HEADERS = { authorization: `Basic ${btoa('acme+public:private')}`, clientId: 'a' };

interface Arrival {
  readonly url: string;
  readonly body: string;
  readonly signature: string;
}

let store: SqliteStore;
let clock: FakeClock;
let api: ApiHandler;
let sender: CallbackSender;
let arrivals: Arrival[];
/** What the receiver answers; the last one from then on. */
let answers: (number | 'silence')[];
let guids = 0;
let draws = 0;
const random = (): number => (draws = (draws * 16807 + 11) % 2147483647) / 2147483647;

const receive = (async (input: string, init: RequestInit) => {
  const headers = new Headers(init.headers);
  arrivals.push({
    url: input,
    body: init.body as string,
    signature: headers.get('x-content-signature') ?? '',
  });
  const answer = answers.length > 1 ? answers.shift() : answers[0];
  if (answer === 'silence') {
    await new Promise((_, reject) => {
      init.signal?.addEventListener('abort', () => {
        reject(new TypeError('aborted'));
      });
    });
  }
  return new Response(null, { status: answer as number });
}) as unknown as typeof fetch;

/** The API over the store, with these rules. */
function serve(rules: Rules): void {
  api = createApi({
    store,
    members: [{ companyId: 'acme', publicKey: 'public', privateKey: 'private', identifier: 'api1' }],
    rateLimit: 'off',
    rules: withCallbacks(
      rules,
      () => `guid-${(guids += 1)}`,
      () => undefined,
    ),
    clock,
  });
}

function send(style: CallbackStyle = 'recorded', going: Clock = clock): void {
  sender = startSender({
    access: (work) => work(store),
    origin: () => ({ origin: 'http://127.0.0.1:4000', companyId: 'acme', codebase: 'v4_6_release' }),
    style,
    allows: createAllowance([]),
    clock: going,
    random,
    fetch: receive,
  });
}

async function ask(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; json: JsonRecord }> {
  const init = { method, headers: HEADERS, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const response = await api(new Request(ROOT + path, init));
  const text = await response.text();
  sender.wake();
  return { status: response.status, json: (text === '' ? {} : JSON.parse(text)) as JsonRecord };
}

const register = (more: JsonRecord = {}): Promise<{ status: number; json: JsonRecord }> =>
  ask('POST', '/system/callbacks', { url: HOOK, objectId: 0, type: 'Contact', level: 'Owner', ...more });

const deliveries = (): ReturnType<typeof listDeliveries> => listDeliveries(store);

beforeEach(async () => {
  store = await openSqliteStore(':memory:');
  clock = new FakeClock(START);
  arrivals = [];
  answers = [200];
  serve(GENERIC_RULES);
  send();
});
afterEach(async () => {
  await sender.stop();
  await store.close();
});

describe('registering', () => {
  test('answers the row as recorded: lower case, the owner object 1, what was not said filled in', async () => {
    const { status, json } = await register({ id: 0, memberId: 0, connectWiseID: '' });
    expect(status).toBe(201);
    expect(json).toMatchObject({
      url: HOOK,
      objectId: 1,
      type: 'contact',
      level: 'owner',
      payloadVersion: '3.0.0',
      inactiveFlag: false,
      isSoapCallbackFlag: false,
      isSelfSuppressedFlag: false,
    });
    expect(json['id']).toBeGreaterThan(0);
    expect(json['connectWiseID']).toMatch(/^guid-/);
  });

  test('a wrong URL and level are both told, as recorded', async () => {
    const { status, json } = await register({ url: 'nowhere', level: 'board' });
    expect(status).toBe(400);
    expect(json).toEqual({
      code: 'InvalidObject',
      message: 'callbackEntry object is invalid',
      errors: [
        { code: 'InvalidField', message: 'Invalid URL', resource: 'callbackEntry', field: 'url' },
        {
          code: 'InvalidObject',
          message: 'Unrecognized level for type, see documentation for supported levels for each type',
          resource: 'callbackEntry',
          field: 'level',
        },
      ],
    });
  });

  test('twice the same is refused, as recorded; another object is another one', async () => {
    await register({ level: 'company', objectId: 5 });
    const again = await register({ level: 'Company', objectId: 5 });
    expect(again.json['errors']).toEqual([
      {
        code: 'ObjectExists',
        message: 'A matching callback entry already exists',
        resource: 'callbackEntry',
        field: 'objectId',
      },
    ]);
    expect((await register({ level: 'company', objectId: 6 })).status).toBe(201);
  });
});

describe('delivering', () => {
  test('a change is told as recorded, signed so that it can be verified with the key it names', async () => {
    const { json: registration } = await register();
    const { json: contact } = await ask('POST', '/company/contacts', { firstName: 'Lil "größer"' });
    await sender.settled();
    const [arrival] = arrivals;
    expect(arrival?.url).toBe(`${HOOK}${String(contact['id'])}&action=added`);
    const message = JSON.parse(arrival!.body) as Record<string, unknown>;
    expect(message).toMatchObject({
      Action: 'added',
      Type: 'contact',
      ID: contact['id'],
      CompanyId: 'acme',
      MemberId: 'api1',
      FromUrl: '127.0.0.1',
      CallbackObjectRecId: registration['id'],
    });
    expect(JSON.parse(message['Entity'] as string)).toMatchObject({
      id: contact['id'],
      firstName: 'Lil "größer"',
    });
    expect(message['Entity']).not.toContain('_href":"/');

    const event = await verifyCallback(arrival!.body, arrival!.signature, {
      trustedHosts: ['http://127.0.0.1:4000'],
      companyId: 'acme',
      fetch: async (url) => {
        const request = { method: 'GET', target: url.replace('http://127.0.0.1:4000', '') };
        const answer = await answerKey(request as ApiRequest, () => signingKeyOf(store, random));
        return new Response(answer?.body, { status: answer?.status ?? 500 });
      },
    });
    expect(event).toMatchObject({ type: 'contact', action: 'added', entity: { firstName: 'Lil "größer"' } });
  });

  test('an update is told, a deletion without the record', async () => {
    await register();
    const { json } = await ask('POST', '/company/contacts', { firstName: 'A' });
    await ask('PATCH', `/company/contacts/${String(json['id'])}`, [
      { op: 'replace', path: 'firstName', value: 'B' },
    ]);
    await ask('DELETE', `/company/contacts/${String(json['id'])}`);
    await sender.settled();
    const told = arrivals.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    expect(told.map((message) => message['Action']).sort()).toEqual(['added', 'deleted', 'updated']);
    expect(told.find((message) => message['Action'] === 'deleted')?.['Entity']).toBeNull();
    expect(new Set(told.map((message) => message['MessageId'])).size).toBe(3);
  });

  test('a level hears of its object only, before and after a move', async () => {
    const resource = 'company/companies';
    await ask('POST', `/${resource}`, { identifier: 'one', name: 'One' });
    await ask('POST', `/${resource}`, { identifier: 'two', name: 'Two' });
    await register({ level: 'company', objectId: 1 });
    const { json } = await ask('POST', '/company/contacts', { firstName: 'A', company: { id: 2 } });
    const path = `/company/contacts/${String(json['id'])}`;
    for (const id of [1, 2, 2]) {
      await ask('PATCH', path, [{ op: 'replace', path: 'company', value: { id } }]);
    }
    await sender.settled();
    expect(arrivals).toHaveLength(2);
  });

  test('what a change drags along is told by what it was itself, not by the record that was named', async () => {
    const companies = requireResource('company/companies');
    const dragging: Rules = {
      ...GENERIC_RULES,
      decide: async (write, context) => {
        const decision = await GENERIC_RULES.decide(write, context);
        if (write.kind !== 'delete') return decision;
        const company = { id: 7, name: 'Dragged along' };
        return {
          ...decision,
          writes: [{ kind: 'put', resource: companies, record: company }, ...decision.writes],
        };
      },
    };
    await store.apply({ writes: [{ kind: 'put', resource: companies, record: { id: 7, name: 'Seven' } }] });
    const { json } = await ask('POST', '/company/contacts', { firstName: 'A' });
    // Of the company with the contact's id nothing is to be heard.
    await register({ type: 'company', level: 'company', objectId: json['id'] });
    serve(dragging);
    await ask('DELETE', `/company/contacts/${String(json['id'])}`);
    await sender.settled();
    expect(arrivals).toEqual([]);
  });

  test('in the form of the mission the URL is called as it is', async () => {
    await sender.stop();
    send('mission');
    await register({ url: 'http://localhost:9000/webhook' });
    const { json } = await ask('POST', '/company/contacts', { firstName: 'A' });
    await sender.settled();
    expect(arrivals[0]?.url).toBe('http://localhost:9000/webhook');
    expect(JSON.parse(arrivals[0]!.body)).toMatchObject({
      Action: 'added',
      ID: json['id'],
      Type: 'contact',
      Callback: { Type: 'contact' },
    });
  });

  test('nobody beyond this machine is called; the delivery says so', async () => {
    await register({ url: 'https://example.com/hook?recordId=' });
    await ask('POST', '/company/contacts', { firstName: 'A' });
    await sender.settled();
    expect(arrivals).toEqual([]);
    expect(await deliveries()).toMatchObject([
      { state: 'blocked', tries: [{ error: expect.stringContaining('Not sent') }] },
    ]);
  });

  test('who made the change is not told where it wants not to be', async () => {
    await ask('POST', '/system/members', member('api1'));
    await register({ isSelfSuppressedFlag: true });
    await ask('POST', '/company/contacts', { firstName: 'A' });
    await sender.settled();
    expect(arrivals).toEqual([]);
  });
});

describe('what goes wrong', () => {
  test.each([404, 409, 419, 429])(
    '%i is tried after 2 and after 4 seconds, then given up',
    async (status) => {
      answers = [status];
      await register();
      await ask('POST', '/company/contacts', { firstName: 'A' });
      await until(() => arrivals.length === 1);
      await clock.advance(1_999);
      expect(arrivals).toHaveLength(1);
      await clock.advance(1);
      await until(() => triedAndAsleep(2));
      await clock.advance(4_000);
      await sender.settled();
      expect(arrivals).toHaveLength(3);
      expect(new Set(arrivals.map(({ body }) => body)).size).toBe(1);
      expect(await deliveries()).toMatchObject([
        { state: 'failed', tries: [{ status }, { status }, { status }] },
      ]);
    },
  );

  test.each([400, 500, 302])('%i is final', async (status) => {
    answers = [status];
    await register();
    await ask('POST', '/company/contacts', { firstName: 'A' });
    await sender.settled();
    expect(await deliveries()).toMatchObject([{ state: 'failed', tries: [{ status }] }]);
  });

  test('a receiver that does not answer is given 5 seconds', async () => {
    answers = ['silence'];
    await register();
    await ask('POST', '/company/contacts', { firstName: 'A' });
    await until(() => arrivals.length === 1);
    await clock.advance(5_000);
    await sender.settled();
    expect(await deliveries()).toMatchObject([
      { state: 'failed', tries: [{ error: 'No answer in 5 seconds.' }] },
    ]);
  });

  test('three days of failure switch a callback off, one success in between does not count as failure', async () => {
    const { json } = await register();
    const path = `/system/callbacks/${String(json['id'])}`;
    const change = async (status: number): Promise<void> => {
      answers = [status];
      await ask('POST', '/company/contacts', { firstName: 'A' });
      await sender.settled();
    };
    const day = 24 * 60 * 60 * 1000;
    await change(500);
    await clock.advance(2 * day);
    await change(200);
    await clock.advance(2 * day);
    await change(500);
    await clock.advance(3 * day - 1);
    await change(500);
    expect((await ask('GET', path)).json['inactiveFlag']).toBe(false);
    await clock.advance(1);
    await change(500);
    expect((await ask('GET', path)).json['inactiveFlag']).toBe(true);
    const before = arrivals.length;
    await change(200);
    expect(arrivals).toHaveLength(before);
  });

  test('what was owed when the sender stopped is sent by the next one, and an ended one again on demand', async () => {
    await register();
    await sender.stop();
    await ask('POST', '/company/contacts', { firstName: 'A' });
    expect(await deliveries()).toMatchObject([{ state: 'owed', tries: [] }]);
    send();
    await sender.settled();
    expect(arrivals).toHaveLength(1);
    const [ended] = await deliveries();
    await redeliver(store, ended!.messageId, clock.now());
    sender.wake();
    await sender.settled();
    expect(arrivals[1]?.body).toBe(arrivals[0]?.body);
    expect(await redeliver(store, 'no such message', clock.now())).toBe(false);
  });

  test('a clock that does not really wait keeps nothing else from running', async () => {
    await sender.stop();
    answers = [429];
    const impatient = { now: () => clock.now(), sleep: () => Promise.resolve() };
    send('recorded', impatient);
    await register();
    await ask('POST', '/company/contacts', { firstName: 'A' });
    await until(async () => (await deliveries())[0]?.tries.length === 1);
    await sender.stop();
  });

  test('a refused change owes nothing', async () => {
    await register();
    expect((await ask('POST', '/company/contacts', { firstName: 'A', nonsense: 1 })).status).not.toBe(201);
    expect(await deliveries()).toEqual([]);
  });
});

/** A member with everything the catalog requires of one. */
function member(identifier: string): JsonRecord {
  return {
    identifier,
    firstName: 'Api',
    lastName: 'One',
    licenseClass: 'A',
    defaultEmail: 'Office',
    defaultPhone: 'Office',
    hireDate: '2020-01-01T00:00:00Z',
    companyActivityTabFormat: 'SummaryList',
    invoiceTimeTabFormat: 'SummaryList',
    invoiceScreenDefaultTabFormat: 'ShowInvoicingTab',
    invoicingDisplayOptions: 'RemainOnInvoicingScreen',
    agreementInvoicingDisplayOptions: 'RemainOnInvoicingScreen',
  };
}

/** Whether so many tries are written down and the sender waits for the next one. */
async function triedAndAsleep(tries: number): Promise<boolean> {
  const [delivery] = await deliveries();
  return delivery?.tries.length === tries && clock.sleeping === 1;
}

/** Lets everything that can run do so until it holds. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let turns = 0; turns < 100_000; turns++) {
    if (await holds()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await holds()).toBe(true);
}
