import type { Resource } from '../../catalog/index.js';
import { childCollections, findField } from '../../catalog/index.js';
import type { Condition, ConditionParameter } from '../ast.js';
import { conditionOf } from '../build/clause.js';
import { nest } from '../nesting.js';
import type { Value } from './compare.js';
import { holdsFor } from './compare.js';
import { captionKey, CUSTOM_FIELDS } from './custom-field.js';
import type { ChildGroup, ChildMatch } from './group-by-root.js';
import { groupByRoot } from './group-by-root.js';

/** What `evaluate` may use besides the record. */
export interface EvaluateContext {
  /** Which parameter the condition stands in; `conditions` unless given. */
  readonly parameter?: ConditionParameter | undefined;
  /** Whose record it is: then fields are found and compared as the catalog has them. */
  readonly resource?: Resource | undefined;
  /** The children of a collection, such as a ticket's `notes`, which are not in the record itself. */
  readonly children?: ((name: string) => readonly object[]) | undefined;
}

/**
 * Whether a condition holds for a record: the meaning of the language, which SQL is held to. SPEC.md has
 * it in words. Throws `CONDITION_INVALID` only for a built condition nested too deep, `INVALID_ARGUMENT` for what is
 * none.
 *
 * @example evaluate(parse('status/name = "new"'), { id: 5, status: { id: 1, name: 'New' } }) // true
 */
export function evaluate(condition: Condition, record: object, context: EvaluateContext = {}): boolean {
  const { parameter = 'conditions', resource } = context;
  if (parameter === 'conditions')
    return holds(conditionOf(condition), (path) => fieldValue(record, path, resource), 0);
  return groupHolds(groupByRoot(condition, parameter), record, context);
}

type Lookup = (path: readonly string[]) => Value;

function holds(condition: Condition, lookup: Lookup, depth: number): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.items.every((item) => holds(item, lookup, nest(depth, item, condition)));
    case 'or':
      return condition.items.some((item) => holds(item, lookup, nest(depth, item, condition)));
    default:
      return holdsFor(condition, lookup(condition.field.path));
  }
}

function groupHolds(group: ChildGroup, record: object, context: EvaluateContext): boolean {
  switch (group.kind) {
    case 'and':
      return group.items.every((item) => groupHolds(item, record, context));
    case 'or':
      return group.items.some((item) => groupHolds(item, record, context));
    case 'some':
      return childrenOf(group, record, context).some((child) =>
        holds(group.condition, lookupIn(child, group, context), 0),
      );
  }
}

/** The children a match speaks of; a member that is an array goes before a collection of the same name. */
function childrenOf(match: ChildMatch, record: object, { children }: EvaluateContext): readonly unknown[] {
  const member = ownMember(record, match.root);
  if (!Array.isArray(member)) return children?.(match.root) ?? [];
  if (match.caption === undefined) return member;
  return member.filter((child: unknown) => {
    const caption = ownMember(child, 'caption');
    return typeof caption === 'string' && captionKey(caption) === match.caption;
  });
}

/** Fields of a child, typed by the record's resource where the child is a member, or else by its collection's. */
function lookupIn(child: unknown, { root }: ChildMatch, { resource }: EvaluateContext): Lookup {
  const collection = resource && childCollections(resource).get(root.toLowerCase());
  return (path) => {
    if (path.length === 0) return { value: child, type: undefined };
    const member = resource && findField(resource, [root, ...path]);
    if (member) return { value: walk(child, member.names.slice(1)), type: member.field.type };
    return fieldValue(child, path, root === CUSTOM_FIELDS ? undefined : collection);
  };
}

function fieldValue(record: unknown, path: readonly string[], resource: Resource | undefined): Value {
  const match = resource && findField(resource, path);
  if (match) return { value: walk(record, match.names), type: match.field.type };
  const value = walk(record, path);
  if (value !== undefined || path.length !== 1) return { value, type: undefined };
  // Without a catalog to say so: the time stamps live in `_info` (PROTOCOL 2.4).
  const [name = ''] = path;
  const isStamp = TIME_STAMPS.has(name.toLowerCase());
  return { value: isStamp ? walk(record, ['_info', name]) : undefined, type: undefined };
}

const TIME_STAMPS: ReadonlySet<string> = new Set(['lastupdated', 'dateentered', 'updatedby', 'enteredby']);

function walk(value: unknown, path: readonly string[]): unknown {
  return path.reduce(ownMember, value);
}

/** A member by name, without regard to case; an exact match wins. Arrays have none. */
function ownMember(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const members = value as Readonly<Record<string, unknown>>;
  if (Object.hasOwn(members, name)) return members[name];
  const wanted = name.toLowerCase();
  const found = Object.keys(members).find((key) => key.toLowerCase() === wanted);
  return found === undefined ? undefined : members[found];
}
