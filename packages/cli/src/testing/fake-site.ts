import type { Shell } from '../io/shell.js';

/** Variables that name a site; the private key is one that no output may hold. */
export const SITE_ENV = {
  CONNECTWISE_COMPANY_ID: 'acme',
  CONNECTWISE_PUBLIC_KEY: 'publicPublic',
  CONNECTWISE_PRIVATE_KEY: 'topSecretTopSecret',
  CONNECTWISE_CLIENT_ID: '9f0a1d6e-0000-4000-8000-000000000000',
  CONNECTWISE_SITE: 'http://127.0.0.1:9',
} as const;

/** A site that answers every collection with the same records, forward-only (PROTOCOL 3). */
export interface FakeSite {
  readonly fetch: Shell['fetch'];
  /** The URLs that were asked for, so far. */
  readonly asked: URL[];
}

/** A site for tests; `before` is waited for before each answer. */
export function createFakeSite(
  records: readonly { readonly id: number }[],
  before: (asked: number) => Promise<void> = () => Promise.resolve(),
): FakeSite {
  const asked: URL[] = [];
  return {
    asked,
    fetch: async (input) => {
      const url = new URL(input instanceof Request ? input.url : input);
      asked.push(url);
      await before(asked.length);
      return answer(url, records);
    },
  };
}

function answer(url: URL, records: readonly { readonly id: number }[]): Response {
  const last = url.pathname.split('/').at(-1) ?? '';
  if (last === 'count') return Response.json({ count: records.length });
  if (/^\d+$/.test(last)) {
    const record = records.find(({ id }) => id === Number(last));
    return record
      ? Response.json(record)
      : Response.json({ code: 'NotFound', message: `Record ${last} not found` }, { status: 404 });
  }
  const after = Number(url.searchParams.get('pageId') ?? 0);
  const size = Number(url.searchParams.get('pageSize') ?? 25);
  const left = records.filter(({ id }) => id > after);
  const page = left.slice(0, size);
  const next = new URL(url);
  next.searchParams.set('pageId', left.length > size ? String(page.at(-1)?.id) : '');
  return Response.json(page, { headers: { Link: `<${next.href}>; rel="next"` } });
}
