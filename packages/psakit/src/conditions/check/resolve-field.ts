import type { FieldMatch, Resource } from '../../catalog/index.js';
import { childCollections, fieldPaths, findField } from '../../catalog/index.js';
import { didYouMean } from '../../core/index.js';
import type { FieldPath, Leaf } from '../ast.js';
import type { ConditionIssue } from '../issue.js';
import { issueOn } from '../issue.js';
import { CUSTOM_FIELDS } from '../meaning/custom-field.js';
import { shown } from '../report/shown.js';
import { printFieldPath } from '../text/field-path.js';
import { printLeaf } from '../text/print.js';
import { isQuotable } from '../text/quote.js';
import { proposeMember } from './propose.js';
import type { Resolve, Subject } from './subject.js';

/** How many references a path may follow in `conditions`: the server refuses two (PROTOCOL 2.4). */
const REFERENCES = 1;

/** Finds the field of a comparison in `conditions`. */
export const resolveField: Resolve = (leaf, resource) => {
  const { field } = leaf;
  const match = findField(resource, field.path);
  if (!match) return unknownField(leaf, resource);
  if (match.array) return needsOtherParameter(leaf, match.array.name);
  return subjectOf(field, match, resource, match.fields.length - 1);
};

/** The subject of a match, unless it is write-only or `references` leads further than PSA follows. */
export function subjectOf(
  field: FieldPath,
  match: FieldMatch,
  resource: Resource,
  references: number,
): Subject | ConditionIssue {
  if (references > REFERENCES) return tooFar(field, match.names.slice(0, -2).join('/'));
  if (match.fields.some(({ writeOnly }) => writeOnly)) {
    return notFilterable(field, {
      message: `${shown(match.path)} of ${resource.name} can be written, but neither read nor filtered.`,
      cure: 'Leave it out.',
    });
  }
  const inMap = match.fields.at(-2)?.type === 'map';
  return { path: match.path, field: match.field, typed: !inMap || match.field.type === 'datetime' };
}

/** A path through two references; `record` is what the first one leads to. */
function tooFar(field: FieldPath, record: string): ConditionIssue {
  return notFilterable(field, {
    message: `${shown(printFieldPath(field))} follows two references; PSA follows one.`,
    cure: `Filter by ${record}/id, or look that record up first.`,
  });
}

/** An issue that a field, as typed, is nothing one can filter by. */
export function notFilterable(
  field: FieldPath,
  { message, cure }: { readonly message: string; readonly cure: string },
): ConditionIssue {
  return issueOn(field.span, {
    message,
    cure,
    problem: { kind: 'unrecognized-name', path: printFieldPath(field) },
  });
}

/** A name that neither the resource nor its children have. */
export function unknownField(leaf: Leaf, resource: Resource): ConditionIssue {
  const { field } = leaf;
  const [first = '', ...rest] = field.path;
  if (rest.length > 0 && childCollections(resource).has(first.toLowerCase())) {
    return needsOtherParameter(leaf, first);
  }
  const owner = findField(resource, [first]);
  if (rest.length > 1 && owner?.field.type === 'reference') return tooFar(field, owner.path);
  return notFilterable(field, {
    message: `${shown(printFieldPath(field))} is not a field of ${resource.name}.`,
    cure: cureForUnknown(field, resource, owner),
  });
}

function cureForUnknown(field: FieldPath, resource: Resource, owner: FieldMatch | undefined): string {
  const [first = '', ...rest] = field.path;
  if (rest.length > 0) {
    if (owner) return cureForMember(rest.join('/'), resource, owner);
    // `board/name` on boards (PROTOCOL 2.4): the record itself is not named.
    const own = resource.entity.toLowerCase().endsWith(first.toLowerCase());
    const direct = own ? findField(resource, rest) : undefined;
    if (direct) return `Write ${direct.path}: the record itself is not named.`;
  }
  return (
    didYouMean(printFieldPath(field), fieldPaths(resource)) ||
    `See \`psa describe ${resource.name}\` for its fields${customFieldsOf(resource)}.`
  );
}

/** The owner of the name is known, so only its members are worth proposing. */
function cureForMember(name: string, resource: Resource, owner: FieldMatch): string {
  const prefix = `${owner.path}/`;
  const members = fieldPaths(resource).filter((path) => path.startsWith(prefix));
  if (members.length === 0) return `${owner.path} is a plain value; write it without /${name}.`;
  return proposeMember(
    owner.path,
    name,
    members.map((path) => path.slice(prefix.length)),
  );
}

function customFieldsOf(resource: Resource): string {
  return findField(resource, CUSTOM_FIELDS) ? '; a custom field belongs in customFieldConditions' : '';
}

/** Whether each value can be quoted: one that was parsed need not be. */
function isPrintable(leaf: Leaf): boolean {
  const literals = leaf.kind === 'in' ? leaf.values : [leaf.value];
  return literals.every((literal) => literal.kind !== 'text' || isQuotable(literal.value));
}

/** A comparison with a child, which PSA takes in a parameter of its own (PROTOCOL 2.4). */
function needsOtherParameter(leaf: Leaf, root: string): ConditionIssue {
  if (root === CUSTOM_FIELDS) {
    return notFilterable(leaf.field, {
      message: 'Custom fields cannot be filtered in conditions.',
      cure: 'Move it to customFieldConditions, such as caption = "Outage ID" and value = 5.',
    });
  }
  return notFilterable(leaf.field, {
    message: `A record has several ${root}; conditions cannot reach them.`,
    cure: `Move it to childConditions${isPrintable(leaf) ? `: ${printLeaf(leaf)}` : '.'}`,
  });
}
