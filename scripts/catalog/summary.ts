import type { Api, Field, Operation, Parameter, Resource } from './model.js';
import type { Overrides } from './overrides.js';

/** What an import did, to be read by the one who ran it. */
export interface Summary {
  /** How much of the document is in the data. */
  readonly counts: Readonly<Record<string, number>>;
  /** How much of it the overrides changed. */
  readonly changes: Readonly<Record<string, number>>;
  /** Overrides that met nothing in this document; a newer release may have corrected it. */
  readonly unused: readonly string[];
}

/** Compares the document as it was read with what the overrides made of it. */
export function summarise(raw: Api, api: Api, resources: readonly Resource[], overrides: Overrides): Summary {
  const before = new Map(fieldsOf(raw));
  const after = fieldsOf(api);
  const countFields = (isChanged: (field: Field, old: Field | undefined) => boolean): number =>
    after.filter(([name, field]) => isChanged(field, before.get(name))).length;
  const countOperations = (
    isChanged: (operation: Operation, old: Operation | undefined) => boolean,
  ): number =>
    api.operations.filter((operation, index) => isChanged(operation, raw.operations[index])).length;
  const countResources = (has: (resource: Resource) => boolean): number => resources.filter(has).length;
  return {
    counts: {
      paths: new Set(raw.operations.map(({ path }) => path)).size,
      operations: api.operations.length,
      schemas: api.schemas.length,
      fields: after.length,
      resources: resources.length,
    },
    changes: {
      'operations under another path': countOperations(({ path, specPath }) => path !== specPath),
      'operations with corrected parameters': countOperations(
        ({ parameters }, old) => parametersText(parameters) !== parametersText(old?.parameters),
      ),
      'operations with a corrected answer': countOperations(
        ({ response }, old) => JSON.stringify(response) !== JSON.stringify(old?.response),
      ),
      'operations with a corrected body': countOperations(
        ({ body }, old) => JSON.stringify(body) !== JSON.stringify(old?.body),
      ),
      'fields added': countFields((_, old) => old === undefined),
      'fields of another type': countFields((field, old) => old !== undefined && old.type !== field.type),
      'fields made read-only': countFields((field, old) => field.readOnly && old?.readOnly !== true),
      'fields made write-only': countFields((field, old) => field.writeOnly && old?.writeOnly !== true),
      'resources paged by number': countResources(({ forwardOnly }) => !forwardOnly),
      'resources that show others': countResources(({ view }) => view !== undefined),
      'resources with short names': countResources(({ shortNames }) => shortNames.length > 0),
      'resources with indexes': countResources(({ indexes }) => indexes.length > 0),
    },
    unused: unusedOverrides(raw, api, overrides),
  };
}

function fieldsOf(api: Api): [string, Field][] {
  return api.schemas.flatMap(({ name, fields }) =>
    fields.map((field): [string, Field] => [`${name}.${field.name}`, field]),
  );
}

/** Without regard to order, which the importer makes that of the path. */
function parametersText(parameters: readonly Parameter[] = []): string {
  return parameters
    .map((parameter) => JSON.stringify(parameter))
    .sort()
    .join();
}

function unusedOverrides(raw: Api, api: Api, overrides: Overrides): string[] {
  const specPaths = new Set(raw.operations.map(({ path }) => path));
  const paths = new Set(api.operations.map(({ path }) => path));
  const names = new Set(raw.schemas.flatMap(({ fields }) => fields.map(({ name }) => name)));
  const { templates, queryParameters, pathParameters, responses, bodies } = overrides.paths;
  const { moments, notMoments } = overrides.fields;
  const { notCollections, places } = overrides.resources;
  const missing = (list: string, all: readonly string[], known: ReadonlySet<string>): string[] =>
    all.filter((name) => !known.has(name)).map((name) => `${list}: ${name}`);
  const pathsOf = (entries: readonly { readonly path: string }[]): string[] =>
    entries.map(({ path }) => path);
  const namesOf = (entries: readonly { readonly names: readonly string[] }[]): string[] =>
    entries.flatMap((entry) => entry.names);
  return [
    ...missing(
      'paths.json, templates',
      templates.map(({ spec }) => spec),
      specPaths,
    ),
    ...missing('paths.json, queryParameters', pathsOf(queryParameters), paths),
    ...missing('paths.json, pathParameters', pathsOf(pathParameters), paths),
    ...missing('paths.json, responses', pathsOf(responses), paths),
    ...missing('paths.json, bodies', pathsOf(bodies), paths),
    ...missing('fields.json, moments', namesOf(moments), names),
    ...missing('fields.json, notMoments', namesOf(notMoments), names),
    ...missing('resources.json, notCollections', pathsOf(notCollections), paths),
    ...missing('resources.json, places', pathsOf(places), paths),
  ];
}
