/*
 * Reads the generated tables. Their format, one line each:
 *
 *   schema     Name field:TYPE/maxLength(value|value)FLAGS ...
 *              TYPE is a code of TYPES, with the name of a schema behind it; `[` stands before the
 *              code of an array's members. FLAGS: ! required, ^ required on update, ? nullable,
 *              - read-only, + write-only,
 *              = taken by a create only, ~ a list of values that may lack some, * taken by conditions only.
 *              `@name:path` is another name by which conditions take a path.
 *              Left out where usual: the schema of a reference that is named after its field.
 *   path       Indented by one space below the path it goes on from, of which only the rest is written.
 *              /path =Entity METHOD*@status?query:TYPE&path:TYPE<body>response;mediaType~specPath ...
 *              `*` takes the list parameters. A body or response is a schema or `:TYPE`, then `[]` for
 *              an array. Path parameters are integers unless named. Left out where usual: statuses
 *              200, 201 (POST) and 204 (DELETE), JSON, the path itself. With `=Entity` bodies and
 *              responses are left out too: they are the usual ones for records of that entity.
 *   resource   /path JSON; what follows from the path or is usual is left out, such as a name that is the
 *              path without its parameters, and the entity that the path's own line names.
 *   place      /path kind resource: a count or a record that does not lie below its collection.
 */
import type {
  Field,
  FieldType,
  HttpMethod,
  Operation,
  Parameter,
  Resource,
  Schema,
  Shape,
  Verb,
} from './types.js';

const TYPES: Readonly<Record<string, FieldType>> = {
  s: 'string',
  b: 'boolean',
  i: 'integer',
  n: 'number',
  t: 'datetime',
  d: 'date',
  u: 'uuid',
  y: 'binary',
  '>': 'reference',
  '.': 'object',
  '[': 'array',
  m: 'map',
  a: 'any',
};

const DEFAULT_STATUS: Readonly<Record<HttpMethod, number>> = {
  GET: 200,
  POST: 201,
  PUT: 200,
  PATCH: 200,
  DELETE: 204,
};

function typeOf(code: string | undefined): FieldType {
  return TYPES[code ?? ''] ?? 'any';
}

/** The name of a schema's line. */
export function lineName(line: string): string {
  const end = line.indexOf(' ');
  return end < 0 ? line : line.slice(0, end);
}

/** Reads one line of the schema table. Its fields are read when they are first asked for. */
export function decodeSchema(line: string): Schema {
  let fields: readonly Field[] | undefined;
  let byName: ReadonlyMap<string, Field> | undefined;
  const read = (): readonly Field[] => (fields ??= line.split(' ').slice(1).filter(isField).map(decodeField));
  return {
    name: lineName(line),
    get fields() {
      return read();
    },
    field(name) {
      byName ??= new Map(read().map((field) => [field.name.toLowerCase(), field]));
      return byName.get(name.toLowerCase());
    },
    alias(name) {
      const start = `@${name.toLowerCase()}:`;
      const found = line.split(' ').find((text) => text.toLowerCase().startsWith(start));
      return found?.slice(start.length);
    },
  };
}

function isField(text: string): boolean {
  return !text.startsWith('@');
}

const FIELD = /^(\w+):(\[?)([sbintduy>.ma[])(\w*)(?:\/(\d+))?(?:\(([^)]*)\))?([!^?+=~*-]*)$/;

function decodeField(text: string): Field {
  const [, name = '', array, code, schema, maxLength, values, flags = ''] = FIELD.exec(text) ?? [];
  const type = typeOf(code);
  return {
    name,
    type: array === '[' ? 'array' : type,
    schema: schema === '' ? usualReference(type, name) : schema,
    items: array === '[' ? type : undefined,
    required: flags.includes('!'),
    requiredOnUpdate: flags.includes('^'),
    nullable: flags.includes('?'),
    readOnly: flags.includes('-'),
    writeOnly: flags.includes('+'),
    maxLength: maxLength === undefined ? undefined : Number(maxLength),
    enum: values?.split('|'),
    ...(flags.includes('=') && { createOnly: true }),
    ...(flags.includes('~') && { enumDated: true }),
    ...(flags.includes('*') && { filterOnly: true }),
  };
}

/** The schema of a reference is usually named after its field: `board` is a `BoardReference`. */
function usualReference(type: FieldType, name: string): string | undefined {
  return type === 'reference' ? `${name.charAt(0).toUpperCase()}${name.slice(1)}Reference` : undefined;
}

/** The lines of the path table, each with its whole path. */
export function pathLines(table: string): readonly string[] {
  const above: string[] = [];
  return table.split('\n').map((text) => {
    const rest = text.trimStart();
    const depth = text.length - rest.length;
    const line = (above[depth - 1] ?? '') + rest;
    above[depth] = lineName(line);
    return line;
  });
}

/** Reads one line of the path table. */
export function decodePath(line: string): readonly Operation[] {
  const [path = '', ...texts] = line.split(' ');
  const entity = lineEntity(line);
  if (entity !== undefined) texts.shift();
  return texts.map((text) => {
    const operation = decodeOperation(path, text);
    return entity === undefined
      ? operation
      : { ...operation, ...usualShapes(path, operation.method, entity) };
  });
}

/** What is sent and answered where records of an entity are listed, counted, created and changed. */
function usualShapes(path: string, method: HttpMethod, entity: string): Pick<Operation, 'body' | 'response'> {
  const record = { schema: entity, array: false };
  switch (method) {
    case 'GET':
      return { response: { schema: entity, array: !/(\}|\/count)$/.test(path) } };
    case 'PATCH':
      return { body: { schema: 'PatchOperation', array: true }, response: record };
    case 'DELETE':
      return {};
    default:
      return { body: record, response: record };
  }
}

