/**
 * The `Link` header of a page that was asked for by number: `next` and `last`, then `first` and `prev`
 * on later pages; no `next` on the last page; `undefined` when one page holds everything (PROTOCOL 3).
 */
export function pageLinks(
  url: LinkUrl,
  paging: { readonly page: number; readonly pageSize: number },
  total: number,
): string | undefined {
  const last = Math.max(1, Math.ceil(total / paging.pageSize));
  if (last === 1 && paging.page === 1) return undefined;
  const base = linkBase(url);
  const links: string[] = [];
  const add = (page: number, rel: string): void => {
    links.push(`<${base}page=${page}>; rel="${rel}"`);
  };
  if (paging.page < last) add(paging.page + 1, 'next');
  add(last, 'last');
  if (paging.page > 1) {
    add(1, 'first');
    add(Math.min(paging.page - 1, last), 'prev');
  }
  return links.join(', ');
}

/**
 * The `Link` header in forward-only paging: always there, always `next`; its `pageId` is the last id of
 * this page, or nothing on the last one (PROTOCOL 3).
 */
export function forwardLink(url: LinkUrl, lastId: string | number | undefined): string {
  return `<${linkBase(url)}pageId=${lastId === undefined ? '' : formEncode(String(lastId))}>; rel="next"`;
}

/**
 * Whether a request is the link of a last page, followed: some clients go on until `Link` is there and empty, as
 * the PowerShell module does, and would begin anew with every `pageId` that says nothing (*assumed*).
 */
export function isBehindTheLast({ path, query }: LinkUrl): boolean {
  return path.endsWith('/') && /(?:^|&)pageId=$/i.test(query);
}

/** What a link repeats of the request. */
export interface LinkUrl {
  readonly origin: string;
  /** As requested, with the codebase. */
  readonly path: string;
  /** As requested, without `?`. */
  readonly query: string;
  /** The page size in force, to take the place of a larger one that was asked for. */
  readonly pageSize: number;
}

/**
 * The recorded form (PROTOCOL 3): a slash at the end of the path, the conditions first, lower-case
 * hexadecimal, `+` for a space, and room for the page as the last parameter.
 */
function linkBase({ origin, path, query, pageSize }: LinkUrl): string {
  const conditions: string[] = [];
  const others: string[] = [];
  for (const [name, value] of new URLSearchParams(query)) {
    const key = name.toLowerCase();
    if (key === 'page' || key === 'pageid' || value === '') continue;
    const kept = key === 'pagesize' ? String(pageSize) : value;
    (key === 'conditions' ? conditions : others).push(`${formEncode(name)}=${formEncode(kept)}&`);
  }
  return `${origin}${path}${path.endsWith('/') ? '' : '/'}?${conditions.join('')}${others.join('')}`;
}

/** `application/x-www-form-urlencoded` as .NET writes it. */
function formEncode(text: string): string {
  return encodeURIComponent(text)
    .replace(/%20/g, '+')
    .replace(/['~]/g, (character) => `%${character.charCodeAt(0).toString(16)}`)
    .replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
}
