import type { ApiMember } from './member.js';
import type { SiteFacts } from './options.js';

/**
 * The answer to discovery (PROTOCOL 1.4): PascalCase names, the codebase with a slash at its end, `IsCloud`
 * a boolean. An unknown company is the JSON text `null`: a client handles that answer in live use, other
 * sources say 404 (*assumed*).
 */
export function companyInfo(
  company: string,
  members: readonly ApiMember[],
  site: SiteFacts,
  origin: string,
): string {
  const known = members.find((member) => member.companyId.toLowerCase() === company.toLowerCase());
  if (!known) return 'null';
  return JSON.stringify({
    CompanyName: site.companyName,
    Codebase: `${site.codebase}/`,
    VersionCode: release(site),
    VersionNumber: site.version,
    CompanyID: known.companyId,
    IsCloud: site.isCloud,
    SiteUrl: (site.origin ?? origin).replace(/^\w+:\/\//, ''),
  });
}

/** The answer of `/system/info` (PROTOCOL 1.7). */
export function systemInfo(site: SiteFacts): string {
  return JSON.stringify({
    version: site.version,
    isCloud: site.isCloud,
    serverTimeZone: site.serverTimeZone,
    licenseBits: site.licenseBits,
    cloudRegion: site.cloudRegion,
  });
}

/** The value of the `api-current-version` header: `2025.1` of `v2025.1.10675` (PROTOCOL 1.6). */
export function apiVersion(site: SiteFacts): string {
  return release(site).replace(/^v/, '');
}

function release(site: SiteFacts): string {
  return site.version.split('.').slice(0, 2).join('.');
}
