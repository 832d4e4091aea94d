/** Below a member: the members of a reference, of a structure, or of the elements of a list. */
type Inner<Value> =
  NonNullable<Value> extends readonly (infer Item)[] ? NonNullable<Item> : NonNullable<Value>;

/**
 * The fields of a record and those one step below, as `fields` takes them: `summary`, `status`, `status/name`.
 * What is offered while one types; deeper paths are taken too.
 */
export type FieldPath<T> = string extends keyof T
  ? string
  : {
      [Name in keyof T & string]: Inner<T[Name]> extends object
        ? Name | `${Name}/${keyof Inner<T[Name]> & string}`
        : Name;
    }[keyof T & string];

/** Whether a record has such a field, however deep. */
type HasField<T, Path extends string> = string extends keyof T
  ? true
  : Path extends keyof T
    ? true
    : Path extends `${infer Head}/${infer Rest}`
      ? Head extends keyof T
        ? HasField<Inner<T[Head]>, Rest>
        : false
      : false;

/**
 * The option `fields`. A list that is written out is checked name by name; texts that a program learns when it
 * runs are taken as they are.
 */
export interface Reading<T, Fields extends readonly string[]> {
  readonly fields?: FieldList<T, Fields> | undefined;
}

type FieldList<T, Fields extends readonly string[]> = string extends Fields[number]
  ? Fields
  : [UnknownField<T, Fields[number]>] extends [never]
    ? Fields
    : readonly FieldPath<T>[];

type UnknownField<T, Path extends string> = Path extends string
  ? HasField<T, Path> extends true
    ? never
    : Path
  : never;

/**
 * What is read of a record where `fields` are given: those alone. Of a list that only the running program
 * knows, any of them may be there or not.
 *
 * @example Selected<Ticket, ['id', 'status/name']> // { id: number; status?: { name?: string } }
 */
export type Selected<T, Fields extends readonly string[]> = string extends keyof T
  ? T
  : Fields extends readonly []
    ? T
    : string extends Fields[number]
      ? Partial<T>
      : number extends Fields['length']
        ? Partial<Picked<T, Fields[number]>>
        : Picked<T, Fields[number]>;

type Head<Path> = Path extends `${infer First}/${string}` ? First : Path;

type Rest<Path, First extends string> = Path extends `${First}/${infer Below}` ? Below : never;

type Picked<T, Path extends string> = string extends keyof T
  ? { readonly [Name in Head<Path> & keyof T]?: T[Name] }
  : Kept<T, Path, Head<Path> & keyof T>;

/** Keeps the `?` of each member. */
type Kept<T, Path extends string, Names extends keyof T> = {
  [Name in Names]: Name extends Path ? T[Name] : Narrowed<T[Name], Rest<Path, Name & string>>;
};

type Narrowed<Value, Path extends string> = Value extends readonly (infer Item)[]
  ? Picked<Item, Path>[]
  : Value extends object
    ? Picked<Value, Path>
    : Value;
