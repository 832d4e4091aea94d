import type { ApiRequest } from '../http.js';
import { methodsOf, type FaultRule } from './rule.js';

/** What of a request a rule looks at. */
export interface FaultTarget {
  readonly method: string;
  /** Below `/apis/3.0`, or as it is where it does not lead there; without query. */
  readonly path: string;
  /** Decoded. */
  readonly query: string;
  /** Absent where nobody known asks. */
  readonly member?: string | undefined;
}

/** Reads from a request what rules look at. */
export function faultTarget(
  { method, target }: Pick<ApiRequest, 'method' | 'target'>,
  member: string | undefined,
): FaultTarget {
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  return {
    method,
    path: belowTheApi(path) || '/',
    query: mark < 0 ? '' : decoded(target.slice(mark + 1)),
    member,
  };
}

/** Makes the test of whether a rule is about a request, chance and counts aside. */
export function createMatcher(rule: FaultRule): (target: FaultTarget) => boolean {
  const methods = rule.method === undefined ? undefined : methodsOf(rule.method);
  const path = rule.path === undefined ? undefined : pathPattern(belowTheApi(rule.path));
  const queries = rule.query === undefined ? undefined : [rule.query, decoded(rule.query)].map(lowerCase);
  const member = rule.member?.toLowerCase();
  return (target) =>
    (rule.kind !== 'stale' || isRead(target)) &&
    (methods === undefined || methods.includes(target.method)) &&
    (path === undefined || path.test(target.path)) &&
    (queries === undefined || queries.some((query) => target.query.toLowerCase().includes(query))) &&
    (member === undefined || target.member?.toLowerCase() === member);
}

/** A path without what stands before the API's own paths, and without doubled slashes. */
function belowTheApi(path: string): string {
  return path.replace(/^.*?\/apis\/+3\.0(?=\/|$)/i, '').replace(/\/{2,}/g, '/');
}

/** Whether a request only reads: writes are never stale. A search is a POST to a path that says so. */
function isRead({ method, path }: FaultTarget): boolean {
  return method === 'GET' || /\/search\/?$/i.test(path);
}

const lowerCase = (text: string): string => text.toLowerCase();

/** The path and all below it; `*` is one segment or a part of one, `**` any number of them. */
function pathPattern(path: string): RegExp {
  const source = path
    .replace(/^\/*/, '/')
    .replace(/\/+$/, '')
    .split(/(\/\*\*|\*)/)
    .map((part) => {
      if (part === '/**') return '(?:/[^/]+)*';
      return part === '*' ? '[^/]*' : part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&');
    })
    .join('');
  return new RegExp(`^${source}(?:/|$)`, 'i');
}

/** A query as a person reads it; what is no encoding stays. */
function decoded(query: string): string {
  const text = query.replaceAll('+', ' ');
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
