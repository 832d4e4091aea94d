import type { Budget } from '../../budget/index.js';
import { isPsaError, type PsaError } from '../../core/index.js';
import { createHeaders, secretsOf } from '../auth.js';
import type { AttemptOptions } from '../attempt.js';
import { lookUpCompany, siteOf, type CompanyInfo } from '../discovery/index.js';
import type { Settings } from '../settings.js';
import { Transport } from '../transport.js';
import { explain, type Findings, type Problem } from './problems.js';
import { PROBES, readVersion } from './wire.js';

/** What was looked at: `site` answers, `company` is known there, `keys` are accepted, `rights` let them read. */
export type CheckName = 'site' | 'company' | 'keys' | 'rights';

/** One thing that was looked at. */
export interface Check {
  readonly name: CheckName;
  readonly ok: boolean;
  /** What was found, in one sentence. */
  readonly message: string;
}

/** What is wrong with a client, if anything. */
export interface Diagnosis {
  /** Whether requests will be answered. */
  readonly ok: boolean;
  /** In the order they were made; the first that failed is the last. */
  readonly checks: readonly Check[];
  /** What is wrong, and what to do about it. */
  readonly problem?: Problem | undefined;
}

/** What a diagnosis is made with. */
export interface DiagnoseOptions extends Omit<AttemptOptions, 'secrets'> {
  readonly settings: Settings;
  readonly version: string | undefined;
  readonly random: () => number;
  readonly budget: Budget;
  readonly signal: AbortSignal | undefined;
}

/** A check that failed for a reason nothing else has to be asked about. */
type Answer<T> = { readonly value: T } | { readonly error: PsaError };

/**
 * Finds out what is wrong with a client by the cheapest requests that can tell: one that needs no credentials
 * and no turn, and at most two that do. Each is sent once.
 *
 * @throws {PsaError} `ABORTED`; everything else is what it answers.
 */
export async function diagnose(options: DiagnoseOptions): Promise<Diagnosis> {
  const { settings, signal } = options;
  const { companyId } = settings;
  const { origin } = settings.site;
  const secrets = secretsOf(settings);
  const checks: Check[] = [];
  const pass = (name: CheckName, message: string): void => {
    checks.push({ name, ok: true, message });
  };
  const fail = (name: CheckName, findings: Omit<Findings, 'origin' | 'companyId'>): Diagnosis => {
    const problem = explain({ ...findings, origin, companyId });
    checks.push({ name, ok: false, message: problem.sentence });
    return { ok: false, checks, problem };
  };

  const once = { ...options, secrets, maxTries: 1 };
  const asked = await settle(lookUpCompany({ origin, companyId }, once));
  if ('error' in asked && isFinal(asked.error))
    return fail('site', { error: asked.error, company: 'unsure' });
  const info = 'value' in asked ? asked.value : undefined;
  const company = info !== undefined ? 'known' : 'value' in asked ? 'unknown' : 'unsure';
  if (company !== 'unsure') pass('site', `${origin} answers.`);
  if (info !== undefined) pass('company', describe(companyId, info));

  const transport = openTransport(options, info, secrets);
  const open = await settle(transport.send({ method: 'GET', path: PROBES.open, signal }));
  if ('error' in open && !isAboutRights(open.error)) {
    return fail(checkOf(open.error), { error: open.error, company });
  }
  if (company === 'unsure') pass('site', `${origin} answers.`);

  const guarded = await settle(transport.send({ method: 'GET', path: PROBES.guarded, signal }));
  if ('error' in guarded && !isAboutRights(guarded.error)) {
    return fail(checkOf(guarded.error), { error: guarded.error, company });
  }
  const version = 'value' in open ? readVersion(open.value.json()) : undefined;
  pass('keys', `The keys are accepted${version === undefined ? '' : ` by PSA ${version}`}.`);
  pass(
    'rights',
    'error' in guarded
      ? "The API member's security role does not let it read companies; what else it may not, each request says."
      : 'The API member may read.',
  );
  return { ok: true, checks };
}

/** Without tries of its own, since one answer tells; what the site said of the company is believed. */
function openTransport(
  options: DiagnoseOptions,
  info: CompanyInfo | undefined,
  secrets: readonly string[],
): Transport {
  const { settings, version } = options;
  const { apiUrl } =
    settings.discover === true && info !== undefined ? siteOf(settings.site, info) : settings.site;
  return new Transport({
    ...options,
    secrets,
    ...{ maxTries: 1, deadlineMs: Infinity, headers: createHeaders(settings, version) },
    address: { apiUrl, ready: () => Promise.resolve(), lookAgain: () => Promise.resolve(false) },
  });
}

async function settle<T>(promise: Promise<T>): Promise<Answer<T>> {
  try {
    return { value: await promise };
  } catch (error) {
    if (isPsaError(error) && error.code !== 'ABORTED') return { error };
    throw error;
  }
}

/** Whether nothing that is asked of the site will be answered; it may just not know about companies. */
function isFinal({ code }: PsaError): boolean {
  return code === 'NETWORK' || code === 'TIMEOUT';
}

/** Whoever is told that they may not was recognized (PROTOCOL 1.7). */
function isAboutRights({ status, message }: PsaError): boolean {
  return status === 403 && /permission/i.test(message) && !/SSL is required/i.test(message);
}

/** Which check an error fails. */
function checkOf({ status, code }: PsaError): CheckName {
  if (status === 404) return 'keys';
  return code === 'BAD_RESPONSE' || status === undefined || status >= 429 ? 'site' : 'keys';
}

function describe(companyId: string, { companyName, versionCode }: CompanyInfo): string {
  const name = companyName === undefined ? '' : ` (${companyName})`;
  const version = versionCode === undefined ? '' : `, on ${versionCode}`;
  return `The company "${companyId}"${name} is known${version}.`;
}
