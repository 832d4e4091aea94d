import { schema, type Field, type FieldType, type Schema } from '../../catalog/index.js';
import type { Finding } from './finding.js';
import { createOnly, invalidValue, isObject, missingField, notWritable, unknownMember } from './problems.js';
import { prepareReference } from './reference.js';
import { prepareScalar } from './value.js';
import { INFO, KEY } from './wire.js';

/** How a record is written: as a new one, in place of another, or as changes to one. */
export type WriteKind = 'create' | 'replace' | 'update';

/** What a body as a whole is called, which has no path. */
const BODY = 'body';

/** A part of a record is written whole, with its nulls. */
type MemberKind = WriteKind | 'part';

/** A record as it is sent, and everything that is wrong with it. */
export interface Prepared {
  readonly record: Readonly<Record<string, unknown>>;
  readonly findings: readonly Finding[];
}

/**
 * Holds a record against the catalog: names, types, lengths, listed values, required and read-only members,
 * down to the parts of its structures.
 *
 * - `create`: members that are `undefined` or null are left out; required ones must be there.
 * - `replace`: the same; members that only the server sets are left out, since a record that is put back was
 *   read before (*assumed*: the server ignores them either way).
 * - `update`: `undefined` is left out; null stays, and empties the member, unless it is required.
 */
export function prepareRecord(
  input: Readonly<Record<string, unknown>>,
  owner: Schema,
  kind: WriteKind,
): Prepared {
  const findings: Finding[] = [];
  const record = prepareMembers(input, owner, kind, '', findings);
  if (kind !== 'update') {
    findings.push(
      ...owner.fields
        .filter((field) => isRequired(field, kind) && isBlank(record[field.name]))
        .filter(({ name }) => !isFaulty(name, findings))
        .map((field) => missingField(field, field.name)),
    );
  }
  return { record, findings };
}

/**
 * The value of one member as it is sent; what is wrong with it goes to `findings`.
 *
 * @param path of the member; empty for a body as a whole.
 */
export function prepareValue(value: unknown, field: Field, path: string, findings: Finding[]): unknown {
  if (field.type !== 'array') return prepareItem(value, field, field.type, path, findings);
  if (!Array.isArray(value)) {
    findings.push(
      invalidValue(path || BODY, 'must be a list', `Write it in brackets: ${path || BODY}: [ … ].`),
    );
    return value;
  }
  return (value as readonly unknown[]).map((item, index) =>
    prepareItem(item, field, field.items ?? 'any', below(path, String(index)), findings),
  );
}

/** One element of an array, or a value that is no array. */
export function prepareItem(
  value: unknown,
  field: Field,
  type: FieldType,
  path: string,
  findings: Finding[],
): unknown {
  if (type === 'reference') return prepareReference(value, field, path, findings);
  if (type !== 'object') return prepareScalar(value, field, type, path, findings);
  const owner = schema(field.schema ?? '');
  return owner === undefined ? value : preparePart(value, owner, path, findings);
}

/**
 * A structure inside a record. Its `id` says which part is meant and is kept; what else only the server sets
 * is left out, since parts are read before they are written back.
 */
function preparePart(value: unknown, owner: Schema, path: string, findings: Finding[]): unknown {
  if (!isObject(value)) {
    findings.push(invalidValue(path || BODY, 'must be an object', `Write ${path || BODY} as { … }.`));
    return value;
  }
  const part = prepareMembers(value, owner, 'part', below(path, ''), findings);
  const key = Object.entries(value).find(([name]) => name.toLowerCase() === KEY)?.[1];
  if (key !== undefined && key !== null) return { [KEY]: key, ...part };
  findings.push(
    ...owner.fields
      .filter((field) => isRequired(field, 'create') && isBlank(part[field.name]))
      .filter(({ name }) => !isFaulty(below(path, name), findings))
      .map((field) => missingField(field, below(path, field.name))),
  );
  return part;
}

/** Whether something is wrong with what lies at a path, so that it is not missing as well. */
function isFaulty(place: string, findings: readonly Finding[]): boolean {
  return findings.some(({ path }) => path === place || path.startsWith(`${place}/`));
}

/** The path of a member of what lies at a path. */
function below(path: string, name: string): string {
  return path === '' ? name : `${path}/${name}`;
}

function prepareMembers(
  input: Readonly<Record<string, unknown>>,
  owner: Schema,
  kind: MemberKind,
  prefix: string,
  findings: Finding[],
): Record<string, unknown> {
  const members = new Map<string, unknown>();
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined) continue;
    const field = owner.field(name);
    const path = prefix + (field?.name ?? name);
    if (field === undefined && name !== INFO) {
      findings.push(unknownMember(name, path, owner));
      members.set(name, value);
    } else if (field === undefined || field.readOnly || field.name === INFO) {
      if (kind === 'create' || kind === 'update')
        findings.push(notWritable(path, 'is read-only', `Leave ${path} out.`));
    } else if (field.createOnly === true && (kind === 'replace' || kind === 'update')) {
      findings.push(createOnly(path));
    } else if (members.has(field.name)) {
      findings.push(notWritable(path, 'is there twice', `Write ${path} once; case does not count.`));
    } else {
      const prepared = prepareMember(value, field, kind, path, findings);
      if (prepared !== undefined) members.set(field.name, prepared);
    }
  }
  return Object.fromEntries(members);
}

function prepareMember(
  value: unknown,
  field: Field,
  kind: MemberKind,
  path: string,
  findings: Finding[],
): unknown {
  const empties = kind === 'update' && (value === null || (field.type === 'string' && isBlank(value)));
  if (empties && (field.required || field.requiredOnUpdate)) {
    findings.push(missingField(field, path));
    return undefined;
  }
  if (value !== null) return prepareValue(value, field, path, findings);
  return kind === 'update' || kind === 'part' ? null : undefined;
}

function isRequired(field: Field, kind: WriteKind): boolean {
  return !field.readOnly && (field.required || (kind === 'replace' && field.requiredOnUpdate));
}

/** Nothing, or a text of spaces: the server takes neither for a value (*assumed* for spaces). */
function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}
