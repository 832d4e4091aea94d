import { describe, expect, test } from 'vitest';
import { useSandbox } from '../support/sandbox.js';

const world = useSandbox();

describe('the client writes to the sandbox', () => {
  test('a ticket, from create to delete', async () => {
    const { tickets } = world.client().service;
    const [company] = (await world.client().company.companies.list({ limit: 1 })).items;
    const created = await tickets.create({
      summary: 'VPN down',
      company: { id: company?.id ?? 0 },
      requiredDate: new Date('2024-05-01T12:00:00.750Z'),
      severity: 'Low',
      impact: 'Low',
    });
    expect(created).toMatchObject({
      summary: 'VPN down',
      company: { id: company?.id, name: company?.name },
      requiredDate: '2024-05-01T12:00:00Z',
    });
    const { id } = created;
    const changed = await tickets.update(id, { summary: 'VPN still down', severity: 'High' });
    expect(changed).toMatchObject({ id, summary: 'VPN still down', severity: 'High', impact: 'Low' });
    await tickets.patch(id, [{ op: 'Remove', path: '/requiredDate' }]);
    const read = await tickets.get(id);
    expect(read.requiredDate ?? undefined).toBeUndefined();
    const put = await tickets.replace(id, { ...read, summary: 'VPN up' });
    expect(put).toMatchObject({ id, summary: 'VPN up' });
    const since = (await tickets.get(id))._info?.['lastUpdated'];
    await tickets.update(id, { summary: 'Closed' }, { ifUnchangedSince: since });
    await expect(
      tickets.update(id, { summary: 'x' }, { ifUnchangedSince: '2000-01-01T00:00:00Z' }),
    ).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await tickets.get(id)).summary).toBe('Closed');
    await tickets.delete(id);
    await expect(tickets.get(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('a company and a contact', async () => {
    const { companies, contacts } = world.client().company;
    const [some] = (await companies.list({ limit: 1 })).items;
    const company = await companies.create({
      identifier: 'psakitwrites',
      name: 'Written by psakit',
      status: { id: some?.status?.id ?? 1 },
      types: (some?.types ?? []).map(({ id }) => ({ id })),
      site: { name: 'Main' },
    });
    expect(company).toMatchObject({ identifier: 'psakitwrites', name: 'Written by psakit' });
    const contact = await contacts.create({
      firstName: 'Ada',
      lastName: 'Writer',
      company: { identifier: 'psakitwrites' },
    });
    expect(contact).toMatchObject({ firstName: 'Ada', company: { id: company.id } });
    expect(await contacts.update(contact.id, { lastName: 'Written', title: 'CTO' })).toMatchObject({
      lastName: 'Written',
      title: 'CTO',
    });
    expect((await contacts.update(contact.id, { title: null })).title ?? undefined).toBeUndefined();
    expect(await companies.update(company.id, { name: 'Renamed' })).toMatchObject({ name: 'Renamed' });
    // The first contact is its company's default one and stays in use.
    const other = await contacts.create({
      firstName: 'Bob',
      lastName: 'Writer',
      company: { id: company.id },
    });
    await contacts.delete(other.id, { transferContactId: contact.id });
    await expect(contacts.get(other.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('what the client refuses, the server refuses in the same shape', async () => {
    const { psa, body } = { psa: world.client(), body: { summary: 'x'.repeat(101) } };
    const tickets = psa.collection('tickets');
    const ours = await tickets.create(body).catch((error: unknown) => error);
    const response = await world.ask('/service/tickets', {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' },
    });
    const theirs = (await response.json()) as {
      errors: readonly { code: string; field: string; message: string }[];
    };
    expect(response.status).toBe(400);
    const errors = theirs.errors.map(({ code, field, message }) => ({ code, field, message }));
    expect((ours as { fieldErrors: unknown }).fieldErrors).toEqual(
      expect.arrayContaining([
        expect.objectContaining(errors.find(({ field }) => field === 'summary') ?? {}),
      ]),
    );
  });
});
