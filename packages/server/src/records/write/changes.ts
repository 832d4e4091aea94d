import {
  alsoRequired,
  errorName,
  referenceTarget,
  schema,
  uniqueFields,
  type Field,
  type Resource,
  type Schema,
} from 'psakit/catalog';
import { PsaError } from 'psakit/core';
import type { JsonRecord, RecordFilter, RecordKey } from '../../store/index.js';
import { parseJson } from '../json/parse.js';
import type { KnownRecords } from '../known.js';
import { joinedRefusal, type ServerRefusal } from '../refusal.js';
import { CUSTOM_FIELD_SCHEMA, REFUSAL_CODES } from '../wire.js';
import { checkRequired, readStructure } from './body.js';
import { withReferences } from './expand.js';
import { applyPatch, mergedById, readPatch } from './patch.js';
import { createReferences } from './references.js';
import { createFaults, type Faults, type Sent } from './sent.js';
import { parentResources, type Owner } from './target.js';

/** A record as a request wants it to be. */
export interface Change {
  readonly record: JsonRecord;
  /** The members at its top that the request set. */
  readonly sent: ReadonlySet<string>;
  /** Whether anything is wrong with what was sent: such a change is refused, whatever rules say. */
  readonly isFaulty: boolean;
  /**
   * Refuses a record for all that is wrong at once: what was sent, required members that it lacks, and what rules
   * have against it. To be asked after the rules, which may have filled members in: a ticket's company is that of
   * its contact.
   *
   * @throws ServerRefusal 400 `InvalidObject` with an error for each (PROTOCOL 5, recorded with two).
   */
  readonly checkWhole: (record: JsonRecord, refusals: readonly ServerRefusal[]) => void;
}

/** Where a record is kept. */
export interface ChangePlace {
  /** Never a view. */
  readonly resource: Resource;
  readonly parents: readonly RecordKey[];
  /** The schema that bodies are of: a view may have one of its own. */
  readonly entity: string;
  /** Absent for a record that is yet to be made. */
  readonly key?: RecordKey | undefined;
}

/** A request's body: its JSON value, and the text for places in messages. */
export type ChangeBody = Pick<Sent, 'value' | 'text' | 'path'>;

/** Reads the bodies of writes. */
export interface Changes {
  /** @param given members that the path says, such as the company of a site. */
  create(place: ChangePlace, given: JsonRecord, body: ChangeBody): Promise<Change>;
  /** What is not sent is reset; custom fields that are not sent keep their values (PROTOCOL 6.2). */
  replace(place: ChangePlace, before: JsonRecord, body: ChangeBody): Promise<Change>;
  /** The steps of a PATCH (PROTOCOL 6.2). */
  update(place: ChangePlace, before: JsonRecord, body: ChangeBody): Promise<Change>;
  /** Reads a body only: throws where the server's JSON reader cannot. */
  read(place: ChangePlace, body: ChangeBody): void;
}

/**
 * Makes the reader of bodies. Each of its functions throws ServerRefusal: 500 with a text of the server's
 * JSON reader. What is wrong with fields is told by the change they give (PROTOCOL 5).
 */
export function createChanges(records: KnownRecords): Changes {
  const references = createReferences(records);

  const settle = async (
    place: ChangePlace,
    record: JsonRecord,
    sent: ReadonlySet<string>,
    needs: (field: Field) => boolean,
    faults: Faults,
  ): Promise<Change> => {
    const entity = entityOf(place.entity);
    const owner: Owner = { resource: place.resource, parents: place.parents, record };
    const settled = await withReferences(owner, entity, sent, references, faults);
    await checkUnique(records, place, settled, sent, faults);
    return {
      record: settled,
      sent,
      isFaulty: faults.found.length > 0,
      checkWhole: (whole, refusals) => {
        const name = errorName(place.entity);
        const missing = createFaults(name);
        checkRequired(entity, whole, needs, missing);
        const refusal = joinedRefusal(name, { sent: faults.found, missing: missing.found }, refusals);
        if (refusal) throw refusal;
      },
    };
  };

  return {
    create: async (place, given, body) => {
      const faults = createFaults(errorName(place.entity));
      const members = readMembers(place.entity, body, faults);
      const record = withoutNulls({ ...members, ...above(place, members), ...given });
      const sent = new Set([...Object.keys(members), ...Object.keys(record)]);
      return settle(place, record, sent, (field) => isRequired(place.entity, field), faults);
    },
    replace: async (place, before, body) => {
      const faults = createFaults(errorName(place.entity));
      const members = readMembers(place.entity, body, faults);
      const record = withoutNulls({
        ...kept(place.entity, before),
        ...merged(place.entity, before, members),
      });
      const sent = new Set(Object.keys(members));
      const needs = (field: Field): boolean =>
        isRequired(place.entity, field) || (field.requiredOnUpdate && sent.has(field.name));
      return settle(place, record, sent, needs, faults);
    },
    update: async (place, before, body) => {
      const faults = createFaults(errorName(place.entity));
      const steps = readPatch(body, faults);
      const { record, sent } = applyPatch(entityOf(place.entity), before, steps, faults);
      const needs = (field: Field): boolean =>
        sent.has(field.name) && (isRequired(place.entity, field) || field.requiredOnUpdate);
      return settle(place, record, sent, needs, faults);
    },
    read: (place, body) => {
      readMembers(place.entity, body, createFaults(errorName(place.entity)));
    },
  };
}

