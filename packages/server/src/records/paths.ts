import type { Resource } from 'psakit/catalog';
import type { RecordKey } from '../store/index.js';

/** The texts between the path parameters of resources: every reference and link of a record needs a path. */
const pieces = new WeakMap<Resource, readonly string[]>();

/**
 * The path of a collection, relative to `/apis/3.0`: `/service/boards/1/statuses`.
 *
 * @param parents as many as the resource has; where there are fewer, nothing stands for the rest.
 */
export function collectionPath(resource: Resource, parents: readonly RecordKey[]): string {
  let known = pieces.get(resource);
  if (!known) {
    known = resource.path.split(/\{\w+\}/);
    pieces.set(resource, known);
  }
  let path = known[0] ?? '';
  for (let depth = 1; depth < known.length; depth++)
    path += `${parents[depth - 1] ?? ''}${known[depth] ?? ''}`;
  return path;
}

/** The path of a record, relative to `/apis/3.0`: `/service/boards/1/statuses/17`. */
export function recordPath(resource: Resource, parents: readonly RecordKey[], key: RecordKey): string {
  return `${collectionPath(resource, parents)}/${key}`;
}
