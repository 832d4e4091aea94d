/**
 * Where a node stands in its text: offsets of its first character and just after its last, and the line
 * and column of the first, both from 1 as the server counts them (PROTOCOL 2.5). Nodes that were built
 * rather than parsed have none.
 */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}

/** A field as a condition names it: `status/name` is `['status', 'name']`, spelled as typed. */
export interface FieldPath {
  readonly kind: 'field';
  readonly path: readonly string[];
  readonly span?: Span | undefined;
}

/** A text, without its quotes. */
export interface TextLiteral {
  readonly kind: 'text';
  readonly value: string;
  readonly span?: Span | undefined;
}

/** Digits as written, so that `1.50` prints as `1.50`. */
export interface NumberLiteral {
  readonly kind: 'number';
  readonly value: number;
  readonly raw: string;
  readonly span?: Span | undefined;
}

/** `true` or `false`. */
export interface BooleanLiteral {
  readonly kind: 'boolean';
  readonly value: boolean;
  readonly span?: Span | undefined;
}

/** `null`: the field is empty. */
export interface NullLiteral {
  readonly kind: 'null';
  readonly span?: Span | undefined;
}

/** A moment: canonical UTC text `2024-01-01T00:00:00Z`, with a fraction only when it is not zero. */
export interface DateTimeLiteral {
  readonly kind: 'datetime';
  readonly value: string;
  readonly span?: Span | undefined;
}

/** A date without time, `2024-01-01`: the moment it begins in UTC. */
export interface DateLiteral {
  readonly kind: 'date';
  readonly value: string;
  readonly span?: Span | undefined;
}

/** What a field is compared with. */
export type Literal =
  TextLiteral | NumberLiteral | BooleanLiteral | NullLiteral | DateTimeLiteral | DateLiteral;

/** `status/id = 1`, `closedDate != null`. */
export interface Comparison {
  readonly kind: 'compare';
  readonly field: FieldPath;
  readonly operator: '=' | '!=' | '<' | '<=' | '>' | '>=';
  readonly value: Literal;
  readonly span?: Span | undefined;
}

/** `summary contains "vpn"`, `summary not like "%vpn%"`. */
export interface TextMatch {
  readonly kind: 'contains' | 'like';
  readonly negated: boolean;
  readonly field: FieldPath;
  readonly value: Literal;
  readonly span?: Span | undefined;
}

/** `status/id in (1, 2)`, `status/id not in (5)`. */
export interface Membership {
  readonly kind: 'in';
  readonly negated: boolean;
  readonly field: FieldPath;
  readonly values: readonly Literal[];
  readonly span?: Span | undefined;
}

/** All of two or more conditions. Never directly inside another `and` unless it was parenthesised. */
export interface Conjunction {
  readonly kind: 'and';
  readonly items: readonly Condition[];
  readonly span?: Span | undefined;
}

/** Any of two or more conditions. */
export interface Disjunction {
  readonly kind: 'or';
  readonly items: readonly Condition[];
  readonly span?: Span | undefined;
}

/** One test of one field. */
export type Leaf = Comparison | TextMatch | Membership;

/** What a conditions text means. Parser and builders both end here; only this is checked and compiled. */
export type Condition = Conjunction | Disjunction | Leaf;

/** One term of an `orderBy` list. */
export interface OrderTerm {
  readonly field: FieldPath;
  readonly descending: boolean;
}

/** Which of the three query parameters a condition stands in; they resolve names differently. */
export type ConditionParameter = 'conditions' | 'childConditions' | 'customFieldConditions';
