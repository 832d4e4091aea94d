import { requireResource, schema, type Resource } from 'psakit/catalog';
import type { ProposedWrite } from '../../records/index.js';
import type { JsonRecord, RecordKey } from '../../store/index.js';
import type { Draft } from './draft.js';
import { entityLabel, errorResource } from './labels.js';
import { notFoundField, recordNotFound } from './refusals.js';

/** Saves or deletes a record in a draft with all that follows, and gives it as it is stored. */
export type Save = (write: ProposedWrite, draft: Draft) => Promise<JsonRecord>;

const NO_QUERY: ReadonlyMap<string, string> = new Map();

/** Saves a new record of some members. */
export async function saveNew(
  save: Save,
  draft: Draft,
  name: string,
  parents: readonly RecordKey[],
  members: JsonRecord,
): Promise<JsonRecord> {
  const resource = requireResource(name);
  const after = await withReferences(draft, resource, { id: await draft.nextId(name), ...members });
  const sent = new Set(Object.keys(members).filter((member) => members[member] !== undefined));
  return save({ kind: 'create', resource, parents, after, sent, query: NO_QUERY }, draft);
}

/** Saves a record with some other members. */
export async function saveChanged(
  save: Save,
  draft: Draft,
  name: string,
  parents: readonly RecordKey[],
  before: JsonRecord,
  changes: JsonRecord,
): Promise<JsonRecord> {
  const after = await withReferences(draft, requireResource(name), { ...before, ...changes });
  return save(
    {
      kind: 'update',
      resource: requireResource(name),
      parents,
      before,
      after,
      sent: new Set(Object.keys(changes)),
      query: NO_QUERY,
    },
    draft,
  );
}

/**
 * References of an action's body are as the client sent them, `{ id: 5 }`; records have them expanded.
 *
 * @throws ServerRefusal for one that means nothing.
 */
async function withReferences(draft: Draft, resource: Resource, record: JsonRecord): Promise<JsonRecord> {
  const expanded: Record<string, unknown> = { ...record };
  for (const [name, value] of Object.entries(record)) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || '_info' in value) continue;
    if (schema(resource.entity)?.field(name)?.type !== 'reference') continue;
    const reference = value as JsonRecord;
    expanded[name] = await draft.context.resolve(resource, name, reference, expanded);
    if (expanded[name] === undefined) {
      const given = String(reference['id'] ?? reference['name'] ?? reference['identifier']);
      throw notFoundField(errorResource(resource), `${name}/id`, `${name} ${given} not found`);
    }
  }
  return expanded;
}

export async function saveDeleted(
  save: Save,
  draft: Draft,
  name: string,
  parents: readonly RecordKey[],
  before: JsonRecord,
): Promise<void> {
  await save(
    { kind: 'delete', resource: requireResource(name), parents, before, sent: new Set(), query: NO_QUERY },
    draft,
  );
}

/**
 * The record an action is about.
 *
 * @throws ServerRefusal 404 where there is none.
 */
export async function needed(
  draft: Draft,
  name: string,
  parents: readonly RecordKey[],
  id: RecordKey | undefined,
): Promise<JsonRecord> {
  const record = await draft.get(name, parents, id);
  if (!record) throw recordNotFound(entityLabel(requireResource(name)), id ?? '');
  return record;
}
