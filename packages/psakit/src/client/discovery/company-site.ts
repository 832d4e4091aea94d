import { isPsaError } from '../../core/index.js';
import { isVendorHost, parseSite, type Site } from '../site.js';
import type { CompanyInfo } from './wire.js';

/**
 * Where the API of a company is, by what its site says. Credentials go along with every request, so another
 * host is believed only where it is the vendor's; of any other site only the codebase is taken.
 */
export function siteOf(site: Site, { codebase, siteUrl }: CompanyInfo): Site {
  const path = /^[\w.~-]*\w[\w.~-]*$/.test(codebase ?? '') ? codebase : site.codebase;
  const host = siteUrl === undefined ? undefined : tryParse(siteUrl);
  const trusted = host !== undefined && isVendorHost(host.origin) && isVendorHost(site.origin);
  return tryParse(`${trusted ? host.origin : site.origin}/${path}`) ?? site;
}

/** What a site says of itself may be anything. */
function tryParse(text: string): Site | undefined {
  try {
    // A site that is called over plain http was allowed to be, and keeps its own origin.
    return parseSite(text, { allowInsecure: true });
  } catch (error) {
    if (isPsaError(error)) return undefined;
    throw error;
  }
}
