import type { Resource } from 'psakit/catalog';
import {
  isFieldRefusal,
  withoutWriteOnly,
  type ProposedWrite,
  type Rules,
  type ServerRefusal,
} from '../../records/index.js';
import type { JsonRecord, RecordKey } from '../../store/index.js';
import { createActions } from './actions/index.js';
import { concernsResource, type Concern } from './concern.js';
import { createConcerns } from './concerns.js';
import { Draft } from './draft.js';
import type { Save } from './save.js';
import { stampedAsRecorded } from './stamps.js';
import { filledIn } from './values.js';

/**
 * What PSA does by itself, as far as it is known: the concerns of a resource one after the other, then
 * `_info`. A resource that none of them is about gets `_info` alone. Nothing is applied: the decision has
 * all writes.
 */
export function createSandboxRules(): Rules {
  const save = createSave(createConcerns());
  const act = createActions(save);
  return {
    decide: async (write, context) => {
      const draft = new Draft(context);
      const refusals: ServerRefusal[] = [];
      const record = await save(write, draft, refusals);
      if (refusals.length > 0) return { record, writes: [], refusals };
      const { resource, parents } = write;
      if (write.kind === 'delete') return { writes: draft.writes() };
      // Written by whoever asked: what is in the draft about this very record is in it already.
      draft.forget(resource.name, parents, record[resource.key ?? 'id'] as RecordKey);
      return { record, writes: draft.writes() };
    },
    act: async (action, context) => {
      const draft = new Draft(context);
      const outcome = await act(action, draft);
      return { ...outcome, writes: draft.writes() };
    },
  };
}

/** Makes the one way in which a record is saved or deleted: everybody's concerns are heard. */
function createSave(concerns: readonly Concern[]): Save {
  const known = new Map<Resource, readonly Concern[]>();
  const concernsOf = (resource: Resource): readonly Concern[] => {
    let found = known.get(resource);
    if (!found) {
      found = concerns.filter((concern) => concernsResource(concern, resource));
      known.set(resource, found);
    }
    return found;
  };
  return async (write, draft, refusals) => {
    const { kind, resource, parents, before, sent, query } = write;
    let record = proposed(write);
    for (const concern of concernsOf(resource)) {
      if (!concern.on.includes(kind)) continue;
      const change = { kind, resource, parents, record, before, sent, query };
      try {
        record = (await concern.apply(change, draft)) ?? record;
      } catch (error) {
        if (!refusals || kind === 'delete') throw error;
        // What goes wrong with a record that is refused already may come of that.
        if (isFieldRefusal(error)) refusals.push(error);
        else if (refusals.length === 0) throw error;
      }
    }
    if (kind === 'delete') {
      draft.remove(resource.name, parents, record[resource.key ?? 'id'] as RecordKey);
      return record;
    }
    const stored = stampedAsRecorded(resource, parents, withoutWriteOnly(resource, record), before, draft);
    if (resource.key !== undefined) draft.put(resource.name, parents, stored);
    return stored;
  };
}

/** The record that is decided on. A PUT also leaves alone what no client means to change. */
function proposed({ kind, before = {}, after = {} }: ProposedWrite): JsonRecord {
  if (kind === 'delete') return before;
  if (kind !== 'replace') return after;
  return filledIn(after, Object.fromEntries(KEPT.map((name) => [name, before[name]])));
}

/** Members that the specification lets clients write and none does. */
const KEPT = ['mobileGuid', 'recordType', 'dateEntered', 'enteredBy', 'connectWiseId'];
