import { decodePath, decodeResource, decodeSchema, lineName } from './decode.js';
import { PATHS, RESOURCES, SCHEMAS } from './generated/data.js';
import type { Operation, Resource, Schema } from './types.js';

/** A value made when it is first asked for; making it again would give an equal one. */
export function lazy<T extends object>(make: () => T): () => T {
  let value: T | undefined;
  return () => (value ??= make());
}

const schemaTable = lazy(
  () => new Map(SCHEMAS.split('\n').map((line) => [lineName(line), decodeSchema(line)])),
);

const resourceTable = lazy(
  () =>
    new Map(
      RESOURCES.split('\n').map((line) => {
        const resource = decodeResource(line);
        return [resource.name, resource];
      }),
    ),
);

const pathTable = lazy(
  () => new Map(PATHS.split('\n').map((line) => [lineName(line), lazy(() => decodePath(line))])),
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
