import type { Resource } from 'psakit/catalog';
import type { Connection, SqlValue } from '../../sqlite/index.js';
import { normalKey } from '../keys.js';
import { ownParents, type TablePlan } from '../table-plan.js';
import type { JsonRecord, RecordKey, Write } from '../types.js';
import { writeBlob } from './blobs.js';
import { checkParents } from './extract.js';
import { writeQueue } from './queue.js';
import { indexedText, keyColumn, keyValue, parentColumns, quoted, rowName, trigramName } from './schema.js';
import { trigramInsertSql, type Table, type Tables } from './tables.js';

/** Does one write. Call it inside a transaction. */
export function performWrite(connection: Connection, tables: Tables, write: Write): void {
  switch (write.kind) {
    case 'meta':
      writeMeta(connection, write.name, write.value);
      return;
    case 'blob':
      writeBlob(connection, write.name, write.bytes);
      return;
    case 'enqueue':
    case 'requeue':
    case 'dequeue':
      writeQueue(connection, write);
      return;
    case 'put': {
      const table = tables.of(write.resource);
      tables.ensure(table);
      putRecord(connection, table, parentsOf(write.resource, write.parents), write);
      return;
    }
    case 'delete': {
      const table = tables.of(write.resource);
      const parents = parentsOf(write.resource, write.parents);
      if (tables.ready(table)) deleteRecord(connection, table.plan, parents, write.id);
    }
  }
}

/** Keeps a named value beside the records. */
export function writeMeta(connection: Connection, name: string, value: string): void {
  connection.prepare('INSERT OR REPLACE INTO psakit_meta (name, value) VALUES (?, ?)').run([name, value]);
}

function parentsOf(resource: Resource, parents: readonly RecordKey[] = []): readonly RecordKey[] {
  checkParents(resource, parents);
  return ownParents(resource, parents);
}

/** Stores a record, in place of one with the same key. */
function putRecord(
  connection: Connection,
  table: Table,
  parents: readonly RecordKey[],
  { record, json }: Pick<Extract<Write, { kind: 'put' }>, 'record' | 'json'>,
): void {
  const { plan } = table;
  const { row, values } = table.extract(parents, record, json ?? JSON.stringify(record));
  const known =
    row ?? (plan.key ? rowOf(connection, plan, parents, record[plan.key.path] as RecordKey) : undefined);
  // A trigram index takes longer to look for a row that is not there than the table does.
  const isNew = plan.trigrams.length === 0 || known === undefined || !hasRow(connection, plan, known);
  connection.prepare(table.insert).run([known ?? null, ...values]);
  if (plan.trigrams.length === 0) return;
  const written = known ?? Number(connection.prepare('SELECT last_insert_rowid()').first([])?.[0]);
  for (const path of plan.trigrams) {
    if (!isNew) {
      connection.prepare(`DELETE FROM ${quoted(trigramName(plan, path))} WHERE rowid = ?`).run([written]);
    }
    const text = textAt(plan, path, record);
    if (text !== undefined)
      connection.prepare(trigramInsertSql(plan, path)).run([written, indexedText(text)]);
  }
}

/** Removes a record; nothing happens where there is none. */
function deleteRecord(
  connection: Connection,
  plan: TablePlan,
  parents: readonly RecordKey[],
  id: RecordKey,
): void {
  const row = rowOf(connection, plan, parents, id);
  if (row === undefined) return;
  for (const path of plan.trigrams) {
    connection.prepare(`DELETE FROM ${quoted(trigramName(plan, path))} WHERE rowid = ?`).run([row]);
  }
  connection.prepare(`DELETE FROM ${quoted(plan.name)} WHERE ${quoted(rowName(plan))} = ?`).run([row]);
}

function rowOf(
  connection: Connection,
  plan: TablePlan,
  parents: readonly RecordKey[],
  id: RecordKey,
): number | undefined {
  const names = [...parentColumns(plan), keyColumn(plan)];
  const values: SqlValue[] = [...parents.map(normalKey), keyValue(plan, id)];
  const found = connection.prepare(
    `SELECT ${quoted(rowName(plan))} FROM ${quoted(plan.name)} WHERE ${names.map((name) => `${quoted(name)} = ?`).join(' AND ')}`,
  );
  return found.first(values)?.[0] as number | undefined;
}

function hasRow(connection: Connection, plan: TablePlan, row: number): boolean {
  const found = `SELECT 1 FROM ${quoted(plan.name)} WHERE ${quoted(rowName(plan))} = ?`;
  return connection.prepare(found).first([row]) !== undefined;
}

function textAt(plan: TablePlan, path: string, record: JsonRecord): string | undefined {
  let value: unknown = record;
  for (const name of plan.column.get(path)?.names ?? []) {
    value = typeof value === 'object' && value !== null ? (value as JsonRecord)[name] : undefined;
  }
  return typeof value === 'string' ? value : undefined;
}
