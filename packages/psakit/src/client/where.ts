import type {
  ChildConditionBuilder,
  Clause,
  Condition,
  ConditionBuilder,
  CustomFieldConditionBuilder,
} from '../conditions/index.js';

/** A condition in any of its forms: a text, a value, or a function of the fields. */
export type ConditionInput<Builder> = string | Condition | Clause | ((fields: Builder) => Clause | Condition);

/** What `where` takes. */
export type Where<T> = ConditionInput<ConditionBuilder<T>>;
/** What `childWhere` takes. */
export type ChildWhere<T> = ConditionInput<ChildConditionBuilder<T>>;
/** What `customWhere` takes. */
export type CustomWhere = ConditionInput<CustomFieldConditionBuilder>;

/** Whether names and values are held against the catalog before anything is sent. */
export type Checking = 'error' | 'off';

/** The filters of a call, whatever its record type. */
export interface FilterInput {
  readonly where?: ConditionInput<never> | undefined;
  readonly childWhere?: ConditionInput<never> | undefined;
  readonly customWhere?: ConditionInput<never> | undefined;
}
