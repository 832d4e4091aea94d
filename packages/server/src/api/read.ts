import type { Operation, PathMatch, Resource } from 'psakit/catalog';
import type { Comparison, Condition } from 'psakit/conditions';
import { absoluteHrefs } from '../records/index.js';
import type { StoredRecord } from '../store/index.js';
import { addressOf, createParentCheck, entityName, type Address } from './address.js';
import { answerList, recordViewer, type Reading } from './collection.js';
import { MethodNotAllowed, noEndpoint, recordNotFound } from './errors.js';
import { jsonAnswer, type ApiAnswer, type ApiRequest } from './http.js';
import { narrowed } from './narrow.js';
import type { QueryParameters } from './parameters.js';
import { placeOf, searchedCollection, shownMembers, type ItemPlace } from './place.js';
import { parseSearchBody } from './search-body.js';
import { PARAMETERS } from './wire.js';

/** A request whose path is one of the catalog's. */
export interface ResourceRequest {
  readonly request: ApiRequest;
  readonly match: PathMatch;
  /** The path as sent, and below `/apis/3.0`. */
  readonly path: string;
  readonly apiPath: string;
  readonly query: string;
  readonly parameters: QueryParameters;
  /** What the server itself asks of records, beside the client's conditions. */
  readonly narrow?: Condition | undefined;
}

/**
 * Makes the read side: every GET of the catalog, and the searches. What a path means comes from the
 * catalog alone.
 *
 * The function throws PsaError with the status and body to answer.
 */
export function createReader(
  reading: Reading,
  options: { readonly maxBodyBytes: number },
): (call: ResourceRequest) => Promise<ApiAnswer> {
  const checkParents = createParentCheck(reading.store);

  const addressed = async (call: ResourceRequest, resource: Resource): Promise<Address> => {
    const address = addressOf(call.match, resource);
    await checkParents(address);
    return address;
  };
  const list = async (
    call: ResourceRequest,
    resource: Resource,
    texts: QueryParameters,
  ): Promise<ApiAnswer> => answerList(reading, { ...call, address: await addressed(call, resource), texts });

  return async (call) => {
    const { match, request, parameters } = call;
    const operation = match.operations[request.method as Operation['method']];
    if (!operation) {
      throw new MethodNotAllowed(request.method, call.apiPath, Object.keys(match.operations).sort());
    }
    const searched = searchedCollection(match, operation);
    if (searched) {
      const body = parseSearchBody(await request.body(options.maxBodyBytes));
      // The body has the conditions; page, pageSize and fields stay in the query (PROTOCOL 2.7).
      return list(call, searched, new Map([...parameters, ...body]));
    }
    const place = placeOf(match, operation);
    if (!place) return answerSingle(reading, call);
    if (place.kind === 'collection') return list(call, place.resource, parameters);
    const address = await addressed(call, place.resource);
    if (place.kind === 'count') return answerCount(reading, call, address);
    return answerItem(reading, call, address, place);
  };
}

/** `{"count":N}` (PROTOCOL 3). */
async function answerCount(reading: Reading, call: ResourceRequest, address: Address): Promise<ApiAnswer> {
  const { resource, parents } = address;
  const filters = reading.filters.filters(call.parameters, resource);
  const conditions = narrowed(filters.conditions, resource, call.parameters, call.narrow);
  return jsonAnswer(`{"count":${await reading.store.count({ resource, parents, ...filters, conditions })}}`);
}

async function answerItem(
  reading: Reading,
  call: ResourceRequest,
  address: Address,
  place: ItemPlace,
): Promise<ApiAnswer> {
  const { resource, id = '' } = address;
  const fields = reading.filters.fields(call.parameters.get(PARAMETERS.fields), resource);
  const found = await findRecord(reading, address, id, place.field);
  if (!found) throw recordNotFound(entityName(resource), id);
  const shown = recordViewer(shownMembers(resource, place.shows), fields)(found.json);
  return jsonAnswer(absoluteHrefs(shown, reading.hrefBase(call.request.origin)));
}

async function findRecord(
  { store }: Reading,
  { resource, parents }: Address,
  id: string | number,
  field: string | undefined,
): Promise<StoredRecord | undefined> {
  if (field === undefined) return store.get(resource, parents, id);
  const conditions: Comparison = {
    kind: 'compare',
    field: { kind: 'field', path: [field] },
    operator: '=',
    value: { kind: 'text', value: String(id) },
  };
  return (await store.list({ resource, parents, conditions, limit: 1 }))[0];
}

/** What is neither a collection nor in one: the JSON kept under the name of its path, if any. */
async function answerSingle(reading: Reading, call: ResourceRequest): Promise<ApiAnswer> {
  const kept = await reading.store.meta(singletonName(call.match));
  if (kept === undefined) throw noEndpoint();
  return jsonAnswer(absoluteHrefs(kept, reading.hrefBase(call.request.origin)));
}

/**
 * Under which name `Store.meta` keeps the JSON that a path answers which belongs to no collection, such
 * as `GET /system/myMembers`: the catalog's path with the request's parameters in it.
 */
export function singletonName(match: PathMatch): string {
  const path = match.path.replace(/\{(\w+)\}/g, (_, name: string) => match.parameters[name] ?? '');
  return `GET ${path}`;
}
