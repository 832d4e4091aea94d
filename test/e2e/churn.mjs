// Another process at work on the same database: it inserts and deletes tickets until it is told to stop,
// then reports what it did. Run as: node churn.mjs FILE
import { openSqliteStore } from '@psakit/server/store';
import { resourceNamed } from 'psakit/catalog';

const store = await openSqliteStore(process.argv[2]);
const resource = resourceNamed('service/tickets');
const template = JSON.parse((await store.list({ resource, limit: 1 }))[0].json);
const last = (
  await store.list({
    resource,
    limit: 1,
    orderBy: [{ field: { kind: 'field', path: ['id'] }, descending: true }],
  })
)[0].id;
const victims = (await store.list({ resource, limit: 100_000 }))
  .map((row) => row.id)
  .filter((id) => id % 7 === 0);

let stopped = false;
process.once('message', () => (stopped = true));

const inserted = [];
const deleted = [];
for (let turn = 1; !stopped; turn++) {
  const writes = [];
  // Between the ids that are there (a victim's id comes back) and after them.
  const id = last + turn;
  writes.push({
    kind: 'put',
    resource,
    record: { ...template, id, summary: `Inserted while reading ${turn}` },
  });
  inserted.push(id);
  const victim = victims.shift();
  if (victim !== undefined) {
    writes.push({ kind: 'delete', resource, id: victim });
    deleted.push(victim);
  }
  await store.apply({ writes });
  if (turn === 20) process.send({ kind: 'busy' });
  await new Promise((resolve) => setImmediate(resolve));
}
await store.close();
process.send({ kind: 'done', inserted, deleted });
process.disconnect();
