import { PsaError } from '../core/index.js';
import {
  decodePath,
  decodePlace,
  decodeResource,
  decodeSchema,
  lineEntity,
  lineName,
  pathLines,
} from './decode.js';
import { PATHS, PLACES, RESOURCES, SCHEMAS } from './generated/data.js';
import type { Operation, PathMatch, Resource, Schema } from './types.js';

/** A value made when it is first asked for; making it again would give an equal one. */
export function lazy<T extends object>(make: () => T): () => T {
  let value: T | undefined;
  return () => (value ??= make());
}

const schemaTable = lazy(
  () => new Map(SCHEMAS.split('\n').map((line) => [lineName(line), decodeSchema(line)])),
);

const linesByPath = lazy(() => new Map(pathLines(PATHS).map((line) => [lineName(line), line])));

const resourceTable = lazy(() => {
  const entityOf = (path: string): string | undefined => lineEntity(linesByPath().get(path) ?? '');
  return new Map(
    RESOURCES.split('\n').map((line) => {
      const resource = decodeResource(line, entityOf);
      return [resource.name, resource];
    }),
  );
});

const pathTable = lazy(
  () => new Map([...linesByPath()].map(([path, line]) => [path, lazy(() => decodePath(line))])),
);

/** Every named structure of the API, by name. */
export const schemas: () => readonly Schema[] = lazy(() => [...schemaTable().values()]);

/** The schema of exactly that name. */
export function schema(name: string): Schema | undefined {
  return schemaTable().get(name);
}

/** Every collection of the API, by path. */
export const resources: () => readonly Resource[] = lazy(() => [...resourceTable().values()]);

/** The resource of exactly that name, e.g. `service/tickets/notes`. */
export function resourceNamed(name: string): Resource | undefined {
  return resourceTable().get(name);
}

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
export function operationsOf(path: string): readonly Operation[] {
  return pathTable().get(path)?.() ?? [];
}

/** Every operation of the API, by path. */
export const operations: () => readonly Operation[] = lazy(() =>
  [...pathTable().keys()].flatMap(operationsOf),
);

/** What lies at the paths that belong to a resource: the collection, one record, the count. */
export const places: () => ReadonlyMap<string, NonNullable<PathMatch['place']>> = lazy(() => {
  const found = new Map<string, NonNullable<PathMatch['place']>>();
  for (const resource of resources()) {
    found.set(resource.path, { resource, kind: 'collection' });
    if (resource.itemPath !== undefined) found.set(resource.itemPath, { resource, kind: 'item' });
    if (resource.countable) found.set(`${resource.path}/count`, { resource, kind: 'count' });
  }
  for (const { path, kind, name } of PLACES.split('\n').map(decodePlace)) {
    const resource = resourceNamed(name);
    if (resource !== undefined) found.set(path, { resource, kind });
  }
  return found;
});
