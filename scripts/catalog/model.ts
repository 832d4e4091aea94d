/** What the importer works on: an OpenAPI document without its wrapping, then corrected by the overrides. */

export const FIELD_TYPES = [
  'string',
  'boolean',
  'integer',
  'number',
  'datetime',
  'date',
  'uuid',
  'binary',
  'reference',
  'object',
  'array',
  'map',
  'any',
] as const;

export type FieldType = (typeof FIELD_TYPES)[number];

/** A type with what it is made of. */
export interface ValueType {
  readonly type: FieldType;
  /** The schema of a reference, an object, or of an array's members. */
  readonly schema?: string | undefined;
  /** The members of an array. */
  readonly items?: FieldType | undefined;
}

export interface Field extends ValueType {
  readonly name: string;
  readonly required: boolean;
  readonly requiredOnUpdate: boolean;
  readonly nullable: boolean;
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
  readonly createOnly?: boolean | undefined;
  readonly filterOnly?: boolean | undefined;
  readonly maxLength?: number | undefined;
  readonly enum?: readonly string[] | undefined;
  readonly enumDated?: boolean | undefined;
}

export interface Schema {
  readonly name: string;
  readonly fields: readonly Field[];
  /** Other names by which conditions take a path. */
  readonly aliases?: readonly { readonly name: string; readonly path: string }[];
}

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

export type Method = (typeof METHODS)[number];

/** What a collection can do beside being counted; `update` brings `patch` along. */
export const VERBS = ['list', 'get', 'create', 'update', 'replace', 'delete'] as const;

export type Verb = (typeof VERBS)[number];

export interface Shape {
  readonly schema?: string | undefined;
  readonly type?: FieldType | undefined;
  readonly array: boolean;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly type: FieldType;
}

export interface Operation {
  readonly method: Method;
  readonly path: string;
  readonly specPath: string;
  readonly parameters: readonly Parameter[];
  readonly listParameters: boolean;
  readonly body?: Shape | undefined;
  readonly status: number;
  readonly response?: Shape | undefined;
  readonly mediaType: string;
}

/** A collection as the run-time data describes it; what is false or empty is left out. */
export interface Resource {
  readonly name: string;
  readonly path: string;
  readonly itemPath?: string;
  readonly parents: readonly string[];
  readonly entity: string;
  readonly key?: string;
  readonly verbs: readonly Verb[];
  readonly forwardOnly: boolean;
  readonly countable: boolean;
  readonly shortNames: readonly string[];
  readonly indexes: readonly (readonly string[])[];
  readonly trigrams: readonly string[];
  readonly narrowedBy: readonly string[];
  readonly columns: readonly string[];
  readonly view?: { readonly of: string; readonly where?: string };
}

/** A path that counts or shows the records of a resource, and is not below the path of that resource. */
export interface Place {
  readonly path: string;
  readonly kind: 'item' | 'count';
  readonly resource: string;
}

export interface Api {
  readonly version: string;
  readonly schemas: readonly Schema[];
  readonly operations: readonly Operation[];
}

/** One thing an import cannot take as it stands. */
export interface Problem {
  /** Where in the document or the overrides, e.g. `GET /service/tickets` or `overrides/paths.json, spelling[2]`. */
  readonly where: string;
  readonly message: string;
  readonly cure: string;
}

/** Collects problems, so that one run reports all of them. */
export class Problems {
  readonly #list: Problem[] = [];

  add(where: string, message: string, cure: string): void {
    this.#list.push({ where, message, cure });
  }

  get list(): readonly Problem[] {
    return this.#list;
  }
}

/** The path parameters of a template, outermost first. */
export function templateParameters(path: string): string[] {
  return [...path.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? '');
}

/** The operations of each path, in the order of METHODS whatever the order of the document. */
export function groupByPath(operations: readonly Operation[]): Map<string, Operation[]> {
  const byPath = new Map<string, Operation[]>();
  for (const operation of operations) {
    const list = byPath.get(operation.path);
    if (list === undefined) byPath.set(operation.path, [operation]);
    else list.push(operation);
  }
  for (const list of byPath.values()) {
    list.sort((a, b) => METHODS.indexOf(a.method) - METHODS.indexOf(b.method));
  }
  return byPath;
}

/** A path without its parameters and leading slash: the usual name of a collection. */
export function plainName(path: string): string {
  return path
    .split('/')
    .filter((segment) => segment !== '' && !segment.startsWith('{'))
    .join('/');
}
