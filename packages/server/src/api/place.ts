import {
  matchPath,
  resourceNamed,
  schema,
  type Operation,
  type PathMatch,
  type Resource,
} from 'psakit/catalog';
import { COUNT_SCHEMA, SEARCH_BODY } from './wire.js';

/** What a path of the catalog is, as far as its records go. */
export type Place =
  | { readonly kind: 'collection'; readonly resource: Resource }
  | { readonly kind: 'count'; readonly resource: Resource }
  | ItemPlace;

/** A path that answers one record. */
export interface ItemPlace {
  readonly kind: 'item';
  readonly resource: Resource;
  /** The field the last path parameter is compared with, where it is not the resource's key. */
  readonly field?: string | undefined;
  /** The schema that is shown, where it is not the resource's. */
  readonly shows?: string | undefined;
}

/**
 * What a GET of a path reads: the catalog's own place for it, or one of the forms that follow from the
 * shape of the path. `undefined` for what is no record of a collection.
 */
export function placeOf(match: PathMatch, operation: Operation): Place | undefined {
  return (
    match.place ?? countBelow(match, operation) ?? itemInfo(match, operation) ?? itemByName(match, operation)
  );
}

/** The collection a POST searches, where it is a search: it takes conditions as its body (PROTOCOL 2.7). */
export function searchedCollection(match: PathMatch, operation: Operation): Resource | undefined {
  if (operation.method !== 'POST' || operation.body?.schema !== SEARCH_BODY) return undefined;
  return collectionAt(parentPath(match.path));
}

/** Whether a method of a path only reads: GET, and a search. A method that the path does not have is none. */
export function isRead(match: PathMatch, method: string): boolean {
  const operation = match.operations[method as Operation['method']];
  return (
    operation?.method === 'GET' ||
    (operation !== undefined && searchedCollection(match, operation) !== undefined)
  );
}

/** `/x/count/info` counts `/x/info`. */
function countBelow(match: PathMatch, operation: Operation): Place | undefined {
  if (operation.response?.schema !== COUNT_SCHEMA) return undefined;
  const resource = collectionAt(match.path.replace('/count', ''));
  return resource && { kind: 'count', resource };
}

/** `/x/{id}/info` shows less of the record at `/x/{id}`. */
function itemInfo(match: PathMatch, operation: Operation): Place | undefined {
  const shows = operation.response?.schema;
  if (shows === undefined || !match.path.endsWith('/info')) return undefined;
  const place = placeAt(parentPath(match.path));
  return place?.kind === 'item' ? { kind: 'item', resource: place.resource, shows } : undefined;
}

/** `/system/members/{memberIdentifier}`: a record by the field its parameter is named after. */
function itemByName(match: PathMatch, operation: Operation): Place | undefined {
  const parameter = /\/\{(\w+)\}$/.exec(match.path)?.[1]?.toLowerCase();
  const resource = collectionAt(parentPath(match.path));
  if (parameter === undefined || !resource || operation.response?.schema !== resource.entity)
    return undefined;
  const field = schema(resource.entity)?.fields.find(
    ({ name, type }) => type === 'string' && parameter.endsWith(name.toLowerCase()),
  );
  return field && { kind: 'item', resource, field: field.name };
}

function collectionAt(path: string): Resource | undefined {
  const place = placeAt(path);
  return place?.kind === 'collection' ? place.resource : undefined;
}

/** The place of a path template. */
function placeAt(template: string): PathMatch['place'] {
  return matchPath(template.replace(/\{\w+\}/g, '0'))?.place;
}

function parentPath(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/**
 * The members shown of a record, where they are fewer than are kept: a view such as `/info` has an entity
 * of its own. `undefined` for all of them.
 */
export function shownMembers(resource: Resource, shows: string | undefined): readonly string[] | undefined {
  const keeper = resource.view ? resourceNamed(resource.view.of) : resource;
  const entity = shows ?? resource.entity;
  if (entity === keeper?.entity) return undefined;
  return schema(entity)?.fields.map((field) => field.name);
}
