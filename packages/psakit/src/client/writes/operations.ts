import { schema, type Field, type Schema } from '../../catalog/index.js';
import { invalidArgument } from '../../core/index.js';
import type { Finding } from './finding.js';
import { createOnly, invalidValue, missingField, notWritable, unknownMember } from './problems.js';
import { prepareItem, prepareValue } from './record.js';
import type { PatchOperation } from './types.js';

/** Operations as they are sent, and what is wrong with them. */
export interface PreparedPatch {
  readonly operations: readonly PatchOperation[];
  readonly findings: readonly Finding[];
  /** Whether they may arrive twice: whole values may, steps in a list may not. */
  readonly repeatable: boolean;
}

/**
 * Operations held against the catalog, with `op` in lower case and `path` without a slash in front: servers
 * take both (PROTOCOL 6.2), and the vendor documents this form.
 *
 * @throws {PsaError} `INVALID_ARGUMENT` for what is no list of operations.
 */
export function prepareOperations(operations: readonly PatchOperation[], owner: Schema): PreparedPatch {
  // A caller without types may pass one operation, or nothing.
  const given: unknown = operations;
  if (!Array.isArray(given) || given.length === 0) {
    throw invalidArgument(
      'A patch is a list of operations, and this is none.',
      "Write [{ op: 'replace', path: 'summary', value: '…' }], or use update with the changes.",
    );
  }
  const findings: Finding[] = [];
  const prepared = operations.map((operation) => prepareOperation(operation, owner, findings));
  return { operations: prepared, findings, repeatable: prepared.every(isWhole) };
}

function prepareOperation(operation: PatchOperation, owner: Schema, findings: Finding[]): PatchOperation {
  const given = operation as Partial<Record<keyof PatchOperation, unknown>> | null;
  const op = typeof given?.op === 'string' ? given.op.toLowerCase() : undefined;
  const names = typeof given?.path === 'string' ? given.path.replace(/^\/+/, '').split('/') : [''];
  if ((op !== 'add' && op !== 'replace' && op !== 'remove') || names.includes('')) {
    throw invalidArgument(
      `${JSON.stringify(operation)} is no operation of a patch.`,
      "Give op (add, replace or remove) and path, e.g. { op: 'remove', path: 'contact' }.",
    );
  }
  const target = findTarget(owner, names, findings);
  const { path } = target;
  if (op === 'remove') {
    const { field } = target;
    const needed = field !== undefined && (field.required || field.requiredOnUpdate);
    if (needed && target.whole) findings.push(missingField(field, path));
    return { op, path };
  }
  if (given?.value === undefined) {
    findings.push(invalidValue(path, `needs a value to ${op}`, `Give the operation on ${path} a value.`));
  }
  return { op, path, value: target.prepare(given?.value, findings) };
}

/** Where an operation points. */
interface Target {
  /** In the catalog's spelling, as far as it is known. */
  readonly path: string;
  readonly field?: Field | undefined;
  /** Whether it is a member and not an element of a list. */
  readonly whole: boolean;
  readonly prepare: (value: unknown, findings: Finding[]) => unknown;
}

/** Where a path has led so far: the last field, the list whose element must be named, what may follow. */
interface Standing {
  readonly field: Field | undefined;
  readonly list: Field | undefined;
  readonly level: Schema | undefined;
}

function findTarget(owner: Schema, names: readonly string[], findings: Finding[]): Target {
  let level: Schema | undefined = owner;
  let field: Field | undefined;
  let element = false;
  const found: string[] = [];
  for (const name of names) {
    const list: Field | undefined = field?.type === 'array' && !element ? field : undefined;
    if (list !== undefined && /^(?:\d+|-)$/.test(name)) {
      element = true;
      found.push(name);
      continue;
    }
    const next: Field | undefined = list === undefined ? level?.field(name) : undefined;
    const path = [...found, next?.name ?? name].join('/');
    if (next === undefined) {
      findings.push(...strayed(name, path, { field, list, level }));
      return { path: names.join('/'), whole: true, prepare: (value) => value };
    }
    if (field?.type === 'reference') findings.push(subPath(path, field));
    if (next.readOnly && found.length === 0) {
      findings.push(notWritable(path, 'is read-only', `Leave ${path} out.`));
    }
    if (next.createOnly === true) findings.push(createOnly(path));
    found.push(next.name);
    [field, element] = [next, false];
    level = next.schema === undefined ? undefined : schema(next.schema);
  }
  const path = found.join('/');
  const target = field;
  if (target === undefined) return { path, whole: true, prepare: (value) => value };
  return {
    path,
    field: target,
    whole: !element,
    prepare: (value, into) => {
      if (value === undefined || value === null) return value;
      return element
        ? prepareItem(value, target, target.items ?? 'any', path, into)
        : prepareValue(value, target, path, into);
    },
  };
}

/** What is wrong with a step to a name that the catalog does not have there. */
function strayed(name: string, path: string, { field, list, level }: Standing): Finding[] {
  if (list !== undefined) {
    const cure = `Write the place: ${list.name}/0/${name}.`;
    return [invalidValue(path, 'must name an element by its place', cure)];
  }
  if (level !== undefined) return [unknownMember(name, path, level)];
  // What lies in a value that nobody described is not for the catalog to say.
  if (field === undefined || field.type === 'map' || field.type === 'any') return [];
  return [notWritable(path, `does not exist: ${field.name} has no parts`, `Write ${field.name} itself.`)];
}

/** Sub-paths of references may answer 200 without effect (PROTOCOL 6.2, where sources disagree). */
function subPath(path: string, field: Field): Finding {
  return {
    code: 'InvalidField',
    path,
    message: `Servers may answer 200 to ${path} and change nothing.`,
    cure: `Write the whole reference: { op: 'replace', path: '${field.name}', value: { … } }.`,
    weight: 'advice',
  };
}

/** Neither adds to a list nor counts on what stands at a place of one. */
function isWhole({ op, path }: PatchOperation): boolean {
  return op !== 'add' && !path.split('/').some((name) => /^(?:\d+|-)$/.test(name));
}
