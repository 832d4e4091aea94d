import { schema, type Resource } from 'psakit/catalog';
import type { Clock } from 'psakit/core';
import {
  createChanges,
  createKnownRecords,
  createReferences,
  createSequences,
  isFieldRefusal,
  type Change,
  type ChangeBody,
  type ChangePlace,
  type Changes,
  type Decision,
  type ProposedWrite,
  type RuleContext,
  type Rules,
} from '../records/index.js';
import { keeperOf, ownParents, type JsonRecord, type Store, type Write } from '../store/index.js';
import { createParentCheck, entityName, type Address } from './address.js';
import { recordNotFound } from './errors.js';
import type { ApiMember } from './member.js';
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

/** A record as it is, and as code of the server itself wants it to be. */
export interface RecordChange {
  readonly resource: Resource;
  readonly before: JsonRecord;
  readonly after: JsonRecord;
  /** The members that differ. */
  readonly sent: readonly string[];
}

/** What became of a record. */
export interface WrittenRecord {
  /** Absent for one that has none. */
  readonly key: unknown;
  /** Its text, as stored. */
  readonly json: string;
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
  write(write: RecordWrite, writer: Writer): Promise<WrittenRecord>;
  /** The stored record of an address. @throws PsaError 404 `Ticket 5 not found`. */
  existing(address: Address): Promise<JsonRecord>;
  /**
   * All writes that a change of a record at the top of its path comes to by the rules; applies nothing.
   *
   * @throws ServerRefusal where the change is not to be.
   */
  readonly changed: (change: RecordChange, member: ApiMember) => Promise<readonly Write[]>;
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
    context: (member) => {
      records.look();
      return context(member);
    },
    apply,
    changed: async ({ resource, before, after, sent }, member) => {
      records.look();
      const proposed: ProposedWrite = {
        kind: 'update',
        resource,
        parents: [],
        before,
        after,
        sent: new Set(sent),
        query: new Map(),
      };
      const { record, writes, refusals: [refusal] = [] } = await rules.decide(proposed, context(member));
      if (refusal) throw refusal;
      return record ? [{ kind: 'put', resource, record }, ...writes] : writes;
    },
    write: async ({ kind, address, body }, { member, parameters }) => {
      records.look();
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
      const proposed = { kind, resource, parents, before, after, sent, query: parameters };
      const decision = await heard(rules.decide(proposed, asked), change);
      const { record } = decision;
      change?.checkWhole(record ?? after ?? {}, decision.refusals ?? []);
      const json = JSON.stringify(record ?? before ?? {});
      const own: readonly Write[] = record ? [{ kind: 'put', resource, parents, record, json }] : [];
      await apply([...own, ...decision.writes]);
      return { key: (record ?? before)?.[resource.key ?? ''], json };
    },
  };
}

/**
 * What rules decide. What they have against a change is told with all else that is wrong with it; of one that is
 * refused anyhow, nothing else they throw counts, since it may come of that.
 */
async function heard(deciding: Promise<Decision>, change: Change | undefined): Promise<Decision> {
  try {
    return await deciding;
  } catch (error) {
    if (change && isFieldRefusal(error)) return { writes: [], refusals: [error] };
    if (change?.isFaulty === true) return { writes: [] };
    throw error;
  }
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
