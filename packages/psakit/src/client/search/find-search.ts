import { matchPath, operations, type Operation, type Resource } from '../../catalog/index.js';

/**
 * The collection that an operation searches: one that takes the filters of a list in its body is a POST right below
 * the collection that answers its records and is given something else. The specification has two (PROTOCOL 2.7).
 */
export function searchedBy({ method, path, body, response }: Operation): Resource | undefined {
  if (method !== 'POST' || response?.array !== true || body === undefined || path.endsWith('}')) {
    return undefined;
  }
  const place = matchPath(path.slice(0, path.lastIndexOf('/')))?.place;
  const found = place?.kind === 'collection' && place.resource.entity === response.schema;
  return found && body.schema !== response.schema ? place.resource : undefined;
}

/** The operation that searches a collection. */
export function findSearch(resource: Resource): Operation | undefined {
  return operations().find((operation) => searchedBy(operation)?.name === resource.name);
}
