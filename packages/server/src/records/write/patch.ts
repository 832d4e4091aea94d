import { schema, type Field, type Schema } from 'psakit/catalog';
import type { JsonRecord } from '../../store/index.js';
import { CUSTOM_FIELD_SCHEMA, DEFAULT_FLAG, ITEM_KIND, PATCH_SCHEMA, REFUSAL_CODES } from '../wire.js';
import { readField, readItem, readStructure } from './body.js';
import { misfit, type Faults, type Sent } from './sent.js';

/** One step of a PATCH (PROTOCOL 6.2). */
export interface PatchStep {
  readonly op: 'add' | 'replace' | 'remove';
  /** The segments of the path. */
  readonly path: readonly string[];
  readonly sent: Sent;
}

/** A record after a PATCH, and the members at its top that were named. */
export interface Patched {
  readonly record: JsonRecord;
  readonly sent: ReadonlySet<string>;
}

/** What an array or a structure is while it is changed. */
type Open = Record<string, unknown>;

/**
 * The steps of a PATCH body: an array of `{op, path, value}`, the operation in any case, the path with or
 * without a slash before it (PROTOCOL 6.2).
 *
 * @throws ServerRefusal 500 with a text of the server's JSON reader for anything else.
 */
export function readPatch(body: Sent, faults: Faults): readonly PatchStep[] {
  if (!Array.isArray(body.value)) {
    throw misfit(body, `System.Collections.Generic.List\`1[${PATCH_SCHEMA}]`, 'array');
  }
  const entity = schema(PATCH_SCHEMA);
  const steps: PatchStep[] = [];
  for (const [index, value] of (body.value as readonly unknown[]).entries()) {
    const at: Sent = { value, text: body.text, path: [index] };
    const step = entity ? readStructure(entity, at, faults) : (value as JsonRecord);
    const op = textOf(step['op']).toLowerCase();
    const path = textOf(step['path'])
      .split('/')
      .filter((segment) => segment !== '');
    if (op !== 'add' && op !== 'replace' && op !== 'remove') {
      faults.add(REFUSAL_CODES.invalidField, `'${op}' is not add, replace or remove`, 'op');
    } else if (path.length === 0) {
      faults.add(REFUSAL_CODES.invalidField, 'The path names no field', 'path');
    } else {
      const spelled = Object.keys(value as object).find((name) => name.toLowerCase() === 'value') ?? 'value';
      const sent = { value: step['value'] ?? null, text: body.text, path: [index, spelled] };
      steps.push({ op, path: path.map(unescaped), sent });
    }
  }
  return steps;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** `~1` is a slash and `~0` a tilde, as in JSON Pointer (*assumed*). */
function unescaped(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}

/**
 * A record after the steps of a PATCH, one after the other (PROTOCOL 6.2): names are case-sensitive;
 * `add` at an index appends, wherever it points; `remove` moves up what follows. A member that the
 * catalog marks read-only keeps its value (*assumed*). A path that leads nowhere is a fault (*assumed*:
 * what the real server does is not known).
 *
 * @throws ServerRefusal 500 for a value of another type than the field's.
 */
export function applyPatch(
  entity: Schema,
  before: JsonRecord,
  steps: readonly PatchStep[],
  faults: Faults,
): Patched {
  const record = structuredClone(before) as Open;
  const sent = new Set<string>();
  for (const step of steps) {
    const [first = ''] = step.path;
    const field = entity.fields.find(({ name }) => name === first);
    if (!field) unknownPath(step, faults);
    else if (field.readOnly) continue;
    else {
      sent.add(first);
      applyToMember(field, record, step, step.path.slice(1), faults);
    }
  }
  return { record, sent };
}

function unknownPath({ path }: PatchStep, faults: Faults): void {
  const name = path.join('/');
  faults.add(REFUSAL_CODES.invalidField, `${name} is not a recognized path.`, name);
}

/** Does a step at a member of a structure, or below it where there is `rest`. */
function applyToMember(
  field: Field,
  owner: Open,
  step: PatchStep,
  rest: readonly string[],
  faults: Faults,
): void {
  const { name } = field;
  const label = step.path.slice(0, step.path.length - rest.length).join('/');
  if (rest.length > 0) {
    applyBelow(field, owner, step, rest, faults);
    return;
  }
  if (field.type === 'array' && field.schema === CUSTOM_FIELD_SCHEMA) {
    if (step.op === 'remove' || step.sent.value === null) return;
    owner[name] = mergedById(owner[name], readField(field, step.sent, faults, label));
    return;
  }
  const value = step.op === 'remove' ? null : readField(field, step.sent, faults, label);
  if (value === null) Reflect.deleteProperty(owner, name);
  else owner[name] = value;
}

function applyBelow(
  field: Field,
  owner: Open,
  step: PatchStep,
  rest: readonly string[],
  faults: Faults,
): void {
  const value = owner[field.name];
  if (field.type === 'array') {
    const items = Array.isArray(value) ? (value as unknown[]) : [];
    owner[field.name] = items;
    applyToItems(field, items, step, rest, faults);
    return;
  }
  if (field.type === 'map' || field.type === 'any') {
    owner[field.name] = withPlain(value, rest, step);
    return;
  }
  const [next = '', ...further] = rest;
  const structure = schema(field.schema ?? '');
  const member = structure?.fields.find(({ name }) => name === next);
  if (!member) {
    unknownPath(step, faults);
    return;
  }
  const target = field.type === 'reference' ? anew(value) : isOpen(value) ? value : {};
  applyToMember(member, target, step, further, faults);
  owner[field.name] = target;
}

/** A reference whose parts are set begins empty: what it meant before says nothing of what it means now. */
function anew(value: unknown): Open {
  return isOpen(value) && value['_info'] === undefined ? value : {};
}

function applyToItems(
  field: Field,
  items: unknown[],
  step: PatchStep,
  [at = '', ...rest]: readonly string[],
  faults: Faults,
): void {
  const index = at === '-' ? items.length : /^\d{1,9}$/.test(at) ? Number(at) : Number.NaN;
  const adds = step.op === 'add' && rest.length === 0;
  if (Number.isNaN(index) || (!adds && index >= items.length)) {
    unknownPath(step, faults);
    return;
  }
  const label = step.path.filter((segment) => !/^(?:\d+|-)$/.test(segment)).join('/');
  if (rest.length === 0) {
    if (step.op === 'remove') items.splice(index, 1);
    else if (step.op === 'replace') items[index] = readItem(field, step.sent, faults, label);
    else appendItem(items, readItem(field, step.sent, faults, label), index);
    if (step.op === 'replace') keepOneDefault(items, index);
    return;
  }
  const item = items[index];
  const member = schema(field.schema ?? '')?.fields.find(({ name }) => name === rest[0]);
  if (!isOpen(item) || !member) {
    unknownPath(step, faults);
    return;
  }
  applyToMember(member, item, step, rest.slice(1), faults);
  keepOneDefault(items, index);
}

/** Recorded: one added at index 0 is appended like all others, and is no default whatever it says. */
function appendItem(items: unknown[], item: unknown, index: number): void {
  items.push(item);
  if (index === 0 && isOpen(item) && item[DEFAULT_FLAG] === true) item[DEFAULT_FLAG] = false;
  keepOneDefault(items, items.length - 1);
}

/** Recorded: an item that becomes the default takes that from the one of the same type. */
function keepOneDefault(items: readonly unknown[], index: number): void {
  const chosen = items[index];
  if (!isOpen(chosen) || chosen[DEFAULT_FLAG] !== true) return;
  for (const item of items) {
    if (item === chosen || !isOpen(item) || item[DEFAULT_FLAG] !== true) continue;
    if (kindOf(item) === kindOf(chosen)) item[DEFAULT_FLAG] = false;
  }
}

function kindOf(item: Open): unknown {
  const kind = item[ITEM_KIND];
  return isOpen(kind) ? (kind['id'] ?? kind['name'] ?? kind['identifier']) : kind;
}

/**
 * Custom fields are merged by id (PROTOCOL 6.3, AMP 2026): those that are not sent keep their values, and
 * an empty array clears nothing.
 */
export function mergedById(before: unknown, changes: unknown): unknown {
  const kept = Array.isArray(before) ? (before as readonly unknown[]) : [];
  const sent = Array.isArray(changes) ? (changes as readonly unknown[]).filter(isOpen) : [];
  const known = new Set(kept.filter(isOpen).map((item) => item['id']));
  const merged = kept.map((item) => {
    const change = isOpen(item) ? sent.findLast((one) => one['id'] === item['id']) : undefined;
    return change && isOpen(item) ? withoutNulls({ ...item, ...change }) : item;
  });
  return [...merged, ...sent.filter((item) => !known.has(item['id'])).map(withoutNulls)];
}

function withoutNulls(item: Open): Open {
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value !== null));
}

/** A value of no given shape, changed at a path of names. */
function withPlain(value: unknown, [name = '', ...rest]: readonly string[], step: PatchStep): unknown {
  const copy = isOpen(value) ? { ...value } : {};
  const changed =
    rest.length > 0 ? withPlain(copy[name], rest, step) : step.op === 'remove' ? null : step.sent.value;
  if (changed === null) return Object.fromEntries(Object.entries(copy).filter(([key]) => key !== name));
  return Object.fromEntries([...Object.entries(copy).filter(([key]) => key !== name), [name, changed]]);
}

function isOpen(value: unknown): value is Open {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
