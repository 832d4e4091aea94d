import type { ListOptions } from './collection.js';
import { formatQuery, type QueryValues } from './query.js';

/** Options that say what is asked for, in the order they are shown. */
const SHOWN: readonly (keyof ListOptions<unknown>)[] = [
  'where',
  'childWhere',
  'customWhere',
  'query',
  'orderBy',
  'fields',
  'pageSize',
  'limit',
  'page',
  'skip',
  'pageId',
  'parts',
];

/**
 * What `console.log` shows of a listing. Most who see it forgot the `await`.
 *
 * @example ListRequest { service/tickets, where: closedFlag = false, limit: 5; not sent, await or iterate it }
 */
export function describeListing<T>(name: string, options: ListOptions<T>, sent: boolean): string {
  const parts = SHOWN.flatMap((option) => {
    const value = options[option];
    if (value === undefined) return [];
    return [`${option}: ${option === 'query' ? formatQuery(value as QueryValues).slice(1) : show(value)}`];
  });
  return `ListRequest { ${[name, ...parts].join(', ')}; ${sent ? 'sent' : 'not sent, await or iterate it'} }`;
}

function show(value: unknown): string {
  if (Array.isArray(value)) return `[${value.join(', ')}]`;
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  return typeof value === 'function' ? 'a function' : 'a condition';
}
