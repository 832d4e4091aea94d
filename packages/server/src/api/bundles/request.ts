import { resourceNamed, type Resource } from 'psakit/catalog';
import { PsaError } from 'psakit/core';
import { collectionPath, invalidObject, jsonRefusal } from '../../records/index.js';
import { resourcesOfType } from '../record-type.js';
import { ERROR_BODY_CODES, PARAMETERS } from '../wire.js';

/** One request of a bundle, its names in lower case. */
export interface BundledRequest {
  /** As sent, or its place in the bundle from 1 where it has none (*assumed*). */
  readonly sequenceNumber: number;
  readonly resourceType: string;
  readonly version: string | undefined;
  /** `apiRequest`: ids, filters, page and fields. */
  readonly parts: Lowered;
}

/** An object whose names count in any case. */
type Lowered = ReadonlyMap<string, unknown>;

/** The most requests a bundle may have: what live callers send (PROTOCOL 6.8); the refusal of more is *assumed*. */
const MAX_REQUESTS = 50;

/** The name of the body in refusals. */
const COLLECTION = 'bundleRequestsCollection';

/**
 * The requests of a bundle's body. Live callers write names as `Requests` and `ApiRequest` as well as in
 * lower case (PROTOCOL 6.8), and both count.
 *
 * @throws PsaError 400 where there are none or too many, 500 for what is no such JSON (PROTOCOL 5).
 */
export function readBundle(body: unknown): readonly BundledRequest[] {
  const requests = lowered(body)?.get('requests');
  if (!Array.isArray(requests)) {
    throw invalidObject(COLLECTION, [
      {
        code: 'MissingRequiredField',
        message: 'The requests field is required.',
        resource: COLLECTION,
        field: 'requests',
      },
    ]);
  }
  if (requests.length > MAX_REQUESTS) {
    throw invalidObject(COLLECTION, [
      {
        code: 'InvalidField',
        message: `A bundle has at most ${MAX_REQUESTS} requests, and this one has ${requests.length}.`,
        resource: COLLECTION,
        field: 'requests',
      },
    ]);
  }
  return requests.map((each: unknown, index) => bundledRequest(each, index));
}

function bundledRequest(value: unknown, index: number): BundledRequest {
  const members = lowered(value);
  if (!members) {
    throw jsonRefusal(
      `Error converting value ${JSON.stringify(value)} to type 'BundleRequest'. Path 'requests[${index}]'.`,
    );
  }
  const sequence = members.get('sequencenumber');
  return {
    sequenceNumber: typeof sequence === 'number' ? sequence : index + 1,
    resourceType: textOf(members.get('resourcetype')) ?? '',
    version: textOf(members.get('version')),
    parts: lowered(members.get('apirequest')) ?? new Map<string, unknown>(),
  };
}

/**
 * The path and query of the read that a bundled request stands for, below `/apis/3.0`.
 *
 * @throws PsaError 400 for a type that no collection has, for an id above it that is missing, and for a
 *   request that carries a record to write: bundles are seen to read only (*assumed*).
 */
export function readOf(
  { resourceType, parts }: BundledRequest,
  counting: boolean,
): { readonly path: string; readonly query: string; readonly isItem: boolean } {
  if (parts.get('entity') !== undefined && parts.get('entity') !== null) {
    throw refused('A bundle only reads: send a record to write in a request of its own.');
  }
  const above = [idOf(parts, 'grandparentid'), idOf(parts, 'parentid')].filter((id) => id !== undefined);
  const resource = resourceFor(resourceType, above.length);
  const collection = collectionPath(resource, above);
  const id = idOf(parts, 'id');
  const isItem = id !== undefined && !counting;
  const path = isItem ? `${collection}/${id}` : counting ? `${collection}/count` : collection;
  return { path, query: queryOf(parts, counting), isItem };
}

function resourceFor(type: string, above: number): Resource {
  const named = resourceNamed(type.replace(/^\/+/, ''));
  const candidates = named ? [named] : resourcesOfType(type);
  const [first] = candidates;
  if (!first) throw refused(`The resource type '${type.slice(0, 100)}' is not known.`);
  const found = candidates.find(({ parents }) => parents.length === above);
  if (found) return found;
  const needed = first.parents.length === 0 ? 'no id above it' : first.parents.join(' and ');
  throw refused(`The resource type '${type.slice(0, 100)}' takes ${needed}.`);
}

/** An id above the record or its own; 0 is what .NET sends for none. */
function idOf(parts: Lowered, name: string): string | undefined {
  const value = parts.get(name);
  if (typeof value === 'number' && Number.isInteger(value) && value !== 0) return String(value);
  // Half of a surrogate pair alone cannot be encoded: a buffer makes a replacement character of it.
  return typeof value === 'string' && value !== ''
    ? encodeURIComponent(Buffer.from(value).toString())
    : undefined;
}

function queryOf(parts: Lowered, counting: boolean): string {
  const query = new URLSearchParams();
  const filters = lowered(parts.get('filters'));
  const { conditions, childConditions, customFieldConditions, orderBy, page, pageSize, pageId } = PARAMETERS;
  for (const name of [conditions, childConditions, customFieldConditions, orderBy]) {
    const text = textOf(filters?.get(name));
    if (text !== undefined) query.set(name, text);
  }
  const paging = counting ? undefined : lowered(parts.get('page'));
  for (const name of [page, pageSize, pageId]) {
    const value = paging?.get(name);
    // .NET sends 0 for a page that was not given.
    if ((typeof value === 'number' && value !== 0) || typeof value === 'string')
      query.set(name, String(value));
  }
  const fields = textOf(parts.get(PARAMETERS.fields));
  if (fields !== undefined && !counting) query.set(PARAMETERS.fields, fields);
  return query.toString();
}

function lowered(value: unknown): Lowered | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return new Map(Object.entries(value).map(([name, member]) => [name.toLowerCase(), member as unknown]));
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function refused(message: string): PsaError {
  return new PsaError({
    code: 'BAD_REQUEST',
    status: 400,
    serverCode: ERROR_BODY_CODES.invalidArgument,
    message,
  });
}
