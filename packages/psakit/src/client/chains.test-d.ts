// Read by the compiler only: what the chains, reads and writes of several kinds of records allow, and what not.
import { expectTypeOf } from 'vitest';
import type {
  BoardStatus,
  Company,
  Contact,
  Entities,
  InfoMap,
  Member,
  Ticket,
  TimeEntry,
} from '../catalog/index.js';
import type {
  Body,
  Changes,
  Collection,
  Creation,
  Download,
  JsonRecord,
  ListRequest,
  PlannedRequest,
  Psa,
  ReadOnlyCollection,
  Selected,
} from './index.js';

declare const psa: Psa;
declare const names: string[];

// What is read: an id, everything else perhaps, and nothing that is only written.
expectTypeOf<Ticket['id']>().toEqualTypeOf<number>();
expectTypeOf<Ticket['summary']>().toEqualTypeOf<string | undefined>();
expectTypeOf<Ticket>().not.toHaveProperty('initialDescription');
expectTypeOf<Ticket>().not.toHaveProperty('skipCallback');
expectTypeOf<Member>().not.toHaveProperty('password');
const severity: NonNullable<Ticket['severity']> = 'Of a newer release';

// A create: what it needs, references by what identifies them, nothing that the server sets.
void psa.service.tickets.create({
  summary: 'VPN down',
  company: { identifier: 'AcmeCo' },
  board: { name: 'Help Desk' },
  status: { id: 5 },
  severity,
  requiredDate: new Date(0),
  initialDescription: 'Since noon.',
  customFields: [{ id: 1, value: 5 }],
});
void psa.company.companies.create({ identifier: 'AcmeCo', name: 'Acme', site: { name: 'Main' } });
void psa.time.entries.create({ timeStart: new Date(0), chargeToType: 'ServiceTicket', chargeToId: 5 });
expectTypeOf<Creation<Ticket>>().not.toHaveProperty('id');
expectTypeOf<Creation<Ticket>>().not.toHaveProperty('_info');
expectTypeOf<Creation<Ticket>>().not.toHaveProperty('closedDate');
expectTypeOf<Creation<TimeEntry>>().not.toHaveProperty('enteredBy');
expectTypeOf<Creation<Member>>().toHaveProperty('password');
// @ts-expect-error -- a ticket needs a summary
void psa.service.tickets.create({ company: { id: 250 } });
// @ts-expect-error -- a company needs an identifier
void psa.company.companies.create({ name: 'Acme' });
// @ts-expect-error -- the server sets it
void psa.service.tickets.create({ summary: 'x', company: { id: 1 }, closedFlag: true });
// @ts-expect-error -- a reference is an object
void psa.service.tickets.create({ summary: 'x', company: 250 });
// @ts-expect-error -- there is no such member
void psa.service.tickets.create({ summary: 'x', company: { id: 1 }, sumary: 'x' });
// @ts-expect-error -- a board status needs a name
void psa.service.boards(3).statuses.create({ closedStatus: true });

// Changes: anything that may be written, null to empty it, nothing that only a new record takes.
void psa.service.tickets.update(5, { status: { id: 5 }, contact: null, skipCallback: true });
void psa.company.contacts.update(9, { communicationItems: [{ id: 3, value: 'a@b.c' }] });
expectTypeOf<Changes<Ticket>>().not.toHaveProperty('initialDescription');
expectTypeOf<Changes<Company>>().not.toHaveProperty('dateDeleted');
// @ts-expect-error -- taken by a create only
void psa.service.tickets.update(5, { initialDescription: 'x' });
// @ts-expect-error -- the id says which record, and is no change
void psa.service.tickets.update(5, { id: 6 });
// @ts-expect-error -- a number is no text
void psa.company.companies.update(5, { name: 5 });

/** A record that was read can be put back. */
export async function putBack(): Promise<BoardStatus> {
  const status = await psa.service.boards(3).statuses.get(17);
  return psa.service.boards(3).statuses.replace(17, { ...status, name: 'Waiting' });
}

// `fields` written out: those members and no others, each as it is in the whole record.
const chosen = psa.service.tickets.get(5, { fields: ['id', 'summary', 'status/name', '_info/lastUpdated'] });
expectTypeOf(chosen).resolves.toEqualTypeOf<{
  id: number;
  summary?: string;
  status?: { name?: string };
  _info?: { readonly lastUpdated?: string };
}>();
expectTypeOf(psa.company.contacts.get(9, { fields: ['communicationItems/value'] })).resolves.toEqualTypeOf<{
  communicationItems?: { value?: string }[];
}>();
expectTypeOf(psa.service.tickets.list({ fields: ['id'], limit: 5 }).all()).resolves.toEqualTypeOf<
  { id: number }[]
>();
expectTypeOf(
  psa.service.tickets.list({ where: (t) => t.summary.contains('vpn'), fields: ['summary'] }).all(),
).resolves.toEqualTypeOf<{ summary?: string }[]>();
expectTypeOf<Selected<Company, ['status']>>().toEqualTypeOf<Pick<Company, 'status'>>();
expectTypeOf<Selected<JsonRecord, ['id']>>().toEqualTypeOf<JsonRecord>();
// Names that only the running program knows: any member may be there or not.
expectTypeOf(psa.service.tickets.get(5, { fields: names })).resolves.toEqualTypeOf<Partial<Ticket>>();
expectTypeOf(psa.service.tickets.get(5)).resolves.toEqualTypeOf<Ticket>();
// @ts-expect-error -- there is no such field; the error offers summary
void psa.service.tickets.list({ fields: ['id', 'sumary'] });
// @ts-expect-error -- nor one below it
void psa.service.tickets.list({ fields: ['status/nam'] });
// @ts-expect-error -- written, never read
void psa.system.members.list({ fields: ['password'] });

