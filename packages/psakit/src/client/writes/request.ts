import type { Resource } from '../../catalog/index.js';
import { invalidArgument } from '../../core/index.js';
import { pickCall } from '../call.js';
import { formatFields } from '../format.js';
import type { QueryValues } from '../query.js';
import type { TransportRequest } from '../transport.js';
import { toQuery } from '../wire.js';
import { checkQuery, type WriteTarget } from './target.js';
import type { Planned, PlannedRequest, UnknownPolicy, WriteOptions } from './types.js';

/** A body, ready to be sent, and whether it may arrive twice. */
export interface Draft {
  readonly body?: unknown;
  readonly repeatable: boolean;
  readonly query?: QueryValues;
}

/** The options of a write, whether it is to be sent or shown. */
export type Call<Options> = Options | Planned<Options>;

/** What requests of one collection are made with. */
export interface RequestContext {
  readonly resource: Resource;
  /** The client's own policy. */
  readonly unknown: UnknownPolicy;
}

/**
 * The request for a draft, with what the options add to it.
 *
 * @throws {PsaError} `INVALID_ARGUMENT` or `CONDITION_INVALID` for a query or fields that do not fit.
 */
export function createRequest(
  target: WriteTarget,
  draft: Draft,
  options: Call<WriteOptions>,
  context: RequestContext,
): TransportRequest {
  const { unknown = context.unknown } = options;
  const query = { ...options.query, ...draft.query };
  if (unknown === 'error') checkQuery(query, target);
  const checking = unknown === 'error' ? 'error' : 'off';
  const { method, path, operation } = target;
  const entity = operation.response?.schema ?? context.resource.entity;
  const fields = formatFields(options.fields, { ...context.resource, entity }, checking);
  return {
    method,
    path,
    query: { ...query, ...(fields === undefined ? {} : toQuery({ fields })) },
    body: toJsonValue(draft.body),
    ...pickCall(options),
    repeatable: draft.repeatable,
  };
}

/** A request as a dry run shows it. */
export function showRequest(
  target: WriteTarget,
  { query = {}, body }: TransportRequest,
  where: Pick<PlannedRequest, 'url' | 'headers'>,
): PlannedRequest {
  const shown = Object.entries(query).filter(([, value]) => value !== undefined);
  return { method: target.method, ...where, query: Object.fromEntries(shown), body };
}

/**
 * A body as JSON will carry it, so that a dry run shows what is sent.
 *
 * @throws {PsaError} `INVALID_ARGUMENT` for what JSON cannot hold, such as a circle.
 */
function toJsonValue(body: unknown): unknown {
  if (body === undefined) return undefined;
  try {
    return JSON.parse(JSON.stringify(body)) as unknown;
  } catch (error) {
    throw invalidArgument(
      `The record cannot be written as JSON: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''}`,
      'Take out what is no plain data, such as a BigInt or an object that contains itself.',
    );
  }
}
