import type { Condition, FieldPath, Literal } from '../ast.js';
import { nest } from '../nesting.js';

/** The same condition without places, for one that no text belongs to. */
export function withoutSpans(condition: Condition): Condition {
  return strip(condition, 0);
}

function strip(condition: Condition, depth: number): Condition {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return {
        kind: condition.kind,
        items: condition.items.map((item) => strip(item, nest(depth, item, condition))),
      };
    case 'compare': {
      const { kind, field, operator, value } = condition;
      return { kind, field: stripField(field), operator, value: stripLiteral(value) };
    }
    case 'contains':
    case 'like': {
      const { kind, negated, field, value } = condition;
      return { kind, negated, field: stripField(field), value: stripLiteral(value) };
    }
    case 'in': {
      const { kind, negated, field, values } = condition;
      return { kind, negated, field: stripField(field), values: values.map(stripLiteral) };
    }
  }
}

function stripField({ kind, path }: FieldPath): FieldPath {
  return { kind, path };
}

function stripLiteral(literal: Literal): Literal {
  const copy = { ...literal };
  delete copy.span;
  return copy;
}
