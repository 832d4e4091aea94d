import type { Fetch } from '../index.js';
import { json } from './scripted-fetch.js';

export interface Row {
  readonly id: number;
}

/** A server of one collection whose rows the test may change between pages. */
export interface FakePsa {
  readonly fetch: Fetch;
  readonly rows: Set<number>;
  /** The query of each request for a page. */
  readonly requests: readonly URLSearchParams[];
}

export interface FakePsaOptions {
  readonly rows: Iterable<number>;
  /** Whether answers carry `Link` and `X-Total-Count`; they do unless told otherwise. */
  readonly links?: boolean;
  readonly totals?: boolean;
  /** Called after each answer was made. */
  readonly afterPage?: (psa: FakePsa) => void;
}

const HOST = 'https://elsewhere.example/other//path';

/** Answers pages as PROTOCOL 3 describes them, in order of id. */
export function fakePsa(options: FakePsaOptions): FakePsa {
  const { links = true, totals = true, afterPage } = options;
  const requests: URLSearchParams[] = [];
  const rows = new Set(options.rows);
  const psa: FakePsa = {
    rows,
    requests,
    fetch: (url, init) => {
      if (init.signal?.aborted) return Promise.reject(init.signal.reason as Error);
      const query = new URL(url).searchParams;
      requests.push(query);
      const forward = (init.headers as Record<string, string>)['pagination-type'] === 'forward-only';
      const all = [...rows].sort((a, b) => a - b);
      const answer = forward ? forwardPage(all, query, links) : numberedPage(all, query, links, totals);
      afterPage?.(psa);
      return Promise.resolve(answer);
    },
  };
  return psa;
}

function forwardPage(all: readonly number[], query: URLSearchParams, links: boolean): Response {
  const size = Number(query.get('pageSize'));
  const after = Number(query.get('pageId') ?? 0);
  const left = all.filter((id) => id > after);
  const page = left.slice(0, size);
  const next = left.length > size ? String(page.at(-1)) : '';
  return json(
    page.map((id) => ({ id })),
    { headers: links ? { Link: `<${HOST}?pageSize=${size}&pageId=${next}>; rel="next"` } : {} },
  );
}

function numberedPage(
  all: readonly number[],
  query: URLSearchParams,
  links: boolean,
  totals: boolean,
): Response {
  const size = Number(query.get('pageSize'));
  const page = Number(query.get('page') ?? 1);
  const last = Math.max(1, Math.ceil(all.length / size));
  const link = (to: number, rel: string): string =>
    `<${HOST}?conditions=a+%3e%3d,b&pageSize=${size}&page=${to}>; rel="${rel}"`;
  const relations = [
    ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []),
    ...(page > 1 ? [link(1, 'first'), link(page - 1, 'prev')] : []),
  ];
  return json(
    all.slice((page - 1) * size, page * size).map((id) => ({ id })),
    {
      headers: {
        ...(links && relations.length > 0 ? { Link: relations.join(', ') } : {}),
        ...(totals ? { 'X-Total-Count': String(all.length) } : {}),
      },
    },
  );
}
