import { timingSafeEqual } from 'node:crypto';
import { digestOf } from '../digest.js';
import { multipartBoundary, parseMultipart } from '../documents/index.js';
import { MethodNotAllowed } from '../errors.js';
import { jsonAnswer, type ApiAnswer, type ApiRequest } from '../http.js';
import type { ApiMember } from '../member.js';
import { parametersOf, parseQuery, type QueryParameters } from '../parameters.js';
import { LOGIN_ANSWER, LOGIN_FORM, REQUEST_HEADERS } from '../wire.js';
import { memberNamed } from './cookies.js';
import type { Sessions } from './sessions.js';

/** Largest form read, in bytes. */
const MAX_FORM_BYTES = 16_384;

/**
 * Makes the answer of `/login/login.aspx`: a form with company, user name and password, answered with `Success` and
 * the `Hash` of a session (PROTOCOL 1.3, seen in code). No cookies are set, as that code has found: the client makes
 * them. Credentials that are not accepted, which is all that a member without a password has, are answered
 * `{ "Success": false, "Hash": null }` with status 200 (*assumed*: that code looks at `Success`). JSON it is with or
 * without `?response=json`: there is no web page here.
 */
export function createLogin(
  members: readonly ApiMember[],
  sessions: Sessions,
): (request: ApiRequest, path: string) => Promise<ApiAnswer> {
  return async (request, path) => {
    if (request.method !== 'POST') throw new MethodNotAllowed(request.method, path, ['POST']);
    const form = await readForm(request);
    const companyId = form.get(LOGIN_FORM.company) ?? '';
    const userName = form.get(LOGIN_FORM.user) ?? '';
    const member = memberNamed({ companyId, userName }, members);
    const right = samePassword(member?.password, form.get(LOGIN_FORM.password));
    const hash = member && right ? sessions.open(member).hash : null;
    return jsonAnswer(JSON.stringify({ [LOGIN_ANSWER.success]: hash !== null, [LOGIN_ANSWER.hash]: hash }));
  };
}

async function readForm(request: ApiRequest): Promise<QueryParameters> {
  // As bytes, not as text: what is read as text may be kept in a log of requests.
  const bytes = await request.bytes(MAX_FORM_BYTES);
  const boundary = multipartBoundary(request.header(REQUEST_HEADERS.contentType));
  if (boundary === undefined) return parseQuery(new TextDecoder().decode(bytes));
  return parametersOf(
    parseMultipart(bytes, boundary).map((part) => [part.name, part.bytes.toString('utf8')]),
  );
}

/** Compared as digests in constant time, also where there is nothing to compare with. */
function samePassword(known: string | undefined, given: string | undefined): boolean {
  const same = timingSafeEqual(digestOf(known ?? ''), digestOf(given ?? ''));
  return same && known !== undefined && given !== undefined;
}
