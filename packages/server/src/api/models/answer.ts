import { schema, type Operation } from 'psakit/catalog';
import { PsaError } from 'psakit/core';
import type { ApiAnswer, ApiRequest } from '../http.js';
import { searchedCollection } from '../place.js';
import type { ResourceRequest } from '../read.js';
import { parseSearchBody } from '../search-body.js';
import { ERROR_BODY_CODES, REQUEST_HEADERS } from '../wire.js';
import { checkBody } from './check-body.js';
import { checkTexts } from './check-texts.js';
import type { Model } from './model.js';

/**
 * Answers a call in an older model: what that lacks can be neither sent nor asked for, and is not shown.
 *
 * @param answer answers it in the newest.
 * @throws PsaError as `answer`, and 400 for a path that the model does not have (the sentence is recorded in an issue
 *   of connectwise-rest, number 35; the status is *assumed*).
 */
export async function answeredIn(
  model: Model,
  call: ResourceRequest,
  answer: (call: ResourceRequest) => Promise<ApiAnswer>,
  options: { readonly maxBodyBytes: number },
): Promise<ApiAnswer> {
  const { match } = call;
  if (model.lacksPath(match.path)) throw notInModel(model, call);
  const operation = match.operations[call.request.method as Operation['method']];
  if (!operation) return answer(call);
  const resource = searchedCollection(match, operation) ?? match.place?.resource;
  if (resource) checkTexts(model, resource, call.parameters);
  const asked = operation.body?.schema === undefined ? call : { ...call, request: readTwice(call.request) };
  if (operation.body?.schema !== undefined && isJson(call.request)) {
    const text = await asked.request.body(options.maxBodyBytes);
    if (searchedCollection(match, operation)) {
      if (resource) checkTexts(model, resource, parseSearchBody(text));
    } else checkBody(model, operation, resource, text);
  }
  return shownIn(model, operation, await answer(asked));
}

function notInModel({ version }: Model, { request, path }: ResourceRequest): PsaError {
  return new PsaError({
    code: 'BAD_REQUEST',
    status: 400,
    serverCode: ERROR_BODY_CODES.server,
    message: `The HTTP resource that matches the request URI '${request.origin}${path}' does not support the API version '${version}'.`,
  });
}

/** A form with a file is no record. */
function isJson(request: ApiRequest): boolean {
  return !/^multipart\//i.test(request.header(REQUEST_HEADERS.contentType) ?? '');
}

/** The same request, whose text is kept for who reads it next. */
function readTwice(request: ApiRequest): ApiRequest {
  let text: Promise<string> | undefined;
  return { ...request, body: (limit) => (text ??= request.body(limit)) };
}

/** An answer without the members that the model lacks. */
function shownIn(model: Model, { response }: Operation, answer: ApiAnswer): ApiAnswer {
  const type = answer.headers['Content-Type'] ?? 'application/json';
  if (response?.schema === undefined || answer.status >= 300 || !type.includes('json')) return answer;
  const text = typeof answer.body === 'string' ? answer.body : new TextDecoder().decode(answer.body);
  if (text === '') return answer;
  return { ...answer, body: JSON.stringify(without(model, response.schema, JSON.parse(text))) };
}

function without(model: Model, kind: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => without(model, kind, item));
  if (typeof value !== 'object' || value === null) return value;
  const entity = schema(kind);
  if (!entity) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !model.lacks(kind, name))
      .map(([name, member]: [string, unknown]) => {
        const inner = entity.field(name)?.schema;
        return [name, inner === undefined ? member : without(model, inner, member)];
      }),
  );
}
