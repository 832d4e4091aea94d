import type { Comparison, Condition, FieldPath, Literal, Span } from '../ast.js';
import { MAX_NESTING } from '../nesting.js';
import { CODE } from './characters.js';
import { atFieldPath, readFieldPath } from './field-path.js';
import { complainAboutOperator, complainAboutStart, complainAfterCondition } from './mistakes.js';
import { readLiteral } from './operand.js';
import { Scanner } from './scanner.js';

/**
 * Reads a conditions text. Operators, keywords and literals are those of SPEC.md; `and` binds tighter
 * than `or`. Throws `CONDITION_SYNTAX`, with one issue that says what is wrong, where, and what to write.
 *
 * @example parse('status/name = "New" and priority/id <= 2')
 */
export function parse(text: string): Condition {
  return readCondition(new Scanner(text));
}

/** Reads the whole of a scanner's text as one condition. */
export function readCondition(scanner: Scanner): Condition {
  const condition = readOr(scanner, 0);
  if (scanner.position < scanner.text.length) throw complainAfterCondition(scanner);
  return condition;
}

/** Reads `a or b or c`, and the space after it. */
function readOr(scanner: Scanner, depth: number): Condition {
  const first = readAnd(scanner, depth);
  if (!scanner.takeWord('or')) return first;
  const items = [first];
  do items.push(readAnd(scanner, depth));
  while (scanner.takeWord('or'));
  return { kind: 'or', items, span: spanFrom(first.span, endOf(items)) };
}

/** Reads `a and b and c`, and the space after it. */
function readAnd(scanner: Scanner, depth: number): Condition {
  const first = readOne(scanner, depth);
  if (!scanner.takeWord('and')) return first;
  const items = [first];
  do items.push(readOne(scanner, depth));
  while (scanner.takeWord('and'));
  return { kind: 'and', items, span: spanFrom(first.span, endOf(items)) };
}

/** Reads one comparison, a part in parentheses or a condition put into a template, and the space around it. */
function readOne(scanner: Scanner, depth: number): Condition {
  scanner.skipSpace();
  const condition =
    scanner.code() === CODE.open
      ? readParenthesised(scanner, depth)
      : (scanner.takeHole('condition')?.condition ?? readComparison(scanner));
  scanner.skipSpace();
  return condition;
}

function readParenthesised(scanner: Scanner, depth: number): Condition {
  const start = scanner.position;
  if (depth === MAX_NESTING) {
    throw scanner.errorHere({
      message: `Parentheses are nested more than ${MAX_NESTING} levels deep.`,
      cure: 'Put the parts side by side in one and/or, or test membership with in (...).',
    });
  }
  scanner.position++;
  const condition = readOr(scanner, depth + 1);
  if (scanner.take(CODE.close)) return condition;
  if (scanner.position < scanner.text.length) throw complainAfterCondition(scanner);
  throw scanner.error(start, start + 1, {
    message: 'The parenthesis is not closed.',
    cure: 'Add ) where the part ends.',
  });
}

function readComparison(scanner: Scanner): Condition {
  if (!atFieldPath(scanner) || atReservedWord(scanner)) throw complainAboutStart(scanner);
  const field = readFieldPath(scanner);
  scanner.skipSpace();
  const symbol = takeSymbol(scanner);
  if (symbol !== undefined) {
    const value = readOperand(scanner, symbol);
    return { kind: 'compare', field, operator: symbol, value, span: spanFrom(field.span, scanner.position) };
  }
  if (scanner.takeWord('is')) return readIsNull(scanner, field);
  const from = scanner.position;
  const negated = scanner.takeWord('not');
  if (negated) scanner.skipSpace();
  if (scanner.takeWord('in')) {
    const values = readList(scanner);
    return { kind: 'in', negated, field, values, span: spanFrom(field.span, scanner.position) };
  }
  const kind = scanner.takeWord('contains') ? 'contains' : scanner.takeWord('like') ? 'like' : undefined;
  if (kind === undefined) throw complainAboutOperator(scanner, from, field);
  const value = readOperand(scanner, kind);
  return { kind, negated, field, value, span: spanFrom(field.span, scanner.position) };
}

/** Words that cannot begin a comparison; no field of the API is called so. */
function atReservedWord(scanner: Scanner): boolean {
  return scanner.atWord('and') || scanner.atWord('or') || scanner.atWord('not');
}

function takeSymbol(scanner: Scanner): Comparison['operator'] | undefined {
  const code = scanner.code();
  const next = scanner.peek(1);
  const symbol = symbolOf(code, next === CODE.equals);
  if (symbol === undefined) return undefined;
  const after = scanner.peek(symbol.length);
  // `==`, `<>`, `=<`, `=>`: known elsewhere, not here.
  if (after === CODE.equals || after === CODE.greater || after === CODE.less) return undefined;
  scanner.position += symbol.length;
  return symbol;
}

function symbolOf(code: number, equalsFollows: boolean): Comparison['operator'] | undefined {
  switch (code) {
    case CODE.equals:
      return '=';
    case CODE.exclamation:
      return equalsFollows ? '!=' : undefined;
    case CODE.less:
      return equalsFollows ? '<=' : '<';
    case CODE.greater:
      return equalsFollows ? '>=' : '>';
    default:
      return undefined;
  }
}

function readOperand(scanner: Scanner, operator: string): Literal {
  scanner.skipSpace();
  return readLiteral(scanner, operator);
}

/** Reads `null` or `not null` after `is`; nobody but one weak source writes it, and it means `= null`. */
function readIsNull(scanner: Scanner, field: FieldPath): Condition {
  scanner.skipSpace();
  const negated = scanner.takeWord('not');
  if (negated) scanner.skipSpace();
  const start = scanner.position;
  if (!scanner.takeWord('null')) {
    throw scanner.errorHere({
      message: 'Only null can follow "is".',
      cure: 'Write is null, is not null, or = and a value.',
    });
  }
  const span = scanner.span(start);
  return {
    kind: 'compare',
    field,
    operator: negated ? '!=' : '=',
    value: { kind: 'null', span },
    span: spanFrom(field.span, scanner.position),
  };
}

/** Reads `(1, 2, 3)` after `in`, or a list put into a template, with parentheses or without. */
function readList(scanner: Scanner): readonly Literal[] {
  scanner.skipSpace();
  const list = scanner.takeHole('list');
  if (list) return list.literals;
  const start = scanner.position;
  if (!scanner.take(CODE.open)) {
    throw scanner.errorHere({
      message: 'The list after "in" is missing.',
      cure: 'Put the values in parentheses: in (1, 2, 3).',
    });
  }
  const values: Literal[] = [];
  do {
    scanner.skipSpace();
    const spread = scanner.takeHole('list');
    if (spread) for (const literal of spread.literals) values.push(literal);
    else values.push(readLiteral(scanner, values.length === 0 ? '(' : ','));
    scanner.skipSpace();
  } while (scanner.take(CODE.comma));
  if (scanner.take(CODE.close)) return values;
  if (scanner.position === scanner.text.length) {
    throw scanner.error(start, start + 1, {
      message: 'The list is not closed.',
      cure: 'Add ) after the last value.',
    });
  }
  throw scanner.errorHere({
    message: 'A comma or ) is expected after a value of a list.',
    cure: 'Separate the values with commas: in (1, 2, 3).',
  });
}

/** From the beginning of `first`, which was parsed, to `end`. */
function spanFrom(first: Span | undefined, end: number): Span | undefined {
  return first && { start: first.start, end, line: first.line, column: first.column };
}

function endOf(items: readonly Condition[]): number {
  return items[items.length - 1]?.span?.end ?? 0;
}
