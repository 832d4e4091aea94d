import { findField, type FieldMatch, type FieldType } from 'psakit/catalog';
import type { Column, TablePlan } from '../../table-plan.js';
import { comparedName, JSON_COLUMN, quoted, rowName, trigramName } from '../schema.js';
import type { Tables } from '../tables.js';
import { bound, sql, type Fragment } from './fragment.js';

/** A table under the name the SQL at hand gives it. */
export interface Scope {
  readonly plan: TablePlan;
  readonly alias: string;
  /** The tables that references mean; absent where no condition reaches through them. */
  readonly tables?: Tables | undefined;
}

/**
 * A field as SQL, once for each type of literal it can be compared with; a type it cannot hold is absent.
 * Each is null where the value is absent or of another type.
 */
export interface Operand {
  /** True where the value is absent, null, or a reference without id; false otherwise. */
  readonly isNull: Fragment;
  /** The text as it is. */
  readonly raw?: Fragment | undefined;
  /** The folded text. */
  readonly text?: Fragment | undefined;
  readonly number?: Fragment | undefined;
  /** 1 or 0. */
  readonly boolean?: Fragment | undefined;
  /** See `instantText`. */
  readonly instant?: Fragment | undefined;
  /** Whether a text literal means a moment here. */
  readonly moment: boolean;
  /** What an order by this field goes by. */
  readonly order: Fragment;
  /** Whether `text` is a stored column that an index may have. */
  readonly stored: boolean;
  /** The trigram index of the field: its table, and the column that meets its rowid. */
  readonly trigrams?: { readonly table: string; readonly row: string } | undefined;
}

/** A field of a table's record: its column, or else the value read out of the JSON. */
export function recordOperand(scope: Scope, path: readonly string[]): Operand {
  const match = findField(scope.plan.resource, path);
  if (!match) return jsonOperand(column(scope, JSON_COLUMN), path, undefined);
  const stored = scope.plan.column.get(match.path);
  if (stored) return columnOperand(scope, stored);
  if (match.field.type === 'reference') return referenceOperand(scope, match);
  return jsonOperand(column(scope, JSON_COLUMN), match.names, match.field.type);
}

function column(scope: Scope, name: string): Fragment {
  return { sql: `${scope.alias}.${quoted(name)}`, parameters: [] };
}

function columnOperand(scope: Scope, stored: Column): Operand {
  const value = column(scope, stored.path);
  const base = { isNull: sql`${value} IS NULL`, moment: false, stored: true, order: value };
  switch (stored.type) {
    case 'integer':
    case 'number':
      return { ...base, number: value };
    case 'boolean':
      return { ...base, boolean: value };
    case 'instant':
      return { ...base, instant: value, moment: true };
    case 'text': {
      const text = stored.folded ? column(scope, comparedName(stored)) : sql`fold(${value})`;
      const trigrams = scope.plan.trigrams.includes(stored.path)
        ? { table: quoted(trigramName(scope.plan, stored.path)), row: column(scope, rowName(scope.plan)).sql }
        : undefined;
      const instant = sql`instant(${value})`;
      return { ...base, raw: value, text, instant, order: text, stored: stored.folded, trigrams };
    }
  }
}

/** A whole reference compares with null only, and is null when it has no id. */
function referenceOperand(scope: Scope, match: FieldMatch): Operand {
  const id = scope.plan.column.get(`${match.path}/id`);
  const value = id ? column(scope, id.path) : extracted(column(scope, JSON_COLUMN), [...match.names, 'id']);
  // An order by a reference goes by what people see of it (assumed).
  const name = scope.plan.column.get(`${match.path}/name`);
  const order = name ? columnOperand(scope, name).order : value;
  return { isNull: sql`${value} IS NULL`, moment: false, stored: false, order };
}

/** A path into JSON: always a parameter, never SQL text. */
function jsonPath(names: readonly string[]): string {
  return `$${names.map((name) => `.${JSON.stringify(name)}`).join('')}`;
}

function extracted(json: Fragment, names: readonly string[]): Fragment {
  return sql`json_extract(${json}, ${bound(jsonPath(names))})`;
}

/**
 * A value inside JSON, `names` below `json`. What it can be compared with is up to each value; the
 * catalog's type only says whether texts are moments, and whether a structure is a reference.
 */
export function jsonOperand(json: Fragment, names: readonly string[], type: FieldType | undefined): Operand {
  const kind = sql`json_type(${json}, ${bound(jsonPath(names))})`;
  const id = extracted(json, [...names, 'id']);
  return typedOperand(kind, extracted(json, names), id, type);
}

/** An element of an array, as `json_each` under that alias gives it. */
export function elementOperand(
  alias: string,
  names: readonly string[],
  type: FieldType | undefined,
): Operand {
  const value: Fragment = { sql: `${alias}.value`, parameters: [] };
  const kind: Fragment = { sql: `${alias}.type`, parameters: [] };
  // The value of a text element is not JSON, and json_extract would fail on it.
  const json: Fragment = { sql: `CASE ${alias}.type WHEN 'object' THEN ${alias}.value END`, parameters: [] };
  if (names.length > 0) return jsonOperand(json, names, type);
  return typedOperand(kind, value, extracted(json, ['id']), type);
}

function typedOperand(kind: Fragment, value: Fragment, id: Fragment, type: FieldType | undefined): Operand {
  const moment = type === 'datetime' || type === 'date';
  const raw = sql`CASE ${kind} WHEN 'text' THEN ${value} END`;
  const text = sql`fold(${raw})`;
  const empty = sql`coalesce(${kind}, 'null') = 'null'`;
  const structure = type === 'object' || type === 'map';
  return {
    isNull: structure ? empty : sql`(${empty} OR ${kind} = 'object' AND ${id} IS NULL)`,
    raw: moment ? undefined : raw,
    text: moment ? undefined : text,
    number: sql`CASE WHEN ${kind} IN ('integer', 'real') THEN ${value} END`,
    boolean: sql`CASE ${kind} WHEN 'true' THEN 1 WHEN 'false' THEN 0 END`,
    instant: sql`instant(${raw})`,
    moment,
    order: sql`coalesce(${text}, ${value})`,
    stored: false,
  };
}
