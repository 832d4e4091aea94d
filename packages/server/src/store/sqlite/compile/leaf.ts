import type { Comparison, Condition, Literal, Membership, TextMatch } from 'psakit/conditions';
import { fold } from 'psakit/conditions';
import type { SqlValue } from '../../../sqlite/index.js';
import { instantText } from '../../instant.js';
import { bound, boundEqual, joined, NEVER, sql, type Fragment } from './fragment.js';
import { compileContains, compileLike } from './match-text.js';
import type { Operand } from './operand.js';

/** A condition that compares one field. */
export type Leaf = Exclude<Condition, { kind: 'and' | 'or' }>;

/** One comparison as SQL. Where it is neither true nor false it is null, which WHERE takes for false. */
export function compileLeaf(leaf: Leaf, operand: Operand): Fragment {
  switch (leaf.kind) {
    case 'compare':
      return compileComparison(leaf, operand);
    case 'in':
      return compileMembership(leaf, operand);
    case 'contains':
    case 'like':
      return compileTextMatch(leaf, operand);
  }
}

function compileComparison({ operator, value }: Comparison, operand: Operand): Fragment {
  if (value.kind === 'null') {
    if (operator === '=') return operand.isNull;
    return operator === '!=' ? sql`NOT ${operand.isNull}` : NEVER;
  }
  const side = sideOf(value, operand);
  if (!side) return NEVER;
  if (value.kind !== 'boolean') {
    if (operator === '=') return sql`${side.subject} = ${boundEqual(side.value)}`;
    return sql`${side.subject} ${operator === '!=' ? '<>' : operator} ${bound(side.value)}`;
  }
  // true and false have no order. Written out, they let SQLite see how rare they are in an index.
  if (operator !== '=' && operator !== '!=') return NEVER;
  return sql`${side.subject} = ${value.value === (operator === '=') ? '1' : '0'}`;
}

function compileMembership({ values, negated }: Membership, operand: Operand): Fragment {
  const lists = new Map<Fragment, SqlValue[]>();
  for (const literal of values) {
    const side = sideOf(literal, operand);
    if (!side) continue;
    const list = lists.get(side.subject);
    if (list) list.push(side.value);
    else lists.set(side.subject, [side.value]);
  }
  const members = Array.from(lists, ([subject, list]) => sql`${subject} IN (${listOf(list)})`);
  const member = joined(members, 'OR');
  return negated ? sql`(NOT ${operand.isNull} AND (${member}) IS NOT TRUE)` : member;
}

/** Up to this many members of a list are parameters of their own, which lets SQLite plan by their number. */
const SHORT_LIST = 16;

/** The members of a list. A long one is one parameter: SQLite takes 32,766 of them. */
function listOf(values: readonly SqlValue[]): Fragment {
  if (values.length > SHORT_LIST) return sql`SELECT value FROM json_each(${bound(JSON.stringify(values))})`;
  const members = values.map(boundEqual);
  return { sql: members.map((member) => member.sql).join(', '), parameters: values };
}

function compileTextMatch({ kind, negated, value }: TextMatch, operand: Operand): Fragment {
  if (operand.text === undefined || value.kind !== 'text') return NEVER;
  const compile = kind === 'contains' ? compileContains : compileLike;
  if (!negated) return compile(value.value, operand);
  // Nearly every row lacks the text: an index has nothing to say.
  return sql`NOT (${compile(value.value, { ...operand, trigrams: undefined })})`;
}

interface Side {
  readonly subject: Fragment;
  readonly value: SqlValue;
}

/** The form of the field and of a literal in which they compare; `undefined` where they never do. */
function sideOf(literal: Literal, operand: Operand): Side | undefined {
  switch (literal.kind) {
    case 'text':
      if (operand.moment) return side(operand.instant, instantText(literal.value));
      return side(operand.text, fold(literal.value));
    case 'number':
      return side(operand.number, literal.value);
    case 'boolean':
      return side(operand.boolean, Number(literal.value));
    case 'datetime':
    case 'date':
      return side(operand.instant, instantText(literal.value));
    case 'null':
      return undefined;
  }
}

function side(subject: Fragment | undefined, value: SqlValue | undefined): Side | undefined {
  return subject === undefined || value === undefined ? undefined : { subject, value };
}
