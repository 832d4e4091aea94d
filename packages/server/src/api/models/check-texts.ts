import { childCollections, findField, type Resource } from 'psakit/catalog';
import { parse, parseFields, parseOrderBy, type Condition, type FieldPath } from 'psakit/conditions';
import { isPsaError, PsaError } from 'psakit/core';
import type { FilterTexts } from '../filters.js';
import { ERROR_BODY_CODES, PARAMETERS } from '../wire.js';
import type { Model } from './model.js';

/** How each parameter's text names fields. */
const FIELDS_OF: Readonly<Record<string, (text: string) => readonly FieldPath[]>> = {
  [PARAMETERS.conditions]: (text) => comparedIn(parse(text)),
  [PARAMETERS.childConditions]: (text) => comparedIn(parse(text)),
  [PARAMETERS.orderBy]: (text) => parseOrderBy(text).map(({ field }) => field),
  [PARAMETERS.fields]: parseFields,
};

/**
 * Refuses conditions, order and fields that name a member which an older model does not have, in the words for a name
 * that no model has (PROTOCOL 2.5; that an older model is no exception is *assumed*). What cannot be read at all is
 * left to who reads it next.
 *
 * @throws PsaError 400 `ApiFindCondition`.
 */
export function checkTexts(model: Model, resource: Resource, texts: FilterTexts): void {
  for (const [parameter, fieldsOf] of Object.entries(FIELDS_OF)) {
    const text = texts.get(parameter);
    if (text === undefined || text.trim() === '') continue;
    for (const { path } of readable(() => fieldsOf(text))) {
      if (lacksField(model, resource, path)) throw notRecognized(path.join('/'));
    }
  }
}

function readable(read: () => readonly FieldPath[]): readonly FieldPath[] {
  try {
    return read();
  } catch (error) {
    if (isPsaError(error)) return [];
    throw error;
  }
}

function comparedIn(condition: Condition): readonly FieldPath[] {
  if (condition.kind === 'and' || condition.kind === 'or') return condition.items.flatMap(comparedIn);
  return [condition.field];
}

function lacksField(model: Model, resource: Resource, path: readonly string[]): boolean {
  const match = findField(resource, path);
  if (!match) {
    const [root = '', ...below] = path;
    const child = childCollections(resource).get(root.toLowerCase());
    return child !== undefined && below.length > 0 && lacksField(model, child, below);
  }
  let owner = resource.entity;
  for (const field of match.fields) {
    if (model.lacks(owner, field.name)) return true;
    owner = field.schema ?? '';
  }
  return false;
}

function notRecognized(path: string): PsaError {
  return new PsaError({
    code: 'CONDITION_INVALID',
    status: 400,
    serverCode: ERROR_BODY_CODES.findCondition,
    message: `${path} is not a recognized name.`,
  });
}
