import { operations, type Operation, type Resource } from '../../catalog/index.js';

/**
 * The operation that takes the filters of a collection in its body: a POST right below it that answers its
 * records and is given something else. The specification has two (PROTOCOL 2.7).
 */
export function findSearch(resource: Resource): Operation | undefined {
  return operations().find(
    ({ method, path, body, response }) =>
      method === 'POST' &&
      path.slice(0, path.lastIndexOf('/')) === resource.path &&
      !path.endsWith('}') &&
      response?.array === true &&
      response.schema === resource.entity &&
      body !== undefined &&
      body.schema !== resource.entity,
  );
}
