import type { JsonRecord } from '../../../store/index.js';
import type { Concern } from '../concern.js';
import { memberReference } from '../members.js';
import { nameOf } from '../references.js';
import { ownId } from '../values.js';

/** The kinds of change that the specification names, and the members of what is audited whose change is one. */
const KINDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'time/entries': {
    company: 'Company',
    ticket: 'Ticket',
    project: 'Project',
    activity: 'Activity',
    member: 'Member',
    workType: 'WorkType',
    workRole: 'WorkRole',
    agreement: 'Agreement',
    timeStart: 'DateTime',
    timeEnd: 'DateTime',
    hoursDeduct: 'DeductHours',
    actualHours: 'ActualHours',
    billableOption: 'Billable',
    notes: 'Notes',
    internalNotes: 'TimeInternalNote',
    status: 'Status',
    location: 'Location',
    department: 'Department',
    invoice: 'Invoice',
  },
  'expense/entries': {
    company: 'Company',
    ticket: 'Ticket',
    project: 'Project',
    member: 'Member',
    type: 'ExpenseType',
    classification: 'Classification',
    amount: 'Amount',
    date: 'Date',
    billableOption: 'Billable',
    notes: 'Notes',
    agreement: 'Agreement',
    status: 'Status',
    invoice: 'Invoice',
  },
  'time/sheets': { status: 'Status' },
  'expense/reports': { status: 'Status' },
};

/**
 * `/time/entries/{id}/audits`, those of expenses and of the sheets of both: a row for a new entry, then one for each
 * member that a change gives another value (PROTOCOL 8.1 names the collection and the specification its kinds; which
 * change is which kind, and the words, are *assumed*).
 */
export const ENTRY_AUDITS: Concern = {
  about: Object.keys(KINDS),
  on: ['create', 'replace', 'update'],
  apply: async ({ resource, record, before }, draft) => {
    const audits = `${resource.name}/audits`;
    const parents = [ownId(record)];
    const by = { member: await memberReference(draft), source: 'API' };
    if (!before) {
      await draft.create(audits, parents, { ...by, type: 'Record', message: 'Record created.' });
      return undefined;
    }
    for (const [name, type] of Object.entries(KINDS[resource.name] ?? {})) {
      const [oldValue, newValue] = [shown(before, name), shown(record, name)];
      if (oldValue === newValue) continue;
      const message = `${name} changed from "${oldValue}" to "${newValue}".`;
      await draft.create(audits, parents, { ...by, type, message, oldValue, newValue });
    }
    return undefined;
  },
};

/** A value as a row has it: the name of what a reference means, nothing for none. */
function shown(record: JsonRecord, name: string): string {
  const value = record[name] as JsonRecord | string | number | boolean | null | undefined;
  if (value === undefined || value === null) return '';
  if (typeof value !== 'object') return String(value);
  return nameOf(value) || String((value['id'] as number | undefined) ?? '');
}
