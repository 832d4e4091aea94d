/** What kept an answer from coming, as far as the runtime tells. */
export type NetworkCause =
  | 'unknown host'
  | 'certificate name'
  | 'certificate date'
  | 'certificate'
  | 'no tls'
  | 'refused'
  | 'unreachable'
  | 'other';

/** Names that runtimes give to a reason: Node's and OpenSSL's codes, Bun's, and words of Deno's messages. */
const REASONS: readonly (readonly [NetworkCause, RegExp])[] = [
  ['unknown host', /ENOTFOUND|EAI_NODATA|EAI_NONAME|failed to lookup address|DNSException|name not known/i],
  ['certificate name', /ALTNAME|NotValidForName/i],
  ['certificate date', /CERT_HAS_EXPIRED|CERT_NOT_YET_VALID|certificate expired/i],
  ['no tls', /WRONG_VERSION_NUMBER|wrong version number|PACKET_LENGTH_TOO_LONG|EPROTO|InvalidContentType/i],
  [
    'certificate',
    /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|UnknownIssuer|invalid peer certificate/i,
  ],
  ['refused', /ECONNREFUSED|ConnectionRefused|connection refused/i],
  ['unreachable', /EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT/i],
];

/** Why a `fetch` failed; browsers do not say, so there it is always `other`. */
export function networkCauseOf(error: unknown): NetworkCause {
  const told: string[] = [];
  for (let inner = error, depth = 0; inner instanceof Error && depth < 8; inner = inner.cause, depth += 1) {
    const { code } = inner as { code?: unknown };
    if (typeof code === 'string') told.push(code);
    told.push(inner.message);
  }
  const text = told.join('\n');
  return REASONS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other';
}

const PASSING: ReadonlySet<NetworkCause> = new Set(['refused', 'unreachable', 'other']);

/** Whether the next try may go better without anybody doing something about it. */
export function isPassingCause(cause: NetworkCause): boolean {
  return PASSING.has(cause);
}

const CURES: Readonly<Record<NetworkCause, string>> = {
  'unknown host': 'Check the spelling of CONNECTWISE_SITE, and that this machine can look up names.',
  'certificate name':
    'The certificate is for another name: set CONNECTWISE_SITE to the name it is for, not to an address or alias.',
  'certificate date': 'Renew the certificate of the site, or set the clock of this machine right.',
  certificate:
    'Let Node know the authority of the certificate by NODE_EXTRA_CA_CERTS=<file.pem>: that of the site, or of the proxy that reads TLS on the way.',
  'no tls': 'That port does not speak TLS: check the port of CONNECTWISE_SITE, or begin it with http://.',
  refused:
    'Nothing listens there: check host and port of CONNECTWISE_SITE; a local PSA must be running ("psa sandbox").',
  unreachable: 'Check that this machine is online and that no firewall or VPN is in the way.',
  other: 'Check CONNECTWISE_SITE and the way there; a local PSA must be running ("psa sandbox").',
};

/** What to do about it, in one sentence. */
export function networkCure(cause: NetworkCause): string {
  return CURES[cause];
}
