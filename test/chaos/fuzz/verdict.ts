/** An answer, read to its end. */
export interface FuzzAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

/**
 * What a 500 may say: the sentences of the real server's JSON reader, and of conditions, as PROTOCOL 2.5, 4 and 5
 * have them. Anything else with that status is a fault of ours.
 */
export const RECORDED_500: readonly RegExp[] = [
  /^Unexpected character encountered while parsing value: /s,
  /^Unexpected end when reading JSON\. /,
  /^Error converting value .+ to type '.+'\. Path '.*/s,
  /^Could not find member '.*' on object of type '\w+'\. Path /s,
  /^Cannot deserialize the current JSON (object|array) /,
  /^Could not convert string to (boolean|integer|decimal|DateTime): /,
  /^Input string '.+' is not a valid integer\. Path /,
  /^JSON integer .+ is too large or small for an Int32\. Path /,
  /^The reader's MaxDepth of 64 has been exceeded\. Path '/,
  /^String was not recognized as a valid Boolean\.$/,
];

/** What is wrong with an answer; `undefined` for nothing. */
export function faultOf(method: string, answer: FuzzAnswer): string | undefined {
  const { status, headers, body } = answer;
  if (status < 200 || status > 599) return `status ${status}`;
  const type = headers.get('content-type') ?? '';
  if (method === 'HEAD' || status === 204)
    return body.length === 0 ? undefined : 'a body where there is none';
  if (status < 400) return type.includes('json') && body.length > 0 && !isJson(body) ? 'no JSON' : undefined;
  // What is no HTTP is met by the web server in front of the API.
  if (type.startsWith('text/html') && (status === 400 || status === 414)) return undefined;
  return faultOfError(status, type, body);
}

function faultOfError(status: number, type: string, body: Buffer): string | undefined {
  if (!type.includes('json') || !isJson(body)) return `an error that is no JSON: ${type}`;
  const error: unknown = JSON.parse(body.toString());
  if (typeof error !== 'object' || error === null) return 'an error that is no object';
  const { code, message, errors } = error as Record<string, unknown>;
  if (typeof code !== 'string' || typeof message !== 'string') return 'an error without code or message';
  if (errors !== undefined && !(Array.isArray(errors) && errors.every(isFieldError))) return 'odd errors';
  if (status >= 500 && !RECORDED_500.some((known) => known.test(message))) return `a 500 of ours: ${message}`;
  return undefined;
}

function isFieldError(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { code, message, field } = value as Record<string, unknown>;
  return [code, message, field].every((text) => typeof text === 'string');
}

function isJson(body: Buffer): boolean {
  try {
    JSON.parse(body.toString());
    return true;
  } catch {
    return false;
  }
}
