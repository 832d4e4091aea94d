import { expect } from 'vitest';
import { query, useSandbox } from '../support/sandbox.js';
import { verifies } from './verifies.js';

const world = useSandbox();

type Row = Readonly<Record<string, unknown>> & { readonly id: number };
const all = async (address: string): Promise<readonly Row[]> =>
  (await world.client().collection(address).list().all()) as unknown as readonly Row[];

verifies('select:fields', async () => {
  const fields = 'id,summary,status/name,company/name';
  const rows = await world.json<Row[]>(`/service/tickets${query({ fields, pageSize: 5 })}`);
  expect(rows).toHaveLength(5);
  for (const row of rows) {
    expect(row).toEqual({
      id: expect.any(Number) as number,
      summary: expect.any(String) as string,
      status: { name: expect.any(String) as string },
      company: { name: expect.any(String) as string },
    });
  }
  expect(
    await world
      .client()
      .service.tickets.list({ fields: fields.split(','), limit: 5 })
      .all(),
  ).toEqual(rows);
});

verifies('select:order', async () => {
  const orderBy = 'priority/id asc, dateEntered desc';
  const rows = await world.json<Row[]>(`/service/tickets${query({ orderBy, pageSize: 1000 })}`);
  const keys = rows.map(
    (row) => [(row['priority'] as Row).id, (row['_info'] as { dateEntered: string }).dateEntered] as const,
  );
  const sorted = [...keys].sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? 1 : a[1] > b[1] ? -1 : 0));
  expect(keys).toEqual(sorted);
  expect(
    (await world.client().service.tickets.list({ orderBy }).all()).slice(0, 1000).map((t) => t.id),
  ).toEqual(rows.map((row) => row.id));
});

verifies('select:children', async () => {
  const found = await world.json<Row[]>(
    `/service/tickets${query({ childconditions: 'notes/text contains "update"', pageSize: 1000 })}`,
  );
  expect(found.length).toBeGreaterThan(0);
  for (const ticket of found.slice(0, 20)) {
    const notes = await all(`service/tickets/${ticket.id}/notes`);
    expect(notes.some((note) => String(note['text']).toLowerCase().includes('update'))).toBe(true);
  }
  const byClient = await world
    .client()
    .service.tickets.list({ childWhere: 'notes/text contains "update"' })
    .all();
  expect(byClient.map((ticket) => ticket.id).slice(0, 1000)).toEqual(found.map((ticket) => ticket.id));
});

verifies('select:array-members', async () => {
  const contacts = await all('company/contacts');
  type Item = Readonly<{ value: string; communicationType: string }>;
  const items = (row: Row): Item[] => (row['communicationItems'] as Item[] | undefined) ?? [];
  const mail = contacts.flatMap(items).find((item) => item.communicationType === 'Email');
  const childWhere = `communicationItems/value = "${mail?.value}" and communicationItems/communicationType = "Email"`;
  const found = await world.client().company.contacts.list({ childWhere }).all();
  expect(found.length).toBeGreaterThan(0);
  expect(found.map((contact) => contact.id)).toEqual(
    contacts
      .filter((row) =>
        items(row).some((item) => item.value === mail?.value && item.communicationType === 'Email'),
      )
      .map((row) => row.id),
  );
  const mixed = `communicationItems/value = "${mail?.value}" and communicationItems/communicationType = "Phone"`;
  expect(await world.client().company.contacts.list({ childWhere: mixed }).all()).toEqual([]);
});

verifies('select:custom-fields', async () => {
  type Custom = Readonly<{ caption: string; type: string; value?: unknown }>;
  const tickets = await all('service/tickets');
  const customs = (row: Row): Custom[] => (row['customFields'] as Custom[] | undefined) ?? [];
  const sample = tickets
    .flatMap(customs)
    .find((custom) => custom.type === 'Text' && typeof custom.value === 'string')!;
  const holds = (row: Row): boolean =>
    customs(row).some((c) => c.caption === sample.caption && c.value === sample.value);
  const expected = tickets.filter(holds).map((row) => row.id);
  const byPair = `caption = "${sample.caption}" and value = "${String(sample.value)}"`;
  const byName = `${sample.caption.replace(/[^a-z0-9]/gi, '')} = "${String(sample.value)}"`;
  for (const customWhere of [byPair, byName]) {
    const found = await world.client().service.tickets.list({ customWhere }).all();
    expect(found.map((ticket) => ticket.id)).toEqual(expected);
    const raw = await world.json<Row[]>(
      `/service/tickets${query({ customFieldConditions: customWhere, pageSize: 1000 })}`,
    );
    expect(raw.map((ticket) => ticket.id)).toEqual(expected.slice(0, 1000));
  }
});

verifies('select:search', async () => {
  const conditions = 'closedFlag = false and priority/id <= 2';
  for (const path of ['/service/tickets/search', '/project/tickets/search']) {
    const rows = await world.json<Row[]>(`${path}?pageSize=10`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ conditions, orderBy: 'id desc' }),
    });
    const listed = `${path.replace('/search', '')}${query({ conditions, orderBy: 'id desc', pageSize: 10 })}`;
    expect(rows).toEqual(await world.json(listed));
  }
});
