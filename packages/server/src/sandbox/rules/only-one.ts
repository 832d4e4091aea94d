import { schema, type Resource } from 'psakit/catalog';
import type { JsonRecord } from '../../store/index.js';
import { SAVED, type Concern } from './concern.js';
import type { Draft } from './draft.js';
import { all, equals, type Condition } from './query.js';
import { flagOf, idOf } from './values.js';

/** Flags that at most one record of a collection has, and among which records. */
interface Exclusive {
  readonly flag: string;
  /** A reference all candidates share; absent: those under the same parents. */
  readonly within?: string | undefined;
}

const PARTICULAR: Readonly<Record<string, readonly Exclusive[]>> = {
  'company/companies/sites': [
    { flag: 'primaryAddressFlag' },
    { flag: 'defaultShippingFlag' },
    { flag: 'defaultBillingFlag' },
    { flag: 'defaultMailingFlag' },
  ],
  'company/contacts': [
    { flag: 'defaultFlag', within: 'company' },
    { flag: 'defaultBillingFlag', within: 'company' },
  ],
  // Among those of one kind: see the communications of contacts.
  'company/contacts/communications': [],
};

/** The default of a table is one row: setting the flag on a row clears it on the row that had it. */
export const ONLY_ONE: Concern = {
  about: (resource) => exclusives(resource).length > 0,
  on: SAVED,
  apply: async ({ resource, parents, record, before }, draft) => {
    for (const { flag, within } of exclusives(resource)) {
      if (!flagOf(record, flag) || flagOf(before, flag)) continue;
      const where = among(record, flag, within);
      if (where) await clearOthers(resource, parents, record, flag, where, draft);
    }
    return undefined;
  },
};

function exclusives(resource: Resource): readonly Exclusive[] {
  const particular = PARTICULAR[resource.name];
  if (particular) return particular;
  return schema(resource.entity)?.field('defaultFlag')?.type === 'boolean' ? [{ flag: 'defaultFlag' }] : [];
}

function among(record: JsonRecord, flag: string, within: string | undefined): Condition | undefined {
  if (within === undefined) return equals(flag, true);
  const id = idOf(record, within);
  return id === undefined ? undefined : all(equals(`${within}/id`, id), equals(flag, true));
}

async function clearOthers(
  resource: Resource,
  parents: Parameters<Draft['get']>[1],
  record: JsonRecord,
  flag: string,
  where: Condition,
  draft: Draft,
): Promise<void> {
  const key = resource.key ?? 'id';
  for (const other of await draft.list(resource.name, { parents, where })) {
    if (other[key] !== record[key]) draft.change(resource.name, parents, other, { [flag]: false });
  }
}
