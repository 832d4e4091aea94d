/** Names of members and parameters whose values are nobody's business. */
const SECRET_NAME =
  /password|passwd|secret|private_?key|token|authorization|api_?key|credential|memberhash|^hash$/i;

/** What stands in their place. */
const REMOVED = '(removed)';

/** A query without the values of secrets. */
export function scrubQuery(query: string): string {
  return query
    .split('&')
    .map((pair) => {
      const equals = pair.indexOf('=');
      return equals > 0 && SECRET_NAME.test(pair.slice(0, equals))
        ? `${pair.slice(0, equals)}=${REMOVED}`
        : pair;
    })
    .join('&');
}

/** A JSON value without secrets, however deep; those named exactly are removed wherever they stand. */
export function scrubJson(value: unknown, secrets: readonly string[] = []): unknown {
  if (typeof value === 'string') return scrubText(value, secrets);
  if (Array.isArray(value)) return value.map((each) => scrubJson(each, secrets));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      SECRET_NAME.test(name) && isText(each) ? REMOVED : scrubJson(each, secrets),
    ]),
  );
}

/** A text without the secrets named. Those of fewer than eight characters stay: they would be in every word. */
export function scrubText(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length >= 8)
    .reduce((clean, secret) => clean.replaceAll(secret, REMOVED), text);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
