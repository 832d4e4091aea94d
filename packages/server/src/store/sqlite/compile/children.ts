import { childCollections, findField } from 'psakit/catalog';
import { groupByRoot, type ChildGroup, type ChildMatch, type Condition } from 'psakit/conditions';
import { compileCondition } from './condition.js';
import { bound, fragment, joined, NEVER, sql, type Fragment } from './fragment.js';
import { elementOperand, type Operand, type Scope } from './operand.js';
import { keyColumn, parentColumns, JSON_COLUMN, quoted } from '../schema.js';
import type { Tables } from '../tables.js';
import { compileView } from './view.js';

/** A condition on array members, child collections or custom fields. */
export function compileChildren(
  condition: Condition,
  parameter: 'childConditions' | 'customFieldConditions',
  scope: Scope,
  tables: Tables,
): Fragment {
  return compileGroup(groupByRoot(condition, parameter), scope, tables);
}

function compileGroup(group: ChildGroup, scope: Scope, tables: Tables): Fragment {
  if (group.kind === 'some') return compileMatch(group, scope, tables);
  return joined(
    group.items.map((item) => compileGroup(item, scope, tables)),
    group.kind === 'and' ? 'AND' : 'OR',
  );
}

/** There is an element, or where the record has no such array a record of the child collection. */
function compileMatch(match: ChildMatch, scope: Scope, tables: Tables): Fragment {
  const member = findField(scope.plan.resource, [match.root]);
  const isMember = member?.field.type === 'array';
  const name = member?.field.name ?? match.root;
  const hasCollection = childCollections(scope.plan.resource).has(match.root.toLowerCase());
  if (hasCollection && !isMember) return compileCollection(match, scope, tables);
  const path = bound(`$.${JSON.stringify(name)}`);
  const json = `${scope.alias}.${JSON_COLUMN}`;
  const isArray = sql`json_type(${json}, ${path}) = 'array'`;
  const element = sql`${isArray} AND EXISTS (SELECT 1 FROM json_each(${json}, ${path}) AS e WHERE ${compileElement(match, scope)})`;
  if (!hasCollection) return sql`(${element})`;
  return sql`(${element} OR (${isArray}) IS NOT TRUE AND ${compileCollection(match, scope, tables)})`;
}

function compileElement(match: ChildMatch, scope: Scope): Fragment {
  const { resource } = scope.plan;
  const operand = (path: readonly string[]): Operand => {
    const field = path.length === 0 ? undefined : findField(resource, [match.root, ...path]);
    return elementOperand('e', field?.names.slice(1) ?? path, field?.field.type);
  };
  const condition = compileCondition(match.condition, operand);
  if (match.caption === undefined) return condition;
  const caption = operand(['caption']).raw ?? fragment('NULL');
  return sql`caption_key(${caption}) = ${bound(match.caption)} AND ${condition}`;
}

function compileCollection(match: ChildMatch, scope: Scope, tables: Tables): Fragment {
  const collection = childCollections(scope.plan.resource).get(match.root.toLowerCase());
  if (!collection) return NEVER;
  const table = tables.of(collection);
  if (!tables.ready(table)) return NEVER;
  const child: Scope = { plan: table.plan, alias: 'c' };
  const above = [...parentColumns(scope.plan), keyColumn(scope.plan)].map((name) =>
    fragment(`${scope.alias}.${quoted(name)}`),
  );
  const numeric = above.map((_, index) => index < scope.plan.parents || scope.plan.numericKey);
  const selected = compileView(collection, child, above, numeric);
  const condition = compileCondition(match.condition, child);
  return sql`EXISTS (SELECT 1 FROM ${quoted(table.plan.name)} AS c WHERE ${selected} AND ${condition})`;
}