/** The body of a write. An empty one is an object without members. */
export function readBody(text: string): ChangeBody {
  return { value: parseJson(text), text, path: [] };
}

function entityOf(name: string): Schema {
  const entity = schema(name);
  if (entity) return entity;
  throw new PsaError({ code: 'INVALID_ARGUMENT', message: `The catalog has no schema ${name}.` });
}

function isRequired(entity: string, { name, required }: Field): boolean {
  return required || alsoRequired(entity).includes(name);
}

/**
 * The members of a body. Those that are read-only are read, and count for nothing (*assumed*); but where
 * records are references, such as the configurations of a ticket, the id says which is meant.
 */
function readMembers(name: string, body: ChangeBody, faults: Faults): JsonRecord {
  const entity = entityOf(name);
  const record = readStructure(entity, { ...body, value: body.value ?? {} }, faults);
  const isReference = name.endsWith('Reference');
  return Object.fromEntries(
    Object.entries(record).filter(([member]) => {
      if (isReference && member === 'id') return true;
      return entity.field(member)?.readOnly !== true;
    }),
  );
}

/** What a PUT leaves alone: what is read-only, custom fields, and what the body's schema does not have. */
function kept(name: string, before: JsonRecord): JsonRecord {
  const entity = entityOf(name);
  return Object.fromEntries(
    Object.entries(before).filter(([member]) => {
      const field = entity.field(member);
      return field === undefined || field.readOnly || field.schema === CUSTOM_FIELD_SCHEMA;
    }),
  );
}

function merged(name: string, before: JsonRecord, members: JsonRecord): JsonRecord {
  const fields = entityOf(name).fields.filter(({ schema: kind }) => kind === CUSTOM_FIELD_SCHEMA);
  const values = fields.map(
    (field) => [field.name, mergedById(before[field.name], members[field.name])] as const,
  );
  const custom = values.filter(([member]) => member in members || member in before);
  return { ...members, ...Object.fromEntries(custom) };
}

/**
 * The members by which a record says what it lies under, where the body does not say it: the `board` of a
 * status, the `ticketId` of a note.
 */
function above({ resource, parents }: ChangePlace, members: JsonRecord): JsonRecord {
  const given: Record<string, unknown> = {};
  for (const [depth, parent] of parentResources(resource).entries()) {
    const field = parent && fieldAbove(resource, parent);
    if (!field || members[field.name] !== undefined) continue;
    given[field.name] = field.type === 'reference' ? { id: parents[depth] } : parents[depth];
  }
  return given;
}

function fieldAbove(resource: Resource, parent: Resource): Field | undefined {
  const { fields } = entityOf(resource.entity);
  const word = singular(parent.path.slice(parent.path.lastIndexOf('/') + 1)).toLowerCase();
  const referring = fields.filter(
    ({ type, schema: kind = '' }) =>
      type === 'reference' && referenceTarget(kind)?.resources.includes(parent) === true,
  );
  return (
    referring.find(({ name }) => name.toLowerCase() === word) ??
    (referring.length === 1 ? referring[0] : undefined) ??
    fields.find(({ name, type }) => type === 'integer' && name.toLowerCase() === `${word}id`)
  );
}

function singular(word: string): string {
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.endsWith('s') ? word.slice(0, -1) : word;
}

function withoutNulls(record: JsonRecord): JsonRecord {
  return Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== null && value !== undefined),
  );
}

/** Recorded for callbacks: `A matching callback entry already exists` (PROTOCOL 5). */
async function checkUnique(
  records: KnownRecords,
  { resource, parents, key, entity }: ChangePlace,
  record: JsonRecord,
  sent: ReadonlySet<string>,
  faults: Faults,
): Promise<void> {
  for (const name of uniqueFields(resource)) {
    const value = record[name];
    if (!sent.has(name) || typeof value !== 'string' || value === '') continue;
    const conditions: RecordFilter['conditions'] = {
      kind: 'compare',
      field: { kind: 'field', path: [name] },
      operator: '=',
      value: { kind: 'text', value },
    };
    const [found] = await records.list({ resource, parents, conditions, limit: 1 });
    if (!found || found[resource.key ?? 'id'] === key) continue;
    const words = errorName(entity)
      .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
      .toLowerCase();
    faults.add(REFUSAL_CODES.exists, `A matching ${words} already exists`, name);
  }
}
