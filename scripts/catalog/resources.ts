import {
  groupByPath,
  plainName,
  templateParameters,
  VERBS,
  type Api,
  type Method,
  type Operation,
  type Problems,
  type Resource,
  type Schema,
  type Verb,
} from './model.js';
import type { ResourceOverrides } from './overrides.js';

const FILE = 'overrides/resources.json';

/** The collections of an API: every path whose GET answers an array of a schema. */
export function deriveResources(api: Api, overrides: ResourceOverrides, problems: Problems): Resource[] {
  const byPath = groupByPath(api.operations);
  const excluded = new Set(overrides.notCollections.map(({ path }) => path));
  const entities = new Map<string, string>();
  for (const [path, operations] of byPath) {
    const answer = operations.find(({ method }) => method === 'GET')?.response;
    if (answer?.array === true && answer.schema !== undefined && !excluded.has(path))
      entities.set(path, answer.schema);
  }
  const names = nameCollections([...entities.keys()]);
  const schemas = new Map(api.schemas.map((schema) => [schema.name, schema]));
  const resources = [...entities].map(([path, entity]): Resource => {
    const name = names.get(path) ?? path;
    const facts = overrides.facts.find(({ resource }) => resource === name);
    const itemPath = itemPathOf(path, byPath);
    const key = keyOf(schemas.get(entity));
    const view = viewOf(name, path, entity, overrides, names);
    return {
      name,
      path,
      ...(itemPath === undefined ? {} : { itemPath }),
      parents: templateParameters(path),
      entity,
      ...(key === undefined ? {} : { key }),
      verbs: verbsOf(entity, byPath.get(path), itemPath === undefined ? undefined : byPath.get(itemPath)),
      forwardOnly: key !== undefined && !overrides.pagedByNumber.some(({ resource }) => resource === name),
      countable: byPath.has(`${path}/count`),
      shortNames: facts?.shortNames ?? [],
      indexes: (facts?.indexes ?? []).map((fields) => fields.split(',')),
      trigrams: facts?.trigrams ?? [],
      narrowedBy: facts?.narrowedBy ?? [],
      columns: facts?.columns ?? usualColumns(schemas.get(entity), schemas),
      ...(view === undefined ? {} : { view }),
    };
  });
  checkOverrides(resources, schemas, overrides, problems);
  return resources.map((resource) => keptBy(resource, resources)).sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * A name is the path without its parameters. Where two paths would share it, the one with the fewest
 * parameters keeps it and the others are named by their whole template.
 */
export function nameCollections(paths: readonly string[]): Map<string, string> {
  const holders = new Map<string, string>();
  for (const path of paths) {
    const holder = holders.get(plainName(path));
    if (holder === undefined || templateParameters(path).length < templateParameters(holder).length) {
      holders.set(plainName(path), path);
    }
  }
  return new Map(
    paths.map((path) => [path, holders.get(plainName(path)) === path ? plainName(path) : path.slice(1)]),
  );
}

/** One record is `x/{id}`; of `x/info` it is `x/{id}/info`. */
function itemPathOf(path: string, byPath: ReadonlyMap<string, readonly Operation[]>): string | undefined {
  const candidates = [
    `${path}/{id}`,
    ...(path.endsWith('/info') ? [path.replace(/info$/, '{id}/info')] : []),
  ];
  return candidates.find((item) =>
    byPath.get(item)?.some(({ method, response }) => method !== 'POST' && response?.array !== true),
  );
}

/**
 * The operations that are what a collection's verbs do: a create takes one record, and what is done to one
 * record has the path of one record. Any other operation there is called by its method.
 */
function verbsOf(
  entity: string,
  all: readonly Operation[] = [],
  one: readonly Operation[] = [],
): readonly Verb[] {
  const has = (operations: readonly Operation[], method: Method): boolean =>
    operations.some((operation) => operation.method === method);
  const creates = all.some(({ method, body }) => method === 'POST' && body?.schema === entity && !body.array);
  const able: Readonly<Record<Verb, boolean>> = {
    list: true,
    get: has(one, 'GET'),
    create: creates,
    update: has(one, 'PATCH'),
    replace: has(one, 'PUT'),
    delete: has(one, 'DELETE'),
  };
  return VERBS.filter((verb) => able[verb]);
}

function keyOf(schema: Schema | undefined): string | undefined {
  return schema?.fields.some(({ name }) => name === 'id') === true ? 'id' : undefined;
}

/** A view of a view shows what the other one does: every view names the resource that keeps the records. */
function keptBy(resource: Resource, resources: readonly Resource[]): Resource {
  const target = resources.find(({ name }) => name === resource.view?.of);
  if (resource.view === undefined || target?.view === undefined) return resource;
  const where = [target.view.where, resource.view.where].filter((text) => text !== undefined);
  const view = { of: target.view.of, ...(where.length === 0 ? {} : { where: where.join(' and ') }) };
  return keptBy({ ...resource, view }, resources);
}

/**
 * The overrides first; then by rule `x/info` shows the records of `x`, and `module/info/x` those of
 * `module/x`.
 */
function viewOf(
  name: string,
  path: string,
  entity: string,
  overrides: ResourceOverrides,
  names: ReadonlyMap<string, string>,
): Resource['view'] {
  const listed = overrides.views.find(({ resource }) => resource === name);
  if (listed !== undefined) {
    return { of: listed.of, ...(listed.where === undefined ? {} : { where: listed.where }) };
  }
  if (path.endsWith('/info')) {
    const base = names.get(path.slice(0, -'/info'.length));
    if (base !== undefined) return { of: base };
  }
  const [, module = '', info, ...rest] = path.split('/');
  const base =
    info === 'info' && entity.endsWith('Info') ? names.get(`/${module}/${rest.join('/')}`) : undefined;
  return base === undefined ? undefined : { of: base };
}

/** What records are called, then whose they are. */
const TITLES = [
  'identifier',
  'name',
  'summary',
  'title',
  'subject',
  'caption',
  'description',
  'text',
  'firstName',
  'lastName',
  'value',
  'type',
];
const REFERENCES = ['type', 'status', 'board', 'company', 'contact', 'member'];
const REFERENCE_TITLES = ['name', 'identifier', 'description', 'id'];

/** What a terminal shows of records for which no override names columns. */
function usualColumns(schema: Schema | undefined, schemas: ReadonlyMap<string, Schema>): string[] {
  const fields = schema?.fields ?? [];
  const plain = (names: readonly string[]): string[] =>
    names.filter((name) => fields.some((field) => field.name === name && field.schema === undefined));
  const references = REFERENCES.flatMap((name) => {
    const reference = fields.find((field) => field.name === name && field.type === 'reference');
    const inner = schemas.get(reference?.schema ?? '')?.fields ?? [];
    const title = REFERENCE_TITLES.find((candidate) => inner.some((field) => field.name === candidate));
    return title === undefined ? [] : [`${name}/${title}`];
  });
  const columns = [
    ...plain(['id']),
    ...plain(TITLES).slice(0, 3),
    ...references.slice(0, 3),
    ...plain(['inactiveFlag']),
  ];
  return columns.length > 0 ? columns : fields.slice(0, 4).map(({ name }) => name);
}

function checkOverrides(
  resources: readonly Resource[],
  schemas: ReadonlyMap<string, Schema>,
  overrides: ResourceOverrides,
  problems: Problems,
): void {
  const known = new Map(resources.map((resource) => [resource.name, resource]));
  const checkName = (list: string, name: string): void => {
    if (!known.has(name)) {
      problems.add(`${FILE}, ${list}`, `There is no resource ${name}.`, 'Correct or remove the entry.');
    }
  };
  overrides.pagedByNumber.forEach(({ resource }) => {
    checkName('pagedByNumber', resource);
  });
  overrides.places.forEach(({ resource }) => {
    checkName('places', resource);
  });
  overrides.views.forEach(({ resource, of }) => {
    checkName('views', resource);
    checkName('views', of);
  });
  const shortNames = new Set<string>();
  for (const {
    resource,
    shortNames: names = [],
    indexes = [],
    trigrams = [],
    narrowedBy = [],
    columns = [],
  } of overrides.facts) {
    checkName('facts', resource);
    const schema = schemas.get(known.get(resource)?.entity ?? '');
    for (const path of [
      ...indexes.flatMap((fields) => fields.split(',')),
      ...trigrams,
      ...narrowedBy,
      ...columns,
    ]) {
      if (schema !== undefined && !hasPath(schema, path, schemas)) {
        problems.add(`${FILE}, facts of ${resource}`, `There is no field ${path}.`, 'Correct or remove it.');
      }
    }
    for (const name of names) {
      if (shortNames.has(name))
        problems.add(`${FILE}, facts of ${resource}`, `"${name}" is taken.`, 'Choose another.');
      shortNames.add(name);
    }
  }
}

function hasPath(schema: Schema, path: string, schemas: ReadonlyMap<string, Schema>): boolean {
  const [first, ...rest] = path.split('/');
  const field = schema.fields.find(({ name }) => name === first);
  if (field === undefined) return false;
  if (rest.length === 0 || field.type === 'map') return true;
  const inner = field.schema === undefined ? undefined : schemas.get(field.schema);
  return inner !== undefined && hasPath(inner, rest.join('/'), schemas);
}
