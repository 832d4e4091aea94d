import type { Field, FieldMatch, Resource } from '../../catalog/index.js';
import { childCollections, fieldPaths, findField, schema } from '../../catalog/index.js';
import { didYouMean } from '../../core/index.js';
import type { FieldPath } from '../ast.js';
import type { ConditionIssue } from '../issue.js';
import { CUSTOM_FIELDS } from '../meaning/custom-field.js';
import { shown } from '../report/shown.js';
import { printFieldPath } from '../text/field-path.js';
import { proposeMember } from './propose.js';
import { notFilterable, subjectOf, unknownField } from './resolve-field.js';
import type { Resolve } from './subject.js';

/**
 * Finds the field of a comparison in `childConditions`: its first name is an array member of the record
 * or a collection below it, the rest a field of the child, at most one reference deep.
 */
export const resolveChildField: Resolve = (leaf, resource) => {
  const { field } = leaf;
  const [root = '', ...rest] = field.path;
  const member = findField(resource, [root])?.field;
  if (root.toLowerCase() === CUSTOM_FIELDS.toLowerCase()) return belongsIn('customFieldConditions', field);
  if (member?.type === 'array') {
    const match = findInMember(resource, field, member);
    return match ? subjectOf(field, match, resource, match.names.length - 2) : unknownMember(field, member);
  }
  const collection = childCollections(resource).get(root.toLowerCase());
  if (collection) {
    const match = rest.length > 0 ? findField(collection, rest) : undefined;
    if (!match) return unknownIn(field, root, fieldPaths(collection));
    if (match.array) return belongsIn(`conditions of ${collection.name}`, field);
    return subjectOf(field, match, collection, match.names.length - 1);
  }
  if (findField(resource, field.path)) return belongsIn('conditions', field);
  const roots = rootsOf(resource);
  const near = didYouMean(root, roots);
  if (!near) return unknownField(leaf, resource);
  return notFilterable(field, { message: `A record of ${resource.name} has no ${shown(root)}.`, cure: near });
};

/** What a comparison in `childConditions` may begin with. */
function rootsOf(resource: Resource): readonly string[] {
  const members = schema(resource.entity)?.fields.filter(({ type }) => type === 'array') ?? [];
  return [...members.map(({ name }) => name), ...childCollections(resource).keys()];
}

/** The field inside an array member; the member itself where its elements are plain values. */
function findInMember(resource: Resource, field: FieldPath, member: Field): FieldMatch | undefined {
  const match = findField(resource, field.path);
  if (!match || match.names.length > 1) return match;
  if (member.schema !== undefined || member.items === undefined) return undefined;
  return { ...match, field: { ...member, type: member.items } };
}

function unknownMember(field: FieldPath, member: Field): ConditionIssue {
  const names =
    member.schema === undefined ? [] : (schema(member.schema)?.fields ?? []).map(({ name }) => name);
  return unknownIn(field, member.name, names);
}

function unknownIn(field: FieldPath, root: string, names: readonly string[]): ConditionIssue {
  const name = field.path.slice(1).join('/');
  return notFilterable(field, {
    message:
      name === ''
        ? `${shown(root)} is a list of records; a member of theirs is missing.`
        : `${shown(name)} is not a field of ${root}.`,
    cure: proposeMember(root, name, names),
  });
}

function belongsIn(parameter: string, field: FieldPath): ConditionIssue {
  return notFilterable(field, {
    message: `${shown(printFieldPath(field))} is not in a list of children.`,
    cure: `Move it to ${parameter}.`,
  });
}
