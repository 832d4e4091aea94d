import { retryDelay } from '../../budget/index.js';
import { isPsaError, PsaError } from '../../core/index.js';
import { attempt, type AttemptOptions } from '../attempt.js';
import { badResponse, nameOfBody, PsaResponse } from '../response.js';
import { JSON_TYPE, REQUEST_HEADERS } from '../wire.js';
import { COMPANY_INFO_PATH, readCompanyInfo, type CompanyInfo } from './wire.js';

/** Whom to ask about which company. */
export interface CompanyQuestion {
  /** `https://api-na.myconnectwise.net` */
  readonly origin: string;
  readonly companyId: string;
}

/** How to ask. */
export interface LookUpOptions extends AttemptOptions {
  /** Draws from 0 up to 1. */
  readonly random: () => number;
  readonly maxTries: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks a site where the API of a company is. The question carries no credentials and is outside the budget
 * (PROTOCOL 1.4). `undefined` where the site knows no such company: it says so by a 404 or by `null`.
 *
 * @throws {PsaError} `NETWORK`, `TIMEOUT`, `BAD_RESPONSE` or `SERVER_ERROR`, after every try.
 */
export async function lookUpCompany(
  { origin, companyId }: CompanyQuestion,
  options: LookUpOptions,
): Promise<CompanyInfo | undefined> {
  const url = `${origin}${COMPANY_INFO_PATH}${encodeURIComponent(companyId)}`;
  const init: RequestInit = {
    method: 'GET',
    headers: { [REQUEST_HEADERS.accept]: JSON_TYPE },
    redirect: 'manual',
  };
  for (let tries = 1; ; tries += 1) {
    const answer = await ask(url, init, options);
    if (!(answer instanceof PsaError)) return answer.info;
    const failure = { status: answer.status, damaged: isPsaError(answer, 'BAD_RESPONSE') };
    const { maxTries, random } = options;
    const delay = retryDelay({ attempt: tries, maxTries, repeatable: true, failure, random: random() });
    if (delay === undefined) throw answer;
    await options.clock.sleep(delay, options.signal);
  }
}

async function ask(
  url: string,
  init: RequestInit,
  options: LookUpOptions,
): Promise<{ readonly info: CompanyInfo | undefined } | PsaError> {
  try {
    const response = await attempt(options, { url, init, signal: options.signal, streamed: false });
    if (!(response instanceof PsaResponse)) return { info: undefined };
    if (response.status === 404) return { info: undefined };
    if (response.status >= 200 && response.status < 300) return { info: readCompanyInfo(response.json()) };
    return badResponse(response, `${nameOfBody(response.text())} where it should say where the company is`);
  } catch (error) {
    if (isPsaError(error) && error.code !== 'ABORTED') return error;
    throw error;
  }
}
