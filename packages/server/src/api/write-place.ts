import { matchPath, type Operation, type PathMatch, type Resource } from 'psakit/catalog';
import { parse, type Condition } from 'psakit/conditions';
import type { JsonRecord, RecordKey } from '../store/index.js';
import { BULK_SEGMENT } from './wire.js';

/** What a write of the catalog does, as far as its shape says. */
export type WritePlace =
  | { readonly kind: 'create' | 'replace' | 'update' | 'delete'; readonly resource: Resource }
  /** Many records of a collection at once (PROTOCOL 6.1). */
  | { readonly kind: 'bulk'; readonly resource: Resource }
  /** More than a change of one record: merge, convert, copy. */
  | { readonly kind: 'action' };

/**
 * What an operation that is no read does: a POST of a record to its collection creates it, PUT, PATCH and
 * DELETE of a record change it; all else is an action.
 */
export function writePlace({ path, place }: PathMatch, operation: Operation): WritePlace {
  const bulk = path.endsWith(BULK_SEGMENT) ? collectionAt(path.slice(0, -BULK_SEGMENT.length)) : undefined;
  if (bulk) return { kind: 'bulk', resource: bulk };
  if (!place) return { kind: 'action' };
  const { resource } = place;
  const { method, body, response } = operation;
  const ofRecord = body === undefined || body.schema === resource.entity;
  if (place.kind === 'collection' && method === 'POST' && ofRecord && response?.schema === resource.entity) {
    return { kind: 'create', resource };
  }
  if (place.kind !== 'item') return { kind: 'action' };
  if (method === 'DELETE' && body === undefined) return { kind: 'delete', resource };
  if (method === 'PUT' && body?.schema === resource.entity) return { kind: 'replace', resource };
  if (method === 'PATCH' && response?.schema === resource.entity) return { kind: 'update', resource };
  return { kind: 'action' };
}

function collectionAt(path: string): Resource | undefined {
  const place = matchPath(path.replace(/\{\w+\}/g, '0'))?.place;
  return place?.kind === 'collection' ? place.resource : undefined;
}

/** The item of the catalog that a path begins with, the longest there is: the ticket of `…/merge`. */
export function itemAbove(
  match: PathMatch,
): { readonly match: PathMatch; readonly resource: Resource } | undefined {
  const segments = match.path.split('/').slice(1);
  for (let end = segments.length - 1; end > 0; end--) {
    const path = segments.slice(0, end).map((segment) => match.parameters[segment.slice(1, -1)] ?? segment);
    const above = matchPath(`/${path.map(encodeURIComponent).join('/')}`);
    // A word where the item has its id, as in `projectTemplates/createFromProject`, is no item.
    const names = above?.path.split('/').slice(1) ?? [];
    const sameShape = names.every(
      (name, at) => name.startsWith('{') === (segments[at] ?? '').startsWith('{'),
    );
    if (above?.place?.kind === 'item' && sameShape) return { match: above, resource: above.place.resource };
  }
  return undefined;
}

/**
 * The members that make a record belong to a view with conditions: `{ company: { id: 5 } }` for those whose
 * `company/id` is the path's.
 */
export function viewMembers(resource: Resource, parents: readonly RecordKey[]): JsonRecord {
  const where = resource.view?.where;
  if (where === undefined) return {};
  const members: Record<string, unknown> = {};
  // Quoted, a place for a parameter is a text to the parser.
  for (const leaf of leaves(parse(where.replace(/["']?\{(\w+)\}["']?/g, '"{$1}"')))) {
    if (leaf.kind !== 'compare' || leaf.operator !== '=') continue;
    const value = 'value' in leaf.value ? leaf.value.value : null;
    const depth = resource.parents.findIndex((name) => value === `{${name}}`);
    const [name = '', below] = leaf.field.path;
    const set = depth < 0 ? value : parents[depth];
    members[name] = below === undefined ? set : { [below]: set };
  }
  return members;
}

function leaves(condition: Condition): readonly Condition[] {
  if (condition.kind === 'and') return condition.items.flatMap(leaves);
  return condition.kind === 'or' ? [] : [condition];
}
