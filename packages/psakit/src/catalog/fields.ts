import { schema } from './tables.js';
import type { Field, FieldMatch, Resource, Schema } from './types.js';

/** What the server keeps in `_info` of every record and also filters by its bare name (PROTOCOL 2.4). */
const INFO_MEMBERS = ['lastUpdated', 'updatedBy', 'dateEntered', 'enteredBy', 'dateCreated', 'createdBy'];

/** Those of them that are moments. */
const INFO_MOMENTS = ['lastupdated', 'dateentered', 'datecreated'];

/** The bare names that mean a member of `_info` where the schema has no such field (PROTOCOL 2.4). */
const BARE_INFO_MEMBERS = ['lastupdated', 'updatedby', 'dateentered', 'enteredby'];

/**
 * The field of a resource that a conditions path names, without regard to case. `_info/x` is found for
 * any `x`; other names by which conditions take a path lead to that path; `lastUpdated`, `dateEntered`, `updatedBy` and `enteredBy` lead there unless the schema has a
 * field of that name.
 */
export function findField(resource: Resource, path: string | readonly string[]): FieldMatch | undefined {
  const names = typeof path === 'string' ? path.split('/') : path;
  const first = names[0];
  const entity = schema(resource.entity);
  if (first === undefined || entity === undefined) return undefined;
  if (
    names.length === 1 &&
    entity.field(first) === undefined &&
    BARE_INFO_MEMBERS.includes(first.toLowerCase())
  ) {
    return findIn(entity, ['_info', first]);
  }
  const alias = entity.field(first) === undefined ? entity.alias(first) : undefined;
  return findIn(entity, alias === undefined ? names : [...alias.split('/'), ...names.slice(1)]);
}

function findIn(entity: Schema, names: readonly string[]): FieldMatch | undefined {
  const fields: Field[] = [];
  let level: Schema | undefined = entity;
  for (const name of names) {
    const parent = fields.at(-1);
    const field: Field | undefined = parent?.type === 'map' ? memberOfMap(parent, name) : level?.field(name);
    if (field === undefined) return undefined;
    fields.push(field);
    level = field.schema === undefined ? undefined : schema(field.schema);
  }
  const field = fields.at(-1);
  if (field === undefined) return undefined;
  const found = fields.map(({ name }) => name);
  return {
    path: found.join('/'),
    names: found,
    fields,
    field,
    array: fields.find(({ type }) => type === 'array'),
  };
}

/** A member of `_info`, or of another map whose names the specification leaves open. */
function memberOfMap(map: Field, name: string): Field {
  const known =
    map.name === '_info'
      ? INFO_MEMBERS.find((member) => member.toLowerCase() === name.toLowerCase())
      : undefined;
  return {
    name: known ?? name,
    type: INFO_MOMENTS.includes(name.toLowerCase()) && known !== undefined ? 'datetime' : 'string',
    required: false,
    requiredOnUpdate: false,
    nullable: true,
    readOnly: map.readOnly,
    writeOnly: false,
  };
}

/**
 * Every path that can be compared in conditions of a resource: its scalars, its references (with null)
 * and the scalars one reference deep.
 */
export function fieldPaths(resource: Resource): readonly string[] {
  const entity = schema(resource.entity);
  if (entity === undefined) return [];
  return entity.fields.flatMap((field) => {
    if (field.type === 'array' || field.writeOnly) return [];
    if (field.type === 'map')
      return field.name === '_info' ? INFO_MEMBERS.slice(0, 4).map((name) => `_info/${name}`) : [];
    const inner = field.schema === undefined ? undefined : schema(field.schema);
    if (inner === undefined) return [field.name];
    const below = inner.fields.filter(isScalar).map(({ name }) => `${field.name}/${name}`);
    return field.type === 'reference' ? [field.name, ...below] : below;
  });
}

function isScalar(field: Field): boolean {
  return !['reference', 'object', 'array', 'map'].includes(field.type);
}
