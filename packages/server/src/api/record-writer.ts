import { schema, type Resource } from 'psakit/catalog';
import type { Clock } from 'psakit/core';
import {
  createChanges,
  createKnownRecords,
  createReferences,
  createSequences,
  type Change,
  type ChangeBody,
  type ChangePlace,
  type Changes,
  type ProposedWrite,
  type RuleContext,
  type Rules,
} from '../records/index.js';
import { keeperOf, ownParents, type JsonRecord, type Store, type Write } from '../store/index.js';
import { createParentCheck, entityName, type Address } from './address.js';
import { recordNotFound } from './errors.js';
import type { ApiMember } from './options.js';
import type { QueryParameters } from './parameters.js';
import { viewMembers } from './write-place.js';

/** Who writes, and with which parameters. */
export interface Writer {
  readonly member: ApiMember;
  readonly parameters: QueryParameters;
}

/** One record that a request creates, changes or deletes. */
export interface RecordWrite {
  readonly kind: ProposedWrite['kind'];
  readonly address: Address;
  /** Absent for a delete. */
  readonly body?: ChangeBody | undefined;
}

/** Writes records. Its functions read what there is and apply what follows: call them one after another. */
export interface RecordWriter {
  readonly changes: Changes;
  /**
   * Checks a write, asks the rules and applies what they decide. Answers the record as stored, after a
   * delete as it was.
   *
   * @throws PsaError with the status and body to answer.
   */
  write(write: RecordWrite, writer: Writer): Promise<JsonRecord>;
  /** The stored record of an address. @throws PsaError 404 `Ticket 5 not found`. */
  existing(address: Address): Promise<JsonRecord>;
  /** What rules may ask and need to know now. */
  context(member: ApiMember): RuleContext;
  /** Applies writes. They are safe, and may be told of, when the store has `settled`. */
  apply(writes: readonly Write[]): Promise<void>;
}

export function createRecordWriter(store: Store, rules: Rules, clock: Clock): RecordWriter {
  const checkParents = createParentCheck(store);
  const records = createKnownRecords(store);
  const changes = createChanges(records);
  const references = createReferences(records);
  const sequences = createSequences(store);

  const context = (member: ApiMember): RuleContext => ({
    store,
    records,
    member,
    now: `${new Date(clock.now()).toISOString().slice(0, 19)}Z`,
    nextId: (resource) => sequences.next(keeperOf(resource)),
    resolve: async (resource, field, value, owner = {}) => {
      const found = schema(resource.entity)?.field(field);
      const resolved =
        found && (await references.resolve(found, value, { resource, parents: [], record: owner }));
      return resolved?.kind === 'expanded' ? resolved.value : undefined;
    },
  });
  const existing = async ({ resource, parents, id = '' }: Address): Promise<JsonRecord> => {
    const stored = await store.get(resource, parents, id);
    if (!stored) throw recordNotFound(entityName(resource), id);
    return JSON.parse(stored.json) as JsonRecord;
  };
  const apply = async (writes: readonly Write[]): Promise<void> => {
    if (writes.length === 0) return;
    await store.write({ writes: [...writes, ...(await sequences.remembered(writes))] });
  };

  return {
    changes,
    existing,
    context,
    apply,
    write: async ({ kind, address, body }, { member, parameters }) => {
      await checkParents(address);
      const place = placeOf(address);
      const { resource, parents } = place;
      const before = kind === 'create' ? undefined : await existing(address);
      const change = body && (await changed(changes, kind, { place, address, before, body }));
      const asked = context(member);
      let after = change?.record;
      if (after && kind === 'create' && resource.key !== undefined) {
        after = { [resource.key]: await asked.nextId(resource), ...after };
      }
      const sent = change?.sent ?? new Set<string>();
      const decision = await rules.decide(
        { kind, resource, parents, before, after, sent, query: parameters },
        asked,
      );
      const { record } = decision;
      if (record) change?.checkComplete(record);
      const own: readonly Write[] = record ? [{ kind: 'put', resource, parents, record }] : [];
      await apply([...own, ...decision.writes]);
      return record ?? before ?? {};
    },
  };
}

/** Where the record of an address is kept. */
export function placeOf({ resource, parents, id }: Address): ChangePlace & { readonly resource: Resource } {
  return {
    resource: keeperOf(resource),
    parents: ownParents(resource, parents),
    entity: resource.entity,
    key: id,
  };
}

interface Changing {
  readonly place: ChangePlace;
  readonly address: Address;
  readonly before: JsonRecord | undefined;
  readonly body: ChangeBody;
}

function changed(changes: Changes, kind: ProposedWrite['kind'], changing: Changing): Promise<Change> {
  const { place, address, before = {}, body } = changing;
  if (kind === 'create') return changes.create(place, viewMembers(address.resource, address.parents), body);
  return kind === 'replace' ? changes.replace(place, before, body) : changes.update(place, before, body);
}
