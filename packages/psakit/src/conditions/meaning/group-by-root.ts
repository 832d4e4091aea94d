import type { Condition, ConditionParameter, Leaf } from '../ast.js';
import { nest } from '../nesting.js';
import { captionKey, CUSTOM_FIELDS, isCustomFieldMember } from './custom-field.js';

/**
 * "There is one child for which the condition holds." A record with no such children satisfies none of
 * these, not even `= null`.
 */
export interface ChildMatch {
  readonly kind: 'some';
  /** The array member or child collection, spelled as typed: compare without regard to case. */
  readonly root: string;
  /** Only custom fields whose `captionKey(caption)` is this. */
  readonly caption?: string | undefined;
  /** Its paths begin at the child; an empty path is the child itself. */
  readonly condition: Condition;
}

/** Conditions on children, joined. */
export interface ChildMatches {
  readonly kind: 'and' | 'or';
  readonly items: readonly ChildGroup[];
}

/** One condition on children, or several that are joined. */
export type ChildGroup = ChildMatch | ChildMatches;

/**
 * What a condition on children means (SPEC.md, "Children"): comparisons of one `and` or `or` that have the
 * same root speak of one and the same child; groups then combine. Parentheses around an `and` inside an
 * `and` change nothing. Each custom field asked for by its own name is a group of its own.
 *
 * @example `notes/text contains "a" and notes/internalFlag = true and types/id = 1` is: some note with
 *   both, and some type with that id.
 */
export function groupByRoot(
  condition: Condition,
  parameter: Exclude<ConditionParameter, 'conditions'>,
): ChildGroup {
  const match = parameter === 'childConditions' ? matchChild : matchCustomField;
  return group(condition, match, 0);
}

function group(condition: Condition, match: (leaf: Leaf) => ChildMatch, depth: number): ChildGroup {
  if (condition.kind !== 'and' && condition.kind !== 'or') return match(condition);
  const { kind } = condition;
  const byRoot = new Map<string, ChildMatch[]>();
  const others: ChildGroup[] = [];
  const add = (item: ChildGroup): void => {
    if (item.kind === kind) item.items.forEach(add);
    else if (item.kind !== 'some' || item.caption !== undefined) others.push(item);
    else {
      const root = item.root.toLowerCase();
      const known = byRoot.get(root);
      if (known) known.push(item);
      else byRoot.set(root, [item]);
    }
  };
  for (const item of condition.items) add(group(item, match, nest(depth, item, condition)));
  const items = [...Array.from(byRoot.values(), (matches) => merge(kind, matches)), ...others];
  const [only] = items;
  return only && items.length === 1 ? only : { kind, items };
}

/** One child for all of them. */
function merge(kind: 'and' | 'or', matches: readonly ChildMatch[]): ChildMatch {
  const [first] = matches;
  if (!first || matches.length > 1) {
    const root = first?.root ?? '';
    return { kind: 'some', root, condition: { kind, items: matches.map((match) => match.condition) } };
  }
  return first;
}

function matchChild(leaf: Leaf): ChildMatch {
  const [root = '', ...path] = leaf.field.path;
  return { kind: 'some', root, condition: { ...leaf, field: { ...leaf.field, path } } };
}

function matchCustomField(leaf: Leaf): ChildMatch {
  const [name = '', ...path] = leaf.field.path;
  if (isCustomFieldMember(name)) return { kind: 'some', root: CUSTOM_FIELDS, condition: leaf };
  const condition = { ...leaf, field: { ...leaf.field, path: ['value', ...path] } };
  return { kind: 'some', root: CUSTOM_FIELDS, caption: captionKey(name), condition };
}
