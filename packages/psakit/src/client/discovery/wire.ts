/** Where a site tells about its companies (PROTOCOL 1.4). */
export const COMPANY_INFO_PATH = '/login/companyinfo/';

/** What a site tells about a company; absent members were not said (PROTOCOL 1.4). */
export interface CompanyInfo {
  readonly companyName: string | undefined;
  /** `v2025_1`, without the slash it is sent with. */
  readonly codebase: string | undefined;
  /** e.g. `v2025.1` */
  readonly versionCode: string | undefined;
  readonly isCloud: boolean | undefined;
  /** The host of the API, without a scheme. */
  readonly siteUrl: string | undefined;
}

/** `null`, or anything that is no object, means that there is no such company. */
export function readCompanyInfo(body: unknown): CompanyInfo | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  const { CompanyName, Codebase, VersionCode, IsCloud, SiteUrl } = body as Readonly<Record<string, unknown>>;
  return {
    companyName: textOf(CompanyName),
    codebase: textOf(Codebase)?.replace(/^\/+|\/+$/g, ''),
    versionCode: textOf(VersionCode),
    isCloud: readFlag(IsCloud),
    siteUrl: textOf(SiteUrl),
  };
}

/** `true` in one source, `"True"` in another. */
function readFlag(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return typeof value === 'string' ? value.toLowerCase() === 'true' : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
