import type { ResourceAddress } from '../../catalog/index.js';
import { checkOptionKinds, invalidArgument, type Clock } from '../../core/index.js';
import { pickCall } from '../call.js';
import type { GetOptions, JsonRecord, ListOptions, RecordId } from '../collection.js';
import { badResponse, type PsaResponse } from '../response.js';
import type { TransportRequest } from '../transport.js';
import { toPatch } from './changes.js';
import { cannotEmpty, customFieldsOf, mergeCustomFields } from './custom-fields.js';
import { CREATE_OPTIONS, DELETE_OPTIONS, UPDATE_OPTIONS, WRITE_OPTIONS } from './known-options.js';
import { judge, type Finding, type Warn } from './finding.js';
import { checkVerify, createOnce, unreadable } from './lost.js';
import { prepareOperations } from './operations.js';
import { isObject } from './problems.js';
import { prepareRecord } from './record.js';
import { createRequest, showRequest, type Call, type Draft, type RequestContext } from './request.js';
import { findTarget, type WriteTarget } from './target.js';
import type {
  CreateOptions,
  DeleteOptions,
  PatchOperation,
  PlannedRequest,
  UnknownPolicy,
  UpdateOptions,
  WriteOptions,
} from './types.js';
import { checkUnchanged, readSince } from './unchanged.js';
import { INFO, KEY } from './wire.js';

/** What a writer is made of. */
export interface WriterOptions {
  readonly address: ResourceAddress;
  readonly send: (request: TransportRequest) => Promise<PsaResponse>;
  /** The URL and headers a request would have, without what proves who is asking. */
  readonly plan: (request: TransportRequest) => Pick<PlannedRequest, 'url' | 'headers'>;
  readonly get: (id: RecordId, options: GetOptions) => Promise<JsonRecord>;
  /** Checks the options at once and answers what reads the first page. */
  readonly openPage: (options: ListOptions<JsonRecord>) => () => Promise<readonly JsonRecord[]>;
  readonly clock: Clock;
  /** The client's own policy. */
  readonly unknown: UnknownPolicy;
  readonly warn: Warn;
}

/** How long a create that got no answer is given to arrive before it is looked for again (*assumed*). */
const ARRIVAL_MS = 2_000;

/** Writes records of one collection. Everything is checked before the first request leaves. */
export class Writer {
  readonly #options: WriterOptions;
  readonly #context: RequestContext;

  constructor(options: WriterOptions) {
    this.#options = options;
    this.#context = { resource: options.address.resource, unknown: options.unknown };
  }

