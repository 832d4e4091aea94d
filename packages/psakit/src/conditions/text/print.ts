import type { Condition, Leaf, Literal } from '../ast.js';
import { nest, needsParentheses } from '../nesting.js';
import { printFieldPath } from './field-path.js';
import { quote } from './quote.js';

/**
 * The canonical text of a condition: what `parse` reads back as an equal one. Texts in double quotes
 * where they can be, moments in brackets and UTC, numbers as written, keywords in lower case, parentheses
 * only where they are needed. Throws `UNQUOTABLE_VALUE` for a text that no quotes can hold, and
 * `CONDITION_INVALID` for a condition nested too deep.
 *
 * @example print(parse("Summary  LIKE 'vpn*'")) // Summary like "vpn*"
 */
export function print(condition: Condition): string {
  return printAt(condition, 0);
}

function printAt(condition: Condition, depth: number): string {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.items
        .map((item) => {
          const text = printAt(item, nest(depth, item, condition));
          return needsParentheses(item, condition) ? `(${text})` : text;
        })
        .join(` ${condition.kind} `);
    default:
      return printLeaf(condition);
  }
}

/** One comparison as `print` writes it. */
export function printLeaf(leaf: Leaf): string {
  const field = printFieldPath(leaf.field);
  switch (leaf.kind) {
    case 'compare':
      return `${field} ${leaf.operator} ${printLiteral(leaf.value)}`;
    case 'contains':
    case 'like':
      return `${field} ${leaf.negated ? 'not ' : ''}${leaf.kind} ${printLiteral(leaf.value)}`;
    case 'in':
      return `${field} ${leaf.negated ? 'not ' : ''}in (${leaf.values.map(printLiteral).join(', ')})`;
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
