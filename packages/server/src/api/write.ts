import type { Operation } from 'psakit/catalog';
import {
  absoluteHrefs,
  isFieldRefusal,
  readAction,
  readBody,
  type ActionBody,
  type ActionOutcome,
} from '../records/index.js';
import type { RecordKey } from '../store/index.js';
import { addressOf, pathKeys, type Address } from './address.js';
import { recordViewer, type Reading } from './collection.js';
import { MethodNotAllowed } from './errors.js';
import { jsonAnswer, type ApiAnswer } from './http.js';
import type { ApiMember } from './member.js';
import type { ApiOptions } from './options.js';
import { shownMembers } from './place.js';
import type { ResourceRequest } from './read.js';
import type { RecordWriter, WrittenRecord } from './record-writer.js';
import { answerBulk } from './write-bulk.js';
import { itemAbove, writePlace } from './write-place.js';
import { PARAMETERS } from './wire.js';

/** What the write side needs of the rest of the API. */
export interface Writing {
  readonly reading: Reading;
  readonly records: RecordWriter;
  readonly rules: NonNullable<ApiOptions['rules']>;
  /** Runs writes one after another: what a rule read is still true when its batch is applied. */
  readonly queue: <T>(work: () => Promise<T>) => Promise<T>;
  readonly maxBodyBytes: number;
}

/** A request for an operation that is no read. */
interface WriteCall extends ResourceRequest {
  readonly member: ApiMember;
  readonly operation: Operation;
  readonly text: string;
}

/**
 * Makes the write side: every operation of the catalog that is no read. What an operation does comes from
 * the catalog, what else happens from the rules.
 *
 * The function throws PsaError with the status and body to answer.
 */
export function createWriter(
  writing: Writing,
): (call: ResourceRequest, member: ApiMember) => Promise<ApiAnswer> {
  const { records, queue, maxBodyBytes } = writing;
  return async (request, member) => {
    const { match, parameters } = request;
    const { method } = request.request;
    const operation = match.operations[method as Operation['method']];
    if (!operation) throw new MethodNotAllowed(method, request.apiPath, Object.keys(match.operations).sort());
    const text = await request.request.body(maxBodyBytes);
    const call: WriteCall = { ...request, member, operation, text };
    const write = writePlace(match, operation);
    if (write.kind === 'action') return answerAction(writing, call);
    const address = addressOf(match, write.resource);
    const writer = { member, parameters };
    if (write.kind === 'bulk') {
      const body = readBody(text);
      return queue(() => answerBulk(operation, address, body, { records, writer }));
    }
    const body = write.kind === 'delete' ? undefined : readBody(text);
    return answerOne(writing, call, address, () =>
      queue(() => records.write({ kind: write.kind, address, body }, writer)),
    );
  };
}

/** One record, as `fields` wants it (PROTOCOL 2.6: also on the answers of POST and PATCH). */
async function answerOne(
  { reading }: Writing,
  { parameters, operation, request }: WriteCall,
  { resource }: Address,
  write: () => Promise<WrittenRecord>,
): Promise<ApiAnswer> {
  const fields = reading.filters.fields(parameters.get(PARAMETERS.fields), resource);
  const { json: stored } = await write();
  if (operation.response === undefined) return { status: operation.status, headers: {}, body: '' };
  const shown = recordViewer(shownMembers(resource, undefined), fields)(stored);
  const json = absoluteHrefs(shown, reading.hrefBase(request.origin));
  // A few operations are declared to answer the one record in an array.
  return jsonAnswer(operation.response.array ? `[${json}]` : json, {}, operation.status);
}

/** What the rules do; the record that the path begins with must be there. */
async function answerAction(
  { reading, records, rules, queue }: Writing,
  call: WriteCall,
): Promise<ApiAnswer> {
  const { match, operation, member, parameters, text, request } = call;
  const above = itemAbove(match);
  const address = above && addressOf(above.match, above.resource);
  const body = readAction(operation, text);
  const action = {
    operation,
    parameters: Object.fromEntries<RecordKey>(pathKeys(match)),
    query: parameters,
    body: body.value,
  };
  return queue(async () => {
    if (address) await records.existing(address);
    const outcome = await heard(rules.act(action, records.context(member)), body);
    await records.apply(outcome.writes);
    const { answer, status = operation.status } = outcome;
    if (answer === undefined || status === 204) return { status, headers: {}, body: '' };
    return jsonAnswer(absoluteHrefs(JSON.stringify(answer), reading.hrefBase(request.origin)), {}, status);
  });
}

/**
 * What rules did. What they have against the fields of a body is told with all else that is wrong with it; of one that
 * is refused anyhow, nothing else they throw counts, since it may come of that.
 */
async function heard(acting: Promise<ActionOutcome>, body: ActionBody): Promise<ActionOutcome> {
  let outcome: ActionOutcome;
  try {
    outcome = await acting;
  } catch (error) {
    throw body.refusal(isFieldRefusal(error) ? [error] : []) ?? error;
  }
  const refusal = body.refusal([]);
  if (refusal) throw refusal;
  return outcome;
}
