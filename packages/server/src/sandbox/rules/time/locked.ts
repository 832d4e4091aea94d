import type { JsonRecord } from '../../../store/index.js';
import type { Concern } from '../concern.js';
import { invalidField } from '../refusals.js';
import { textOf } from '../values.js';

const LOCKED = [
  'ApprovedByTierOne',
  'ApprovedByTierTwo',
  'ReadyToBill',
  'Billed',
  'BilledAgreement',
  'WrittenOff',
];

/**
 * An entry that was approved or billed is locked (PROTOCOL 8.2; which statuses that means and the words are
 * *assumed*).
 *
 * @throws ServerRefusal for one that is.
 */
export function refuseLocked(entity: string, record: JsonRecord): void {
  if (isLocked(record)) {
    const status = String(record['status']);
    throw invalidField(entity, 'status', `This entry cannot be changed because its status is ${status}.`);
  }
}

/** Whether an entry, or the sheet it is on, was approved or billed. */
export function isLocked(record: JsonRecord): boolean {
  return LOCKED.includes(textOf(record, 'status') ?? '');
}

/** Approved and billed time and expenses are not deleted. */
export const LOCKED_ENTRIES: Concern = {
  about: ['time/entries', 'expense/entries'],
  on: ['delete'],
  apply: ({ record, resource }) => {
    refuseLocked(resource.name === 'time/entries' ? 'timeEntry' : 'expenseEntry', record);
    return undefined;
  },
};
