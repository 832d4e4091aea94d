import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resourceNamed, resources, type Resource } from 'psakit/catalog';
import { parse, parseOrderBy } from 'psakit/conditions';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSqliteStore, type JsonRecord, type RecordQuery, type Store, type Write } from './index.js';

// What every store must do, whatever database it is in. A new one adds its line to `stores`.

const folder = mkdtempSync(join(tmpdir(), 'psakit-store-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
let files = 0;

const stores: readonly { readonly name: string; readonly open: () => Promise<Store> }[] = [
  { name: 'SQLite in memory', open: () => openSqliteStore(':memory:') },
  { name: 'SQLite in a file', open: () => openSqliteStore(join(folder, `${++files}.db`)) },
];

const tickets = resourceNamed('service/tickets')!;
const notes = resourceNamed('service/tickets/notes')!;
const entries = resourceNamed('time/entries')!;
const ticketEntries = resourceNamed('service/tickets/timeentries')!;

describe.each(stores)('$name', ({ open }) => {
  let store: Store;
  beforeEach(async () => {
    store = await open();
  });
  afterEach(() => store.close());

  const put = (resource: Resource, records: readonly JsonRecord[], ...parents: number[]): Promise<void> =>
    store.apply({ writes: records.map((record) => ({ kind: 'put', resource, parents, record })) });
  const ids = async (query: Omit<RecordQuery, 'limit'> & { readonly limit?: number }): Promise<unknown[]> =>
    (await store.list({ limit: 100, ...query })).map(({ id }) => id);
  const where = (text: string): Promise<unknown[]> => ids({ resource: tickets, conditions: parse(text) });

  test('an empty store has no records, no totals and no names', async () => {
    expect(await store.list({ resource: tickets, limit: 25 })).toEqual([]);
    expect(await store.count({ resource: tickets })).toBe(0);
    expect(await store.get(tickets, [], 1)).toBeUndefined();
    expect(await store.meta('seed')).toBeUndefined();
    await store.apply({ writes: [{ kind: 'delete', resource: tickets, id: 1 }] });
  });

  test('a record reads back as it was put: unknown members, order, nulls, empty structures', async () => {
    const record = {
      summary: 'Größe "x"\n😀',
      id: 5,
      madeUpByATenant: { deep: [1, null, { a: [] }] },
      company: {},
      contact: null,
      closedDate: '2024-01-31T08:15:00.1234567+02:00',
      customFields: [{ id: 1, caption: 'A', value: 1.5 }],
    };
    await put(tickets, [record]);
    const kept = await store.get(tickets, [], 5);
    expect(kept?.json).toBe(JSON.stringify(record));
    expect(await store.list({ resource: tickets, limit: 1 })).toEqual([
      { id: 5, json: JSON.stringify(record) },
    ]);
    expect(await store.get(tickets, [], '5')).toEqual(kept);
  });

  test('putting again replaces the record everywhere it can be found', async () => {
    await put(tickets, [{ id: 1, summary: 'printer on fire', status: { id: 1, name: 'New' } }]);
    await put(tickets, [{ id: 1, summary: 'all is well', status: { id: 2, name: 'Closed' } }]);
    expect(await store.count({ resource: tickets })).toBe(1);
    expect(await where('status/name = "New"')).toEqual([]);
    expect(await where('summary contains "printer"')).toEqual([]);
    expect(await where('summary contains "well" and status/name = "closed"')).toEqual([1]);
  });

  test('a deleted record is gone everywhere, and deleting it again is nothing', async () => {
    await put(tickets, [
      { id: 1, summary: 'printer' },
      { id: 2, summary: 'printer' },
    ]);
    expect(await store.count({ resource: tickets, conditions: parse('summary contains "printer"') })).toBe(2);
    await store.apply({ writes: [{ kind: 'delete', resource: tickets, id: 1 }] });
    await store.apply({ writes: [{ kind: 'delete', resource: tickets, id: 1 }] });
    expect(await where('summary contains "printer"')).toEqual([2]);
    expect(await store.count({ resource: tickets, conditions: parse('summary contains "printer"') })).toBe(1);
  });

  test('a batch is applied whole or not at all', async () => {
    await put(tickets, [{ id: 1, summary: 'before' }]);
    const batch = store.apply({
      writes: [
        { kind: 'put', resource: tickets, record: { id: 1, summary: 'after' } },
        { kind: 'put', resource: notes, parents: [1], record: { id: 9, text: 'x' } },
        { kind: 'meta', name: 'checkpoint', value: '1' },
        { kind: 'put', resource: tickets, record: { summary: 'no id' } },
      ],
    });
    await expect(batch).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(await where('summary = "before"')).toEqual([1]);
    expect(await ids({ resource: notes, parents: [1] })).toEqual([]);
    expect(await store.meta('checkpoint')).toBeUndefined();
    await put(notes, [{ id: 9, text: 'x' }], 1);
    expect(await ids({ resource: notes, parents: [1] })).toEqual([9]);
  });

  test('names are kept beside the records and replaced', async () => {
    await store.apply({ writes: [{ kind: 'meta', name: 'seed', value: '1' }] });
    await store.apply({ writes: [{ kind: 'meta', name: 'seed', value: '2' }] });
    expect(await store.meta('seed')).toBe('2');
  });

  test('pages by id, by number and forward only', async () => {
    await put(
      tickets,
      [7, 3, 5, 1, 9].map((id) => ({ id })),
    );
    expect(await ids({ resource: tickets })).toEqual([1, 3, 5, 7, 9]);
    expect(await ids({ resource: tickets, limit: 2, offset: 2 })).toEqual([5, 7]);
    expect(await ids({ resource: tickets, limit: 2, afterId: 3 })).toEqual([5, 7]);
    expect(await ids({ resource: tickets, limit: 2, offset: 10 })).toEqual([]);
    expect(await ids({ resource: tickets, conditions: parse('id > 3'), afterId: 5 })).toEqual([7, 9]);
    expect(await store.count({ resource: tickets, conditions: parse('id > 3') })).toBe(3);
  });

  test('orders by folded text, nulls first, then by id', async () => {
    await put(tickets, [
      { id: 1, summary: 'b' },
      { id: 2, summary: 'A' },
      { id: 3 },
      { id: 4, summary: 'a' },
      { id: 5, summary: 'Ä' },
    ]);
    expect(await ids({ resource: tickets, orderBy: parseOrderBy('summary') })).toEqual([3, 2, 4, 1, 5]);
    expect(await ids({ resource: tickets, orderBy: parseOrderBy('summary desc') })).toEqual([5, 1, 2, 4, 3]);
    expect(
      await ids({ resource: tickets, orderBy: parseOrderBy('summary desc, id desc'), limit: 3 }),
    ).toEqual([5, 1, 4]);
  });

  test('children live under their parents, with ids of their own', async () => {
    await put(
      notes,
      [
        { id: 1, text: 'a' },
        { id: 2, text: 'b' },
      ],
      10,
    );
    await put(
      notes,
      [
        { id: 1, text: 'c' },
        { id: 3, text: 'a' },
      ],
      11,
    );
    expect(await ids({ resource: notes, parents: [10] })).toEqual([1, 2]);
    expect(await ids({ resource: notes, parents: ['11'], conditions: parse('text = "a"') })).toEqual([3]);
    expect((await store.get(notes, [11], 1))?.json).toBe('{"id":1,"text":"c"}');
    expect(await store.get(notes, [12], 1)).toBeUndefined();
    await store.apply({ writes: [{ kind: 'delete', resource: notes, parents: [10], id: 1 }] });
    expect(await ids({ resource: notes, parents: [10] })).toEqual([2]);
    expect(await ids({ resource: notes, parents: [11] })).toEqual([1, 3]);
    await expect(ids({ resource: notes })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  test('the greatest id of a collection, under whatever parents', async () => {
    expect(await store.lastId(notes)).toBe(0);
    await put(notes, [{ id: 7, text: 'a' }], 1);
    await put(notes, [{ id: 3, text: 'b' }], 2);
    expect(await store.lastId(notes)).toBe(7);
    expect(await store.lastId(tickets)).toBe(0);
  });

  test('a view shows the records of its keeper that fit', async () => {
    await put(entries, [
      { id: 1, chargeToId: 5, chargeToType: 'ServiceTicket', notes: 'x' },
      { id: 2, chargeToId: 6, chargeToType: 'ServiceTicket' },
      { id: 3, chargeToId: 5, chargeToType: 'Activity' },
      { id: 4, chargeToId: 5, chargeToType: 'ProjectTicket' },
    ]);
    expect(await ids({ resource: ticketEntries, parents: [5] })).toEqual([1, 4]);
    expect(await store.count({ resource: ticketEntries, parents: [5] })).toBe(2);
    expect(await store.get(ticketEntries, [5], 2)).toBeUndefined();
    expect(await store.get(ticketEntries, [5], 4)).toMatchObject({ id: 4 });
    await put(tickets, [{ id: 5 }, { id: 6 }, { id: 7 }]);
    const child = (text: string): Promise<unknown[]> =>
      ids({ resource: tickets, childConditions: parse(text) });
    expect(await child('timeentries/notes = "X"')).toEqual([5]);
    expect(await child('timeentries/id > 0')).toEqual([5, 6]);
  });

  test('conditions on children mean one and the same child', async () => {
    await put(tickets, [{ id: 1 }, { id: 2 }, { id: 3 }]);
    await put(
      notes,
      [
        { id: 1, text: 'vpn', internalAnalysisFlag: true },
        { id: 2, text: 'mail', internalAnalysisFlag: false },
      ],
      1,
    );
    await put(notes, [{ id: 3, text: 'vpn', internalAnalysisFlag: false }], 2);
    const child = (text: string): Promise<unknown[]> =>
      ids({ resource: tickets, childConditions: parse(text) });
    expect(await child('notes/text contains "VPN" and notes/internalAnalysisFlag = true')).toEqual([1]);
    expect(await child('notes/text = "mail" and notes/internalAnalysisFlag = true')).toEqual([]);
    expect(await child('notes/text = "mail" or notes/internalAnalysisFlag = false')).toEqual([1, 2]);
    expect(await child('notes/text = null')).toEqual([]);
  });

  test('custom fields are found by caption and value, and by name', async () => {
    await put(tickets, [
      {
        id: 1,
        customFields: [
          { caption: 'Outage ID', value: 5 },
          { caption: 'Custom Field 1', value: 'red' },
        ],
      },
      {
        id: 2,
        customFields: [
          { caption: 'Outage ID', value: 6 },
          { caption: 'Other', value: 5 },
        ],
      },
      { id: 3 },
    ]);
    const custom = (text: string): Promise<unknown[]> =>
      ids({ resource: tickets, customFieldConditions: parse(text) });
    expect(await custom('caption = "Outage ID" and value = 5')).toEqual([1]);
    expect(await custom('customField1 contains "RE"')).toEqual([1]);
    expect(await custom('outageId != null')).toEqual([1, 2]);
  });

  test('long conditions: a thousand alternatives, a hundred thousand ids', async () => {
    await put(tickets, [
      { id: 1, summary: 's1' },
      { id: 2, summary: 's2' },
      { id: 99_999, summary: 's99999' },
    ]);
    const many = Array.from({ length: 3000 }, (_, index) => `summary = "s${index + 2}"`);
    expect(await where(many.join(' or '))).toEqual([2]);
    expect(await where(`id in (${Array.from({ length: 100_000 }, (_, index) => index).join(',')})`)).toEqual([
      1, 2, 99_999,
    ]);
  });

  test('bytes are kept by name, in one batch with records, and listed with their sizes', async () => {
    expect(await store.blobs()).toEqual([]);
    await store.apply({
      writes: [
        { kind: 'put', resource: tickets, record: { id: 1 } },
        { kind: 'blob', name: 'documents/2', bytes: new Uint8Array([1, 2, 3]) },
        { kind: 'blob', name: 'documents/1', bytes: new Uint8Array() },
        // A view of a larger buffer: only what it shows is kept.
        { kind: 'blob', name: 'documents/3', bytes: new Uint8Array([9, 8, 7, 6]).subarray(1, 3) },
      ],
    });
    expect([...(await store.blob('documents/3'))!]).toEqual([8, 7]);
    expect([...(await store.blob('documents/1'))!]).toEqual([]);
    expect(await store.blobs()).toEqual([
      { name: 'documents/1', size: 0 },
      { name: 'documents/2', size: 3 },
      { name: 'documents/3', size: 2 },
    ]);
    await store.apply({
      writes: [
        { kind: 'blob', name: 'documents/2', bytes: new Uint8Array([5]) },
        { kind: 'blob', name: 'documents/3', bytes: undefined },
      ],
    });
    expect([...(await store.blob('documents/2'))!]).toEqual([5]);
    expect(await store.blob('documents/3')).toBeUndefined();
    const failing = store.apply({
      writes: [
        { kind: 'blob', name: 'documents/9', bytes: new Uint8Array([1]) },
        { kind: 'put', resource: tickets, record: {} },
      ],
    });
    await expect(failing).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(await store.blob('documents/9')).toBeUndefined();
  });

  test('a queue gives what is due soonest, and forgets its oldest where it is told how many to keep', async () => {
    expect(await store.queued('owed', 10)).toEqual([]);
    const enqueue = (due: number, name: string, keep?: number): Write => ({
      kind: 'enqueue',
      queue: 'owed',
      due,
      entry: { name },
      keep,
    });
    const names = async (limit = 10): Promise<unknown[]> =>
      (await store.queued('owed', limit)).map(({ entry }) => entry['name']);
    await store.apply({ writes: [enqueue(30, 'late'), enqueue(10, 'first'), enqueue(10, 'second')] });
    await store.apply({ writes: [{ kind: 'enqueue', queue: 'other', due: 1, entry: {} }] });
    expect(await names()).toEqual(['first', 'second', 'late']);
    expect(await names(1)).toEqual(['first']);
    const [first, second] = await store.queued('owed', 2);
    await store.apply({
      writes: [
        { kind: 'requeue', queue: 'owed', id: first!.id, due: 40, entry: { name: 'put off' } },
        { kind: 'dequeue', queue: 'owed', id: second!.id },
      ],
    });
    expect(await names()).toEqual(['late', 'put off']);
    // What is gone stays gone, and entries of other queues are nobody's.
    await store.apply({
      writes: [
        { kind: 'requeue', queue: 'owed', id: second!.id, due: 1, entry: { name: 'back' } },
        { kind: 'dequeue', queue: 'other', id: first!.id },
      ],
    });
    expect(await names()).toEqual(['late', 'put off']);
    await store.apply({ writes: [enqueue(5, 'newest', 2)] });
    expect(await names()).toEqual(['newest', 'put off']);
  });

  test('every resource of the catalog can be written, listed, counted and emptied', async () => {
    for (const resource of resources()) {
      if (resource.view) {
        expect(
          await store.count({ resource, parents: resource.parents.map(() => 1) }),
        ).toBeGreaterThanOrEqual(0);
        continue;
      }
      const record = resource.key === undefined ? { name: 'x' } : { [resource.key]: 7 };
      const parents = resource.parents.map((_, index) => index + 1);
      const textKey = resource.name === 'system/office365/emailSetups/getEmails';
      await store.apply({
        writes: [{ kind: 'put', resource, parents, record: textKey ? { id: 'Ab' } : record }],
      });
      const [only, ...others] = await store.list({ resource, parents, limit: 2 });
      expect(others).toEqual([]);
      expect(await store.count({ resource, parents }), resource.name).toBe(1);
      expect(await store.get(resource, parents, only!.id)).toEqual(only);
      await store.apply({ writes: [{ kind: 'delete', resource, parents, id: only!.id }] });
      expect(await store.count({ resource, parents })).toBe(0);
    }
  });
});