const OPERATION =
  /^([A-Z]+)(\*?)(?:@(\d+))?((?:[?&]\w+:.)*)(?:<([\w:.[\]]+))?(?:>([\w:.[\]]+))?(?:;([^~]+))?(?:~(.+))?$/;

function decodeOperation(path: string, text: string): Operation {
  const [, name, list, status, parameters = '', body, response, mediaType, specPath] =
    OPERATION.exec(text) ?? [];
  const method = name as HttpMethod;
  return {
    method,
    path,
    specPath: specPath?.replaceAll('%20', ' ') ?? path,
    parameters: decodeParameters(path, parameters),
    listParameters: list === '*',
    body: decodeShape(body),
    status: status === undefined ? DEFAULT_STATUS[method] : Number(status),
    response: decodeShape(response),
    mediaType: mediaType ?? 'application/json',
  };
}

function decodeParameters(path: string, text: string): readonly Parameter[] {
  const query: Parameter[] = [];
  const inPath = new Map<string, FieldType>();
  for (const [, mark, name = '', code] of text.matchAll(/([?&])(\w+):(.)/g)) {
    if (mark === '?') query.push({ name, in: 'query', type: typeOf(code) });
    else inPath.set(name, typeOf(code));
  }
  return [
    ...slotsOf(path).map((name): Parameter => ({ name, in: 'path', type: inPath.get(name) ?? 'integer' })),
    ...query,
  ];
}

function decodeShape(text: string | undefined): Shape | undefined {
  if (text === undefined) return undefined;
  const array = text.endsWith('[]');
  const name = array ? text.slice(0, -2) : text;
  return name.startsWith(':') ? { type: typeOf(name[1]), array } : { schema: name, array };
}

/** The path parameters of a template, outermost first. */
export function slotsOf(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
}

/** A resource as its line has it: {@link Resource} without what is usual or follows from the path. */
type ResourceLine = Partial<Omit<Resource, 'path' | 'itemPath' | 'module' | 'parents' | 'key' | 'verbs'>> & {
  readonly key?: string | null;
  /** The first letters of the verbs. */
  readonly verbs?: string;
};

const VERBS: readonly Verb[] = ['list', 'get', 'create', 'update', 'replace', 'delete'];

/** The entity that a line of the path table names for all its operations. */
export function lineEntity(line: string): string | undefined {
  return / =(\w+)/.exec(line)?.[1];
}

/** The name of a resource, from its line. */
export function resourceName(line: string): string {
  return (
    / \{"name":"([^"]+)"/.exec(line)?.[1] ??
    lineName(line)
      .slice(1)
      .replace(/\/?\{\w+\}/g, '')
  );
}

/** The path of one record of a resource, from its line. */
export function resourceItemPath(line: string): string | undefined {
  const [, told] = /"itemPath":(null|"[^"]+")/.exec(line) ?? [];
  if (told === undefined) return `${lineName(line)}/{id}`;
  return told === 'null' ? undefined : told.slice(1, -1);
}

/** Reads one line of the resource table; `usualEntity` is what the line of its path names. */
export function decodeResource(line: string, usualEntity: string | undefined): Resource {
  const path = lineName(line);
  const data = JSON.parse(line.slice(path.length + 1) || '{}') as ResourceLine;
  const name = resourceName(line);
  return {
    name,
    path,
    itemPath: resourceItemPath(line),
    module: name.slice(0, name.indexOf('/')),
    parents: slotsOf(path),
    entity: data.entity ?? usualEntity ?? '',
    key: data.key === null ? undefined : (data.key ?? 'id'),
    verbs: VERBS.filter(([letter = '']) => data.verbs?.includes(letter) ?? true),
    forwardOnly: data.forwardOnly ?? true,
    countable: data.countable ?? true,
    shortNames: data.shortNames ?? [],
    indexes: data.indexes ?? [],
    trigrams: data.trigrams ?? [],
    narrowedBy: data.narrowedBy ?? [],
    columns: data.columns ?? ['id'],
    view: data.view,
  };
}

/** Reads one line of the table of places. */
export function decodePlace(line: string): { path: string; kind: 'item' | 'count'; name: string } {
  const [path = '', kind, name = ''] = line.split(' ');
  return { path, kind: kind === 'item' ? 'item' : 'count', name };
}