// The same of what a write answers.
expectTypeOf(
  psa.service.tickets.create({ summary: 'x', company: { id: 1 } }, { fields: ['id'] }),
).resolves.toEqualTypeOf<{ id: number }>();
expectTypeOf(
  psa.service.tickets.update(5, { summary: 'x' }, { fields: ['status/name'] }),
).resolves.toEqualTypeOf<{ status?: { name?: string } }>();
expectTypeOf(psa.service.tickets.replace(5, { summary: 'x' }, { fields: names })).resolves.toEqualTypeOf<
  Partial<Ticket>
>();
expectTypeOf(
  psa.service.tickets.patch(5, [{ op: 'remove', path: 'contact' }], { fields: ['id'] }),
).resolves.toEqualTypeOf<{ id: number }>();
expectTypeOf(psa.service.tickets.update(5, {}, { unknown: 'warn' })).resolves.toEqualTypeOf<Ticket>();
expectTypeOf(
  psa.service.tickets.update(5, {}, { dryRun: true, fields: ['id'] }),
).resolves.toEqualTypeOf<PlannedRequest>();
// @ts-expect-error -- there is no such field
void psa.service.tickets.update(5, { summary: 'x' }, { fields: ['sumary'] });
// @ts-expect-error -- written, never read
void psa.system.members.update(5, { password: 'x' }, { fields: ['password'] });

/** What is not asked for is not there. */
export async function notAskedFor(): Promise<unknown> {
  const ticket = await chosen;
  // @ts-expect-error -- the board was not asked for
  return ticket.board;
}

// Verbs only where the API has the operation.
expectTypeOf(psa.service.tickets).toExtend<Collection<Ticket>>();
expectTypeOf(psa.service.tickets.info).toExtend<ReadOnlyCollection<Entities['TicketInfo']>>();
expectTypeOf(psa.service.tickets.info).not.toHaveProperty('create');
expectTypeOf(psa.system.audittrail).not.toHaveProperty('get');
expectTypeOf(psa.system.members).not.toHaveProperty('delete');
expectTypeOf(psa.system.documents).not.toHaveProperty('create');

// Operations beside the verbs.
expectTypeOf(psa.finance.invoices(9).pdf()).resolves.toEqualTypeOf<Download>();
expectTypeOf(
  psa.system.documents(5).download({ query: { lastModified: 'x' } }),
).resolves.toEqualTypeOf<Download>();
expectTypeOf(
  psa.service.tickets(5).merge({ mergeTicketIds: [6, 7], status: { id: 1 } }),
).resolves.toEqualTypeOf<Entities['SuccessResponse']>();
expectTypeOf(psa.service.tickets(5).copy()).resolves.toEqualTypeOf<Ticket>();
expectTypeOf(psa.service.tickets.search({ where: 'id > 5' })).toEqualTypeOf<ListRequest<Ticket>>();
expectTypeOf(
  psa.project.tickets.search({ where: (t) => t.summary.contains('vpn'), fields: ['id'] }).all(),
).resolves.toEqualTypeOf<{ id: number }[]>();
// @ts-expect-error -- it is called where
void psa.service.tickets.search({ conditions: 'id > 5' });
// @ts-expect-error -- there is no such field
void psa.service.tickets.search({ fields: ['sumary'] });
expectTypeOf(
  psa.company.configurations.bulk.put([{ id: 5, name: 'a', type: { id: 1 }, company: { id: 2 } }]),
).resolves.toEqualTypeOf<Entities['BulkResult']>();
expectTypeOf(psa.company.configurations.bulk.delete({ ids: [1, 2] })).resolves.toEqualTypeOf<
  Entities['BulkResult']
>();
expectTypeOf(
  psa.company.configurations(5).changeType([{ op: 'replace', path: 'type', value: { id: 5 } }]),
).resolves.toEqualTypeOf<Entities['CompanyConfiguration']>();
expectTypeOf(psa.system.members('jdoe').tokens()).resolves.toEqualTypeOf<Entities['Token']>();
expectTypeOf(psa.system.info.get()).resolves.toEqualTypeOf<Entities['Info']>();
// A segment with the name of a verb: the verb leads on to it.
expectTypeOf(psa.service.boards(3).usages.list().all()).resolves.toEqualTypeOf<Entities['Usage'][]>();
expectTypeOf(psa.service.boards(3).usages.list.list().all()).resolves.toEqualTypeOf<Entities['Usage'][]>();
expectTypeOf<Body<Entities['IdCollection']>>().toHaveProperty('ids');
expectTypeOf<NonNullable<Ticket['_info']>>().toEqualTypeOf<InfoMap>();
expectTypeOf<Creation<Contact>>().toHaveProperty('portalPassword');
// @ts-expect-error -- a merge says what is merged
void psa.service.tickets(5).merge({ status: { id: 1 } });
// @ts-expect-error -- ids are numbers
void psa.service.tickets('five');
// @ts-expect-error -- it takes no such query parameter
void psa.finance.invoices(9).pdf({ query: { colour: 'red' } });
