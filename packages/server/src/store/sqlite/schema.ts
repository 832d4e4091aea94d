import { fold } from 'psakit/conditions';
import { normalKey } from '../keys.js';
import type { Column, TablePlan } from '../table-plan.js';
import type { RecordKey } from '../types.js';

/** A name as SQL spells it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The column that keeps the record's JSON text, last so that a scan of other columns seldom meets it. */
export const JSON_COLUMN = '_json';

/** The column of a path parameter above the collection, counted from 0. */
export function parentColumn(index: number): string {
  return `_p${index + 1}`;
}

/** The column with the folded text of a column. */
export function foldedName(path: string): string {
  return `${path} folded`;
}

/** The column a value is compared by: the folded twin where there is one. */
export function comparedName(column: Column): string {
  return column.folded ? foldedName(column.path) : column.path;
}

/** Whether the key is the table's own row number, so that every index ends in it by itself. */
export function keyIsRow(plan: TablePlan): boolean {
  return plan.numericKey && plan.parents === 0;
}

/** The name of the INTEGER PRIMARY KEY. Explicit, so that VACUUM never renumbers rows. */
export function rowName(plan: TablePlan): string {
  return keyIsRow(plan) && plan.key ? plan.key.path : '_row';
}

/** The column that tells a record from its siblings, in the form it is compared by. */
export function keyColumn(plan: TablePlan): string {
  return plan.key ? comparedName(plan.key) : rowName(plan);
}

/** The column that has the key as the record spells it. */
export function shownKey(plan: TablePlan): string {
  return plan.key ? plan.key.path : rowName(plan);
}

/** A key in the form its column is compared by. */
export function keyValue(plan: TablePlan, key: RecordKey): RecordKey {
  return plan.numericKey || !plan.key ? normalKey(key) : fold(String(key));
}

/** The columns of the path parameters above the collection, outermost first. */
export function parentColumns(plan: TablePlan): string[] {
  return Array.from({ length: plan.parents }, (_, index) => parentColumn(index));
}

/** The trigram index of a text field. */
export function trigramName(plan: TablePlan, path: string): string {
  return `${plan.name} trigrams ${path}`;
}

const SQL_TYPE = {
  text: 'TEXT',
  integer: 'INTEGER',
  number: 'REAL',
  boolean: 'INTEGER',
  instant: 'TEXT',
} as const;

/** All stored columns but the row number, in order: parents, values with their folded twins, JSON. */
export function storedColumns(plan: TablePlan): string[] {
  const row = rowName(plan);
  const names = parentColumns(plan);
  for (const column of plan.columns) {
    if (column.path !== row) names.push(column.path);
    if (column.folded) names.push(foldedName(column.path));
  }
  return [...names, JSON_COLUMN];
}

/** CREATE TABLE. Its text is also how a table made by another catalog is recognised. */
export function tableSql(plan: TablePlan): string {
  const row = rowName(plan);
  const types = new Map<string, string>([[JSON_COLUMN, 'TEXT NOT NULL']]);
  for (const name of parentColumns(plan)) types.set(name, 'NUMERIC NOT NULL');
  for (const column of plan.columns) {
    types.set(column.path, SQL_TYPE[column.type]);
    if (column.folded) types.set(foldedName(column.path), 'TEXT');
  }
  const columns = storedColumns(plan).map((name) => `${quoted(name)} ${types.get(name) ?? ''}`.trimEnd());
  return `CREATE TABLE ${quoted(plan.name)} (${[`${quoted(row)} INTEGER PRIMARY KEY`, ...columns].join(', ')})`;
}

/** The index of a catalog entry. */
export function indexName(plan: TablePlan, paths: readonly string[]): string {
  return `${plan.name} by ${paths.join(', ')}`;
}

/** CREATE INDEX statements by index name. */
export function indexSql(plan: TablePlan): ReadonlyMap<string, string> {
  const statements = new Map<string, string>();
  const add = (kind: string, name: string, columns: readonly string[]): void => {
    const list = columns.map(quoted).join(', ');
    statements.set(name, `CREATE ${kind} ${quoted(name)} ON ${quoted(plan.name)} (${list})`);
  };
  const key = plan.key;
  if (key && !keyIsRow(plan)) {
    add('UNIQUE INDEX', `${plan.name} by key`, [...parentColumns(plan), keyColumn(plan)]);
  } else if (plan.parents > 0) {
    add('INDEX', `${plan.name} by parents`, parentColumns(plan));
  }
  for (const paths of plan.indexes) {
    const columns = paths.map((path) => {
      const column = plan.column.get(path);
      return column ? comparedName(column) : path;
    });
    const ending = key && !keyIsRow(plan) && !paths.includes(key.path) ? [keyColumn(plan)] : [];
    if (paths.length === 1 && paths[0] === rowName(plan)) continue;
    add('INDEX', indexName(plan, paths), [...columns, ...ending]);
  }
  return statements;
}

/**
 * Stands in a trigram index for the character 0, which SQLite's tokenizer passes over. The last of all code
 * points, which is no character; texts with it are not looked for in an index.
 */
export const STAND_IN = '\u{10ffff}';

/** A text as a trigram index has it. */
export function indexedText(text: string): string {
  const folded = fold(text);
  return folded.includes('\0') ? folded.replaceAll('\0', STAND_IN) : folded;
}

/**
 * The trigram tables by name. Contentless: the text itself is in the record's own table. With the places of
 * trigrams (`detail=full`: a hundred of a million tickets' 11,000 MB), so that the index alone can tell which
 * rows contain a text, and how many do.
 */
export function trigramSql(plan: TablePlan): ReadonlyMap<string, string> {
  return new Map(
    plan.trigrams.map((path) => {
      const name = trigramName(plan, path);
      return [
        name,
        `CREATE VIRTUAL TABLE ${quoted(name)} USING fts5(text, tokenize='trigram case_sensitive 1', content='', contentless_delete=1, detail=full)`,
      ];
    }),
  );
}
