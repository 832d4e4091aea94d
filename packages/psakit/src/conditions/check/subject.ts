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

/** What a field takes, as far as operators and literals are concerned. */
export type Family = 'text' | 'number' | 'boolean' | 'moment' | 'enum' | 'any' | 'whole';

/** The family of a subject: an enumeration is one whatever its type, an untyped field takes anything. */
export function familyOf({ field, typed }: Subject): Family {
  if (!typed) return 'any';
  if (field.enum) return 'enum';
  switch (field.type) {
    case 'string':
    case 'uuid':
    case 'binary':
      return 'text';
    case 'integer':
    case 'number':
      return 'number';
    case 'datetime':
    case 'date':
      return 'moment';
    case 'boolean':
      return 'boolean';
    case 'any':
      return 'any';
    case 'reference':
    case 'object':
    case 'map':
    case 'array':
      return 'whole';
  }
}
