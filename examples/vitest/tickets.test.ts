import { createSandbox, type Sandbox } from '@psakit/server/sandbox';
import { Psa } from 'psakit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

let sandbox: Sandbox;
let psa: Psa;

beforeAll(async () => {
  // The sandbox refuses what goes over 60 requests a minute, as PSA does, and the client waits rather than be refused.
  // Tests send more than that and none is about the limit, so both are told to let everything through.
  sandbox = await createSandbox({ rateLimit: 'off' });
  await sandbox.admin.snapshot('clean');
  // Without a socket; leave `fetch` out and it goes over HTTP.
  psa = new Psa({ ...sandbox.credentials, site: sandbox.url, fetch: sandbox.fetch, budget: 'off' });
});
afterAll(() => sandbox.close());

// Each test begins with the same records, and with nothing wrong.
beforeEach(async () => {
  await sandbox.admin.restore('clean');
  sandbox.admin.faults.clear();
  sandbox.admin.requests.clear();
});

test('reads every open ticket, page by page', async () => {
  const tickets = await psa.service.tickets.list({ where: 'closedFlag = false', fields: ['id'] }).all();
  expect(tickets).toHaveLength(await psa.service.tickets.count({ where: 'closedFlag = false' }));
});

test('tries again when the gateway stumbles', async () => {
  sandbox.admin.faults.add({ kind: 'html', status: 503, path: '/service/tickets', count: 1 });
  const ticket = await psa.service.tickets.get(54321);
  expect(ticket.id).toBe(54321);
  expect(sandbox.admin.requests.list().map(({ status }) => status)).toEqual([503, 200]);
});
