/** Shorter secrets are left alone: `public` would black out every sentence that has the word. */
const SHORTEST_SECRET = 8;

/** The text with each secret in it replaced by `[redacted]`. */
export function redact(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .reduce((clean, secret) => clean.replaceAll(secret, '[redacted]'), text);
}

/** The cause of an error, kept only where nothing in it could show a secret; otherwise its clean message. */
export function redactCause(cause: unknown, secrets: readonly string[]): unknown {
  const told = describe(cause, 0);
  return redact(told, secrets) === told ? cause : new Error(redact(told, secrets));
}

/** What printing an error would show: message and stack, and the same of its causes. */
function describe(value: unknown, depth: number): string {
  if (!(value instanceof Error) || depth > 8) return typeof value === 'string' ? value : '';
  return `${value.message}\n${value.stack ?? ''}\n${describe(value.cause, depth + 1)}`;
}
