/** What one field of a record holds. */
export type FieldType =
  | 'string'
  | 'boolean'
  | 'integer'
  | 'number'
  | 'datetime'
  | 'date'
  | 'uuid'
  | 'binary'
  /** Another record, by id, identifier or name: `{ id, name, _info }`. */
  | 'reference'
  /** A structure that belongs to the record. */
  | 'object'
  | 'array'
  /** Names the specification leaves open, such as `_info`. */
  | 'map'
  /** No type given, e.g. the `value` of a custom field. */
  | 'any';

/** One field of a schema, as the specification and the overrides describe it. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  /** The schema of a reference, an object, or the members of an array of objects. */
  readonly schema?: string | undefined;
  /** What the members of an array are. */
  readonly items?: FieldType | undefined;
  readonly required: boolean;
  readonly requiredOnUpdate: boolean;
  readonly nullable: boolean;
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
  /** Taken when a record is made, and never again. */
  readonly createOnly?: boolean | undefined;
  /** Taken by conditions, and in no answer. */
  readonly filterOnly?: boolean | undefined;
  /** In characters. */
  readonly maxLength?: number | undefined;
  /** The known values; tenants on newer releases may have more. */
  readonly enum?: readonly string[] | undefined;
  /** Whether the list is an old one that nobody has confirmed since: it may lack values. */
  readonly enumDated?: boolean | undefined;
}

/** A named structure of the API. */
export interface Schema {
  readonly name: string;
  readonly fields: readonly Field[];
  /** The field of that name, without regard to case. */
  field(name: string): Field | undefined;
  /** The path that conditions mean by another name for it, without regard to case. */
  alias(name: string): string | undefined;
}

/** The methods that operations of the API have. */
export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A value that is sent or answered: a schema, an array of one, a scalar, or bytes. */
export interface Shape {
  /** The schema's name; absent for scalars, bytes and what the specification leaves open. */
  readonly schema?: string | undefined;
  readonly type?: FieldType | undefined;
  readonly array: boolean;
}

/** A parameter of an operation, in its path or its query. */
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly type: FieldType;
}

/** One method on one path. */
export interface Operation {
  readonly method: HttpMethod;
  /** Normalised: no trailing slash, sound templates, e.g. `/service/boards/{parentId}/statuses/{id}`. */
  readonly path: string;
  /** As the specification spells it, where that differs from `path`. */
  readonly specPath: string;
  readonly parameters: readonly Parameter[];
  /** Whether it takes `conditions`, `fields`, `page` and the other list parameters. */
  readonly listParameters: boolean;
  readonly body?: Shape | undefined;
  readonly status: number;
  readonly response?: Shape | undefined;
  readonly mediaType: string;
}

/** What a collection can do beside being counted; where it can `update`, it can `patch`. */
export type Verb = 'list' | 'get' | 'create' | 'update' | 'replace' | 'delete';

/** A collection of records: a path whose GET answers an array, and what lies at one record of it. */
export interface Resource {
  /** Without the leading slash and parameters: `service/tickets`, `service/tickets/notes`. Unique. */
  readonly name: string;
  /** `/service/tickets/{parentId}/notes` */
  readonly path: string;
  /** The path of one record, where the API has one. */
  readonly itemPath?: string | undefined;
  readonly module: string;
  /** Names of the path parameters before the collection, outermost first. */
  readonly parents: readonly string[];
  /** The schema of one record. */
  readonly entity: string;
  /** The field that identifies a record among its siblings; absent where records have none. */
  readonly key?: string | undefined;
  /** Which operations the API has: on the collection itself, or on the path of one record. */
  readonly verbs: readonly Verb[];
  /** Whether `pageId` works here; where it does not, pages are read by number. */
  readonly forwardOnly: boolean;
  /** Whether the specification declares `{path}/count`. */
  readonly countable: boolean;
  /** Names a user may type instead of `name`, e.g. `tickets`. */
  readonly shortNames: readonly string[];
  /**
   * Fields to index, as conditions paths. Each entry is one index; the store appends `id`. From the
   * overrides.
   */
  readonly indexes: readonly (readonly string[])[];
  /** Text fields with a trigram index for `contains`. From the overrides. */
  readonly trigrams: readonly string[];
  /** Fields that are query parameters of their own: `?recordId=5` answers records that have it. From the overrides. */
  readonly narrowedBy: readonly string[];
  /** Fields a terminal shows unless told otherwise. */
  readonly columns: readonly string[];
  /** Where the records are really kept, for a collection that only shows others. */
  readonly view?: ResourceView | undefined;
}

/** A collection that shows the records of another one, e.g. `/service/tickets/{id}/timeentries`. */
export interface ResourceView {
  /** Name of the resource that keeps the records. */
  readonly of: string;
  /**
   * Conditions that select them; `{parentId}` stands for that path parameter. Absent: the records
   * under the same parents.
   */
  readonly where?: string | undefined;
}

/** A conditions path that was found on a resource. */
export interface FieldMatch {
  /** As the API spells it: `status/name`, `_info/lastUpdated`. */
  readonly path: string;
  /** The names from the record down to the value, e.g. `['_info', 'lastUpdated']`. */
  readonly names: readonly string[];
  /** The fields walked, the last one being what is compared. */
  readonly fields: readonly Field[];
  /** The last of `fields`. */
  readonly field: Field;
  /** The first array on the way, where there is one: it needs `childConditions`. */
  readonly array?: Field | undefined;
}

/** A path of a request held against the catalog. */
export interface PathMatch {
  readonly path: string;
  /** Path parameters by name, decoded, as text. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Operations of this path by method. */
  readonly operations: Readonly<Partial<Record<HttpMethod, Operation>>>;
  /** What kind of place it is, where it belongs to a resource. */
  readonly place?:
    { readonly resource: Resource; readonly kind: 'collection' | 'item' | 'count' } | undefined;
}

/** One step of the tree that all paths make: what may follow. Chains and routing walk it. */
export interface PathNode {
  /** Literal segments by their exact spelling. */
  readonly children: ReadonlyMap<string, PathNode>;
  /** The parameter that may stand here, and what follows it. */
  readonly parameter?: { readonly name: string; readonly node: PathNode } | undefined;
  readonly path: string;
  readonly operations: Readonly<Partial<Record<HttpMethod, Operation>>>;
  /** As of a {@link PathMatch}. */
  readonly place?: PathMatch['place'];
}
