import type { Clause } from './clause.js';

/**
 * The fields of an entity, each with the operators that its type takes. References lead on to their own
 * fields; lists cannot be filtered here, which is what `ChildConditionBuilder` is for. Only the fields that
 * a program names are ever looked at by the compiler.
 *
 * @example (t: ConditionBuilder<Ticket>) => t.status.name.eq('New').and(t.priority.id.lte(2))
 */
export type ConditionBuilder<Entity> = {
  readonly [Name in keyof Entity]-?: FieldBuilder<Entity[Name]>;
};

/** The lists of an entity, each leading to the fields of its elements, for `childConditions`. */
export type ChildConditionBuilder<Entity> = {
  readonly [Name in keyof Entity]-?: NonNullable<Entity[Name]> extends readonly (infer Child)[]
    ? Child extends object
      ? ConditionBuilder<Child>
      : FieldBuilder<Child>
    : never;
};

/** Custom fields, by `caption` and `value` or by their own names, for `customFieldConditions`. */
export type CustomFieldConditionBuilder = Readonly<Record<string, AnyField>> & {
  readonly caption: TextField;
  readonly value: AnyField;
};

/** What can be asked of a field whose values are of this type. */
export type FieldBuilder<Value> = unknown extends Value
  ? AnyField
  : [NonNullable<Value>] extends [string]
    ? [NamesIn<Value>] extends [never]
      ? TextField
      : Equality<NonNullable<Value>>
    : [NonNullable<Value>] extends [number]
      ? NumberField
      : [NonNullable<Value>] extends [boolean]
        ? Equality<boolean>
        : [NonNullable<Value>] extends [readonly unknown[]]
          ? never
          : [NonNullable<Value>] extends [object]
            ? NullTests & ConditionBuilder<NonNullable<Value>> & InfoNames<NonNullable<Value>>
            : AnyField;

/** The members that `_info` is filtered by, so that a compiler that doubts names of a map takes them (PROTOCOL 2.4). */
type InfoNames<Value> = string extends keyof Value
  ? Readonly<
      Record<'lastUpdated' | 'updatedBy' | 'dateEntered' | 'enteredBy', FieldBuilder<Value[keyof Value]>>
    >
  : unknown;

/** The names an enumeration lists; never for plain text. */
type NamesIn<Value> = Value extends string ? (string extends Value ? never : Value) : never;

/** Tests that every field takes, whole references included. */
export interface NullTests {
  readonly isNull: () => Clause;
  readonly isNotNull: () => Clause;
}

export interface Equality<Value> extends NullTests {
  /** `=`; with null the same as `isNull`. */
  readonly eq: (value: Value | null) => Clause;
  /** `!=`; false where the field is null, unless compared with null. */
  readonly ne: (value: Value | null) => Clause;
  /** One of these. Throws `INVALID_ARGUMENT` for an empty list. */
  readonly in: (values: readonly Value[]) => Clause;
  /** None of these, and not null. Throws `INVALID_ARGUMENT` for an empty list. */
  readonly notIn: (values: readonly Value[]) => Clause;
}

interface Order<Value> {
  readonly lt: (value: Value) => Clause;
  readonly lte: (value: Value) => Clause;
  readonly gt: (value: Value) => Clause;
  readonly gte: (value: Value) => Clause;
}

interface Search {
  readonly contains: (text: string) => Clause;
  readonly notContains: (text: string) => Clause;
  /** `*` or `%` for any text, `[ab]` for one of several characters. */
  readonly like: (pattern: string) => Clause;
  readonly notLike: (pattern: string) => Clause;
}

export type NumberField = Equality<number> & Order<number>;

/** Texts, and the moments that records hold as texts. */
export type TextField = Equality<string | Date> & Order<string | Date> & Search;

/** A field of which nobody knows the type, such as the value of a custom field. */
export type AnyField = Equality<string | number | boolean | Date> & Order<string | number | Date> & Search;
