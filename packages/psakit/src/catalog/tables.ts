import { PsaError } from '../core/index.js';
import {
  decodePath,
  decodePlace,
  decodeResource,
  decodeSchema,
  lineEntity,
  lineName,
  pathLines,
  resourceItemPath,
  resourceName,
} from './decode.js';
import { PATHS, PLACES, RESOURCES, SCHEMAS } from './generated/data.js';
import type { Operation, PathMatch, Resource, Schema } from './types.js';

/** A value made when it is first asked for; making it again would give an equal one. */
export function lazy<T extends object>(make: () => T): () => T {
  let value: T | undefined;
  return () => (value ??= make());
}

/** A value for each key, made when it is first asked for: a program needs few lines of the tables, and those often. */
function remembered<T>(make: (key: string) => T): (key: string) => T {
  const values = lazy(() => new Map<string, T>());
  return (key) => {
    const known = values().get(key);
    if (known !== undefined) return known;
    const made = make(key);
    values().set(key, made);
    return made;
  };
}

const schemaTable = lazy(
  () => new Map(SCHEMAS.split('\n').map((line) => [lineName(line), decodeSchema(line)])),
);

const pathTable = lazy(() => new Map(pathLines(PATHS).map((line) => [lineName(line), line])));

const resourceTable = lazy(() => new Map(RESOURCES.split('\n').map((line) => [lineName(line), line])));

const resourcePaths = lazy(
  () => new Map([...resourceTable()].map(([path, line]) => [resourceName(line), path])),
);

/** The paths of collections by the path of one of their records. */
const itemPaths = lazy(
  () => new Map([...resourceTable()].map(([path, line]) => [resourceItemPath(line) ?? '', path])),
);

const placeTable = lazy(() => new Map(PLACES.split('\n').map((line) => [lineName(line), decodePlace(line)])));

/** Every named structure of the API, by name. */
export const schemas: () => readonly Schema[] = lazy(() => [...schemaTable().values()]);

/** The schema of exactly that name. */
export function schema(name: string): Schema | undefined {
  return schemaTable().get(name);
}

/** Every collection of the API, by path. */
export const resources: () => readonly Resource[] = lazy(() =>
  [...resourceTable().keys()].map(resourceAt).filter((resource) => resource !== undefined),
);

/** The resource of exactly that name, e.g. `service/tickets/notes`. */
export function resourceNamed(name: string): Resource | undefined {
  const path = resourcePaths().get(name);
  return path === undefined ? undefined : resourceAt(path);
}

/** The resource of exactly that path, e.g. `/service/tickets/{parentId}/notes`. */
const resourceAt = remembered((path): Resource | undefined => {
  const line = resourceTable().get(path);
  return line === undefined ? undefined : decodeResource(line, lineEntity(pathTable().get(path) ?? ''));
});

/**
 * The resource of exactly that name, for code that writes the name down itself.
 *
 * @throws {PsaError} `UNKNOWN_RESOURCE` where the catalog has none.
 */
export function requireResource(name: string): Resource {
  const resource = resourceNamed(name);
  if (resource) return resource;
  throw new PsaError({ code: 'UNKNOWN_RESOURCE', message: `The catalog has no ${name}.` });
}

/** Every path of the API, normalised. */
export function pathNames(): Iterable<string> {
  return pathTable().keys();
}

/** The operations of one normalised path. */
export const operationsOf: (path: string) => readonly Operation[] = remembered((path) =>
  decodePath(pathTable().get(path) ?? path),
);

/** Every operation of the API, by path. */
export const operations: () => readonly Operation[] = lazy(() =>
  [...pathTable().keys()].flatMap(operationsOf),
);

/** What lies at a path that belongs to a resource: the collection, one record, the count. */
export function placeAt(path: string): PathMatch['place'] {
  const collection = resourceAt(path);
  if (collection !== undefined) return { resource: collection, kind: 'collection' };
  const told = placeTable().get(path);
  const resource = told === undefined ? undefined : resourceNamed(told.name);
  if (told !== undefined && resource !== undefined) return { resource, kind: told.kind };
  const keeper = resourceAt(itemPaths().get(path) ?? '');
  if (keeper !== undefined) return { resource: keeper, kind: 'item' };
  const counted = path.endsWith('/count') ? resourceAt(path.slice(0, -'/count'.length)) : undefined;
  return counted?.countable === true ? { resource: counted, kind: 'count' } : undefined;
}
