import { timingSafeEqual } from 'node:crypto';
import { isPsaError, type FieldError } from 'psakit/core';
import { decodedSegment } from '../decoded-segment.js';
import { digestOf } from '../digest.js';
import { isFromHere } from '../from-here.js';
import { jsonAnswer, type AnswerHeaders, type ApiAnswer, type ApiRequest } from '../http.js';
import { REQUEST_HEADERS } from '../wire.js';
import type { AdminControls } from './controls.js';
import { ADMIN_ROUTES, NOTHING_THERE, parseBody, type AdminRoute } from './routes.js';

/** Where the admin API is. No path of PSA begins like this. */
export const ADMIN_PATH = '/_psakit';

/** Largest body read, in bytes. */
const MAX_BODY_BYTES = 1_048_576;

/**
 * The admin API: faults, clock, snapshots, the log, limits. It answers only to this machine, and only to who
 * has the token. Anything else is told nothing but that.
 *
 * The function answers `undefined` for a request that is not for the admin API.
 */
export function createAdmin(
  controls: AdminControls,
  token: string,
): (request: ApiRequest) => Promise<ApiAnswer> | undefined {
  const expected = digestOf(`Bearer ${token}`);
  return (request) => {
    const mark = request.target.indexOf('?');
    const path = mark < 0 ? request.target : request.target.slice(0, mark);
    if (path !== ADMIN_PATH && !path.startsWith(`${ADMIN_PATH}/`)) return undefined;
    if (!isFromHere(request)) {
      return Promise.resolve(refusal(403, 'Forbidden', 'The admin API answers only to this machine.'));
    }
    const given = (request.header(REQUEST_HEADERS.authorization) ?? '').replace(/^bearer /i, 'Bearer ');
    if (!timingSafeEqual(digestOf(given), expected)) {
      return Promise.resolve(
        refusal(401, 'Unauthorized', 'Send the token that the sandbox printed: "Authorization: Bearer …".', {
          headers: { 'WWW-Authenticate': 'Bearer realm="psakit"' },
        }),
      );
    }
    const query = new URLSearchParams(mark < 0 ? '' : request.target.slice(mark + 1));
    return answer(request, path.slice(ADMIN_PATH.length).replace(/\/+$/, ''), query, controls);
  };
}

async function answer(
  request: ApiRequest,
  path: string,
  query: URLSearchParams,
  controls: AdminControls,
): Promise<ApiAnswer> {
  if (path === '' && request.method === 'GET') return jsonAnswer(description(), JSON_TYPE);
  const there = ADMIN_ROUTES.flatMap((route) => {
    const name = nameIn(route, path);
    return name === undefined ? [] : [{ route, name }];
  });
  const found = there.find(({ route }) => route.method === request.method);
  if (!found) {
    if (there.length === 0)
      return refusal(404, 'NotFound', `There is no ${path}. GET ${ADMIN_PATH} lists what is.`);
    const allowed = there.map(({ route }) => route.method).join(', ');
    return refusal(
      405,
      'MethodNotAllowed',
      `${request.method} is not possible on ${path}, only ${allowed}.`,
      {
        headers: { Allow: allowed },
      },
    );
  }
  try {
    const json = async (): Promise<unknown> => parseBody(await request.body(MAX_BODY_BYTES));
    const result: unknown = await found.route.run({ controls, name: found.name, query, json });
    if (result === NOTHING_THERE) return refusal(404, 'NotFound', `There is no "${found.name}".`);
    return result === undefined
      ? { status: 204, headers: {}, body: '' }
      : jsonAnswer(shownAs(result), JSON_TYPE);
  } catch (error) {
    if (!isPsaError(error)) throw error;
    const status = error.status ?? (error.code === 'INVALID_ARGUMENT' ? 400 : 500);
    const { message, hint, fieldErrors } = error;
    const code = error.serverCode ?? (status === 400 ? 'InvalidArgument' : error.code);
    return refusal(status, code, hint === undefined ? message : `${message} ${hint}`, {
      errors: fieldErrors,
    });
  }
}

const JSON_TYPE: AnswerHeaders = { 'Content-Type': 'application/json; charset=utf-8' };

/** The name in the place of `{…}`, or an empty one; undefined where the path is another. */
function nameIn({ path: pattern }: AdminRoute, path: string): string | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  let name = '';
  for (const [index, segment] of wanted.entries()) {
    const text = given[index] ?? '';
    if (segment.startsWith('{')) name = decodedSegment(text);
    else if (segment !== text) return undefined;
  }
  return name;
}

function description(): string {
  const routes = ADMIN_ROUTES.map(
    ({ method, path, summary }) => `${method} ${ADMIN_PATH}${path}: ${summary}`,
  );
  return shownAs({ admin: 'psakit sandbox', routes });
}

function shownAs(value: unknown): string {
  return JSON.stringify(value);
}

function refusal(
  status: number,
  code: string,
  message: string,
  more: { readonly errors?: readonly FieldError[]; readonly headers?: AnswerHeaders } = {},
): ApiAnswer {
  const errors = more.errors ?? [];
  return jsonAnswer(
    shownAs({ code, message, ...(errors.length > 0 ? { errors } : {}) }),
    { ...JSON_TYPE, ...more.headers },
    status,
  );
}
