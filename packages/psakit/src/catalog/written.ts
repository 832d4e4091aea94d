/*
 * What the compiler knows about writing a record, beside what is read of it. The generated interfaces of
 * records carry it under a symbol that no value has: one declaration serves reading and writing, and what is
 * special of a record is a short list of names.
 */

declare const writing: unique symbol;

/** The names of a record that count when it is written. */
interface WriteFacts {
  readonly required: string;
  readonly readOnly: string;
  readonly moments: string;
  readonly writeOnly: object;
  readonly createOnly: string;
}

/** A record, and what is special about writing it. All of it is for the compiler: no value has this member. */
export interface Written<
  Required extends string = never,
  ReadOnly extends string = never,
  Moments extends string = never,
  WriteOnly extends object = object,
  CreateOnly extends string = never,
> {
  readonly [writing]?: {
    readonly required: Required;
    readonly readOnly: ReadOnly;
    readonly moments: Moments;
    readonly writeOnly: WriteOnly;
    readonly createOnly: CreateOnly;
  };
}

declare const reference: unique symbol;

/** A record named by another one. Written, it may be named by `id`, `identifier` or `name` (PROTOCOL 6.2). */
export interface Named {
  readonly [reference]?: true;
}

/** Whether a type is a reference to another record. */
export type IsNamed<T> = typeof reference extends keyof T ? true : false;

type FactsOf<T> = typeof writing extends keyof T
  ? NonNullable<T[typeof writing]> extends infer Facts extends WriteFacts
    ? Facts
    : never
  : { required: never; readOnly: never; moments: never; writeOnly: object; createOnly: never };

/** The names of members that a new record needs. */
export type RequiredNames<T> = FactsOf<T>['required'];

/** The names of members that can be written, and are read as well. */
export type WritableNames<T> = Exclude<keyof T & string, 'id' | '_info' | FactsOf<T>['readOnly']>;

/** The names of members that are a date or a moment, and can be written. */
export type MomentNames<T> = FactsOf<T>['moments'];

/** Members that are sent and never answered, such as a password. */
export type WriteOnlyMembers<T> = FactsOf<T>['writeOnly'];

/** The names of those that only a new record takes. */
export type CreateOnlyNames<T> = FactsOf<T>['createOnly'];
