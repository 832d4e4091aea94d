import { matchPath, type PathMatch } from 'psakit/catalog';
import { decodedSegment } from './decoded-segment.js';

/** Where a request goes. */
export type Route =
  /** `/login/companyinfo/{company}` (PROTOCOL 1.4) */
  | { readonly kind: 'companyInfo'; readonly company: string }
  /** `/{codebase}/login/login.aspx` (PROTOCOL 1.3) */
  | { readonly kind: 'login' }
  /** A path of the catalog. */
  | { readonly kind: 'resource'; readonly path: string; readonly match: PathMatch }
  /** Below `/apis/3.0`, or not even that. */
  | { readonly kind: 'nowhere'; readonly insideApi: boolean };

const COMPANY_INFO = /^\/+login\/+companyinfo\/+([^/]+)\/*$/i;

const LOGIN = /^\/+(?:[^/]+\/+)?login\/+login\.aspx\/*$/i;

/** `/{codebase}/apis/3.0/…`, the codebase with one slash or two behind it, or none at all (PROTOCOL 1.5). */
const API = /^\/+(?:[^/]+\/+)?apis\/+3\.0(?=\/|$)/i;

/** Finds the way for a path, without query. Any codebase will do. */
export function findRoute(path: string): Route {
  const root = API.exec(path)?.[0];
  if (root !== undefined) {
    const below = path.slice(root.length);
    const match = matchPath(below);
    return match ? { kind: 'resource', path: below, match } : { kind: 'nowhere', insideApi: true };
  }
  const company = COMPANY_INFO.exec(path)?.[1];
  if (company !== undefined) return { kind: 'companyInfo', company: decodedSegment(company) };
  return LOGIN.test(path) ? { kind: 'login' } : { kind: 'nowhere', insideApi: false };
}
