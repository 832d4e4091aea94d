import { requireResource } from 'psakit/catalog';
import type { JsonRecord, RecordKey, Store } from '../../../store/index.js';
import { all, any, equals, type Condition } from '../query.js';
import { referenceTo } from '../references.js';
import { flagOf, ownId, textOf } from '../values.js';
import type { Shown } from './store.js';

/**
 * `/allNotes` of a ticket: its notes, those of tickets that were merged into it, and what was written into
 * its time entries, merged (PROTOCOL 8.2). A note from a time entry has the entry's id; where a note of the
 * ticket has that as well, a thousand million is added, since ids must differ (*assumed*).
 */
export function allNotes(tickets: 'service/tickets' | 'project/tickets'): Shown {
  return async (store, parents) => {
    const [id = 0] = parents;
    const stored = await store.get(requireResource(tickets), [], id);
    if (!stored) return [];
    const ticket = JSON.parse(stored.json) as JsonRecord;
    const notes = (await listed(store, `${tickets}/notes`, [id])).map((note) =>
      noteRow(note, tickets, ticket, false),
    );
    const merged = await listed(
      store,
      tickets,
      [],
      equals('mergedParentTicket/id', Number(id)),
      tickets === 'service/tickets',
    );
    for (const child of merged) {
      const below = await listed(store, `${tickets}/notes`, [ownId(child)]);
      notes.push(...below.map((note) => noteRow(note, tickets, ticket, true)));
    }
    const taken = new Set(notes.map((note) => note['id']));
    const charged = any(equals('chargeToType', 'ServiceTicket'), equals('chargeToType', 'ProjectTicket'));
    const entries = await listed(store, 'time/entries', [], all(equals('chargeToId', Number(id)), charged));
    const written = entries.filter((entry) => textOf(entry, 'notes') !== undefined);
    return [...notes, ...written.map((entry) => timeRow(entry, tickets, ticket, taken))];
  };
}

const CLASH = 1_000_000_000;

async function listed(
  store: Store,
  name: string,
  parents: readonly RecordKey[],
  conditions?: Condition,
  wanted = true,
): Promise<readonly JsonRecord[]> {
  if (!wanted) return [];
  const found = await store.list({ resource: requireResource(name), parents, conditions, limit: 10_000 });
  return found.map(({ json }) => JSON.parse(json) as JsonRecord);
}

function noteRow(note: JsonRecord, tickets: string, ticket: JsonRecord, mergedFlag: boolean): JsonRecord {
  const author = (note['member'] ?? note['contact']) as JsonRecord | undefined;
  return {
    id: note['id'],
    noteType: 'TicketNote',
    ticket: referenceTo(tickets, ticket, 'ticket'),
    text: note['text'],
    ...(tickets === 'service/tickets' ? { isMarkdownFlag: false, createdByParentFlag: false } : {}),
    detailDescriptionFlag: flagOf(note, 'detailDescriptionFlag'),
    internalAnalysisFlag: flagOf(note, 'internalAnalysisFlag'),
    resolutionFlag: flagOf(note, 'resolutionFlag'),
    bundledFlag: false,
    mergedFlag,
    issueFlag: flagOf(note, 'issueFlag'),
    originalAuthor: textOf(author, 'name'),
    member: note['member'],
    contact: note['contact'],
    _info: note['_info'],
  };
}

/** What was written into a time entry; a discussion unless the entry says otherwise (*assumed*). */
function timeRow(
  entry: JsonRecord,
  tickets: string,
  ticket: JsonRecord,
  taken: ReadonlySet<unknown>,
): JsonRecord {
  const id = ownId(entry);
  const internal = flagOf(entry, 'addToInternalAnalysisFlag');
  const resolution = flagOf(entry, 'addToResolutionFlag');
  return {
    id: taken.has(id) ? id + CLASH : id,
    noteType: 'TimeEntryNote',
    ticket: referenceTo(tickets, ticket, 'ticket'),
    text: entry['notes'],
    ...(tickets === 'service/tickets' ? { isMarkdownFlag: false, createdByParentFlag: false } : {}),
    detailDescriptionFlag: flagOf(entry, 'addToDetailDescriptionFlag') || (!internal && !resolution),
    internalAnalysisFlag: internal,
    resolutionFlag: resolution,
    timeStart: entry['timeStart'],
    timeEnd: entry['timeEnd'],
    bundledFlag: false,
    mergedFlag: false,
    issueFlag: false,
    originalAuthor: textOf(entry['member'] as JsonRecord | undefined, 'name'),
    member: entry['member'],
    _info: entry['_info'],
  };
}
