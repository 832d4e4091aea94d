import { schema, type Field, type Operation, type Schema } from '../catalog/index.js';
import { checkOptionKinds, invalidArgument } from '../core/index.js';
import { takesBody, type ActionOptions, type OperationCall } from './actions.js';
import { pickCall } from './call.js';
import { openDownload } from './documents/index.js';
import { ACTION_OPTIONS } from './known-options.js';
import { fillPath, type QueryValues } from './query.js';
import { checkQueryNames, queryNames } from './query-names.js';
import type { PsaResponse, StreamedResponse } from './response.js';
import type { RawBody, TransportRequest } from './transport.js';
import { LIST_PARAMETERS } from './wire.js';
import {
  judge,
  prepareOperations,
  prepareValue,
  type PatchOperation,
  type UnknownPolicy,
  type Warn,
} from './writes/index.js';

/** What operations are sent by. */
export interface PerformContext {
  readonly send: (request: TransportRequest) => Promise<PsaResponse>;
  readonly stream: (request: TransportRequest) => Promise<StreamedResponse>;
  /** What to do with names in a body that the catalog does not know. */
  readonly unknown: UnknownPolicy;
  readonly onWarning: Warn;
}

/** The part of a request that is the body. */
type Draft = Pick<TransportRequest, 'body' | 'rawBody'>;

/**
 * Calls one operation, and answers as the catalog says it does: JSON, nothing, or a file as a stream.
 *
 * @throws {PsaError} `INVALID_ARGUMENT` or `INVALID_RECORD` before anything is sent; else what went wrong.
 */
export async function perform(
  { operation, ids, given }: OperationCall,
  context: PerformContext,
): Promise<unknown> {
  const path = fillPath(operation.path, ids);
  const [body, options] = takesBody(operation) ? given : [undefined, given[0]];
  const call = (options === undefined ? {} : options) as ActionOptions<QueryValues>;
  checkOptionKinds(call, ACTION_OPTIONS, `${operation.method} ${operation.path}`);
  const { query = {} } = call;
  checkQuery(query, operation);
  const draft = draftBody(body, operation, context);
  const request = { method: operation.method, path, query, ...pickCall(call), ...draft };
  if (operation.response?.type === 'binary') return openDownload(await context.stream(request));
  const response = await context.send(request);
  return operation.response === undefined ? undefined : response.json();
}

/** Query parameters held against those of the operation, and those that every one takes. */
function checkQuery(query: QueryValues, operation: Operation): void {
  checkQueryNames(query, {
    request: `${operation.method} ${operation.path}`,
    known: [...queryNames(operation), ...LIST_PARAMETERS],
    wayOut: 'psa.request sends what the catalog does not know.',
  });
}

function draftBody(given: unknown, operation: Operation, { unknown, onWarning }: PerformContext): Draft {
  const { body, method, path } = operation;
  if (isRaw(given)) return { rawBody: given };
  if (given === undefined) {
    if (body === undefined) return {};
    throw invalidArgument(
      `${method} ${path} needs a body.`,
      `Give it ${nameOfBody(operation)} first, then options.`,
    );
  }
  const owner = ownerOf(operation);
  if (owner === undefined) return { body: given };
  if (isForm(owner)) return { rawBody: toForm(given, operation) };
  if (method === 'PATCH') {
    const prepared = prepareOperations(given as readonly PatchOperation[], owner);
    judge(owner.name, prepared.findings, unknown, onWarning);
    return { body: prepared.operations };
  }
  const findings: Parameters<typeof prepareValue>[3] = [];
  const prepared = prepareValue(given, fieldOf(operation, owner), '', findings);
  judge(owner.name, findings, unknown, onWarning);
  return { body: prepared };
}

/** What is written: of a PATCH that is what it answers, since its body is a list of operations. */
function ownerOf({ method, body, response }: Operation): Schema | undefined {
  const name = method === 'PATCH' ? response?.schema : body?.schema;
  return name === undefined ? undefined : schema(name);
}

/** The whole body as if it were one member, which is checked as any other. */
function fieldOf({ body }: Operation, owner: Schema): Field {
  return {
    name: 'body',
    type: body?.array === true ? 'array' : 'object',
    items: 'object',
    schema: owner.name,
    required: true,
    requiredOnUpdate: false,
    nullable: false,
    readOnly: false,
    writeOnly: false,
  };
}

function isForm({ fields }: Schema): boolean {
  return fields.some(({ type }) => type === 'binary');
}

/** A record with a file in it goes as a form. */
function toForm(given: unknown, { method, path }: Operation): FormData {
  if (typeof given !== 'object' || given === null) {
    throw invalidArgument(
      `${method} ${path} takes a form.`,
      'Give it an object whose file is a Blob, or a FormData; for records there is psa.documents.upload.',
    );
  }
  const form = new FormData();
  for (const [name, value] of Object.entries(given)) {
    if (value instanceof Blob) form.append(name, value);
    else if (value !== undefined && value !== null) form.append(name, String(value));
  }
  return form;
}

function isRaw(body: unknown): body is RawBody {
  return (
    body instanceof FormData ||
    body instanceof Blob ||
    body instanceof Uint8Array ||
    body instanceof ReadableStream
  );
}

function nameOfBody({ body }: Operation): string {
  const name = body?.schema ?? 'a record';
  return body?.array === true ? `a list of ${name}` : name;
}
