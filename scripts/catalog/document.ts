import { METHODS, type Api, type Field, type Operation, type Parameter, type Problems } from './model.js';
import type { Method, Schema, Shape } from './model.js';
import { isObject, readType, schemaName, type Json } from './types.js';

/** The query parameters every list takes; together they are one flag in the data. */
const LIST_PARAMETERS = [
  'conditions',
  'childConditions',
  'customFieldConditions',
  'orderBy',
  'fields',
  'page',
  'pageSize',
  'pageId',
];

/** Headers every operation of the vendor's file declares; the client sends them by itself. */
const KNOWN_HEADERS = ['clientid', 'accept', 'pagination-type'];

/** Members of a path item that are no operations and carry nothing we use. */
const IGNORED_PATH_MEMBERS = ['parameters', 'summary', 'description', 'servers'];

const SUPPORT = 'Teach scripts/catalog/document.ts this form.';

/**
 * Reads an OpenAPI 3 document, ours or the vendor's, as it stands: paths and names are not corrected
 * yet. What it does not understand becomes a problem; undefined where it is no such document at all.
 */
export function readDocument(document: unknown, problems: Problems): Api | undefined {
  const root = isObject(document) ? document : {};
  const components = objectAt(root, 'components');
  const paths = objectAt(root, 'paths');
  if (!isObject(root['paths']) || !isObject(components['schemas'])) {
    problems.add(
      'document',
      'It has no "paths" or no "components.schemas".',
      'Give an OpenAPI 3 document in JSON.',
    );
    return undefined;
  }
  const info = objectAt(root, 'info');
  const version = typeof info['version'] === 'string' ? info['version'].trim() : '';
  if (version === '') problems.add('info.version', 'It is missing.', 'Add the release, e.g. "2025.16".');
  const shared = objectAt(components, 'parameters');
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    isObject(item) ? readPathItem(path, item, shared, problems) : [],
  );
  const schemas = trustWhereUnmarked(readSchemas(objectAt(components, 'schemas'), problems));
  return { version, schemas, operations };
}

function objectAt(parent: Json, key: string): Json {
  const value = parent[key];
  return isObject(value) ? value : {};
}

function readSchemas(schemas: Json, problems: Problems): Schema[] {
  const seen = new Map<string, string>();
  return Object.entries(schemas).map(([rawName, value]) => {
    const name = schemaName(rawName);
    const other = seen.get(name);
    if (other !== undefined) {
      problems.add(`schema ${rawName}`, `Without dots it has the name of ${other}.`, 'Rename one of them.');
    }
    seen.set(name, rawName);
    return { name, fields: readFields(rawName, isObject(value) ? value : {}, problems) };
  });
}

/** A document that marks no list as confirmed, such as the vendor's own, has none that is old. */
function trustWhereUnmarked(schemas: Schema[]): Schema[] {
  const marked = schemas.some(({ fields }) =>
    fields.some((field) => field.enum !== undefined && field.enumDated !== true),
  );
  if (marked) return schemas;
  return schemas.map(({ name, fields }) => ({
    name,
    fields: fields.map((field) => ({ ...field, enumDated: false })),
  }));
}

function readFields(name: string, schema: Json, problems: Problems): Field[] {
  const where = `schema ${name}`;
  for (const key of Object.keys(schema)) {
    if (
      ![
        'type',
        'properties',
        'required',
        'description',
        'title',
        'additionalProperties',
        'nullable',
      ].includes(key)
    ) {
      if (!key.startsWith('x-')) problems.add(where, `It has a member "${key}".`, SUPPORT);
    }
  }
  const required = new Set(Array.isArray(schema['required']) ? schema['required'] : []);
  const fields: Field[] = [];
  const seen = new Map<string, string>();
  for (const [field, value] of Object.entries(objectAt(schema, 'properties'))) {
    const at = `${where}, field ${field}`;
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(field)) {
      problems.add(
        at,
        'Its name is not a word.',
        'Conditions could not name it; correct it in overrides/fields.json.',
      );
    }
    const twin = seen.get(field.toLowerCase());
    if (twin !== undefined) {
      problems.add(
        at,
        `It differs from "${twin}" by case only.`,
        'Conditions do not see case; drop one of them.',
      );
    }
    seen.set(field.toLowerCase(), field);
    const property = isObject(value) ? value : {};
    const type = readType(property, at, problems);
    fields.push({
      name: field,
      ...type,
      required: required.has(field),
      requiredOnUpdate: property['x-required-on-update'] === true,
      nullable: property['nullable'] === true,
      readOnly: property['readOnly'] === true,
      writeOnly: property['writeOnly'] === true,
      maxLength: typeof property['maxLength'] === 'number' ? property['maxLength'] : undefined,
      enum: readEnum(property['enum'], at, problems),
      enumDated: property['enum'] !== undefined && property['x-enum-seen'] === undefined,
    });
  }
  return fields;
}

function readEnum(value: unknown, where: string, problems: Problems): string[] | undefined {
  if (value === undefined) return undefined;
  const values = (Array.isArray(value) ? value : []).filter((entry) => entry !== null).map(String);
  for (const entry of values) {
    if (!/^[A-Za-z0-9_.&/-]+$/.test(entry)) {
      problems.add(
        where,
        `Its value "${entry}" is not a word.`,
        'Widen the enum form of data.ts and decode.ts first.',
      );
    }
  }
  return values.length === 0 ? undefined : values;
}

