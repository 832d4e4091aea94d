import type { FieldPath } from '../ast.js';
import { readFieldList } from './field-list.js';
import { printFieldPath } from './field-path.js';

/** Reads a `fields` list, `id,summary,status/name` (PROTOCOL 2.6). Throws `CONDITION_SYNTAX`. */
export function parseFields(text: string): readonly FieldPath[] {
  return readFieldList(text, 'fields', (_scanner, field) => field);
}

/** The canonical text of a list of fields, without spaces, as it goes into a URL. */
export function printFields(paths: readonly FieldPath[]): string {
  return paths.map(printFieldPath).join(',');
}
