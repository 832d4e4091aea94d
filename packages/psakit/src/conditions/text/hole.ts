import type { Condition, Literal } from '../ast.js';

/** What a `${…}` of a template stands for. It was never text, so nothing in it can be read as syntax. */
export type Hole =
  | { readonly kind: 'value'; readonly literal: Literal }
  | { readonly kind: 'list'; readonly literals: readonly Literal[] }
  | { readonly kind: 'condition'; readonly condition: Condition };

/** The character that holds the place of a {@link Hole} in the text of a template. */
export const HOLE = '\ufffc';
