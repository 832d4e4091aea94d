import { SAVED, type Concern } from '../concern.js';
import { memberReference } from '../members.js';
import { newGuid } from '../guid.js';
import { filledIn, numberOf, ownId } from '../values.js';
import { chargeMembers, chargeOf } from './charge.js';
import { refuseLocked } from './locked.js';

/** An expense is charged like time is; by the member who asks unless told (defaults *assumed*). */
export const EXPENSES: Concern = {
  about: ['expense/entries'],
  on: SAVED,
  apply: async ({ record, before }, draft) => {
    if (before) refuseLocked('expenseEntry', before);
    const charge = await chargeOf('expenseEntry', record, draft);
    const amount = numberOf(record, 'amount') ?? 0;
    return filledIn(
      { ...record, ...(charge ? chargeMembers(charge) : {}) },
      {
        chargeToType: 'Company',
        member: await memberReference(draft),
        billableOption: 'Billable',
        invoiceAmount: amount,
        billAmount: amount,
        agreementAmount: 0,
        mobileGuid: newGuid(ownId(record), draft.now),
        status: 'Open',
      },
    );
  },
};
