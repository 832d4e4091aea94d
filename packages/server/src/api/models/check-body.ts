import { errorName, schema, type Operation, type Resource } from 'psakit/catalog';
import { invalidObject, jsonPlace, parseJson, typeName, unknownMember } from '../../records/index.js';
import { ERROR_BODY_CODES, PATCH_BODY } from '../wire.js';
import type { Model } from './model.js';

/**
 * Refuses a body with a member that an older model does not have, as one that no model has: bodies are read strictly
 * against the version that was asked for (PROTOCOL 1.6, live).
 *
 * @throws ServerRefusal 500 with the recorded sentence; 400 for a step of a PATCH that leads there.
 */
export function checkBody(
  model: Model,
  operation: Operation,
  resource: Resource | undefined,
  text: string,
): void {
  const value = parseJson(text);
  const kind = operation.body?.schema ?? '';
  if (kind !== PATCH_BODY) {
    checkValue(model, kind, value, { text, path: [] });
    return;
  }
  const entity = operation.response?.schema ?? resource?.entity;
  if (entity === undefined || !Array.isArray(value)) return;
  for (const [index, step] of (value as readonly unknown[]).entries())
    checkStep(model, entity, step, { text, path: [index] });
}

interface At {
  readonly text: string;
  readonly path: readonly (string | number)[];
}

function checkValue(model: Model, kind: string, value: unknown, { text, path }: At): void {
  if (Array.isArray(value)) {
    for (const [index, item] of (value as readonly unknown[]).entries())
      checkValue(model, kind, item, { text, path: [...path, index] });
    return;
  }
  const entity = schema(kind);
  if (typeof value !== 'object' || value === null || !entity) return;
  for (const [name, member] of Object.entries(value)) {
    const field = entity.field(name);
    if (!field) continue;
    const at = { text, path: [...path, name] };
    if (model.lacks(kind, field.name))
      throw unknownMember(name, typeName(kind), jsonPlace(text, at.path, 'name'));
    if (field.schema !== undefined) checkValue(model, field.schema, member, at);
  }
}

function checkStep(model: Model, entity: string, step: unknown, at: At): void {
  if (typeof step !== 'object' || step === null) return;
  const members = Object.entries(step) as readonly (readonly [string, unknown])[];
  const valueOf = (name: string): readonly [string, unknown] | undefined =>
    members.find(([each]) => each.toLowerCase() === name);
  const [, path] = valueOf('path') ?? [];
  if (typeof path !== 'string') return;
  let kind = entity;
  for (const name of path.split('/').filter((segment) => segment !== '' && !/^(\d+|-)$/.test(segment))) {
    const field = schema(kind)?.field(name);
    if (!field) return;
    if (model.lacks(kind, field.name)) throw unknownPath(entity, path.replace(/^\//, ''));
    kind = field.schema ?? '';
  }
  const [spelled, value] = valueOf('value') ?? [];
  if (spelled !== undefined) checkValue(model, kind, value, { text: at.text, path: [...at.path, spelled] });
}

/** In the words for a path that no model has. */
function unknownPath(entity: string, path: string): Error {
  const resource = errorName(entity);
  const message = `${path} is not a recognized path.`;
  return invalidObject(resource, [{ code: ERROR_BODY_CODES.invalidField, message, resource, field: path }]);
}
