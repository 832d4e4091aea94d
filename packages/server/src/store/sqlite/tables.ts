import type { Resource } from 'psakit/catalog';
import type { Connection } from '../../sqlite/index.js';
import { keeperOf, tablePlan, type TablePlan } from '../table-plan.js';
import type { JsonRecord, RecordKey } from '../types.js';
import { createExtractor, type Extractor } from './extract.js';
import {
  indexSql,
  JSON_COLUMN,
  parentColumns,
  quoted,
  rowName,
  storedColumns,
  tableSql,
  trigramName,
  trigramSql,
} from './schema.js';

/** A table with what is needed to fill it. */
export interface Table {
  readonly plan: TablePlan;
  readonly extract: Extractor;
  /** Stores one extracted row under its row number, or under the next free one where that is null. */
  readonly insert: string;
}

/** The tables of one database: planned from the catalog, made when first written, kept up with it. */
export interface Tables {
  /** The table that keeps a resource's records, whether it exists or not. */
  of(resource: Resource): Table;
  /** Whether the table exists. One that another catalog made is brought up to date first. */
  ready(table: Table): boolean;
  /** Makes the table where it does not exist. Call it inside the transaction that writes. */
  ensure(table: Table): void;
  /** Makes the bare table, without indexes; `index` makes those. For bulk loading. */
  create(table: Table): void;
  /** Makes the indexes of a table that was filled without them. */
  index(table: Table): void;
  /** Whether the database holds any table of records. */
  some(): boolean;
  /** Forgets which tables exist, after a transaction that made some was rolled back. */
  forget(): void;
}

export function createTables(connection: Connection): Tables {
  const tables = new Map<string, Table>();
  const known = new Set<Table>();

  const create = (table: Table): void => {
    connection.execute(tableSql(table.plan));
    for (const sql of trigramSql(table.plan).values()) connection.execute(sql);
    known.add(table);
  };
  const index = (table: Table): void => {
    for (const sql of indexSql(table.plan).values()) connection.execute(sql);
  };
  const ready = (table: Table): boolean => {
    if (known.has(table)) return true;
    const found = connection.prepare(`SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?`);
    const sql = found.first([table.plan.name])?.[0];
    if (sql === undefined) return false;
    if (sql !== tableSql(table.plan)) {
      connection.transaction(() => {
        rebuild(connection, table);
      });
    } else if (!sameIndexes(connection, table.plan)) {
      connection.transaction(() => {
        reindex(connection, table.plan);
      });
    }
    known.add(table);
    return true;
  };
  return {
    of: (resource) => {
      const keeper = keeperOf(resource);
      let table = tables.get(keeper.name);
      if (!table) {
        const plan = tablePlan(keeper);
        table = { plan, extract: createExtractor(plan), insert: insertSql(plan) };
        tables.set(keeper.name, table);
      }
      return table;
    },
    ready,
    ensure: (table) => {
      if (ready(table)) return;
      create(table);
      index(table);
    },
    create,
    index,
    some: () => {
      const found = `SELECT 1 FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 7) <> 'psakit_' AND name NOT LIKE 'sqlite_%' LIMIT 1`;
      return connection.prepare(found).first([]) !== undefined;
    },
    forget: () => {
      known.clear();
    },
  };
}

function insertSql(plan: TablePlan): string {
  const names = [rowName(plan), ...storedColumns(plan)];
  const marks = names.map(() => '?').join(', ');
  return `INSERT OR REPLACE INTO ${quoted(plan.name)} (${names.map(quoted).join(', ')}) VALUES (${marks})`;
}

/** The statement that adds the folded text of a row to a trigram index. */
export function trigramInsertSql(plan: TablePlan, path: string): string {
  return `INSERT INTO ${quoted(trigramName(plan, path))} (rowid, text) VALUES (?, ?)`;
}

function indexesOf(connection: Connection, plan: TablePlan): Map<string, string> {
  const rows = connection
    .prepare(`SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL`)
    .all([plan.name]);
  return new Map(rows.map(([name, sql]) => [String(name), String(sql)]));
}

