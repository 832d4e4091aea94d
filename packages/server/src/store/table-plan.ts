import { findField, resourceNamed, schema, type Field, type FieldType, type Resource } from 'psakit/catalog';
import { PsaError } from 'psakit/core';

/** How a column's values compare. `instant` is the text of `instantText`. */
export type ColumnType = 'text' | 'integer' | 'number' | 'boolean' | 'instant';

/** One field of a record that has a column of its own. */
export interface Column {
  /** As the API spells it: `status/name`. Also the column's name. */
  readonly path: string;
  /** From the record down to the value, at most two. */
  readonly names: readonly string[];
  readonly type: ColumnType;
  /** Whether a second column keeps the folded text, for indexes that compare bytewise. */
  readonly folded: boolean;
}

/** The table that keeps the records of a resource, as its catalog entry asks for. */
export interface TablePlan {
  readonly name: string;
  readonly resource: Resource;
  /** The field that identifies a record; absent where records have none and are numbered as they come. */
  readonly key: Column | undefined;
  /** Whether the key is a whole number. */
  readonly numericKey: boolean;
  /** How many path parameters stand above the collection. */
  readonly parents: number;
  /** In the order in which they are stored: short values first, so that scans touch few pages. */
  readonly columns: readonly Column[];
  readonly column: ReadonlyMap<string, Column>;
  /** Paths of each index, without the id that the store appends. */
  readonly indexes: readonly (readonly string[])[];
  readonly trigrams: readonly string[];
}

/** Texts longer than this are stored behind everything else. */
const LONG_TEXT = 100;

/** Time stamps every record may carry in `_info` (PROTOCOL 2.4). */
const INFO_COLUMNS: readonly Column[] = [
  { path: '_info/lastUpdated', names: ['_info', 'lastUpdated'], type: 'instant', folded: false },
  { path: '_info/dateEntered', names: ['_info', 'dateEntered'], type: 'instant', folded: false },
  { path: '_info/updatedBy', names: ['_info', 'updatedBy'], type: 'text', folded: false },
  { path: '_info/enteredBy', names: ['_info', 'enteredBy'], type: 'text', folded: false },
];

/** The table of a resource that keeps records itself (see `recordsOf` for views). */
export function tablePlan(resource: Resource): TablePlan {
  const indexes = resource.indexes.map((paths) => paths.map((path) => spelled(resource, path)));
  const trigrams = resource.trigrams.map((path) => spelled(resource, path));
  const indexed = new Set([...indexes.flat(), ...(resource.key === undefined ? [] : [resource.key])]);
  const found = fieldColumns(resource).map(({ column, weight }) => ({
    column: { ...column, folded: column.type === 'text' && indexed.has(column.path) },
    weight: indexed.has(column.path) ? 0 : weight,
  }));
  const columns = found.sort((a, b) => a.weight - b.weight).map((entry) => entry.column);
  const key = columns.find((column) => column.path === resource.key);
  return {
    name: resource.name,
    resource,
    key,
    numericKey: key?.type === 'integer',
    parents: resource.parents.length,
    columns,
    column: new Map(columns.map((column) => [column.path, column])),
    indexes,
    trigrams,
  };
}

interface Weighted {
  readonly column: Column;
  readonly weight: number;
}

/** Every scalar of the record, of its references and of its structures one level down. */
function fieldColumns(resource: Resource): Weighted[] {
  const entity = schema(resource.entity);
  if (!entity) throw unknownSchema(resource.entity, resource);
  const columns: Weighted[] = [];
  for (const field of entity.fields) {
    if (field.name === '_info') continue;
    const type = columnType(field.type);
    if (type) columns.push(weighted({ path: field.name, names: [field.name], type, folded: false }, field));
    if (field.type !== 'reference' && field.type !== 'object') continue;
    for (const member of schema(field.schema ?? '')?.fields ?? []) {
      const memberType = columnType(member.type);
      if (!memberType) continue;
      const names = [field.name, member.name];
      columns.push(weighted({ path: names.join('/'), names, type: memberType, folded: false }, member));
    }
  }
  return [...columns, ...INFO_COLUMNS.map((column) => ({ column, weight: 1 }))];
}

function weighted(column: Column, field: Field): Weighted {
  if (column.type !== 'text') return { column, weight: 1 };
  return { column, weight: (field.maxLength ?? (field.enum ? 0 : LONG_TEXT + 1)) > LONG_TEXT ? 3 : 2 };
}

/** The column type of a scalar; `undefined` for what only the JSON keeps. */
export function columnType(type: FieldType): ColumnType | undefined {
  switch (type) {
    case 'string':
    case 'uuid':
    case 'binary':
      return 'text';
    case 'boolean':
    case 'integer':
    case 'number':
      return type;
    case 'datetime':
    case 'date':
      return 'instant';
    default:
      return undefined;
  }
}

function spelled(resource: Resource, path: string): string {
  const match = findField(resource, path);
  if (!match) {
    throw new PsaError({
      code: 'INVALID_ARGUMENT',
      message: `The catalog asks for an index of ${resource.name} on "${path}", which is none of its fields.`,
      hint: 'Correct the entry in the catalog overrides.',
    });
  }
  return match.path;
}

function unknownSchema(name: string, resource: Resource): PsaError {
  return new PsaError({
    code: 'INVALID_ARGUMENT',
    message: `The catalog has no schema "${name}", which ${resource.name} asks for.`,
    hint: 'Generate the catalog again: npm run catalog -- FILE.json',
  });
}

/** The resource that keeps the records which a view shows; the resource itself where it is none. */
export function keeperOf(resource: Resource): Resource {
  if (!resource.view) return resource;
  const keeper = resourceNamed(resource.view.of);
  if (!keeper) throw unknownSchema(resource.view.of, resource);
  return keeperOf(keeper);
}

/** The parents under which a record written through a collection is kept. A view with conditions has none. */
export function ownParents<T>(resource: Resource, parents: readonly T[]): readonly T[] {
  if (!resource.view) return parents;
  return resource.view.where === undefined ? ownParents(keeperOf(resource), parents) : [];
}
