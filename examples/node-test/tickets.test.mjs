import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createSandbox } from '@psakit/server/sandbox';
import { Psa } from 'psakit';

let sandbox;
let psa;
before(async () => {
  sandbox = await createSandbox();
  psa = new Psa({ ...sandbox.credentials, site: sandbox.url });
});
after(() => sandbox.close());

test('reads a ticket over HTTP', async () => {
  const ticket = await psa.service.tickets.get(54321);
  assert.equal(ticket.id, 54321);
  const [request] = sandbox.admin.requests.list();
  assert.equal(request.path, '/v4_6_release/apis/3.0/service/tickets/54321');
});

test('says which keys were wrong, and shows none of them', async () => {
  const stranger = new Psa({ ...sandbox.credentials, site: sandbox.url, privateKey: 'not-the-key-at-all' });
  await assert.rejects(stranger.service.tickets.count(), (error) => {
    assert.equal(error.code, 'UNAUTHORIZED');
    assert.ok(!error.message.includes('not-the-key-at-all'));
    return true;
  });
});
