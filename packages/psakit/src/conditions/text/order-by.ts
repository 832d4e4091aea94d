import type { OrderTerm } from '../ast.js';
import { readFieldList } from './field-list.js';
import { printFieldPath } from './field-path.js';

/**
 * Reads an `orderBy` list, `priority/id asc, dateEntered desc` (PROTOCOL 2.6). Throws `CONDITION_SYNTAX`.
 */
export function parseOrderBy(text: string): readonly OrderTerm[] {
  return readFieldList(text, 'order', (scanner, field) => {
    const descending = scanner.takeWord('desc');
    if (!descending) scanner.takeWord('asc');
    return { field, descending };
  });
}

/** The canonical text of an order; ascending terms carry no word. */
export function printOrderBy(terms: readonly OrderTerm[]): string {
  return terms
    .map(({ field, descending }) => `${printFieldPath(field)}${descending ? ' desc' : ''}`)
    .join(', ');
}
