import type { JsonRecord } from '../../../store/index.js';
import { dayOf, periodName, periodOf, type Period } from '../../world/index.js';
import type { Change, Concern } from '../concern.js';
import type { Draft } from '../draft.js';
import { all, equals, type Condition } from '../query.js';
import { inUse, invalidField } from '../refusals.js';
import { idOf, numberOf, ownId, rounded, textOf } from '../values.js';
import { isLocked } from './locked.js';

/** What entries are gathered on. */
export interface SheetKind {
  readonly sheets: string;
  /** The member by which an entry refers to its sheet. */
  readonly member: string;
  readonly entity: string;
  /** What an answer calls a sheet. */
  readonly called: string;
  /** The member that says when, and whether it is a moment, which has its date in the provider's time, or a date. */
  readonly when: string;
  readonly isMoment: boolean;
  /** What is added up of entries, and what the sheet calls the sum, and its last day to be handed in. */
  readonly amount: string;
  readonly total: string;
  readonly due: string;
}

/** Kinds of sheets by the kind of entries on them. */
export const SHEET_KINDS: Readonly<Record<'time/entries' | 'expense/entries', SheetKind>> = {
  'time/entries': {
    sheets: 'time/sheets',
    member: 'timeSheet',
    entity: 'timeEntry',
    called: 'time sheet',
    when: 'timeStart',
    isMoment: true,
    amount: 'actualHours',
    total: 'hours',
    due: 'deadline',
  },
  'expense/entries': {
    sheets: 'expense/reports',
    member: 'expenseReport',
    entity: 'expenseEntry',
    called: 'expense report',
    when: 'date',
    isMoment: false,
    amount: 'amount',
    total: 'total',
    due: 'dueDate',
  },
};

/**
 * Every time entry is on the time sheet, and every expense on the expense report, of its member and of the week it
 * lies in: the first one makes it, each moves its total, and one on a sheet that was approved is refused. A new
 * entry on a sheet that was handed in has the status of that. All of it is *assumed*: the specification has the
 * members, and nothing is recorded. A sheet without entries stays until it is deleted.
 */
export const SHEETS: Concern = {
  about: Object.keys(SHEET_KINDS),
  on: ['create', 'replace', 'update', 'delete'],
  apply: async (change, draft) => {
    const kind = SHEET_KINDS[change.resource.name as keyof typeof SHEET_KINDS];
    const { record, before } = change;
    if (change.kind === 'delete') {
      await addTo(kind, idOf(record, kind.member), -amountOf(kind, record), draft);
      return undefined;
    }
    const sheet = await sheetFor(kind, change, draft);
    const former = idOf(before, kind.member);
    if (!sheet || ownId(sheet) === former) {
      const more = amountOf(kind, record) - (before ? amountOf(kind, before) : 0);
      await addTo(kind, former, more, draft);
      return { ...record, ...statusOn(sheet, change), [kind.member]: before?.[kind.member] };
    }
    if (isLocked(sheet)) throw lockedSheet(kind, sheet);
    if (before) await addTo(kind, former, -amountOf(kind, before), draft);
    await addTo(kind, ownId(sheet), amountOf(kind, record), draft);
    return { ...record, ...statusOn(sheet, change), [kind.member]: referenceToSheet(kind, sheet) };
  },
};

/** A time sheet is not deleted while there is time on it (*assumed*); an expense report is never. */
export const SHEET_REMOVAL: Concern = {
  about: ['time/sheets'],
  on: ['delete'],
  apply: async ({ record }, draft) => {
    const id = ownId(record);
    const where = onSheet(SHEET_KINDS['time/entries'], record);
    if (await draft.exists('time/entries', { where })) {
      throw inUse(`Time sheet ${id} cannot be deleted because it has time entries.`);
    }
    return undefined;
  },
};

/** Which entries are on a sheet; by member as well, since that is what has an index. */
export function onSheet(kind: SheetKind, sheet: JsonRecord): Condition {
  return all(equals('member/id', idOf(sheet, 'member') ?? null), equals(`${kind.member}/id`, ownId(sheet)));
}

/** The sheet an entry belongs on: the one it is on, one that is there, or a new one. */
async function sheetFor(
  kind: SheetKind,
  { record, before }: Change,
  draft: Draft,
): Promise<JsonRecord | undefined> {
  const member = idOf(record, 'member');
  const at = Date.parse(textOf(record, kind.when) ?? '') / 1000;
  if (member === undefined || Number.isNaN(at)) return undefined;
  const period = periodOf(kind.isMoment ? dayOf(at) : Math.floor(at / 86_400));
  const former = await draft.get(kind.sheets, [], idOf(before, kind.member));
  if (former && isOf(former, member, period)) return former;
  return (
    (await draft.first(kind.sheets, {
      where: all(equals('member/id', member), equals('year', period.year), equals('period', period.period)),
    })) ??
    draft.create(kind.sheets, [], {
      member: record['member'],
      year: period.year,
      period: period.period,
      dateStart: period.dateStart,
      dateEnd: period.dateEnd,
      status: 'Open',
      [kind.total]: 0,
      [kind.due]: period.deadline,
    })
  );
}

function isOf(sheet: JsonRecord, member: number, { year, period }: Period): boolean {
  return idOf(sheet, 'member') === member && sheet['year'] === year && sheet['period'] === period;
}

async function addTo(kind: SheetKind, id: number | undefined, more: number, draft: Draft): Promise<void> {
  const sheet = more === 0 ? undefined : await draft.get(kind.sheets, [], id);
  if (!sheet) return;
  const total = rounded((numberOf(sheet, kind.total) ?? 0) + more);
  draft.change(kind.sheets, [], sheet, { [kind.total]: total });
}

/** A sheet that was handed in is so with all that comes to it, unless the change says otherwise. */
function statusOn(sheet: JsonRecord | undefined, { kind, sent }: Change): JsonRecord {
  const keeps = kind === 'update' || sent.has('status') || textOf(sheet, 'status') !== 'PendingApproval';
  return keeps ? {} : { status: 'PendingApproval' };
}

function amountOf(kind: SheetKind, entry: JsonRecord): number {
  return numberOf(entry, kind.amount) ?? 0;
}

function referenceToSheet(kind: SheetKind, sheet: JsonRecord): JsonRecord {
  const id = ownId(sheet);
  const [dateStart = '', dateEnd = ''] = ['dateStart', 'dateEnd'].map((name) => textOf(sheet, name));
  return {
    id,
    name: periodName({ dateStart, dateEnd }),
    _info: { [`${kind.member}_href`]: `/${kind.sheets}/${id}` },
  };
}

function lockedSheet(kind: SheetKind, sheet: JsonRecord): ReturnType<typeof invalidField> {
  const [start, status] = [textOf(sheet, 'dateStart')?.slice(0, 10), textOf(sheet, 'status')];
  return invalidField(
    kind.entity,
    kind.when,
    `The ${kind.called} of the week of ${start ?? ''} takes no more entries because its status is ${status ?? ''}.`,
  );
}
