import { referenceTarget, resources, schema, type Resource } from 'psakit/catalog';
import type { RecordKey, Store } from '../../store/index.js';
import { everywhere } from './everywhere.js';
import { all, differs, equals } from './query.js';

/** Where records of one resource refer to a record: which, and how many. */
export interface Usage {
  readonly resource: Resource;
  readonly field: string;
  readonly count: number;
}

/** A field that may refer to a record. */
interface Holder {
  readonly resource: Resource;
  readonly field: string;
}

/**
 * The fields of the catalog's records that may refer to records of a resource. What lies below the records
 * themselves is part of them and not counted, and neither is what a log says of the past.
 */
function holders(target: Resource): readonly Holder[] {
  return resources()
    .filter(
      (resource) =>
        resource.view === undefined &&
        !LOG.test(resource.name) &&
        !resource.path.startsWith(`${target.path}/{`),
    )
    .flatMap((resource) =>
      (schema(resource.entity)?.fields ?? [])
        .filter(
          (field) =>
            field.type === 'reference' &&
            referenceTarget(field.schema ?? '')?.resources.some(({ name }) => name === target.name) === true,
        )
        .map((field) => ({ resource, field: field.name })),
    );
}

/** Collections of what was once written. */
const LOG = /\/(changelogs|audits)$/;

/** Tells which records of a store refer to one. */
export type UsageFinder = (
  store: Pick<Store, 'count'>,
  target: Resource,
  id: RecordKey,
) => Promise<readonly Usage[]>;

/**
 * Makes a finder of usages, by field and in the order of the catalog. References of a record to itself
 * count for nothing.
 */
export function createUsageFinder(): UsageFinder {
  const known = new Map<Resource, readonly Holder[]>();
  return async (store, target, id) => {
    let found = known.get(target);
    if (!found) known.set(target, (found = holders(target)));
    const usages: Usage[] = [];
    for (const { resource, field } of found) {
      const here = equals(`${field}/id`, Number(id));
      const conditions = resource.name === target.name ? all(here, differs('id', Number(id))) : here;
      const count = await store.count({ resource: everywhere(resource), conditions });
      if (count > 0) usages.push({ resource, field, count });
    }
    return usages;
  };
}
