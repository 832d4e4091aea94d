import type { Condition, FieldPath } from 'psakit/conditions';
import { absoluteHrefs, createProjection, encodeArray, project } from '../records/index.js';
import type { RecordQuery, StoredRecord, Store } from '../store/index.js';
import type { Address } from './address.js';
import type { FilterReader, FilterTexts } from './filters.js';
import { jsonAnswer, type AnswerHeaders, type ApiAnswer, type ApiRequest } from './http.js';
import { forwardLink, isBehindTheLast, pageLinks, type LinkUrl } from './links.js';
import { narrowed } from './narrow.js';
import { parsePaging, type Paging, type QueryParameters } from './parameters.js';
import { shownMembers } from './place.js';
import { ANSWER_HEADERS, FORWARD_ONLY, PARAMETERS, REQUEST_HEADERS } from './wire.js';

/** What answering needs of the rest of the API. */
export interface Reading {
  readonly store: Store;
  readonly filters: FilterReader;
  /** What goes before a relative href, for a request's origin. */
  hrefBase(origin: string): string;
}

/** A request for a list, taken apart. */
export interface ListRequest {
  readonly request: ApiRequest;
  readonly address: Address;
  readonly path: string;
  readonly query: string;
  readonly parameters: QueryParameters;
  /** Where conditions and order come from: the parameters, or a search body. */
  readonly texts: FilterTexts;
  /** What the server itself asks of records. */
  readonly narrow?: Condition | undefined;
}

/** A page of a collection, by number or forward-only (PROTOCOL 3). */
export async function answerList(reading: Reading, list: ListRequest): Promise<ApiAnswer> {
  const { resource, parents } = list.address;
  const forwardOnly = isForwardOnly(list);
  const paging = parsePaging(list.parameters, forwardOnly);
  const fields = reading.filters.fields(list.parameters.get(PARAMETERS.fields), resource);
  const filters = reading.filters.filters(list.texts, resource);
  const query: RecordQuery = {
    resource,
    parents,
    ...filters,
    conditions: narrowed(filters.conditions, resource, list.parameters, list.narrow),
    fields,
    limit: paging.pageSize,
  };
  const link: LinkUrl = {
    origin: list.request.origin,
    path: list.path,
    query: list.query,
    pageSize: paging.pageSize,
  };
  const page = forwardOnly
    ? await forwardPage(reading.store, query, paging, link)
    : await numberedPage(reading, query, list, paging, link);
  const base = reading.hrefBase(list.request.origin);
  const view = recordViewer(shownMembers(resource, undefined), fields);
  return jsonAnswer(
    encodeArray(page.records.map(({ json }) => absoluteHrefs(view(json), base))),
    page.headers,
  );
}

interface AnsweredPage {
  readonly records: readonly StoredRecord[];
  readonly headers: AnswerHeaders;
}

/**
 * Asked for by its header; that `pageId` alone asks for it too is *assumed*. A collection that cannot do
 * it is paged by number.
 */
function isForwardOnly({ request, address, parameters }: ListRequest): boolean {
  if (!address.resource.forwardOnly) return false;
  if (parameters.has(PARAMETERS.pageId)) return true;
  return request.header(REQUEST_HEADERS.paginationType)?.trim().toLowerCase() === FORWARD_ONLY;
}

/** Rows behind an id, in its order: `orderBy` and `page` are ignored. One row more tells whether it is the last. */
async function forwardPage(
  store: Store,
  query: RecordQuery,
  paging: Paging,
  link: LinkUrl,
): Promise<AnsweredPage> {
  if (isBehindTheLast(link)) return { records: [], headers: { [ANSWER_HEADERS.link]: '' } };
  const found = await store.list({ ...query, afterId: paging.pageId, limit: paging.pageSize + 1 });
  const records = found.length > paging.pageSize ? found.slice(0, paging.pageSize) : found;
  const lastId = found.length > paging.pageSize ? records.at(-1)?.id : undefined;
  return { records, headers: { [ANSWER_HEADERS.link]: forwardLink(link, lastId) } };
}

async function numberedPage(
  { store, filters }: Reading,
  query: RecordQuery,
  list: ListRequest,
  paging: Paging,
  link: LinkUrl,
): Promise<AnsweredPage> {
  const offset = (paging.page - 1) * paging.pageSize;
  const orderBy = filters.orderBy(list.texts.get(PARAMETERS.orderBy), query.resource);
  const records = await store.list({ ...query, orderBy, offset });
  // A page that is not full is the last one, unless it is empty: then it may lie anywhere past the end.
  const ends = records.length < paging.pageSize && (records.length > 0 || offset === 0);
  const total = ends ? offset + records.length : await store.count(query);
  const headers: AnswerHeaders = { [ANSWER_HEADERS.total]: String(total) };
  const links = pageLinks(link, paging, total);
  if (links !== undefined) headers[ANSWER_HEADERS.link] = links;
  return { records, headers };
}

/**
 * How the text of a stored record becomes what is shown of it.
 *
 * @param members the members this collection shows at all; absent: all that are stored.
 * @param fields those the client asks for; absent: all that are shown.
 */
export function recordViewer(
  members: readonly string[] | undefined,
  fields: readonly FieldPath[] | undefined,
): (json: string) => string {
  const shown = members && createProjection(members.map((name) => [name]));
  const asked = fields && createProjection(fields.map((field) => field.path));
  if (!shown && !asked) return (json) => json;
  return (json) => {
    const seen = shown ? project(json, shown) : json;
    return asked ? project(seen, asked) : seen;
  };
}