function readPathItem(path: string, item: Json, shared: Json, problems: Problems): Operation[] {
  const operations: Operation[] = [];
  for (const [key, value] of Object.entries(item)) {
    const method = METHODS.find((name) => name.toLowerCase() === key);
    if (method === undefined) {
      if (!IGNORED_PATH_MEMBERS.includes(key) && !key.startsWith('x-')) {
        problems.add(path, `It has a method or member "${key}".`, SUPPORT);
      }
      continue;
    }
    const common = Array.isArray(item['parameters']) ? (item['parameters'] as unknown[]) : [];
    operations.push(readOperation(method, path, isObject(value) ? value : {}, { common, shared }, problems));
  }
  return operations;
}

interface ParameterSources {
  /** Those of the path item. */
  readonly common: readonly unknown[];
  /** `components.parameters`. */
  readonly shared: Json;
}

function readOperation(
  method: Method,
  path: string,
  operation: Json,
  sources: ParameterSources,
  problems: Problems,
): Operation {
  const where = `${method} ${path}`;
  const own = Array.isArray(operation['parameters']) ? (operation['parameters'] as unknown[]) : [];
  const all = readParameters([...sources.common, ...own], sources.shared, where, problems);
  const listed = LIST_PARAMETERS.filter((name) => all.some((parameter) => parameter.name === name));
  const listParameters = listed.length > 0;
  if (listParameters && listed.length < LIST_PARAMETERS.length && !listed.includes('conditions')) {
    problems.add(
      where,
      `Of the list parameters it has only ${listed.join(', ')}.`,
      'Decide what the flag then means.',
    );
  }
  const { status, response, mediaType } = readResponses(operation, where, problems);
  return {
    method,
    path,
    specPath: path,
    parameters: all.filter((parameter) => !LIST_PARAMETERS.includes(parameter.name)),
    listParameters,
    body: readBody(operation['requestBody'], where, problems),
    status,
    response,
    mediaType,
  };
}

function readParameters(
  list: readonly unknown[],
  shared: Json,
  where: string,
  problems: Problems,
): Parameter[] {
  const parameters: Parameter[] = [];
  for (const entry of list) {
    const parameter = isObject(entry) ? resolveParameter(entry, shared) : undefined;
    const name = parameter?.['name'];
    const place = parameter?.['in'];
    if (parameter === undefined || typeof name !== 'string') {
      problems.add(where, 'A parameter cannot be resolved.', 'Its $ref must be in components.parameters.');
      continue;
    }
    if (place === 'header' && KNOWN_HEADERS.includes(name.toLowerCase())) continue;
    if (place !== 'path' && place !== 'query') {
      problems.add(where, `Parameter "${name}" is in ${String(place)}.`, SUPPORT);
      continue;
    }
    const schema = isObject(parameter['schema']) ? parameter['schema'] : parameter;
    const { type } = readType(schema, `${where}, parameter ${name}`, problems);
    if (!parameters.some((other) => other.name === name && other.in === place)) {
      parameters.push({ name, in: place, type });
    }
  }
  return parameters;
}

function resolveParameter(entry: Json, shared: Json): Json | undefined {
  if (typeof entry['$ref'] !== 'string') return entry;
  const target = shared[entry['$ref'].replace('#/components/parameters/', '')];
  return isObject(target) ? target : undefined;
}

function readBody(body: unknown, where: string, problems: Problems): Shape | undefined {
  if (!isObject(body)) return undefined;
  return readContent(objectAt(body, 'content'), `${where}, body`, problems).shape;
}

function readResponses(
  operation: Json,
  where: string,
  problems: Problems,
): { status: number; response: Shape | undefined; mediaType: string } {
  const responses = objectAt(operation, 'responses');
  const key = Object.keys(responses).find((name) => /^2\d\d$/.test(name)) ?? 'default';
  if (responses[key] === undefined) {
    problems.add(where, 'It declares no successful answer.', 'Add its response to overrides/paths.json.');
  }
  const { shape, mediaType } = readContent(
    objectAt(objectAt(responses, key), 'content'),
    `${where}, response`,
    problems,
  );
  return { status: key === 'default' ? 200 : Number(key), response: shape, mediaType };
}

/** Every JSON media type, with or without a version, is `application/json` to us. */
function readContent(
  content: Json,
  where: string,
  problems: Problems,
): { shape: Shape | undefined; mediaType: string } {
  const [rawType = 'application/json', media] = Object.entries(content)[0] ?? [];
  const bare = rawType.split(';')[0]?.trim().toLowerCase() ?? '';
  const mediaType = bare === 'text/json' || bare.endsWith('+json') ? 'application/json' : bare;
  return { shape: readShape(isObject(media) ? objectAt(media, 'schema') : {}, where, problems), mediaType };
}

function readShape(schema: Json, where: string, problems: Problems): Shape | undefined {
  if (Object.keys(schema).length === 0) return undefined;
  const value = readType(schema, where, problems);
  if (value.type !== 'array') {
    return value.schema === undefined
      ? { type: value.type, array: false }
      : { schema: value.schema, array: false };
  }
  return value.schema === undefined
    ? { type: value.items, array: true }
    : { schema: value.schema, array: true };
}
