import { matchPath, schema, type Operation, type ResourceAddress, type Schema } from '../../catalog/index.js';
import { invalidArgument, PsaError } from '../../core/index.js';
import type { RecordId } from '../collection.js';
import { fillPath, type QueryValues } from '../query.js';
import { checkQueryNames, queryNames } from '../query-names.js';
import type { PlannedRequest } from './types.js';

/** What a write is about: the operation, the path it goes to, and what the API takes there. */
export interface WriteTarget {
  readonly method: PlannedRequest['method'];
  readonly path: string;
  readonly operation: Operation;
  /** The schema of what is written. */
  readonly owner: Schema;
}

/**
 * The write of one method on a collection (`POST`) or on one of its records.
 *
 * @throws {PsaError} `UNKNOWN_PATH` where the API has no such operation, `INVALID_ARGUMENT` for an id that
 * cannot be one, or where the body is no JSON.
 */
export function findTarget(
  { resource, parents }: ResourceAddress,
  method: PlannedRequest['method'],
  id?: RecordId,
): WriteTarget {
  const template = method === 'POST' ? resource.path : resource.itemPath;
  const path =
    template === undefined ? undefined : fillPath(template, id === undefined ? parents : [...parents, id]);
  const operations = path === undefined ? {} : (matchPath(path)?.operations ?? {});
  const operation = operations[method];
  if (path === undefined || operation === undefined) {
    const others = Object.keys(operations).filter((name) => name !== method);
    throw new PsaError({
      code: 'UNKNOWN_PATH',
      message: `The API has no ${method} ${template ?? `for one record of ${resource.name}`}.`,
      hint:
        others.length === 0
          ? 'Its records cannot be written there; look for another path with psa.collection or "psa describe".'
          : `It has ${others.join(', ')} there.`,
    });
  }
  // The body of a PATCH is a list of operations: what they are about is the record, which it answers.
  const { body, response } = operation;
  const owner = schema((method === 'PATCH' ? response?.schema : body?.schema) ?? resource.entity);
  if (owner === undefined || owner.fields.some(({ type }) => type === 'binary')) {
    throw invalidArgument(
      `${method} ${path} takes a file, not a record.`,
      'For documents there is psa.documents.upload; else send a form: psa.request with a FormData as rawBody.',
    );
  }
  return { method, path, operation, owner };
}

/**
 * Query parameters held against those of the operation.
 *
 * @throws {PsaError} `INVALID_ARGUMENT` with the nearest name.
 */
export function checkQuery(query: QueryValues, { operation, method, path }: WriteTarget): void {
  checkQueryNames(query, {
    request: `${method} ${path}`,
    known: queryNames(operation),
    wayOut: "Set unknown: 'allow' to send it all the same.",
  });
}
