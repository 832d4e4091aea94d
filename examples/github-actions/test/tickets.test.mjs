import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Psa } from 'psakit';

// Everything it needs comes from the environment: the job's sandbox here, your own site elsewhere.
test('there are open tickets', async () => {
  const psa = new Psa();
  assert.ok((await psa.service.tickets.count({ where: 'closedFlag = false' })) > 0);
});
