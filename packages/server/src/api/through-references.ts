import { findField, referenceTarget, type Resource } from 'psakit/catalog';
import type { Condition, Membership } from 'psakit/conditions';
import type { Store } from '../store/index.js';
import type { Filters } from './filters.js';

/** A condition on one field. */
type Leaf = Exclude<Condition, { kind: 'and' | 'or' }>;

/** More records than this on the other side of a reference are not looked through. */
const MOST = 1_000_000;

/**
 * Conditions on what a reference does not show but the record it means has, such as `contact/firstName contains
 * "John"` of tickets (MISSION Conditions): the reference is one of those whose record fits.
 */
export async function throughReferences(
  filters: Filters,
  resource: Resource,
  store: Pick<Store, 'list'>,
): Promise<Filters> {
  const { conditions } = filters;
  if (!conditions || !reachesThrough(conditions, resource)) return filters;
  const resolve = async (condition: Condition): Promise<Condition> => {
    if (condition.kind === 'and' || condition.kind === 'or') {
      return { ...condition, items: await Promise.all(condition.items.map(resolve)) };
    }
    const target = targetOf(condition, resource);
    return target ? onReference(condition, target, store) : condition;
  };
  return { ...filters, conditions: await resolve(conditions) };
}

function reachesThrough(condition: Condition, resource: Resource): boolean {
  if (condition.kind !== 'and' && condition.kind !== 'or') return targetOf(condition, resource) !== undefined;
  return condition.items.some((item) => reachesThrough(item, resource));
}

/** Where the records are that a condition reaches for through a reference, if it does. */
function targetOf({ field: { path } }: Leaf, resource: Resource): Resource | undefined {
  if (path.length !== 2) return undefined;
  const [reference, member] = findField(resource, path)?.fields ?? [];
  if (member?.filterOnly !== true || reference?.schema === undefined) return undefined;
  return referenceTarget(reference.schema)?.resources[0];
}

async function onReference(leaf: Leaf, target: Resource, store: Pick<Store, 'list'>): Promise<Membership> {
  const [reference = '', ...below] = leaf.field.path;
  const conditions: Leaf = { ...leaf, field: { ...leaf.field, path: below } };
  const found = await store.list({ resource: target, conditions, limit: MOST });
  return {
    kind: 'in',
    field: { ...leaf.field, path: [reference, 'id'] },
    negated: false,
    values: found.map(({ id }) => ({ kind: 'number', value: Number(id), raw: String(id) })),
  };
}