  async create(
    record: JsonRecord,
    options: Call<CreateOptions<JsonRecord>>,
  ): Promise<JsonRecord | PlannedRequest> {
    checkOptionKinds<Call<CreateOptions<JsonRecord>>>(options, CREATE_OPTIONS, 'create');
    const target = findTarget(this.#options.address, 'POST');
    const { openPage, clock } = this.#options;
    const { verify } = options;
    const draft = { body: this.#prepare(record, target, 'create', options), repeatable: false };
    const request = createRequest(target, draft, options, this.#context);
    const { key = KEY } = this.#options.address.resource;
    const look =
      verify === undefined
        ? undefined
        : openPage({ where: checkVerify(verify), orderBy: `${key} desc`, limit: 2, ...pickCall(options) });
    if (options.dryRun === true) return this.#show(target, request);
    const send = (): Promise<JsonRecord> =>
      this.#options.send(request).then((response) => this.#readCreated(response, target));
    if (look === undefined) return send();
    return createOnce({
      send,
      look,
      wait: () => clock.sleep(ARRIVAL_MS, options.signal),
      name: (found) => `${key} ${JSON.stringify(found[key])}`,
    });
  }

  async update(
    id: RecordId,
    changes: JsonRecord,
    options: Call<UpdateOptions>,
  ): Promise<JsonRecord | PlannedRequest> {
    checkOptionKinds<Call<UpdateOptions>>(options, UPDATE_OPTIONS, 'update');
    const target = findTarget(this.#options.address, 'PATCH', id);
    const since = 'ifUnchangedSince' in options ? readSince(options.ifUnchangedSince) : undefined;
    const prepared = this.#prepare(changes, target, 'update', options);
    const list = customFieldsOf(target.owner)?.name;
    const given = list === undefined ? undefined : prepared[list];
    if (list !== undefined && given === null) this.#judge(target, [cannotEmpty(list)], options);
    const merges = list !== undefined && Array.isArray(given) && given.length > 0;
    const current = await this.#readBefore(id, { since, list: merges ? list : undefined }, options);
    if (since !== undefined && current !== undefined) checkUnchanged(current, since, target.path);
    const merged = new Map(Object.entries(prepared));
    if (list !== undefined) merged.delete(list);
    if (merges) {
      const findings: Finding[] = [];
      merged.set(list, mergeCustomFields(current?.[list], given, list, findings));
      this.#judge(target, findings, options);
    }
    // Repeating it after others were let in would undo what ifUnchangedSince is for.
    const draft = { body: toPatch(Object.fromEntries(merged)), repeatable: since === undefined };
    if (draft.body.length === 0 && options.dryRun !== true) return this.#options.get(id, pickRead(options));
    return this.#change(target, draft, options);
  }

  async replace(
    id: RecordId,
    record: JsonRecord,
    options: Call<WriteOptions>,
  ): Promise<JsonRecord | PlannedRequest> {
    checkOptionKinds<Call<WriteOptions>>(options, WRITE_OPTIONS, 'replace');
    const target = findTarget(this.#options.address, 'PUT', id);
    const other = isObject(record) ? (record[KEY] ?? id) : id;
    if (JSON.stringify(other) !== JSON.stringify(id) && other !== Number(id)) {
      throw invalidArgument(
        `The record has the id ${JSON.stringify(other)}, and is to replace ${id}.`,
        'Leave the id out of the record, or replace the record it belongs to.',
      );
    }
    const body = this.#prepare(record, target, 'replace', options);
    return this.#change(target, { body, repeatable: true }, options);
  }

  async patch(
    id: RecordId,
    operations: readonly PatchOperation[],
    options: Call<WriteOptions>,
  ): Promise<JsonRecord | PlannedRequest> {
    checkOptionKinds<Call<WriteOptions>>(options, WRITE_OPTIONS, 'patch');
    const target = findTarget(this.#options.address, 'PATCH', id);
    const { operations: body, findings, repeatable } = prepareOperations(operations, target.owner);
    this.#judge(target, findings, options);
    return this.#change(target, { body, repeatable }, options);
  }

  async delete(id: RecordId, options: Call<DeleteOptions>): Promise<PlannedRequest | undefined> {
    checkOptionKinds<Call<DeleteOptions>>(options, DELETE_OPTIONS, 'delete');
    const target = findTarget(this.#options.address, 'DELETE', id);
    const { transferContactId } = options;
    const draft = { repeatable: true, query: { transferContactId } };
    const request = createRequest(target, draft, options, this.#context);
    if (options.dryRun === true) return this.#show(target, request);
    await this.#options.send(request);
    return undefined;
  }

  /** What must be known of the record before it is changed; one request, or none. */
  async #readBefore(
    id: RecordId,
    { since, list }: { since: number | undefined; list: string | undefined },
    options: Call<UpdateOptions>,
  ): Promise<JsonRecord | undefined> {
    const fields = [...(since === undefined ? [] : [INFO]), ...(list === undefined ? [] : [list])];
    return fields.length === 0
      ? undefined
      : this.#options.get(id, { fields: [KEY, ...fields], check: 'off', ...pickCall(options) });
  }

  #prepare(
    record: unknown,
    target: WriteTarget,
    kind: 'create' | 'replace' | 'update',
    options: Call<WriteOptions>,
  ): JsonRecord {
    if (!isObject(record)) {
      throw invalidArgument(
        `${target.method} ${target.path} needs an object with the members to write.`,
        "Write them as { summary: '…' }; a list of operations is for patch.",
      );
    }
    const prepared = prepareRecord(record, target.owner, kind);
    this.#judge(target, prepared.findings, options);
    return prepared.record;
  }

  #judge({ owner }: WriteTarget, findings: readonly Finding[], { unknown }: Call<WriteOptions>): void {
    judge(owner.name, findings, unknown ?? this.#options.unknown, this.#options.warn);
  }

  #show(target: WriteTarget, request: TransportRequest): PlannedRequest {
    return showRequest(target, request, this.#options.plan(request));
  }

  async #change(
    target: WriteTarget,
    draft: Draft,
    options: Call<WriteOptions>,
  ): Promise<JsonRecord | PlannedRequest> {
    const request = createRequest(target, draft, options, this.#context);
    if (options.dryRun === true) return this.#show(target, request);
    const response = await this.#options.send(request);
    const body = response.json();
    if (!isObject(body)) throw badResponse(response, 'something other than the changed record');
    return body;
  }

  /** A few creates answer the list that the record is now in; the newest of it is the one. */
  #readCreated(response: PsaResponse, { path }: WriteTarget): JsonRecord {
    const { key = KEY } = this.#options.address.resource;
    try {
      const body = response.json();
      const records = (Array.isArray(body) ? (body as readonly unknown[]) : [body]).filter(isObject);
      const [first, ...others] = records;
      if (first === undefined) throw badResponse(response, 'something other than the new record');
      return others.reduce(
        (newest, record) => (Number(record[key]) > Number(newest[key]) ? record : newest),
        first,
      );
    } catch (error) {
      throw unreadable(path, error);
    }
  }
}

function pickRead(options: Call<WriteOptions>): GetOptions {
  return { fields: options.fields, ...pickCall(options) };
}
