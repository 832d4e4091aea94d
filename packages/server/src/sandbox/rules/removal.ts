import { childCollections, resources, type Resource } from 'psakit/catalog';
import type { RecordKey } from '../../store/index.js';
import type { Concern } from './concern.js';
import type { Draft } from './draft.js';
import { entityLabel } from './labels.js';
import { inUse } from './refusals.js';
import { equals } from './query.js';
import type { Usage, UsageFinder } from './usages.js';
import { idOf } from './values.js';

/**
 * A record of a table whose uses the API tells (`/{id}/usages`) is not deleted while there are any
 * (PROTOCOL 8.3; status and words are *assumed*).
 */
export function refusedWhileUsed(usagesOf: UsageFinder): Concern {
  const told = new Set(
    resources()
      .filter(({ path }) => path.endsWith('/usages'))
      .map(({ path }) => withoutNames(path.replace(/\/\{\w+\}\/usages$/, ''))),
  );
  return {
    about: ({ path }) => told.has(withoutNames(path)),
    on: ['delete'],
    apply: async ({ resource, record }, draft) => {
      const id = record['id'] as RecordKey;
      const usages: Usage[] = [];
      for (const usage of await usagesOf(draft.context.store, resource, id)) {
        const count = await leftOf(usage, id, draft);
        if (count > 0) usages.push({ ...usage, count });
      }
      const [first, ...more] = usages;
      if (!first) return undefined;
      const where = more.length === 0 ? '' : ` and by ${more.length} other kinds of record`;
      throw inUse(
        `${entityLabel(resource)} ${id} cannot be deleted: it is in use by ${first.count} of ${first.resource.name}${where}.`,
      );
    },
  };
}

/** How many uses are left when what is decided so far is done: a contact may have handed over its tickets. */
async function leftOf({ resource, field, count }: Usage, id: RecordKey, draft: Draft): Promise<number> {
  if (!draft.touches(resource.name)) return count;
  const where = equals(`${field}/id`, Number(id));
  const records = await draft.list(resource.name, { where, limit: count });
  return records.filter((record) => idOf(record, field) === id).length;
}

function withoutNames(path: string): string {
  return path.replace(/\{\w+\}/g, '{}');
}

/** What lies below a record goes with it (*assumed*). */
export const WITH_CHILDREN: Concern = {
  about: (resource) => resource.key !== undefined && childCollections(resource).size > 0,
  on: ['delete'],
  apply: async ({ resource, parents, record }, draft) => {
    await removeBelow(resource, [...parents, record[resource.key ?? 'id'] as RecordKey], draft);
    return undefined;
  },
};

async function removeBelow(resource: Resource, keys: readonly RecordKey[], draft: Draft): Promise<void> {
  for (const child of childCollections(resource).values()) {
    if (child.view || child.key === undefined) continue;
    for (const record of await draft.list(child.name, { parents: keys, limit: 100_000 })) {
      const key = record[child.key] as RecordKey;
      await removeBelow(child, [...keys, key], draft);
      draft.remove(child.name, keys, key);
    }
  }
}
