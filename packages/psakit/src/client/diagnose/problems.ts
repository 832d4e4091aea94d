import type { PsaError } from '../../core/index.js';
import { networkCauseOf, networkCure, type NetworkCause } from '../network-cause.js';

/** What is wrong, and what to do about it: a sentence each. */
export interface Problem {
  readonly sentence: string;
  readonly cure: string;
}

/** What is known when a request of a diagnosis has failed. */
export interface Findings {
  readonly error: PsaError;
  /** `https://api-na.myconnectwise.net` */
  readonly origin: string;
  readonly companyId: string;
  /** What the site says of the company: `unsure` where it could not be asked. */
  readonly company: 'known' | 'unknown' | 'unsure';
}

/** The first row that fits counts. */
interface Row {
  readonly fits: (findings: Findings) => boolean;
  readonly sentence: (findings: Findings) => string;
  readonly cure: string;
}

const says =
  (pattern: RegExp) =>
  ({ error }: Findings): boolean =>
    pattern.test(`${error.serverCode ?? ''} ${error.message}`);
const hasStatus =
  (...statuses: readonly number[]) =>
  ({ error }: Findings): boolean =>
    statuses.includes(error.status ?? 0);

const KEYS_CURE =
  'Verify CONNECTWISE_COMPANY_ID, CONNECTWISE_PUBLIC_KEY and CONNECTWISE_PRIVATE_KEY: keys that were deactivated or belong to another company are no keys.';

const ROWS: readonly Row[] = [
  {
    fits: says(/SSL is required/i),
    sentence: ({ origin }) => `${origin} is the host of the web interface, not of the API.`,
    cure: 'Set CONNECTWISE_SITE to the host of the API, e.g. api-na.myconnectwise.net.',
  },
  {
    fits: says(/CannotRoute|Cannot route/),
    sentence: ({ origin, companyId }) => `${origin} has no way to the company "${companyId}".`,
    cure: 'Check CONNECTWISE_COMPANY_ID, whose case counts, and that CONNECTWISE_SITE is its region.',
  },
  {
    fits: (findings) => hasStatus(400, 401, 403)(findings) && says(/MissingClientId|client ?id/i)(findings),
    sentence: () => 'The client id is missing or not a registered one.',
    cure: 'Set CONNECTWISE_CLIENT_ID to a client id of developer.connectwise.com.',
  },
  {
    fits: hasStatus(401),
    sentence: ({ companyId }) => `The keys are not accepted for the company "${companyId}".`,
    cure: KEYS_CURE,
  },
  {
    fits: (findings) => hasStatus(403)(findings) && !says(/permission/i)(findings),
    sentence: () => 'The site refuses everything, as it does where the client id is not a registered one.',
    cure: 'Set CONNECTWISE_CLIENT_ID to a client id of developer.connectwise.com.',
  },
  {
    fits: (findings) => hasStatus(404)(findings) && findings.company === 'unknown',
    sentence: ({ origin, companyId }) => `${origin} knows no company "${companyId}".`,
    cure: 'Check CONNECTWISE_COMPANY_ID, whose case counts, and that CONNECTWISE_SITE is its region.',
  },
  {
    // The cloud does not say 401: to whom it does not know it shows nothing (PROTOCOL 1.7).
    fits: (findings) =>
      hasStatus(404)(findings) && (findings.company === 'known' || findings.error.code === 'NOT_FOUND'),
    sentence: ({ companyId }) =>
      `The API hides itself (404), as the cloud does from keys it does not know for the company "${companyId}".`,
    cure: KEYS_CURE,
  },
  {
    fits: ({ error }) => error.code === 'REDIRECT_REFUSED',
    sentence: ({ origin }) => `${origin} sends requests elsewhere, as a login page or a proxy does.`,
    cure: 'Set CONNECTWISE_SITE to the host of the API itself.',
  },
  {
    fits: ({ error }) => error.code === 'BAD_RESPONSE',
    sentence: ({ origin }) =>
      `At ${origin} something other than the API answers, such as a proxy or a web site.`,
    cure: 'Check CONNECTWISE_SITE, and whether this machine reaches it only through a proxy that asks for a login.',
  },
  {
    fits: hasStatus(429),
    sentence: () => 'The limit of requests of this API member is used up.',
    cure: 'Wait a minute, and see what else uses the same keys.',
  },
  {
    fits: ({ error }) => error.code === 'SERVER_ERROR',
    sentence: ({ origin, error }) => `${origin} fails by itself (${error.status ?? 500}).`,
    cure: 'Try again later; if it stays, quote the request id to its support.',
  },
  {
    fits: ({ error }) => error.code === 'TIMEOUT',
    sentence: ({ origin }) => `${origin} does not answer in time.`,
    cure: 'Check that this machine is online and that no firewall or VPN swallows the request.',
  },
];

const NETWORK_SENTENCES: Readonly<Record<NetworkCause, (origin: string) => string>> = {
  'unknown host': (origin) => `There is no host of the name in ${origin}.`,
  'certificate name': (origin) => `The certificate at ${origin} is for another name.`,
  'certificate date': (origin) => `The certificate at ${origin} is not valid today.`,
  certificate: (origin) => `The certificate at ${origin} is from an authority that is not trusted here.`,
  'no tls': (origin) => `What listens at ${origin} does not speak TLS.`,
  refused: (origin) => `Nothing listens at ${origin}.`,
  unreachable: (origin) => `There is no way to ${origin} from this machine.`,
  other: (origin) => `The connection to ${origin} breaks.`,
};

/** What a failed request says about what is wrong. */
export function explain(findings: Findings): Problem {
  const { error, origin } = findings;
  if (error.code === 'NETWORK') {
    const cause = networkCauseOf(error.cause);
    return { sentence: NETWORK_SENTENCES[cause](origin), cure: networkCure(cause) };
  }
  const row = ROWS.find(({ fits }) => fits(findings));
  if (row !== undefined) return { sentence: row.sentence(findings), cure: row.cure };
  return { sentence: error.message, cure: error.hint ?? 'Look up what the message says.' };
}
