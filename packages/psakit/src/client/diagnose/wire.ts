/**
 * What is asked to see whether a client works, below `/apis/3.0`: the recommended probe (PROTOCOL 1.7), which
 * some servers answer to anybody, and something no server does.
 */
export const PROBES = { open: '/system/info', guarded: '/company/companies/count' } as const;

/** The version in the answer to the first one. */
export function readVersion(body: unknown): string | undefined {
  const version = typeof body === 'object' && body !== null && 'version' in body ? body.version : undefined;
  return typeof version === 'string' ? version : undefined;
}
