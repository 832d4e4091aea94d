import { childCollections, findField, type Resource } from 'psakit/catalog';
import type { Condition, FieldPath } from 'psakit/conditions';
import { PsaError } from 'psakit/core';
import type { Filters } from './filters.js';
import { ERROR_BODY_CODES } from './wire.js';

/** A condition on one field. */
type Leaf = Exclude<Condition, { kind: 'and' | 'or' }>;

/**
 * Conditions on a field that no record shows, such as `configuration/id=5` of tickets, ask for the records of
 * a child collection, `configurations`. They stand alone or are joined by `and`.
 *
 * @throws PsaError 400 for one that is joined by `or` (PROTOCOL 2.4, live; the text is *assumed*).
 */
export function throughChildren(filters: Filters, resource: Resource): Filters {
  const { conditions } = filters;
  if (!conditions || !mentions(conditions, resource)) return filters;
  const items = conditions.kind === 'and' ? conditions.items : [conditions];
  const kept: Condition[] = [];
  const moved: Condition[] = filters.childConditions ? [filters.childConditions] : [];
  for (const item of items) {
    if (!mentions(item, resource)) kept.push(item);
    else if (item.kind === 'and' || item.kind === 'or') throw joinedByOr(item, resource);
    else moved.push(inChildren(item, resource));
  }
  return { ...filters, conditions: all(kept), childConditions: all(moved) };
}

function all(items: readonly Condition[]): Condition | undefined {
  return items.length > 1 ? { kind: 'and', items: [...items] } : items[0];
}

function isHidden({ path }: FieldPath, resource: Resource): boolean {
  return findField(resource, path.slice(0, 1))?.field.filterOnly === true;
}

function mentions(condition: Condition, resource: Resource): boolean {
  return hidden(condition, resource) !== undefined;
}

function hidden(condition: Condition, resource: Resource): FieldPath | undefined {
  if (condition.kind !== 'and' && condition.kind !== 'or') {
    return isHidden(condition.field, resource) ? condition.field : undefined;
  }
  for (const item of condition.items) {
    const found = hidden(item, resource);
    if (found) return found;
  }
  return undefined;
}

function inChildren(leaf: Leaf, resource: Resource): Leaf {
  const [root = '', ...below] = leaf.field.path;
  const name = `${root.toLowerCase()}s`;
  const plural = childCollections(resource).has(name) ? name : root;
  return { ...leaf, field: { ...leaf.field, path: [plural, ...below] } };
}

function joinedByOr(condition: Condition, resource: Resource): PsaError {
  const path = hidden(condition, resource)?.path.join('/') ?? '';
  return new PsaError({
    code: 'CONDITION_INVALID',
    status: 400,
    serverCode: ERROR_BODY_CODES.findCondition,
    message: `${path} cannot be joined by or.`,
  });
}