function trigramsOf(connection: Connection, plan: TablePlan): Map<string, string> {
  const rows = connection
    .prepare(
      `SELECT name, sql FROM sqlite_master WHERE type = 'table' AND substr(name, 1, length(?)) = ? AND sql LIKE 'CREATE VIRTUAL%'`,
    )
    .all([trigramName(plan, ''), trigramName(plan, '')]);
  return new Map(rows.map(([name, sql]) => [String(name), String(sql)]));
}

function sameIndexes(connection: Connection, plan: TablePlan): boolean {
  return (
    sameEntries(indexesOf(connection, plan), indexSql(plan)) &&
    sameEntries(trigramsOf(connection, plan), trigramSql(plan))
  );
}

function sameEntries(found: ReadonlyMap<string, string>, wanted: ReadonlyMap<string, string>): boolean {
  if (found.size !== wanted.size) return false;
  for (const [name, sql] of wanted) if (found.get(name) !== sql) return false;
  return true;
}

/** Brings the indexes of a table to what the catalog asks for now. */
function reindex(connection: Connection, plan: TablePlan): void {
  const wanted = indexSql(plan);
  const found = indexesOf(connection, plan);
  for (const [name, sql] of found)
    if (wanted.get(name) !== sql) connection.execute(`DROP INDEX ${quoted(name)}`);
  for (const [name, sql] of wanted) if (found.get(name) !== sql) connection.execute(sql);
  const trigrams = trigramSql(plan);
  const present = trigramsOf(connection, plan);
  for (const [name, sql] of present)
    if (trigrams.get(name) !== sql) connection.execute(`DROP TABLE ${quoted(name)}`);
  for (const path of plan.trigrams) {
    const name = trigramName(plan, path);
    const sql = trigrams.get(name);
    if (sql === undefined || present.get(name) === sql) continue;
    connection.execute(sql);
    fillTrigrams(connection, plan, path);
  }
}

/** Fills a trigram index from the table it belongs to. */
export function fillTrigrams(connection: Connection, plan: TablePlan, path: string): void {
  connection.execute(
    `INSERT INTO ${quoted(trigramName(plan, path))} (rowid, text) ` +
      `SELECT ${quoted(rowName(plan))}, indexed_text(${quoted(path)}) FROM ${quoted(plan.name)} WHERE ${quoted(path)} IS NOT NULL`,
  );
}

/**
 * Makes a table anew from the JSON it keeps: the way a database that an older (or newer) catalog made
 * is opened. Everything but the JSON and the parents is derived, so nothing can be lost.
 */
function rebuild(connection: Connection, table: Table): void {
  const { plan, extract } = table;
  const before = `${plan.name} before`;
  for (const name of indexesOf(connection, plan).keys()) connection.execute(`DROP INDEX ${quoted(name)}`);
  for (const name of trigramsOf(connection, plan).keys()) connection.execute(`DROP TABLE ${quoted(name)}`);
  connection.execute(`ALTER TABLE ${quoted(plan.name)} RENAME TO ${quoted(before)}`);
  connection.execute(tableSql(plan));
  const parents = parentColumns(plan).map(quoted);
  const select = connection.prepare(
    `SELECT rowid, ${[JSON_COLUMN, ...parents].join(', ')} FROM ${quoted(before)} WHERE rowid > ? ORDER BY rowid LIMIT 1000`,
  );
  const insert = connection.prepare(table.insert);
  let last: number | undefined = Number.MIN_SAFE_INTEGER;
  while (last !== undefined) {
    const rows = select.all([last]);
    last = undefined;
    for (const [rowid, json, ...owners] of rows) {
      last = Number(rowid);
      const text = String(json);
      const extracted = extract(owners as RecordKey[], JSON.parse(text) as JsonRecord, text);
      insert.run([extracted.row ?? last, ...extracted.values]);
    }
  }
  connection.execute(`DROP TABLE ${quoted(before)}`);
  reindex(connection, plan);
}
