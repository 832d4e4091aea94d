// Read by the compiler only: what a program may write, and what it may not.
import type { Contact, Ticket } from '../../catalog/index.js';
import type { Psa } from '../index.js';
import type { Changes, Creation, PlannedRequest } from './index.js';

declare const psa: Psa;

export async function typedWrites(): Promise<readonly unknown[]> {
  const created: Ticket = await psa.service.tickets.create({
    summary: 'VPN down',
    company: { identifier: 'acme' },
    status: { name: 'New' },
    requiredDate: new Date(),
    severity: 'a value of a newer release',
    customFields: [{ id: 1, value: 'x' }],
  });
  const changed: Ticket = await psa.service.tickets.update(created.id, { contact: null, board: undefined });
  const contact: Contact = await psa.company.contacts.patch(9, [{ op: 'remove', path: 'types/0' }]);
  const planned: PlannedRequest = await psa.service.tickets.delete(5, { dryRun: true });
  const put = await psa.service.tickets.replace(5, { ...changed, summary: 'x' });
  const items: Changes<Contact> = { communicationItems: [{ id: 1, value: 'x', type: { id: 2 } }] };
  const moments: Changes<Ticket> = { requiredDate: '2030-01-31', estimatedStartDate: new Date() };
  const any = await psa.collection('tickets').create({ whatever: 1 });
  return [contact, planned, put, items, moments, any];
}

export function refused(): readonly unknown[] {
  // @ts-expect-error -- there is no such member
  const misspelt: Creation<Ticket> = { sumary: 'x' };
  // @ts-expect-error -- the server gives the id
  const withId: Creation<Ticket> = { id: 5 };
  // @ts-expect-error -- a reference is an object
  const bare: Changes<Ticket> = { status: 5 };
  // @ts-expect-error -- a reference needs something to go by
  const empty: Changes<Ticket> = { status: {} };
  // @ts-expect-error -- a text is no number
  const text: Changes<Ticket> = { budgetHours: '5' };
  // @ts-expect-error -- a text that is no date takes no Date
  const dated: Changes<Ticket> = { summary: new Date() };
  // @ts-expect-error -- nor does one of a new record that must be given
  const named: Creation<Ticket> = { summary: new Date(), company: { id: 1 } };
  // @ts-expect-error -- nor one of a part
  const part: Changes<Contact> = { communicationItems: [{ id: 1, value: new Date() }] };
  // @ts-expect-error -- a date is no number
  const stamp: Changes<Ticket> = { requiredDate: Date.now() };
  // @ts-expect-error -- null empties, and a new record has nothing to empty
  const emptied: Creation<Ticket> = { contact: null };
  // @ts-expect-error -- there is no such operation
  const operation = psa.service.tickets.patch(5, [{ op: 'test', path: 'summary' }]);
  return [misspelt, withId, bare, empty, text, dated, named, part, stamp, emptied, operation];
}
