import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  CALLBACK_LEVELS,
  CALLBACK_TYPES,
  CallbackKeyCache,
  callbackTypeNamed,
  createCallbackReceiver,
  parseCallback,
  signCallback,
  SIGNATURE_HEADER,
  verifyCallback,
  type CallbackEvent,
  type CallbackPayload,
} from 'psakit/callbacks';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { verifies } from './verifies.js';

/** A PSA that serves signing keys on loopback, as text (PROTOCOL 7.4). */
const psa = { key: '', requests: 0, origin: '' };
const server = createServer((request, response) => {
  psa.requests++;
  response.writeHead(request.url?.startsWith('/v2025_1//system/callbackkey/') === true ? 200 : 404, {
    'content-type': 'text/html',
  });
  response.end(JSON.stringify({ signing_key: psa.key }));
});

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  psa.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  Object.assign(psa, { key: 'a signing key – ключ', requests: 0 });
});

function message(changes: Partial<CallbackPayload> = {}): CallbackPayload {
  return {
    MessageId: 'b6a1c1de-0000-4000-8000-000000000001',
    FromUrl: '127.0.0.1',
    CompanyId: 'Fabrikam',
    MemberId: 'Integrator',
    Action: 'added',
    Type: 'company',
    ID: 411,
    ProductInstanceId: 'p1',
    PartnerId: 'p2',
    Entity: '{"id":411,"identifier":"Müller","name":"Müller & Söhne"}',
    Metadata: {
      key_url: `${psa.origin}/v2025_1//system/callbackkey/index.rails?companyName=Fabrikam&id=77`,
    },
    CallbackObjectRecId: 5,
    ...changes,
  };
}

const trust = (): { trustedHosts: string[] } => ({ trustedHosts: [psa.origin] });

async function post(body: string, key = psa.key): Promise<Request> {
  const headers = { [SIGNATURE_HEADER]: await signCallback(body, key) };
  return new Request('https://receiver.test/?recordId=411', { method: 'POST', headers, body });
}

verifies('callbacks:mission-form', () => {
  const body =
    '{"Action":"updated","ID":54321,"Type":"ticket","MemberID":123,"Callback":{"ID":54321,"Type":"ticket"}}';
  expect(parseCallback(body)).toMatchObject({
    action: 'updated',
    id: 54321,
    type: 'ticket',
    memberId: 123,
    entity: null,
  });
});

verifies('callbacks:recorded-form', () => {
  const added = parseCallback(JSON.stringify(message()));
  expect(added).toMatchObject({ type: 'company', action: 'added', id: 411, companyId: 'Fabrikam' });
  expect(added.type === 'company' && added.entity?.name).toBe('Müller & Söhne');
  expect(parseCallback(JSON.stringify(message({ Action: 'deleted', Entity: null }))).entity).toBeNull();
});

verifies('callbacks:types', () => {
  expect(CALLBACK_TYPES).toHaveLength(16);
  expect(CALLBACK_LEVELS.Ticket).toEqual([
    'Owner',
    'Board',
    'Project',
    'Phase',
    'Status',
    'Ticket',
    'IntegratorTag',
  ]);
  expect(callbackTypeNamed('PurchaseOrder')).toBe('purchaseorder');
  for (const recordType of ['ServiceTicket', 'ProjectTicket']) {
    const event = parseCallback({ ...message({ Type: 'Ticket', Entity: JSON.stringify({ recordType }) }) });
    expect(event).toMatchObject({ type: 'ticket', entity: { recordType } });
  }
});

verifies('callbacks:signature', async () => {
  // Written unlike JSON.stringify would: only the bytes as they came have this signature.
  const raw = new TextEncoder().encode(JSON.stringify(message(), undefined, 1).replaceAll('ü', '\\u00FC'));
  const event = await verifyCallback(raw, await signCallback(raw, psa.key), trust());
  expect(event).toMatchObject({ type: 'company', entity: { identifier: 'Müller' } });
});

verifies('callbacks:forged', async () => {
  const body = JSON.stringify(message());
  const signature = await signCallback(body, psa.key);
  const forged = { code: 'CALLBACK_FORGED' };
  await expect(verifyCallback(body, await signCallback(body, 'mine'), trust())).rejects.toMatchObject(forged);
  await expect(verifyCallback(body.replace('411', '412'), signature, trust())).rejects.toMatchObject(forged);
  psa.requests = 0;
  await expect(verifyCallback(body, signature)).rejects.toMatchObject(forged);
  expect(psa.requests).toBe(0);
});

verifies('callbacks:rotation', async () => {
  const options = { ...trust(), cache: new CallbackKeyCache() };
  const body = JSON.stringify(message());
  for (const key of ['one', 'one', 'two', 'two']) {
    psa.key = key;
    await verifyCallback(body, await signCallback(body, key), options);
  }
  expect(psa.requests).toBe(2);
});

verifies('callbacks:answers', async () => {
  let works = false;
  const receive = createCallbackReceiver({
    verify: trust(),
    onEvent: () => (works ? Promise.resolve() : Promise.reject(new TypeError('not now'))),
  });
  const body = JSON.stringify(message());
  expect((await receive(await post(body, 'mine'))).status).toBe(401);
  expect((await receive(await post(body))).status).toBe(429);
  works = true;
  expect((await receive(await post(body))).status).toBe(204);
});

verifies('callbacks:repeats', async () => {
  const events: CallbackEvent[] = [];
  const receive = createCallbackReceiver({
    verify: trust(),
    onEvent: (event) => {
      events.push(event);
    },
  });
  const body = JSON.stringify(message());
  for (let n = 0; n < 3; n++) expect((await receive(await post(body))).status).toBe(204);
  expect(events).toHaveLength(1);
});
