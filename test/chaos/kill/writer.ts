import type { Dice } from '../fuzz/dice.js';
import type { Known, Ledger } from './ledger.js';
import type { Site } from './site.js';

export const TICKETS = '/service/tickets';
export const CONTACTS = '/company/contacts';

/** What a record calls the text that tells it apart. */
export const NAME_FIELD: Readonly<Record<string, string>> = { [TICKETS]: 'summary', [CONTACTS]: 'firstName' };

/** What a writer works with. */
export interface WriterOptions {
  readonly site: Site;
  readonly ledger: Ledger;
  readonly dice: Dice;
  /** Told before each request; answers whether to go on. */
  readonly next: () => boolean;
}

/** Writes until it is told to stop or gets no answer. Records that one writer made, no other touches. */
export async function write({ site, ledger, dice, next }: WriterOptions): Promise<void> {
  const own: Known[] = [];
  while (next()) {
    const record = own.length > 0 ? dice.pick(own) : undefined;
    const done = await dice.weighed<() => Promise<boolean>>([
      [4, async () => create(site, ledger, TICKETS, own)],
      [2, async () => create(site, ledger, CONTACTS, own)],
      [record ? 4 : 0, async () => record !== undefined && change(site, ledger, record)],
      [record ? 1 : 0, async () => record !== undefined && remove(site, record, own)],
      [record?.path === TICKETS ? 2 : 0, async () => record !== undefined && upload(site, ledger, record)],
    ])();
    if (!done) return;
  }
}

async function create(site: Site, ledger: Ledger, path: string, own: Known[]): Promise<boolean> {
  const summary = ledger.name();
  const body =
    path === TICKETS
      ? { summary, company: { id: 2 }, initialDescription: `about ${summary}` }
      : { firstName: summary, company: { id: 2 } };
  const answer = await site.ask('POST', path, body);
  if (!answer) {
    ledger.unanswered.push({ path, summary });
    return false;
  }
  if (answer.status !== 201) throw new TypeError(`POST ${path}: ${answer.status} ${answer.bytes.toString()}`);
  const { id } = answer.json() as { readonly id: number };
  if (ledger.isReused(path, id)) throw new TypeError(`${path} gave the id ${id} twice`);
  own.push(ledger.add(path, id, summary));
  return true;
}

async function change(site: Site, ledger: Ledger, record: Known): Promise<boolean> {
  const value = ledger.name();
  const steps = [{ op: 'replace', path: NAME_FIELD[record.path], value }];
  const answer = await site.ask('PATCH', `${record.path}/${record.id}`, steps);
  if (!answer) {
    record.maybe.push(value);
    return false;
  }
  if (answer.status !== 200) throw new TypeError(`PATCH: ${answer.status} ${answer.bytes.toString()}`);
  record.now = value;
  record.answered.push(value);
  return true;
}

async function remove(site: Site, record: Known, own: Known[]): Promise<boolean> {
  own.splice(own.indexOf(record), 1);
  record.gone = 'maybe';
  const answer = await site.ask('DELETE', `${record.path}/${record.id}`);
  if (!answer) return false;
  if (answer.status === 204) record.gone = 'yes';
  // Refused while something refers to it.
  else record.gone = 'no';
  return true;
}

async function upload(site: Site, ledger: Ledger, { id: ticket }: Known): Promise<boolean> {
  const content = ledger.name().repeat(500);
  const form = new FormData();
  form.set('recordType', 'Ticket');
  form.set('recordId', String(ticket));
  form.set('title', 'a file');
  form.set('file', new Blob([content]), 'a.txt');
  const answer = await site.ask('POST', '/system/documents', form);
  if (!answer) return false;
  if (answer.status !== 201) throw new TypeError(`upload: ${answer.status} ${answer.bytes.toString()}`);
  const { id } = answer.json() as { readonly id: number };
  if (ledger.isReused('documents', id)) throw new TypeError(`documents gave the id ${id} twice`);
  ledger.documents.push({ id, content });
  return true;
}
