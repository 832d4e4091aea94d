import type { Field, Resource } from '../../catalog/index.js';
import type { Leaf } from '../ast.js';
import type { ConditionIssue } from '../issue.js';

/** What a comparison is about. */
export interface Subject {
  /** As the API spells it, for messages. */
  readonly path: string;
  readonly field: Field;
  /** Whether the catalog really knows its type; a member of `_info` other than the time stamps may be anything. */
  readonly typed: boolean;
}

/** Finds what a comparison is about, or says why it cannot be filtered. One for each parameter. */
export type Resolve = (leaf: Leaf, resource: Resource) => Subject | ConditionIssue;
