import { matchPath } from '../../catalog/index.js';

/**
 * The template of a path, e.g. `/service/tickets/{id}`: the catalog's, or for a path it does not know, the
 * path with `{id}` in the place of numbers.
 */
export function routeOf(path: string): string {
  return matchPath(path)?.path ?? path.replace(/\/\d+(?=\/|$)/g, '/{id}');
}
