import type { Resource } from '../../catalog/index.js';
import { fieldPaths, findField, schema } from '../../catalog/index.js';
import { didYouMean } from '../../core/index.js';
import type { FieldPath, OrderTerm } from '../ast.js';
import type { ConditionIssue } from '../issue.js';
import { shown } from '../report/shown.js';
import { printFieldPath } from '../text/field-path.js';
import { notFilterable, subjectOf } from './resolve-field.js';

/** What is wrong with an `orderBy` list for a resource: unknown fields, lists, whole records. */
export function checkOrderBy(terms: readonly OrderTerm[], resource: Resource): readonly ConditionIssue[] {
  return terms.flatMap(({ field }) => checkOrderTerm(field, resource) ?? []);
}

function checkOrderTerm(field: FieldPath, resource: Resource): ConditionIssue | undefined {
  const match = findField(resource, field.path);
  if (!match) return unknown(field, resource, fieldPaths(resource));
  if (match.array) {
    return notFilterable(field, {
      message: `A record has several ${match.array.name}; they give no order.`,
      cure: 'Order by a single value, such as id.',
    });
  }
  const found = subjectOf(field, match, resource, match.names.length - 1);
  if ('problem' in found) return found;
  if (!['reference', 'object', 'map'].includes(match.field.type)) return undefined;
  const members = match.field.schema === undefined ? [] : (schema(match.field.schema)?.fields ?? []);
  const member = members.find(({ name }) => name === 'name' || name === 'id') ?? members[0];
  return notFilterable(field, {
    message: `${shown(match.path)} is a whole record; it has no order.`,
    cure: `Write ${match.path}/${member?.name ?? 'id'}.`,
  });
}

/**
 * What is wrong with a `fields` list for a resource: unknown names. Whether the server refuses or ignores
 * those is disputed (PROTOCOL 2.6); they are never what someone wanted.
 */
export function checkFields(paths: readonly FieldPath[], resource: Resource): readonly ConditionIssue[] {
  const known = [...(schema(resource.entity)?.fields ?? []).map(({ name }) => name), ...fieldPaths(resource)];
  return paths.flatMap((field) => {
    const match = findField(resource, field.path);
    if (!match) return unknown(field, resource, known);
    return match.fields.some(({ filterOnly }) => filterOnly === true) ? notAnswered(field, resource) : [];
  });
}

/** A name that conditions take and no answer has (PROTOCOL 2.4). */
function notAnswered(field: FieldPath, resource: Resource): ConditionIssue {
  return notFilterable(field, {
    message: `${shown(printFieldPath(field))} of ${resource.name} can be filtered by, but is in no answer.`,
    cure: 'Leave it out of fields.',
  });
}

function unknown(field: FieldPath, resource: Resource, known: readonly string[]): ConditionIssue {
  return notFilterable(field, {
    message: `${shown(printFieldPath(field))} is not a field of ${resource.name}.`,
    cure: didYouMean(printFieldPath(field), known) || `See \`psa describe ${resource.name}\` for its fields.`,
  });
}
