import { referenceTarget, requireResource, schema, type Resource } from 'psakit/catalog';
import type { FieldError } from 'psakit/core';
import { joinedRefusal, type ProposedWrite, type ServerRefusal } from '../../records/index.js';
import type { JsonRecord, RecordKey } from '../../store/index.js';
import type { Draft } from './draft.js';
import { entityLabel, errorResource } from './labels.js';
import { recordNotFound } from './refusals.js';

/**
 * Saves or deletes a record in a draft with all that follows, and gives it as it is stored. Told where to put them, it
 * collects what speaks against a record which is not deleted: everything is heard before it is refused.
 */
export type Save = (write: ProposedWrite, draft: Draft, refusals?: ServerRefusal[]) => Promise<JsonRecord>;

const NO_QUERY: ReadonlyMap<string, string> = new Map();

/** Saves a new record of some members. @throws ServerRefusal with all that is wrong with it. */
export async function saveNew(
  save: Save,
  draft: Draft,
  name: string,
  parents: readonly RecordKey[],
  members: JsonRecord,
): Promise<JsonRecord> {
  const record = { id: await draft.nextId(name), ...members };
  const sent = Object.keys(members).filter((member) => members[member] !== undefined);
  return saveSent(save, draft, { kind: 'create', resource: requireResource(name), parents }, record, sent);
}

/** Saves a record with some other members. @throws ServerRefusal with all that is wrong with them. */
export async function saveChanged(
  save: Save,
  draft: Draft,
  name: string,
  parents: readonly RecordKey[],
  before: JsonRecord,
  changes: JsonRecord,
): Promise<JsonRecord> {
  const place = { kind: 'update', resource: requireResource(name), parents, before } as const;
  return saveSent(save, draft, place, { ...before, ...changes }, Object.keys(changes));
}

async function saveSent(
  save: Save,
  draft: Draft,
  place: Pick<ProposedWrite, 'kind' | 'resource' | 'parents' | 'before'>,
  record: JsonRecord,
  sent: readonly string[],
): Promise<JsonRecord> {
  const { resource } = place;
  const faults = sent.flatMap((name) => tooLong(resource, name, record[name]));
  const after = await withReferences(draft, resource, record, faults);
  const refusals: ServerRefusal[] = [];
  const saved = await save({ ...place, after, sent: new Set(sent), query: NO_QUERY }, draft, refusals);
  // Rules may know better words for what is wrong with a member.
  const told = new Set(refusals.flatMap((refusal) => refusal.fieldErrors.map(({ field }) => field)));
  const untold = faults.filter(({ field }) => !told.has(field));
  const refusal = joinedRefusal(errorResource(resource), { sent: untold, missing: [] }, refusals);
  if (refusal) throw refusal;
  return saved;
}

/** The fault of a text that its member does not hold (PROTOCOL 5, recorded). */
function tooLong(resource: Resource, name: string, value: unknown): readonly FieldError[] {
  const most = schema(resource.entity)?.field(name)?.maxLength;
  if (typeof value !== 'string' || most === undefined || value.length <= most) return [];
  const message = `The field ${name} must be a string with a maximum length of ${most}.`;
  return [{ code: 'MaxLengthField', message, resource: errorResource(resource), field: name }];
}

/**
 * References of an action's body are as the client sent them, `{ id: 5 }`; records have them expanded. One that means
 * nothing stays as it is, and is a fault; one that names nothing is none.
 */
async function withReferences(
  draft: Draft,
  resource: Resource,
  record: JsonRecord,
  faults: FieldError[],
): Promise<JsonRecord> {
  const expanded: Record<string, unknown> = { ...record };
  for (const [name, value] of Object.entries(record)) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || '_info' in value) continue;
    const field = schema(resource.entity)?.field(name);
    if (field?.type !== 'reference') continue;
    const reference = value as JsonRecord;
    const key = ['id', 'identifier', 'name'].find((each) => (reference[each] ?? undefined) !== undefined);
    const meant = key && (await draft.context.resolve(resource, name, reference, expanded));
    if (meant || !key) expanded[name] = meant;
    else {
      const title = referenceTarget(field.schema ?? '')?.title ?? name;
      const message = `${title} ${String(reference[key])} not found`;
      faults.push({ code: 'NotFound', message, resource: errorResource(resource), field: `${name}/${key}` });
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
