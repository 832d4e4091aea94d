import { join } from 'node:path';
import { readJson } from './files.js';
import type { FieldType, Method, Place } from './model.js';

/** Where an override comes from: a section of the protocol notes, a recording, or our own reasoning. */
interface Sourced {
  readonly source: string;
}

/** What the specification gets wrong or leaves out, as committed in `packages/psakit/src/catalog/overrides`. */
export interface Overrides {
  readonly paths: PathOverrides;
  readonly fields: FieldOverrides;
  readonly resources: ResourceOverrides;
}

export interface PathOverrides {
  /** A template that cannot be one, and what it means. */
  readonly templates: readonly ({ readonly spec: string; readonly path: string } & Sourced)[];
  /** Literal segments the document spells in several ways: the spelling that stands for all. */
  readonly spellings: readonly ({ readonly path: string } & Sourced)[];
  /** Path parameters under another name. */
  readonly parameterNames: readonly ({ readonly spec: string; readonly name: string } & Sourced)[];
  /** Declared as path parameters of a path that has no slot for them. */
  readonly queryParameters: readonly ({
    readonly method: Method;
    readonly path: string;
    readonly names: readonly string[];
  } & Sourced)[];
  /** Path parameters the operation does not declare. */
  readonly pathParameters: readonly ({
    readonly method: Method;
    readonly path: string;
    readonly name: string;
    readonly type: FieldType;
  } & Sourced)[];
  /** Answers declared as something they cannot be, or not at all. */
  readonly responses: readonly OperationShape[];
  /** Bodies declared as something they cannot be, or not at all. */
  readonly bodies: readonly OperationShape[];
}

/** What is sent or answered: a schema, or a type without one, such as `binary`. */
export interface OperationShape extends Sourced {
  readonly methods: readonly Method[];
  readonly path: string;
  readonly schema?: string;
  readonly type?: FieldType;
  readonly array: boolean;
}

export interface FieldOverrides {
  /** Text fields without a format that hold a moment or a day, wherever the name occurs. */
  readonly moments: readonly ({
    readonly type: 'datetime' | 'date';
    readonly names: readonly string[];
  } & Sourced)[];
  /** Text fields whose name speaks of time, and that are none. */
  readonly notMoments: readonly ({ readonly names: readonly string[] } & Sourced)[];
  /** The type of single fields, before any rule. */
  readonly types: readonly ({
    readonly schema: string;
    readonly fields: readonly string[];
    readonly type: FieldType;
  } & Sourced)[];
  /** Members the specification does not have. */
  readonly added: readonly ({
    readonly schema: string;
    readonly field: string;
    readonly type: FieldType;
    /** The schema of a reference. */
    readonly of?: string;
    readonly readOnly?: boolean;
    /** Conditions take it, and no answer has it. */
    readonly filterOnly?: boolean;
  } & Sourced)[];
  /** Other names by which conditions take a path. */
  readonly aliases: readonly ({
    readonly schema: string;
    readonly name: string;
    readonly path: string;
  } & Sourced)[];
  /** `schema: "*"` is every schema that has the field. */
  readonly readOnly: readonly ({ readonly schema: string; readonly names: readonly string[] } & Sourced)[];
  readonly writeOnly: readonly ({ readonly schema: string; readonly names: readonly string[] } & Sourced)[];
  /** Members that a record takes when it is made, and never again. */
  readonly createOnly: readonly ({ readonly schema: string; readonly names: readonly string[] } & Sourced)[];
}

export interface ResourceOverrides {
  /** Paths that answer an array and are no collection of records. */
  readonly notCollections: readonly ({ readonly path: string } & Sourced)[];
  /** Paths that count or show the records of a resource elsewhere than below it. */
  readonly places: readonly (Place & Sourced)[];
  readonly pagedByNumber: readonly ({ readonly resource: string } & Sourced)[];
  readonly views: readonly ({
    readonly resource: string;
    readonly of: string;
    readonly where?: string;
  } & Sourced)[];
  readonly facts: readonly ({
    readonly resource: string;
    readonly shortNames?: readonly string[];
    /** One entry for each index; the fields of one entry joined by a comma. */
    readonly indexes?: readonly string[];
    readonly trigrams?: readonly string[];
    readonly narrowedBy?: readonly string[];
    readonly columns?: readonly string[];
  } & Sourced)[];
}

/** Reads the three files of an overrides folder. */
export function readOverrides(folder: string): Overrides {
  return {
    paths: readJson(join(folder, 'paths.json')) as PathOverrides,
    fields: readJson(join(folder, 'fields.json')) as FieldOverrides,
    resources: readJson(join(folder, 'resources.json')) as ResourceOverrides,
  };
}
