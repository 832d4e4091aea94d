import type { OrderTerm } from 'psakit/conditions';
import { normalKey } from '../../keys.js';
import type { RecordFilter, RecordKey, RecordQuery } from '../../types.js';
import { checkParents } from '../extract.js';
import { JSON_COLUMN, keyColumn, keyIsRow, keyValue, quoted, shownKey } from '../schema.js';
import type { Table, Tables } from '../tables.js';
import { compileChildren } from './children.js';
import { compileCondition } from './condition.js';
import { bound, boundEqual, fragment, joined, sql, type Fragment } from './fragment.js';
import { recordOperand, type Scope } from './operand.js';
import { rowsOfIndex, type IndexedRows } from './text-index.js';
import { compileView } from './view.js';

const MAIN = 't';

/** A trigram index that is read in the order of its rows. */
const INDEX = 'f';

/** SELECT of a page: the key as it is shown, and the JSON text. */
export function compileList(query: RecordQuery, table: Table, tables: Tables): Fragment {
  const { plan } = table;
  const scope: Scope = { plan, alias: MAIN, tables };
  const index = query.orderBy?.length ? undefined : soleIndex(query, scope);
  const key = fragment(index ? `${INDEX}.rowid` : `${MAIN}.${quoted(keyColumn(plan))}`);
  const pieces = index ? [matching(index)] : filterPieces(query, scope, tables);
  if (query.afterId !== undefined) pieces.push(sql`${key} > ${bound(query.afterId)}`);
  const order = joinedList([...(query.orderBy ?? []).map((term) => compileOrder(term, scope)), key]);
  const offset = query.offset === undefined ? '' : sql` OFFSET ${bound(query.offset)}`;
  const rows = from(scope, pieces, index);
  return sql`SELECT ${MAIN}.${quoted(shownKey(plan))}, ${MAIN}.${JSON_COLUMN} ${rows} ORDER BY ${order} LIMIT ${bound(query.limit)}${offset}`;
}

/** SELECT of how many records a filter leaves. */
export function compileCount(filter: RecordFilter, table: Table, tables: Tables): Fragment {
  const scope: Scope = { plan: table.plan, alias: MAIN, tables };
  const index = soleIndex(filter, scope);
  if (index) return sql`SELECT count(*) FROM ${index.table} AS ${INDEX} WHERE ${matching(index)}`;
  return sql`SELECT count(*) ${from(scope, filterPieces(filter, scope, tables))}`;
}

/** SELECT of one record of a collection. */
export function compileGet(filter: RecordFilter, id: RecordKey, table: Table, tables: Tables): Fragment {
  const { plan } = table;
  const scope: Scope = { plan, alias: MAIN };
  const key = sql`${MAIN}.${quoted(keyColumn(plan))} = ${boundEqual(keyValue(plan, id))}`;
  const pieces = [...filterPieces(filter, scope, tables), key];
  return sql`SELECT ${MAIN}.${quoted(shownKey(plan))}, ${MAIN}.${JSON_COLUMN} ${from(scope, pieces)} LIMIT 1`;
}

/**
 * The index that tells by itself which records a filter leaves, in the order of their ids: a page is then read
 * from its first row on, and a total without the records.
 */
function soleIndex(filter: RecordFilter, scope: Scope): IndexedRows | undefined {
  const { resource, parents = [], conditions, childConditions, customFieldConditions } = filter;
  if (!conditions || childConditions || customFieldConditions) return undefined;
  if (parents.length > 0 || resource.view?.where !== undefined || !keyIsRow(scope.plan)) return undefined;
  if (conditions.kind === 'and' || conditions.kind === 'or') return undefined;
  return rowsOfIndex(conditions, recordOperand(scope, conditions.field.path));
}

function matching({ table, query }: IndexedRows): Fragment {
  return sql`${table} MATCH ${query}`;
}

function from({ plan, alias }: Scope, pieces: readonly Fragment[], index?: IndexedRows): Fragment {
  const main = `${quoted(plan.name)} AS ${alias}`;
  const tableName = index
    ? `FROM ${index.table} AS ${INDEX} CROSS JOIN ${main} ON ${alias}.${quoted(keyColumn(plan))} = ${INDEX}.rowid`
    : `FROM ${main}`;
  return pieces.length === 0 ? fragment(tableName) : sql`${tableName} WHERE ${joined(pieces, 'AND')}`;
}

function filterPieces(filter: RecordFilter, scope: Scope, tables: Tables): Fragment[] {
  const { resource, parents = [], conditions, childConditions, customFieldConditions } = filter;
  checkParents(resource, parents);
  const pieces: Fragment[] = [];
  if (parents.length > 0 || resource.view?.where !== undefined) {
    const keys = parents.map(normalKey);
    pieces.push(
      compileView(
        resource,
        scope,
        keys.map(boundEqual),
        keys.map((key) => typeof key === 'number'),
      ),
    );
  }
  if (conditions) pieces.push(compileCondition(conditions, scope));
  if (childConditions) pieces.push(compileChildren(childConditions, 'childConditions', scope, tables));
  if (customFieldConditions) {
    pieces.push(compileChildren(customFieldConditions, 'customFieldConditions', scope, tables));
  }
  return pieces;
}

function compileOrder(term: OrderTerm, scope: Scope): Fragment {
  const { order } = recordOperand(scope, term.field.path);
  return term.descending ? sql`${order} DESC` : order;
}

function joinedList(pieces: readonly Fragment[]): Fragment {
  return {
    sql: pieces.map((piece) => piece.sql).join(', '),
    parameters: pieces.flatMap((piece) => piece.parameters),
  };
}
