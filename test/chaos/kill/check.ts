import type { Known, Ledger } from './ledger.js';
import type { Receiver } from './receiver.js';
import type { Site, SiteAnswer } from './site.js';
import { CONTACTS, NAME_FIELD, TICKETS } from './writer.js';

type Row = Readonly<Record<string, unknown>>;

/** What a server that was started anew has lost, or has by halves. */
export async function findLosses(site: Site, ledger: Ledger, from = 0): Promise<readonly string[]> {
  const losses: string[] = [];
  for (const record of ledger.records.slice(from)) losses.push(...(await lossesOf(site, record)));
  for (const { path, summary } of ledger.unanswered.splice(0)) {
    const [found] = await rows(site, path, `${NAME_FIELD[path] ?? ''} = "${summary}"`);
    if (!found) continue;
    const id = Number(found['id']);
    if (ledger.isReused(path, id)) losses.push(`${path} gave the id ${id} twice`);
    // From now on it is as good as answered.
    losses.push(...(await lossesOf(site, ledger.add(path, id, summary))));
  }
  return losses;
}

/** Documents are larger, and do not change: each is looked at once. */
export async function findLostDocuments(
  site: Site,
  ledger: Ledger,
  from: number,
): Promise<readonly string[]> {
  const losses: string[] = [];
  for (const { id, content } of ledger.documents.slice(from)) {
    const answer = await must(site, `/system/documents/${id}/download`);
    if (answer.bytes.toString() !== content)
      losses.push(`document ${id}: ${answer.status}, ${answer.bytes.length} bytes`);
  }
  return losses;
}

async function lossesOf(site: Site, record: Known): Promise<readonly string[]> {
  const { path, id } = record;
  const name = `${path}/${id} (${record.summary})`;
  const answer = await must(site, `${path}/${id}`);
  if (record.gone === 'maybe') record.gone = answer.status === 404 ? 'yes' : 'no';
  if (record.gone === 'yes') return answer.status === 404 ? [] : [`${name} is back`];
  if (answer.status !== 200) return [`${name} is lost: ${answer.status}`];
  const now = (answer.json() as Row)[NAME_FIELD[path] ?? ''];
  if (now !== record.now) {
    if (!record.maybe.includes(String(now))) return [`${name} is ${String(now)}, not ${record.now}`];
    record.now = String(now);
    record.answered.push(record.now);
  }
  record.maybe = [];
  return path === TICKETS ? halvesOf(site, id, name, record.summary) : [];
}

/** What must have come with a ticket, in the same transaction. */
async function halvesOf(site: Site, id: number, name: string, summary: string): Promise<readonly string[]> {
  const notes = (await must(site, `${TICKETS}/${id}/notes`)).json() as readonly Row[];
  const trail = (await must(site, `/system/audittrail?type=Ticket&id=${id}`)).json() as readonly Row[];
  return [
    ...(notes.some(({ text }) => text === `about ${summary}`) ? [] : [`${name} has lost its note`]),
    ...(trail.length > 0 ? [] : [`${name} has no audit trail`]),
  ];
}

/** Changes that were answered and of which no message ever came. */
export function findSilence(ledger: Ledger, receiver: Receiver): readonly string[] {
  const silence: string[] = [];
  const types: Readonly<Record<string, string>> = { [TICKETS]: 'ticket', [CONTACTS]: 'contact' };
  for (const { path, id, gone, answered } of ledger.records) {
    const arrivals = receiver.arrivals.get(`${types[path] ?? ''} ${id}`) ?? [];
    const told = arrivals.map(
      ({ action, entity }) => `${action} ${String(entity?.[NAME_FIELD[path] ?? ''])}`,
    );
    for (const [index, name] of answered.entries()) {
      const wanted = `${index === 0 ? 'added' : 'updated'} ${name}`;
      if (!told.includes(wanted)) silence.push(`${path}/${id}: ${wanted}`);
    }
    if (gone === 'yes' && !arrivals.some(({ action }) => action === 'deleted'))
      silence.push(`${path}/${id}: deleted`);
  }
  return silence;
}

async function rows(site: Site, path: string, conditions: string): Promise<readonly Row[]> {
  return (await must(site, `${path}?conditions=${encodeURIComponent(conditions)}`)).json() as readonly Row[];
}

async function must(site: Site, path: string): Promise<SiteAnswer> {
  const answer = await site.ask('GET', path);
  if (!answer) throw new TypeError(`GET ${path} was not answered`);
  return answer;
}
