import type { JsonRecord } from '../../store/index.js';
import { dailySpans } from '../world/index.js';
import type { Concern } from './concern.js';
import type { Draft } from './draft.js';
import { equals } from './query.js';
import { ownId, rounded, textOf } from './values.js';

/** An entry over more days than a year has shows the first of them (*assumed*). */
const MOST_DAYS = 366;

/**
 * `/schedule/details`: what of a schedule entry lies in each of the provider's days, written as the entry is saved.
 * The specification has the members of a row; that there is one a day is *assumed*, of the name. A row that is still
 * needed keeps its id.
 */
export const SCHEDULE_DETAILS: Concern = {
  about: ['schedule/entries'],
  on: ['create', 'replace', 'update', 'delete'],
  apply: async ({ kind, record, before }, draft) => {
    const id = ownId(record);
    if (kind === 'delete') await removeDetails(id, draft);
    else if (!before || SHOWN.some((name) => before[name] !== record[name])) {
      const kept = before ? await detailsOf(id, draft) : [];
      const wanted = detailsFor(record);
      for (const [index, members] of wanted.entries()) {
        const row = kept[index];
        if (row) draft.change('schedule/details', [], row, members);
        else await draft.create('schedule/details', [], members);
      }
      for (const row of kept.slice(wanted.length)) draft.remove('schedule/details', [], ownId(row));
    }
    return undefined;
  },
};

/** What of an entry its details show. */
const SHOWN = ['name', 'dateStart', 'dateEnd'];

/** What a schedule entry has in each day goes with it. */
export async function removeDetails(entry: number, draft: Draft): Promise<void> {
  for (const row of await detailsOf(entry, draft)) draft.remove('schedule/details', [], ownId(row));
}

function detailsOf(entry: number, draft: Draft): Promise<readonly JsonRecord[]> {
  return draft.list('schedule/details', { where: equals('scheduleEntry/id', entry) });
}

function detailsFor(entry: JsonRecord): readonly JsonRecord[] {
  const [start, end] = ['dateStart', 'dateEnd'].map((name) => Date.parse(textOf(entry, name) ?? '') / 1000);
  if (start === undefined || end === undefined || Number.isNaN(end - start)) return [];
  const id = ownId(entry);
  const rows: JsonRecord[] = [];
  for (const [from, until] of dailySpans(start, end)) {
    if (rows.length === MOST_DAYS) break;
    rows.push({
      scheduleEntry: {
        id,
        description: textOf(entry, 'name'),
        _info: { schedule_href: `/schedule/entries/${id}` },
      },
      dateStart: moment(from),
      dateEnd: moment(until),
      hoursScheduled: rounded((until - from) / 3600),
    });
  }
  return rows;
}

function moment(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}
