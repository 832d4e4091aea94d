import type { Condition, Leaf, Literal } from '../ast.js';
import { conditionOf } from '../build/clause.js';
import { nest, needsParentheses } from '../nesting.js';
import { printFieldPath } from './field-path.js';
import { quote } from './quote.js';

/**
 * The canonical text of a condition: what `parse` reads back as an equal one. Texts in double quotes
 * where they can be, moments in brackets and UTC, numbers as written, keywords in lower case, parentheses
 * only where they are needed. Throws `UNQUOTABLE_VALUE` for a text that no quotes can hold, and
 * `CONDITION_INVALID` for a condition nested too deep, and `INVALID_ARGUMENT` for what is none.
 *
 * @example print(parse("Summary  LIKE 'vpn*'")) // Summary like "vpn*"
 */
export function print(condition: Condition): string {
  return printAt(conditionOf(condition), 0, ', ');
}

/**
 * As `print`, without the spaces in lists, for a URL that is short of room: each would take three characters.
 *
 * @example printCompact(parse('id in (1, 2)')) // id in (1,2)
 */
export function printCompact(condition: Condition): string {
  return printAt(conditionOf(condition), 0, ',');
}

function printAt(condition: Condition, depth: number, separator: string): string {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.items
        .map((item) => {
          const text = printAt(item, nest(depth, item, condition), separator);
          return needsParentheses(item, condition) ? `(${text})` : text;
        })
        .join(` ${condition.kind} `);
    default:
      return printLeaf(condition, separator);
  }
}

/** One comparison as `print` writes it. */
export function printLeaf(leaf: Leaf, separator = ', '): string {
  const field = printFieldPath(leaf.field);
  switch (leaf.kind) {
    case 'compare':
      return `${field} ${leaf.operator} ${printLiteral(leaf.value)}`;
    case 'contains':
    case 'like':
      return `${field} ${leaf.negated ? 'not ' : ''}${leaf.kind} ${printLiteral(leaf.value)}`;
    case 'in':
      return `${field} ${leaf.negated ? 'not ' : ''}in (${leaf.values.map(printLiteral).join(separator)})`;
  }
}

/** One value as `print` writes it. */
export function printLiteral(literal: Literal): string {
  switch (literal.kind) {
    case 'text':
      return quote(literal.value);
    case 'number':
      return literal.raw;
    case 'boolean':
      return String(literal.value);
    case 'null':
      return 'null';
    case 'datetime':
    case 'date':
      return `[${literal.value}]`;
  }
}
