import { matchPath } from 'psakit/catalog';
import { PsaError } from 'psakit/core';
import { parseJson } from '../../records/index.js';
import { errorAnswer, isAnswer, noEndpoint } from '../errors.js';
import { jsonAnswer, type ApiAnswer } from '../http.js';
import { answeredIn } from '../models/index.js';
import { parseQuery } from '../parameters.js';
import type { ResourceRequest } from '../read.js';
import { checkRight } from '../security.js';
import type { SpecialCall, SpecialOperation } from '../special.js';
import { nextTurn } from '../turn.js';
import { ERROR_BODY_CODES } from '../wire.js';
import { readBundle, readOf, type BundledRequest } from './request.js';

/** `POST /system/bundles` and `/system/bundles/count`: many reads in one request (PROTOCOL 6.8). */
export function bundleOperations(): readonly SpecialOperation[] {
  return [
    { method: 'POST', path: '/system/bundles', answer: (call) => answerBundle(call, false) },
    { method: 'POST', path: '/system/bundles/count', answer: (call) => answerBundle(call, true) },
  ];
}

/** One result for each request, in their order; one that fails says so and stops none of the others. */
async function answerBundle(call: SpecialCall, counting: boolean): Promise<ApiAnswer> {
  const requests = readBundle(parseJson(await call.request.body(call.services.maxBodyBytes)));
  const results: string[] = [];
  let length = 0;
  for (const request of requests) {
    await nextTurn();
    const { sequenceNumber, resourceType, version } = request;
    const result = length < MAX_LENGTH ? await answerOne(call, request, counting) : refusal(answerTooLarge());
    const text = JSON.stringify({ sequenceNumber, resourceType, version, ...result });
    results.push(text);
    length += text.length;
  }
  return jsonAnswer(`{"results":[${results.join(',')}]}`);
}

/** Once an answer has so many characters, no further request of its bundle is done (*assumed*). */
const MAX_LENGTH = 33_554_432;

function answerTooLarge(): PsaError {
  return new PsaError({
    code: 'BAD_REQUEST',
    status: 413,
    serverCode: ERROR_BODY_CODES.payloadTooLarge,
    message:
      'The results of the bundle are too large. Ask for fewer fields, for smaller pages, or in several bundles.',
  });
}

function refusal(error: PsaError): object {
  const { status, body } = errorAnswer(error, {});
  return { success: false, statusCode: status, error: JSON.parse(String(body)) as unknown };
}

async function answerOne(call: SpecialCall, request: BundledRequest, counting: boolean): Promise<object> {
  try {
    const { path, query, isItem } = readOf(request, counting);
    const value = await read(call, path, query, request.version);
    if (counting) return { ...(value as { readonly count: number }), success: true, statusCode: 200 };
    const entities = isItem ? [value] : (value as readonly unknown[]);
    return { entities, count: entities.length, success: true, statusCode: 200 };
  } catch (error) {
    if (!isAnswer(error)) throw error;
    return refusal(error);
  }
}

/**
 * The same as a request of its own would be answered: in the model that it names or, without a name, the one that the
 * bundle's `Accept` does (*assumed*: callers are seen to send a version, not what it does).
 */
async function read(
  call: SpecialCall,
  path: string,
  query: string,
  version: string | undefined,
): Promise<unknown> {
  const match = matchPath(path);
  if (!match) throw noEndpoint();
  checkRight(call.member, match, 'GET');
  const single: ResourceRequest = {
    request: { ...call.request, method: 'GET', header: () => undefined },
    match,
    path: call.path.slice(0, -call.apiPath.length) + path,
    apiPath: path,
    query,
    parameters: parseQuery(query),
  };
  const { services, request } = call;
  const model = version === undefined ? services.models.asked(request) : services.models.named(version);
  const { body } = await (model ? answeredIn(model, single, services.read, services) : services.read(single));
  return JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body)) as unknown;
}
