import { PsaError } from '../core/index.js';
import { DEFAULT_SITE, parseSite, type Site } from './site.js';

/** Variables by name, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What it takes to reach PSA. Holds secrets: do not print it. */
export interface Settings {
  readonly companyId: string;
  readonly publicKey: string;
  readonly privateKey: string;
  readonly clientId: string;
  readonly site: Site;
  /** Whether the site is asked for the codebase before the first request. */
  readonly discover?: boolean | undefined;
  /** `member` where the keys were made for a member by `impersonate` (PROTOCOL 1.2). */
  readonly userType?: UserType | undefined;
}

/** Whose the keys are, where they are not those of an API member. */
export type UserType = 'member';

/** Settings given in the program; each goes before its variable. */
export interface SettingsOptions {
  readonly companyId?: string | undefined;
  readonly publicKey?: string | undefined;
  readonly privateKey?: string | undefined;
  readonly clientId?: string | undefined;
  /** A region (`na`, `eu`, `au`, `aus`, `za`, `staging`), host, host:port or URL. */
  readonly site?: string | undefined;
  /** `v4_6_release` unless told otherwise or part of `site`; `discover` asks the site for it. */
  readonly codebase?: string | undefined;
  /** `member` for keys that were minted for a member (PROTOCOL 1.2); none for those of an API member. */
  readonly userType?: UserType | undefined;
  /** Allows plain http to another machine. */
  readonly allowInsecure?: boolean | undefined;
}

/** The variables settings are read from (MISSION, Configuration). */
export const SETTING_VARIABLES = {
  companyId: 'CONNECTWISE_COMPANY_ID',
  publicKey: 'CONNECTWISE_PUBLIC_KEY',
  privateKey: 'CONNECTWISE_PRIVATE_KEY',
  clientId: 'CONNECTWISE_CLIENT_ID',
  site: 'CONNECTWISE_SITE',
} as const;

type Credential = 'companyId' | 'publicKey' | 'privateKey' | 'clientId';
const CREDENTIALS: readonly Credential[] = ['companyId', 'publicKey', 'privateKey', 'clientId'];

/** The codebase of those who want to have it found out. */
const DISCOVER = 'discover';

/**
 * The settings from variables and options; options go first.
 *
 * @throws {PsaError} `CONFIG_MISSING` naming every missing variable, `CONFIG_INVALID` naming the one that
 * cannot be used, `INSECURE_SITE`.
 */
export function readSettings(env: Environment, options: SettingsOptions = {}): Settings {
  const read = (name: Credential): string => (options[name] ?? env[SETTING_VARIABLES[name]] ?? '').trim();
  const missing = CREDENTIALS.filter((name) => read(name) === '');
  if (missing.length > 0) throw missingSettings(missing);
  for (const name of CREDENTIALS) checkCredential(name, read(name));
  const site = options.site ?? env[SETTING_VARIABLES.site] ?? '';
  const discover = options.codebase?.trim() === DISCOVER;
  const codebase = discover ? undefined : options.codebase;
  return {
    companyId: read('companyId'),
    publicKey: read('publicKey'),
    privateKey: read('privateKey'),
    clientId: read('clientId'),
    site: parseSite(site.trim() === '' ? DEFAULT_SITE : site, { ...options, codebase }),
    ...(discover ? { discover } : {}),
    ...(options.userType === undefined ? {} : { userType: options.userType }),
  };
}

function missingSettings(missing: readonly Credential[]): PsaError {
  const names = missing.map((name) => SETTING_VARIABLES[name]);
  const last = names.pop() ?? '';
  const list = names.length === 0 ? last : `${names.join(', ')} and ${last}`;
  return new PsaError({
    code: 'CONFIG_MISSING',
    message: `${list} ${missing.length === 1 ? 'is' : 'are'} not set.`,
    hint:
      `Set ${missing.length === 1 ? 'it' : 'them'} (the keys of an API member are made in PSA, the client id at developer.connectwise.com), ` +
      'or try without a PSA: add --sandbox, or run "psa sandbox" and paste the lines it prints.',
  });
}

/** What would break the header it goes into. The value is not repeated: it may be a key. */
function checkCredential(name: Credential, value: string): void {
  const reason = reasonAgainst(name, value);
  if (reason === undefined) return;
  throw new PsaError({
    code: 'CONFIG_INVALID',
    message: `${SETTING_VARIABLES[name]} (option ${name}) ${reason}.`,
    hint: 'Copy the value again, without quotes, line breaks or anything around it.',
  });
}

function reasonAgainst(name: Credential, value: string): string | undefined {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(value)) return 'holds a control character';
  if (name === 'clientId' && !/^[\u0021-\u007e]+$/.test(value))
    return 'holds a blank or a letter no header can carry';
  if ((name === 'companyId' || name === 'publicKey') && value.includes(':')) return 'holds a colon';
  return undefined;
}
