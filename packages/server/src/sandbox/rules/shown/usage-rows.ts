import { resources, type Resource } from 'psakit/catalog';
import type { JsonRecord, RecordKey } from '../../../store/index.js';
import { everywhere } from '../everywhere.js';
import { entityLabel } from '../labels.js';
import { equals } from '../query.js';
import { nameOf } from '../references.js';
import type { UsageFinder } from '../usages.js';
import type { Shown } from './store.js';

/** The resources whose records' uses the API tells, by the path of the collection that tells them. */
export function usageTargets(): ReadonlyMap<string, Resource> {
  const kept = new Map(
    resources()
      .filter(({ view }) => view === undefined)
      .map((resource) => [withoutNames(resource.path), resource]),
  );
  const targets = new Map<string, Resource>();
  for (const { path } of resources()) {
    const [, above] = /^(.+)\/\{\w+\}\/usages(?:\/list)?$/.exec(path) ?? [];
    const target = above === undefined ? undefined : kept.get(withoutNames(above));
    if (target) targets.set(path, target);
  }
  return targets;
}

/** Rows of a list at most; the totals count all. */
const MOST = 1000;

/**
 * The uses of a record: a row for each field of a kind of record that refers to it, with how many do; or
 * with `each` a row for each of those records (PROTOCOL 8.3 names the collections; what is in them is
 * *assumed*).
 */
export function usageRows(target: Resource, each: boolean, usagesOf: UsageFinder): Shown {
  return async (store, parents) => {
    const id = parents.at(-1) ?? 0;
    const usages = await usagesOf(store, target, id);
    if (!each) {
      return usages.map(({ resource, field, count }, index) => ({
        id: index + 1,
        type: entityLabel(resource),
        typeKey: field,
        description: `${resource.name} by ${field}`,
        count,
      }));
    }
    const rows: JsonRecord[] = [];
    for (const { resource, field } of usages) {
      const found = await store.list({
        resource: everywhere(resource),
        conditions: equals(`${field}/id`, Number(id)),
        limit: MOST - rows.length,
      });
      for (const { id: key, json } of found) rows.push(row(rows.length + 1, resource, field, key, json));
      if (rows.length >= MOST) break;
    }
    return rows;
  };
}

function row(id: number, resource: Resource, field: string, key: RecordKey, json: string): JsonRecord {
  const record = JSON.parse(json) as JsonRecord;
  return {
    id,
    type: entityLabel(resource),
    typeKey: field,
    description: nameOf(record) || `${entityLabel(resource)} ${key}`,
    count: 1,
    ...(resource.parents.length === 0 ? { hyperlink: `${resource.path}/${key}` } : {}),
  };
}

function withoutNames(path: string): string {
  return path.replace(/\{\w+\}/g, '{}');
}
