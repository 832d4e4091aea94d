import { resourceNamed } from '../../catalog/index.js';
import { evaluate, parse } from '../../conditions/index.js';
import type { Fetch, JsonRecord } from '../index.js';
import { readOrder } from '../search/order.js';
import { json } from './scripted-fetch.js';

/** A request as the fake server saw it. */
export interface TableRequest {
  readonly method: string;
  readonly path: string;
  readonly url: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, string>>;
}

/** A server that evaluates what it is asked. */
export interface FakeTables {
  readonly fetch: Fetch;
  readonly requests: readonly TableRequest[];
}

/** URLs longer than this get 414 and the page of a web server. */
const LONGEST = 1950;

/**
 * Answers lists, counts and searches of some collections as PROTOCOL 2 and 3 describe them, with conditions,
 * order and fields of one level.
 */
export function fakeTables(tables: Readonly<Record<string, readonly JsonRecord[]>>): FakeTables {
  const requests: TableRequest[] = [];
  return {
    requests,
    fetch: (url, init) => {
      const { pathname, searchParams: query } = new URL(url);
      const path = pathname.slice(pathname.indexOf('/3.0/') + 5);
      const body = (init.body === undefined ? {} : JSON.parse(init.body as string)) as Record<string, string>;
      requests.push({ method: init.method ?? 'GET', path, url, query, body });
      if (url.length > LONGEST) {
        return Promise.resolve(new Response('<h1>Request URI Too Long</h1>', { status: 414 }));
      }
      const name = path.replace(/\/(?:count|search)$/, '');
      const forward = (init.headers as Record<string, string>)['pagination-type'] === 'forward-only';
      return Promise.resolve(answer(name, tables[name] ?? [], path, query, body, forward));
    },
  };
}

function answer(
  name: string,
  rows: readonly JsonRecord[],
  path: string,
  query: URLSearchParams,
  body: Readonly<Record<string, string>>,
  forward: boolean,
): Response {
  const resource = resourceNamed(name);
  if (resource === undefined) return json({}, { status: 404 });
  const conditions = query.get('conditions') ?? body['conditions'];
  const condition = conditions === undefined ? undefined : parse(conditions);
  const found = rows.filter((row) => condition === undefined || evaluate(condition, row, { resource }));
  if (path.endsWith('/count')) return json({ count: found.length });
  const orderBy = forward ? 'id' : (query.get('orderBy') ?? body['orderBy'] ?? 'id');
  const sorted = [...found].sort(readOrder(orderBy, resource).compare);
  const size = Number(query.get('pageSize') ?? 25);
  const pageId = Number(query.get('pageId') ?? 0);
  const offset = forward
    ? sorted.filter(({ id }) => Number(id) <= pageId).length
    : (Number(query.get('page') ?? 1) - 1) * size;
  const page = sorted.slice(offset, offset + size);
  const more = offset + size < sorted.length;
  const next = forward
    ? `pageId=${more ? String(page.at(-1)?.['id']) : ''}`
    : `page=${Number(query.get('page') ?? 1) + 1}`;
  return json(
    page.map((row) => pick(row, query.get('fields'))),
    {
      headers: {
        ...(forward || more ? { Link: `<https://x.example/?${next}>; rel="next"` } : {}),
        ...(forward ? {} : { 'X-Total-Count': String(sorted.length) }),
      },
    },
  );
}

function pick(row: JsonRecord, fields: string | null): JsonRecord {
  if (fields === null) return row;
  const picked: Record<string, unknown> = {};
  for (const [name = '', member] of fields.split(',').map((path) => path.trim().split('/'))) {
    const value = row[name];
    if (member === undefined) picked[name] = value;
    else if (typeof value === 'object' && value !== null) {
      const inner = (value as JsonRecord)[member];
      picked[name] = { ...(picked[name] as JsonRecord | undefined), [member]: inner };
    }
  }
  return picked;
}
